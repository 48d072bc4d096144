import ArchiveFixtures
import Foundation
import Model
import TestSupport
import Testing

@testable import Reporting

/// The answer of Adobe IMS that started it all, in every dress in which it reaches support.
@Suite struct ImsPayloadTests {
  @Test(
    "is found however it was pasted, in each language",
    arguments: ImsPayload.pasted, ["en", "fr", "ja"])
  func isFoundHoweverPasted(paste: ImsPayload.Paste, language: String) throws {
    let diagnosis = try Tool.diagnose(pasted: paste.text, options: ["--lang", language])
    try expectPossible(diagnosis, language: language)
    let evidence = try #require(diagnosis.report.findings.first?.evidence.first)
    #expect(evidence.line == paste.line)
    #expect(evidence.excerpt.contains("client_secret parameter"))
  }

  @Test(
    "on the Cloud Service the secret itself is wrong, in each language",
    arguments: ImsPayload.pastedFromCloudService, ["en", "fr", "ja"])
  func onCloudService(paste: ImsPayload.Paste, language: String) throws {
    let diagnosis = try Tool.diagnose(pasted: paste.text, options: ["--lang", language])
    #expect(diagnosis.status == 1)
    #expect(diagnosis.rules == ["ims-client-secret-wrong"])
    #expect(diagnosis.report.environment["deployment"]?.value == "cloud")
    let finding = try #require(diagnosis.report.findings.first)
    #expect(finding.status == .possible)
    #expect(finding.evidence.map(\.line) == [paste.line])
    #expect(finding.articles.map(\.number) == ["MED-0001", "KA-23909"])
    #expect(finding.articles.allSatisfy { $0.language.rawValue == language })
    #expect(finding.requests.map(\.id) == ["ims-credential-dates"])
    #expect(finding.remedies.isEmpty)
  }

  @Test("is found however it was packed", arguments: ImsPayload.packed)
  func isFoundHoweverPacked(pack: ImsPayload.Pack) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(pack.bytes, to: pack.name)
    let diagnosis = try Tool.diagnose([pack.isFolder ? folder.path("case") : path])
    try expectPossible(diagnosis, language: "en")
    let source = diagnosis.report.findings.first?.evidence.first?.source
    #expect(source == path + pack.inner)
  }

  @Test("is found in archives that are piped in", arguments: ImsPayload.packed)
  func isFoundInPipedArchives(pack: ImsPayload.Pack) throws {
    let diagnosis = try Tool.diagnose(["-"], input: pack.bytes)
    try expectPossible(diagnosis, language: "en")
  }

  private func expectPossible(_ diagnosis: Diagnosis, language: String) throws {
    #expect(diagnosis.status == 1)
    #expect(diagnosis.outcome.messageText.isEmpty)
    #expect(diagnosis.rules == ["ims-client-secret-unset"])
    #expect(diagnosis.report.verdict == .possibleProblem)
    let finding = try #require(diagnosis.report.findings.first)
    #expect(finding.status == .possible)
    #expect(finding.severity == .error)
    #expect(finding.requests.map(\.id) == ["etc-key-listing", "crypto-storage-file"])
    #expect(finding.remedies.isEmpty)
    let article = try #require(finding.articles.first)
    #expect(article.number == "KA-23909")
    #expect(article.language.rawValue == language)
    #expect(!article.fallback)
    #expect(article.title == ImsPayload.articleTitles[language])
  }

  @Test(
    "is confirmed by what shows where the keys are, and the remedy is offered",
    arguments: ImsPayload.Evidence.allCases, ["en", "fr", "ja"])
  func isConfirmedByEvidence(evidence: ImsPayload.Evidence, language: String) throws {
    let folder = try TemporaryFolder()
    try evidence.write(to: folder)
    let diagnosis = try Tool.diagnose([folder.path("case")], options: ["--lang", language])
    #expect(diagnosis.status == 1)
    #expect(diagnosis.rules == ["ims-client-secret-unset"])
    #expect(diagnosis.report.verdict == .knownProblem)
    let finding = try #require(diagnosis.report.findings.first)
    #expect(finding.status == .confirmed)
    #expect(finding.articles.map(\.number) == ["KA-23909"])
    #expect(finding.articles.map(\.language.rawValue) == [language])
    #expect(finding.requests.isEmpty)
    let remedy = try #require(finding.remedies.first)
    #expect(remedy.plugin == "crypto-key-store")
    #expect(remedy.action == "move-to-bundle-storage")
    #expect(remedy.parameters == ["instance": folder.path("case/crx-quickstart")])
    #expect(finding.evidence.contains { $0.signature == "refused" })
    #expect(finding.evidence.contains { $0.signature != "refused" })
  }

  @Test(
    "is not taken for the answer of another provider", arguments: ImsPayload.otherProviders)
  func isNotAnotherProvider(provider: ImsPayload.Paste) throws {
    let diagnosis = try Tool.diagnose(pasted: provider.text)
    #expect(diagnosis.status == 0)
    #expect(diagnosis.rules == [])
    #expect(diagnosis.report.verdict == .nothingFound)
    #expect(!diagnosis.report.partial)
  }

  @Test("a report for people names the article, the proof and what would decide")
  func reportForPeople() throws {
    let expected = [
      "en": ["KA-23909", "invalid client_secret parameter", "etc-key.json", "Possible"],
      "fr": ["KA-23909", "invalid client_secret parameter", "etc-key.json", "Possible"],
      "ja": ["KA-23909", "invalid client_secret", "etc-key.json", "可能性"],
    ]
    for (language, words) in expected {
      let outcome = try Tool.run(
        ["diagnose", "-", "--lang", language], input: ImsPayload.bare.utf8,
        environment: ["COLUMNS": "200"])
      #expect(outcome.status == 1)
      for word in words { #expect(outcome.text.contains(word), "\(language)") }
      #expect(!outcome.text.contains("\u{1B}"))
    }
  }
}
