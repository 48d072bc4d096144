import Foundation
import Model
import Testing

@testable import Reporting

@Suite struct ReportMarkdownTests {
  @Test(
    "looks as it did", arguments: Language.allCases, ReportOptions.Audience.allCases)
  func looksAsItDid(language: Language, audience: ReportOptions.Audience) throws {
    let options = ReportOptions(style: .init(language: language), audience: audience)
    let text = String(
      decoding: ReportFormat.markdown.bytes(of: Samples.timed, options: options), as: UTF8.self)
    try Golden.expect(text, toEqual: "\(audience.rawValue)-\(language.rawValue).md")
  }

  @Test("fits into a ticket and says what it left out", arguments: ReportOptions.Audience.allCases)
  func fits(audience: ReportOptions.Audience) {
    var report = Samples.report
    var finding = report.findings[0]
    finding.evidence = (0..<40).map { number in
      var evidence = finding.evidence[0]
      evidence.signature = "s\(number)"
      evidence.excerpt.text = String(repeating: "😀", count: 4_000)
      return evidence
    }
    report.findings = (0..<60).map { _ in finding }
    for language in Language.allCases {
      let options = ReportOptions(style: .init(language: language), audience: audience)
      let text = String(
        decoding: ReportFormat.markdown.bytes(of: report, options: options), as: UTF8.self)
      #expect(text.utf16.count <= 65_000)
      #expect(text.utf16.count > 30_000)
      #expect(text.contains(Strings.omitted([])[language].prefix(5)))
    }
  }

  @Test("tells the customer nothing of rules, confidence and commands")
  func discreet() {
    let text = CustomerReply(Samples.report).text
    for word in ["ims-client-secret-after-restart", "95%", "aemedic", "crypto-key-store", "rule"] {
      #expect(!text.contains(word), "\(word)")
    }
    #expect(text.contains("KA-23909"))
  }

  @Test(
    "escapes what would act",
    arguments: [
      ("a_b *c* `d`", #"a\_b \*c\* \`d\`"#), ("# x", "\\# x"), ("1. x", #"1\. x"#),
      ("- x", #"\- x"#), ("=", #"\="#), ("<b>&amp;", #"\<b\>\&amp;"#), ("5 - 3 = 2.", "5 - 3 = 2."),
      ("https://x", #"https\://x"#), ("www.x.org", #"www\.x.org"#), ("@joe", "@\u{2060}joe"),
      ("see #12", "see #\u{2060}12"), ("[a](b)", #"\[a\](b)"#), ("a\\", #"a\\"#),
    ])
  func escapes(text: String, escaped: String) {
    #expect(MarkdownText.escaped(text) == escaped)
  }

  @Test(
    "puts code between enough back-ticks",
    arguments: [
      ("a", "`a`"), ("a`b", "``a`b``"), ("`", "`` ` ``"), ("``", "``` `` ```"), ("", "` `"),
    ])
  func code(text: String, code: String) {
    #expect(MarkdownText.code(text) == code)
  }

  @Test("fences with more back-ticks than the text has in a row")
  func fence() {
    #expect(MarkdownText.fence("````\nx") == "`````text\n````\nx\n`````")
  }
}

@Suite struct ProseTests {
  @Test(
    "finds code between back-ticks",
    arguments: [
      ("a `b` c", [.words("a "), .code("b"), .words(" c")]), ("a ` b", [.words("a ` b")]),
      ("`a``b`", [.code("a"), .code("b")]), ("", []), ("`", [.words("`")]),
    ] as [(String, [Prose.Piece])])
  func pieces(text: String, pieces: [Prose.Piece]) {
    #expect(Prose.pieces(of: text) == pieces)
  }

  @Test("takes indented lines for an example")
  func blocks() {
    #expect(
      Prose.blocks(of: "Run:\n  ls\n  pwd\nthen") == [
        .words("Run:"), .example(["ls", "pwd"]), .words("then"),
      ])
  }
}
