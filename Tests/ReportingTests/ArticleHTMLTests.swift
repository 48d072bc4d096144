import Model
import Reporting
import TestSupport
import Testing

@Suite("Article as a page")
struct ArticleHTMLTests {
  private func page(_ markdown: String, title: String = "T") throws -> String {
    let number = try #require(ArticleNumber("KA-1"))
    let head = ArticleText.Head(
      number: number, product: "<AEM>", date: "2026-03-01", standing: nil,
      address: "https://example.com/?a=1&b=\"2\"")
    return ArticleHTML(
      head, title: title, markdown: markdown, articleLanguage: .en, language: .fr,
      notes: ["<b>note</b>"]
    ).text
  }

  /// What stands between the article's tags.
  private func body(_ markdown: String) throws -> String {
    let text = try page(markdown)
    let start = try #require(text.firstRange(of: "<article lang=\"en\">\n"))
    let end = try #require(text.firstRange(of: "</article>"))
    return String(text[start.upperBound..<end.lowerBound])
  }

  @Test("writes headings, lists, code, tables and links")
  func structure() throws {
    #expect(
      try body("## A *b* {#c}\n\ntext **bold** `x<y`") == """
        <h2>A b</h2>
        <p>text <strong>bold</strong> <code>x&lt;y</code></p>

        """)
    #expect(
      try body("- a\n- b\n  1. c\n") == """
        <ul>
        <li>a</li>
        <li>b<ol>
        <li>c</li>
        </ol>
        </li>
        </ul>

        """)
    #expect(try body("```\n<script>\n```") == "<pre><code>&lt;script&gt;</code></pre>\n")
    #expect(try body("|a|b|\n|-|-|\n|1|<2|").contains("<td>1</td><td>&lt;2</td>"))
    #expect(
      try body("[x](https://e.org/?a=1&b)").contains("href=\"https://e.org/?a=1&amp;b\""))
  }

  @Test(
    "runs nothing and loads nothing",
    arguments: [
      "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "![p](https://evil/x.png)",
      "[a](javascript:alert(1))", "[a](https://x\"onmouseover=\"alert(1))",
      "<https://x\" onclick=1>",
      "`</code><script>`", "[a](data:text/html,<script>)",
      "<a href=\"https://x\" onclick=\"y\">z</a>",
      "|<img src=x>|b|\n|-|-|\n|<script>|c|", "# <script>", "&lt;script&gt;", "\u{202E}x\u{0}",
      "[<img src=x>](https://a)", "```\n</pre><script>\n```", "- <iframe src=x>",
    ])
  func harmless(markdown: String) throws {
    let text = try page(markdown, title: markdown)
    #expect(text.contains("default-src 'none'"))
    for tag in ["<script", "<img", "<iframe", "<object", "<link", "<base", "<form"] {
      #expect(!text.lowercased().contains(tag))
    }
    let tags = try tagsOf(text)
    #expect(tags.allSatisfy { !$0.lowercased().contains(/\son[a-z]+=/) })
    #expect(tags.filter { $0.contains("href=") }.allSatisfy { $0.contains("href=\"http") })
    #expect(!text.unicodeScalars.contains("\u{202E}"))
  }

  private func tagsOf(_ text: String) throws -> [String] {
    text.matches(of: /<[^>]*>/).map { String($0.output) }
  }

  @Test("closes what it opens, whatever it is given", arguments: 0..<200 as Range<UInt64>)
  func balanced(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let pieces = [
      "- a\n", "  - b\n", "1. c\n", "    2) d\n", "\n", "# h\n", "```\n", "text\n",
      "|a|\n|-|\n|b|\n",
      "**", "`", "*", "[x](https://y)", "<b>", "</b>", "<br>", "> ", "  ", "\\",
    ]
    let markdown = (0..<20).compactMap { _ in pieces.randomElement(using: &random) }.joined()
    var open: [Substring] = []
    for match in try body(markdown).matches(of: /<(\/?)([a-z0-9]+)[^>]*>/)
    where match.output.2 != "br" {
      if match.output.1.isEmpty {
        open.append(match.output.2)
      } else {
        #expect(open.popLast() == match.output.2, "in \(markdown.debugDescription)")
      }
    }
    #expect(open.isEmpty)
  }

  @Test("parts of an article by heading; a heading in code is none")
  func sections() {
    let sections = ArticleSection.all(in: "intro\n\n## A {#a}\n\nx\n```\n# no\n```\n### B\n")
    #expect(sections.map(\.heading) == ["", "A", "B"])
    #expect(sections.map(\.level) == [0, 2, 3])
    #expect(sections.map(\.markdown) == ["intro", "x\n```\n# no\n```", ""])
  }
}
