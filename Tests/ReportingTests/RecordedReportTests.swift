import Foundation
import Model
import Redaction
import Testing

@testable import Reporting

/// Reports read back from their JSON, and what differs between two.
@Suite struct RecordedReportTests {
  @Test(
    "a report that is read back says the same to the byte",
    arguments: [Samples.report, Samples.empty])
  func readsBack(report: Report) throws {
    let text = ReportJSON(report).text
    let read = try RecordedReport(Array(text.utf8), file: "r.json").report
    #expect(ReportJSON(read).text == text)
    #expect(read.findings.map(\.firstSeen) == report.findings.map(\.firstSeen))
    #expect(read.coverage.lacksRelevantEvidence == report.coverage.lacksRelevantEvidence)
  }

  @Test(
    "what is no report is refused with what it is",
    arguments: [
      ("", RecordedReportProblem.notAReport(file: "f")),
      ("[]", .notAReport(file: "f")),
      (#"{"schema":"aemedic.report/1"}"#, .notAReport(file: "f")),
      (#"{"schema":"other/2"}"#, .otherSchema("other/2", file: "f")),
    ])
  func refuses(text: String, problem: RecordedReportProblem) {
    #expect(throws: problem) { try RecordedReport(Array(text.utf8), file: "f") }
  }

  @Test("a broken report never crashes, wherever it breaks off")
  func brokenReport() {
    let bytes = Array(ReportJSON(Samples.report).text.utf8)
    for count in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 97)) {
      #expect(throws: RecordedReportProblem.self) {
        try RecordedReport(Array(bytes.prefix(count)), file: "f")
      }
    }
  }

  @Test("a file that is not there is refused")
  func missingFile() {
    #expect(throws: RecordedReportProblem.unreadable(file: "/nonexistent/r.json")) {
      try RecordedReport(file: "/nonexistent/r.json")
    }
  }

  // MARK: Differences

  private static func report(_ findings: [Finding]) -> Report {
    var report = Samples.empty
    report.findings = findings
    return report
  }

  private static var changed: Finding {
    var finding = Samples.undecidedFinding
    finding.count += 3
    finding.status = .confirmed
    return finding
  }

  @Test("a report does not differ from itself")
  func same() {
    let difference = ReportDifference(from: Samples.report, to: Samples.report)
    #expect(difference.new.isEmpty && difference.gone.isEmpty && difference.changed.isEmpty)
    #expect(difference.newUnknowns.isEmpty && difference.goneUnknowns.isEmpty)
    #expect(difference.unchanged == Samples.report.findings.count)
  }

  @Test("what is new, gone and changed is told apart")
  func difference() throws {
    let before = Self.report([Samples.cryptoFinding, Samples.undecidedFinding])
    let after = Self.report([Self.changed])
    let forth = ReportDifference(from: before, to: after)
    #expect(forth.new.isEmpty)
    #expect(forth.gone.map(\.rule.id) == [Samples.cryptoFinding.rule.id])
    #expect(forth.changed.map(\.aspects) == [[.status, .count]])
    let back = ReportDifference(from: after, to: before)
    #expect(back.new.map(\.rule.id) == [Samples.cryptoFinding.rule.id])
    #expect(back.gone.isEmpty)
    #expect(back.unchanged == 0)
  }

  @Test("a difference reads in each language", arguments: Language.allCases)
  func text(language: Language) {
    let difference = ReportDifference(
      from: Self.report([Samples.cryptoFinding, Samples.undecidedFinding]),
      to: Self.report([Self.changed]))
    let style = ReportText.Style(width: 100, language: language)
    let text = DifferenceText(difference, style: style).text
    let gone = [Language.en: "Gone", .fr: "Disparus", .ja: "解消"][language] ?? ""
    #expect(text.split(separator: "\n").contains { $0 == gone })
    #expect(text.contains(Samples.cryptoFinding.rule.id))
    #expect(text.contains("→"))
    #expect(DifferenceJSON(difference).text.contains("\"aemedic.difference/1\""))
  }

  @Test("against a baseline findings are new or known")
  func baseline() {
    let after = Self.report([Samples.cryptoFinding, Samples.undecidedFinding])
    let marked = after.marked(against: Self.report([Self.changed]))
    #expect(marked.findings.map(\.standing) == [.new, .known])
    #expect(ReportJSON(marked).text.contains("\"baseline\" : \"new\""))
    #expect(!ReportJSON(after).text.contains("\"baseline\""))
  }

  // MARK: Letters

  @Test(
    "a letter asks for each thing once, numbered, in the language", arguments: Language.allCases)
  func letter(language: Language) throws {
    let requests = [("b", "two\nlines"), ("a", "one"), ("b", "two\nlines")].map {
      EvidenceRequest(id: $0, text: LocalizedText(verbatim: $1))
    }
    let text = RequestLetter(requests).text(in: language)
    #expect(text.contains("\n1. two\n   lines\n"))
    #expect(text.contains("\n2. one\n"))
    #expect(!text.contains("3. "))
    let greeting = [Language.en: "Hello", .fr: "Bonjour", .ja: "お世話"][language] ?? ""
    #expect(text.hasPrefix(greeting))
    #expect(RequestLetter([]).text(in: language).isEmpty)
  }

  @Test("a letter asks only for what is not decided")
  func undecidedOnly() {
    var decided = Samples.undecidedFinding
    decided.status = .confirmed
    #expect(RequestLetter(for: Self.report([decided])).requests.isEmpty)
    #expect(
      RequestLetter(for: Self.report([Samples.undecidedFinding])).requests
        == Samples.undecidedFinding.requests)
  }
}

/// Templates of unknown errors, in which marks stand for parts of what was written.
@Suite struct TemplateRedactionTests {
  @Test(
    "a mark within a secret does not end it",
    arguments: [
      ("login with password=hunter<n>-very-secret failed", "very-secret"),
      ("login with password=<n>hunter failed", "hunter"),
      ("client_secret: p8e-<hex>-tail9 refused", "tail9"),
    ])
  func masksWhole(template: String, rest: String) {
    var redactor = Redactor()
    let error = UnknownError(
      fingerprint: "v1:0", template: template, count: 1, excerpt: Excerpt(text: ""), places: [])
    let masked = redactor.redact(error).template
    #expect(!masked.contains(rest))
    #expect(masked.contains("[secret-1]"))
  }

  @Test(
    "no piece of a secret is left where a mark took the place of another",
    arguments: [
      ("login with pass-2024-Winter9 failed", "login with pass-<n>-Winter<n> failed"),
      ("login with Tr0ub/dor&3 failed", "login with Tr0ub<path>&<n> failed"),
    ])
  func masksPieces(message: String, template: String) {
    let secret = message.split(separator: " ")[2]
    var redactor = Redactor()
    _ = redactor.redact("password=\(secret)")
    let error = UnknownError(
      fingerprint: "v1:0", template: template, count: 1, excerpt: Excerpt(text: message), places: []
    )
    let masked = redactor.redact(error).template
    for piece in ["Winter", "pass", "Tr0ub", "dor"] { #expect(!masked.contains(piece)) }
    #expect(masked.hasPrefix("login with "))
    #expect(masked.hasSuffix(" failed"))
  }

  @Test("marks elsewhere stay")
  func keepsMarks() {
    var redactor = Redactor()
    let template = "cannot read <path> of <n> files from <ip>"
    let error = UnknownError(
      fingerprint: "v1:0", template: template, count: 1, excerpt: Excerpt(text: ""), places: [])
    #expect(redactor.redact(error).template == template)
  }
}
