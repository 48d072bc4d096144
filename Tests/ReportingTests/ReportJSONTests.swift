import Foundation
import Model
import Testing

@testable import Reporting

@Suite struct ReportJSONTests {
  @Test func followsTheContract() throws {
    try Golden.expect(ReportJSON(Samples.report).text, toEqual: "report.json")
    try Golden.expect(ReportJSON(Samples.empty).text, toEqual: "empty.json")
  }

  @Test func givesTheSameBytesEveryTime() {
    let texts = Set((0..<20).map { _ in ReportJSON(Samples.report).text })
    #expect(texts.count == 1)
  }

  @Test func escapesWhatCommandsATerminal() throws {
    let hostile = "\u{1B}[2J \u{9B} \u{202E} \u{0} \u{E0041} \u{7F} é 日"
    var report = Samples.empty
    report.notes = [Note(code: "n", text: LocalizedText(verbatim: hostile))]
    let text = ReportJSON(report).text
    #expect(!text.unicodeScalars.contains { TerminalText.isHarmful($0) })
    #expect(text.contains("日"))
    let parsed = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let notes = parsed?["notes"] as? [[String: Any]]
    #expect((notes?.first?["text"] as? [String: String])?["en"] == hostile)
  }

  @Test func writesNumbersThatAreNone() {
    var report = Samples.report
    report.findings[0].confidence = .nan
    report.findings[1].confidence = 7
    #expect(ReportJSON(report).text.contains(#""confidence" : 0"#))
  }
}

@Suite struct StringsTests {
  @Test(
    "forms plurals as each language does",
    arguments: [
      (0, "0 errors", "0\u{A0}erreur", "エラー 0\u{A0}件"),
      (1, "1 error", "1\u{A0}erreur", "エラー 1\u{A0}件"),
      (2, "2 errors", "2\u{A0}erreurs", "エラー 2\u{A0}件"),
      (
        1_234_567, "1,234,567 errors", "1\u{202F}234\u{202F}567\u{A0}erreurs",
        "エラー 1,234,567\u{A0}件"
      ),
    ])
  func formsPlurals(count: Int, en: String, fr: String, ja: String) {
    #expect(Strings.severities(.error, count) == LocalizedText(en: en, fr: fr, ja: ja))
  }

  @Test("keeps the spaces of French punctuation together")
  func keepsFrenchSpaces() {
    let verdicts = Verdict.allCases.map { verdict in
      var report = Samples.report
      report.verdict = verdict
      return Strings.verdict(on: report, in: "x.zip")
    }
    let texts =
      verdicts + SkipReason.allCases.map(Strings.reason)
      + SkipReason.allCases.map { Strings.leftOut(2, $0) } + [
        Strings.partial, Strings.confidence(percent: 5), Strings.leftOut("x"),
        Strings.notRead("p", because: "r"), Strings.readInPart("p"), Strings.unparsed(2),
      ]
    for text in texts {
      #expect(!text.fr.contains(/[ \w][:;!?]/), "\(text.fr)")
      for language in Language.allCases { #expect(!text[language].isEmpty) }
    }
  }
}
