import Foundation
import Model
import RemedyProtocol
import TestSupport
import Testing

@testable import Remediation

@Suite("Runbook")
struct RunbookTests {
  private static func runbook(
    _ language: Language, parameters: [String: String] = [:], evidence: [String] = []
  ) throws -> Runbook {
    try Runbook(
      #require(Planning.library.manifest("crypto-key-store")), parameters: parameters,
      evidence: evidence, host: HostFixture.identity, language: language)
  }

  @Test("names what is to be filled in, and no template is left", arguments: Language.allCases)
  func unknowns(language: Language) throws {
    let text = try Self.runbook(language).markdown
    for word in [
      "‹URL›", "‹CRX-QUICKSTART›", "‹CRYPTO›", "‹KEYS›", "com.adobe.granite.crypto.file",
      "bundle‹CRYPTO›/data/storage", "printf '%s' 'Bundle'", "hmac@Delete", "KA-23909",
    ] {
      #expect(text.contains(word), "\(word)")
    }
    #expect(!text.contains("${"))
    // The keys come first, the switch last, the deletion after everything.
    let order = ["data/hmac.new", "data/master.new", "data/storage.new", "hmac@Delete"]
    let places = try order.map { try #require(text.range(of: $0)).lowerBound }
    #expect(places == places.sorted())
  }

  @Test("keeps French typography")
  func typography() throws {
    let text = try Self.runbook(.fr).markdown
    let prose = text.components(separatedBy: "```").enumerated()
      .filter { $0.offset.isMultiple(of: 2) }.map(\.element).joined()
    for wrong in [" :", " ;", " !", " ?", "« ", " »"] {
      #expect(
        !prose.contains(wrong),
        "“\(wrong)” in \(prose.components(separatedBy: "\n").first { $0.contains(wrong) } ?? "")")
    }
  }

  @Test("leads through Cloud Manager where AEM is a cloud service", arguments: Language.allCases)
  func cloud(language: Language) throws {
    let manifest = try #require(Planning.library.manifest("service-user-mapping"))
    let runbook = try Runbook(
      manifest, parameters: ["user": "site-reader"], evidence: [], deployment: .cloudService,
      host: HostFixture.identity, language: language)
    let labels: [Language: [String]] = [
      .en: ["Pipelines > ", "> Run", "Developer Console", "Configurations"],
      .fr: ["Pipelines > ", "> Exécuter", "Environnements", "Developer Console"],
      .ja: ["パイプライン／", "／実行", "環境／", "Developer Console"],
    ]
    for label in labels[language] ?? [] { #expect(runbook.markdown.contains(label), "\(label)") }
    #expect(runbook.markdown.contains("‹BUNDLE›:‹SUBSERVICE›=[site-reader]"))
    #expect(!runbook.markdown.contains("‹URL›"))
  }

  @Test("a remedy that a deployment does not allow is not written down for it")
  func otherDeployment() throws {
    let manifest = try #require(Planning.library.manifest("crypto-key-store"))
    #expect(throws: PlanningProblem.otherDeployment("crypto-key-store", .cloudService)) {
      try Runbook(
        manifest, parameters: [:], evidence: [], deployment: .cloudService,
        host: HostFixture.identity, language: .en)
    }
  }

  @Test("takes what is known, and lets no text become a tag")
  func page() throws {
    let runbook = try Self.runbook(
      .en, parameters: ["url": "http://author:4502"], evidence: ["<script>alert(1)</script>"])
    #expect(runbook.html.contains("&lt;script&gt;"))
    #expect(!runbook.html.contains("<script"))
    #expect(runbook.html.contains("lang=\"en\""))
    #expect(!runbook.markdown.contains("‹URL›: "))
  }
}
