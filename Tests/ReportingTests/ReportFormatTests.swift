import Foundation
import Model
import Redaction
import TestSupport
import Testing
import XMLKit

@testable import Reporting

/// Every form of a report, and every text that comes from the input, hostile.
@Suite struct ReportFormatTests {
  static let hostile = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</pre></details><h1>x",
    "]]><!--", "-->", "&lt;b&gt;&amp;", "<?php ?>", "</title></style><style>*{display:none}",
    "\u{1B}[2J\u{1B}[31mred", "\u{1B}]8;;http://evil\u{7}link\u{1B}]8;;\u{7}", "\u{9B}31m",
    "abc\u{202E}txt.exe", "\u{2066}x\u{2069}", "\u{0}\u{1}\u{8}\u{B}\u{C}\u{1F}\u{7F}",
    "\u{FFFE}\u{FFFF}\u{1FFFE}", "=cmd|'/C calc'!A0", "+1+1", "@SUM(A1)", "-2+3",
    "```\n# heading\n```", "~~~\nx", "` `` ``` ````", "[a](javascript:alert(1))",
    "![p](https://evil/x.png)", "<https://evil>", "https://evil.example/x", "www.evil.example",
    "a@evil.example", "@octocat #1 GH-1", "* _ ~~x~~ |a|b|", "\\`\\", "a\rb\r\nc",
    "::error file=x::boo", "%0A::set-output name=x::y", "a,b:c%", "{0} {{ [x](1)",
    String(repeating: "x", count: 1 << 20), String(repeating: "`", count: 1 << 16),
    String(repeating: "日", count: 1 << 16), "e" + String(repeating: "\u{301}", count: 1 << 16),
    String(repeating: "\n", count: 1 << 14), String(repeating: "<", count: 1 << 16),
  ]

  /// A report in which every text that can come from the input is this one.
  static func report(saying text: String) -> Report {
    var report = Samples.report
    let all = LocalizedText(verbatim: text)
    for index in report.findings.indices {
      report.findings[index].title = all
      report.findings[index].summary = all
      report.findings[index].missing = [text]
      report.findings[index].requests = report.findings[index].requests.map {
        EvidenceRequest(id: $0.id, text: LocalizedText(verbatim: "a\n  \(text)\n\(text)"))
      }
      for evidence in report.findings[index].evidence.indices {
        report.findings[index].evidence[evidence].excerpt.text = text
        report.findings[index].evidence[evidence].place.source = text
        report.findings[index].evidence[evidence].captures = ["value": text]
      }
      for occurrence in report.findings[index].occurrences.indices {
        report.findings[index].occurrences[occurrence].key = [text: text]
        report.findings[index].occurrences[occurrence].steps =
          report.findings[index].evidence
      }
      for remedy in report.findings[index].remedies.indices {
        report.findings[index].remedies[remedy].parameters = ["instance": text, text: text]
      }
      for article in report.findings[index].articles.indices {
        report.findings[index].articles[article].title = text
      }
    }
    for index in report.unknowns.indices {
      report.unknowns[index].template = text
      report.unknowns[index].exception = text
      report.unknowns[index].excerpt.text = text
      report.unknowns[index].places[0].source = text
    }
    report.coverage.sources[0].path = text
    report.coverage.skipped.append(SkippedSource(path: text, reason: .damaged, detail: text))
    report.environment[text] = EnvironmentFact(
      value: text, evidence: Place(source: text, line: 1, bytes: 0..<1))
    report.notes[0].text = all
    return report
  }

  @Test("shows hostile text harmless", arguments: ReportFormat.allCases, hostile)
  func harmless(format: ReportFormat, text: String) throws {
    for audience in format == .markdown ? ReportOptions.Audience.allCases : [.internalNote] {
      let options = ReportOptions(audience: audience, categories: [text: text])
      let report = Self.report(saying: text)
      var bytes: [UInt8] = []
      let took = ProcessorTime.measure { bytes = format.bytes(of: report, options: options) }
      #expect(took < .seconds(20))
      let shown = String(decoding: bytes, as: UTF8.self)
      #expect(shown.hasSuffix("\n"))
      #expect(!shown.unicodeScalars.contains { $0 != "\u{2060}" && TerminalText.isHarmful($0) })
      switch format {
      case .html: try Self.expectHarmlessPage(shown)
      case .junit: try Self.expectJUnit(shown)
      case .markdown, .githubSummary: Self.expectHarmlessMarkdown(shown)
      case .github: #expect(shown.split(separator: "\n").allSatisfy { $0.hasPrefix("::") })
      case .ndjson: #expect(shown.dropLast().utf8.allSatisfy { $0 != UInt8(ascii: "\n") })
      case .json, .sarif:
        _ = try JSONSerialization.jsonObject(with: Data(bytes))
      case .text: break
      }
    }
  }

  private static func expectHarmlessPage(_ page: String) throws {
    let tags = page.matches(of: /<[^>]*>/).map { String($0.output) }
    #expect(
      !tags.contains { $0.lowercased().contains(/^<\/?(script|img|iframe|object|link|form)/) })
    #expect(tags.allSatisfy { !$0.lowercased().contains(/\s(on[a-z]+|style|src)=/) })
    #expect(
      tags.filter { $0.contains("href=") }.allSatisfy {
        $0.contains("href=\"https://") || $0.contains("href=\"#")
      })
    #expect(page.contains("default-src 'none'"))
    // A formula in a cell is a text to a spreadsheet.
    #expect(!page.contains(/<t[dh]( scope="row")?>(<code>)?[=+@-]/))
    try expectWellFormed(page)
  }

  /// Expects that the page closes what it opens, read as XML.
  static func expectWellFormed(_ page: String) throws {
    let xml = page.replacing("<!DOCTYPE html>\n", with: "").replacing("<wbr>", with: "")
      .replacing("<br>", with: "").replacing(/<meta [^>]*>/, with: "")
      .replacing("translate=\"no\"", with: "").replacing("<details open>", with: "<details>")
    var reader = XMLReader()
    reader.size = 256 << 20
    try reader.read(Array(xml.utf8)) { _ in }
  }

  /// Expects a document of JUnit with counts that are true.
  static func expectJUnit(_ xml: String) throws {
    var names: [String] = []
    var counts: [String: String] = [:]
    var reader = XMLReader()
    reader.size = 256 << 20
    try reader.read(Array(xml.utf8)) { event in
      guard case .start(let element) = event else { return }
      names.append(element.name)
      if element.name == "testsuite" {
        for name in ["tests", "failures", "errors", "skipped"] { counts[name] = element[name] }
      }
    }
    #expect(
      Set(names).isSubset(of: [
        "testsuites", "testsuite", "properties", "property", "testcase", "failure", "skipped",
        "system-out",
      ]))
    #expect(counts["tests"] == "\(names.count { $0 == "testcase" })")
    #expect(counts["errors"] == "0")
    #expect((Int(counts["failures"] ?? "") ?? -1) >= 0)
  }

  /// Expects no HTML but the folds, and no line that opens a block which is not ours.
  private static func expectHarmlessMarkdown(_ text: String) {
    #expect(text.utf16.count <= 65_000)
    var fence: Substring?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let start = line.drop { $0 == " " }
      let marks = start.prefix { $0 == "`" }
      if let open = fence {
        if start == open { fence = nil }
        continue
      }
      if marks.count >= 3, start.dropFirst(marks.count).allSatisfy(\.isLetter) {
        fence = marks
        continue
      }
      let isFold = line.hasPrefix("<details") || line == "</details>"
      #expect(isFold || !actsOnTags(line), "\(line.prefix(200))")
    }
    #expect(fence == nil)
  }

  /// Whether a line has an angle bracket that is neither escaped, nor code, nor an address.
  private static func actsOnTags(_ line: Substring) -> Bool {
    var rest = Array(line.utf8)[...]
    while let byte = rest.first {
      switch byte {
      case UInt8(ascii: "\\"): rest = rest.dropFirst(2)
      case UInt8(ascii: "`"):
        let marks = rest.prefix { $0 == byte }.count
        rest = rest.dropFirst(marks)
        var code = rest
        while !code.isEmpty {
          code = code.drop { $0 != byte }
          let run = code.prefix { $0 == byte }.count
          code = code.dropFirst(run)
          if run == marks {
            rest = code
            break
          }
        }
      case UInt8(ascii: "<"):
        guard rest.starts(with: "<https://".utf8) else { return true }
        rest = rest.dropFirst()
      default: rest = rest.dropFirst()
      }
    }
    return false
  }

  @Test("says the same every time, ends with a line feed", arguments: ReportFormat.allCases)
  func sameBytes(format: ReportFormat) {
    let bytes = format.bytes(of: Samples.report)
    #expect(bytes == format.bytes(of: Samples.report))
    #expect(bytes.last == UInt8(ascii: "\n"))
    #expect(!format.bytes(of: Samples.empty).isEmpty)
    #expect(!format.mediaType.isEmpty)
  }

  @Test(
    "masks secrets in every form", arguments: ReportFormat.allCases, Language.allCases)
  func masked(format: ReportFormat, language: Language) {
    let secret = "hunter2-Kq93vTz"
    let text = "login password=\(secret) client_secret=\"\(secret)\""
    var report = Samples.timed
    for index in report.findings.indices {
      for evidence in report.findings[index].evidence.indices {
        report.findings[index].evidence[evidence].excerpt.text = text
        report.findings[index].evidence[evidence].captures = ["value": text]
      }
      report.findings[index].summary = LocalizedText(verbatim: "It said \(text).")
      report.findings[index].occurrences = [
        FindingOccurrence(
          steps: report.findings[index].evidence, stepCount: 9, key: ["password": secret])
      ]
      for remedy in report.findings[index].remedies.indices {
        report.findings[index].remedies[remedy].parameters = ["password": secret]
      }
    }
    report.unknowns[0].template = text
    report.unknowns[0].excerpt.text = text
    report.coverage.skipped.append(
      SkippedSource(path: "bundle.zip!/\(secret)/x", reason: .damaged, detail: text))
    report.environment["password"] = EnvironmentFact(value: secret, evidence: nil)
    report.notes[0].text = LocalizedText(verbatim: text)
    var redactor = Redactor()
    report = redactor.redact(report)
    for audience in ReportOptions.Audience.allCases {
      var options = ReportOptions(style: .init(language: language), audience: audience)
      options.style.isVerbose = true
      let shown = String(decoding: format.bytes(of: report, options: options), as: UTF8.self)
      #expect(!shown.filter { !$0.isWhitespace && $0 != "|" }.contains(secret))
    }
  }
}
