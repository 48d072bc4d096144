import Model
import Redaction
import Testing

@testable import Reporting

/// What the redactor makes of whole reports.
@Suite struct ReportRedactionTests {
  @Test func masksWhatWasASecretElsewhere() throws {
    let excerpt = Excerpt(text: #"{"client_secret":"hunter2hunter2"}"#)
    let evidence = Evidence(
      signature: "s", place: Place(source: "a/hunter2hunter2.log", line: 1, bytes: 0..<10),
      time: nil,
      excerpt: excerpt, captures: ["value": "hunter2hunter2", "client_secret": "ab", "word": "ab"])
    var report = Samples.report
    report.findings[0].evidence = [evidence]
    report.findings[0].summary = LocalizedText(verbatim: "it was hunter2hunter2")
    report.environment["smtp.password"] = EnvironmentFact(value: "xyz", evidence: nil)
    report.notes = [Note(code: "n", text: LocalizedText(verbatim: "hunter2hunter2!"))]
    var redactor = Redactor()
    let masked = redactor.redact(report)
    let json = ReportJSON(masked).text
    #expect(!json.contains("hunter2"))
    #expect(masked.findings[0].evidence[0].captures["client_secret"] == "[secret-2]")
    #expect(masked.environment["smtp.password"]?.value == "[secret-4]")
    #expect(masked.findings[0].summary.ja == "it was [secret-1]")
  }

  @Test("keeps the words of a rule, whatever they speak of")
  func keepsTheWordsOfRules() {
    var report = Samples.report
    report.findings[0].summary = LocalizedText(
      verbatim: "Treat it as a secret: such a file holds a private key and a client secret.")
    report.findings[0].requests = [
      EvidenceRequest(id: "r", text: LocalizedText(verbatim: "Never send the password: it is …"))
    ]
    var redactor = Redactor()
    let masked = redactor.redact(report).findings[0]
    #expect(masked.summary == report.findings[0].summary)
    #expect(masked.requests == report.findings[0].requests)
  }

  @Test("masks what a rule's words quote, however short")
  func masksWhatRulesQuote() {
    var report = Samples.report
    report.findings[0].evidence[0].captures = ["query": "password=ab12"]
    report.findings[0].summary = LocalizedText(verbatim: "sent with password=ab12, in clear")
    var redactor = Redactor()
    let summary = redactor.redact(report).findings[0].summary.en
    #expect(!summary.contains("ab12"))
    #expect(summary.hasPrefix("sent with password="))
  }
}
