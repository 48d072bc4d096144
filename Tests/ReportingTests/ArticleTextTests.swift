import Model
import TestSupport
import Testing
import UnicodeKit

@testable import Reporting

@Suite struct ArticleTextTests {
  static let markdown = """
    # A title about `client_secret` {#top}

    First *line*
    goes **on**.

    ## Steps {#steps}

    1. Do this:

       ```sh
       cd /opt
         indented
       ```

       and see.
       - inner item
    2. Do that, see [the docs](https://example.com/docs "title").

    | What | How |
    |---|:--:|
    | a \\| b | `x` |
    | 日本語 | c |
    """

  static func head(_ standing: LocalizedText? = nil) throws -> ArticleText.Head {
    ArticleText.Head(
      number: try #require(ArticleNumber("KA-1")), product: "Experience Manager",
      date: "2026-03-01", standing: standing, address: "https://example.com/ka-1")
  }

  @Test func laysOutAnArticle() throws {
    let text = ArticleText(try Self.head(), markdown: Self.markdown).text
    #expect(
      text == """
        KA-1  Experience Manager
        As of 1\u{A0}Mar\u{A0}2026
        https://example.com/ka-1

        A title about `client_secret`
        =============================

        First line goes on.

        Steps
        -----

        1. Do this:

               cd /opt
                 indented

           and see.
           - inner item
        2. Do that, see the docs <https://example.com/docs>.

        What    How
        ------  ---
        a | b   `x`
        日本語  c


        """)
  }

  @Test func coloursHeadingsEmphasisAndCode() throws {
    let style = ReportText.Style(usesColor: true)
    let text = ArticleText(try Self.head(), markdown: Self.markdown, style: style).text
    #expect(text.contains("\u{1B}[1mSteps\u{1B}[0m\n"))
    #expect(text.contains("goes \u{1B}[1mon\u{1B}[0m."))
    #expect(text.contains("\u{1B}[36mx\u{1B}[0m"))
    #expect(!text.unicodeScalars.contains { (1...4).contains($0.value) })
  }

  @Test(
    "reads the marks inside a paragraph",
    arguments: [
      (#"a \* b \`c\`"#, "a * b `c`"), ("<b>bold</b>", "bold"), ("a<br><br>b", "a\nb"),
      ("&quot;x&quot; &#39;y&#39; &unknown; &", "\"x\" 'y' &unknown; &"),
      ("[name](other.md)", "name"), ("<https://a.b/c>", "<https://a.b/c>"),
      ("[https://a.b](https://a.b)", "https://a.b"), ("![](p.png)", "[image]"),
      ("![A dialog](p.png)", "[image: A dialog]"), ("[not a link] (x)", "[not a link] (x)"),
      ("[open](never", "[open](never"), ("2 * 3 * 4", "2 * 3 * 4"),
      ("/content/* and", "/content/* and"),
      ("bundle<ID>/data", "bundle<ID>/data"), ("``a`b``", "`a`b`"), ("lone ` tick", "lone ` tick"),
      ("**open", "**open"), ("a\u{200B}b", "ab"),
    ])
  func readsMarks(markdown: String, text: String) {
    #expect(InlineText(markdown, isStyled: false, language: .en).text == text)
  }

  @Test("lays a table out as blocks where columns would cut words")
  func laysOutNarrowTables() throws {
    let table = MarkdownTable(
      header: ["Setting", "Meaning"],
      rows: [["auth.token.provider.authorization.grants", "how a token is asked for"]])
    #expect(
      TableLayout(table, width: 40, isStyled: false).lines == [
        "auth.token.provider.authorization.grants", "  Meaning: how a token is asked for",
      ])
  }

  @Test("survives any text", arguments: 0..<200 as Range<UInt64>)
  func survives(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let pieces = [
      "**", "*", "`", "``", "[", "](", ")", "|", "\n", "\n\n", "|---|\n", "```", "# ", "- ", "1. ",
      "<b>", "</b>", "<br>", "&amp;", "\\", "word", "日本", "https://a.b/", "> ", "    ", "![",
      "\u{1}",
    ]
    let markdown = (0..<120).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    let width = Int.random(in: 40...120, using: &random)
    for usesColor in [false, true] {
      let style = ReportText.Style(width: width, usesColor: usesColor)
      let text = ArticleText(try Self.head(), markdown: markdown, style: style).text
      #expect(!text.replacing("\u{1B}[", with: "").unicodeScalars.contains { $0.value < 9 })
    }
  }

  @Test(
    "reads hostile marks in time",
    arguments: ["[", "*", "`", "**", "<", "&", "![", "|", "<b>", "](", "`a", "[a](", "*a "])
  func readsHostileMarksInTime(piece: String) throws {
    let markdown = String(repeating: piece, count: 20_000)
    let took = try ProcessorTime.measure {
      _ = ArticleText(try Self.head(), markdown: markdown)
    }
    #expect(took < .seconds(20))
  }
}
