import Foundation
import Model
import RemedyProtocol
import TestSupport
import Testing

@testable import Remediation

@Suite("Text of a plan")
struct PlanTextTests {
  private static let goldens = Corpus.packageFolder.appending(
    path: "Plugins/crypto-key-store/fixtures")

  /// The text with everything replaced that differs between machines and runs.
  private func text(_ plan: Plan, _ language: Language) throws -> String {
    let storage = plan.facts.first { $0.name == "storage" }?.values ?? [:]
    let owner = try #require(storage["owner"])
    let group = try #require(storage["group"])
    var text = try PlanText(plan, language: language).lines.joined(separator: "\n") + "\n"
    for (old, new) in [
      (plan.target.instance ?? "", "/opt/aem/author/crx-quickstart"),
      (try plan.digest(), "sha256:…"),
      (" \(owner):\(group)", " 1000:1000"),
      ("user \(owner) owns", "user 1000 owns"),
      ("utilisateur \(owner) les", "utilisateur 1000 les"),
      ("ユーザー \(owner) の所有", "ユーザー 1000 の所有"),
    ] {
      text = text.replacingOccurrences(of: old, with: new)
    }
    return text
  }

  @Test("says everything in three languages", arguments: Language.allCases)
  func golden(language: Language) throws {
    let plan = try Planning.plan(InstallationFixture(storage: "JCR\n", master: [1, 2, 3]))
    let text = try text(plan, language)
    let file = Self.goldens.appending(path: "plan.\(language.rawValue).txt")
    if ProcessInfo.processInfo.environment["AEMEDIC_RECORD"] != nil {
      try FileManager.default.createDirectory(at: Self.goldens, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
  }

  /// The remedies that need no more than an address, with parameters to plan them for.
  private static let small: [(remedy: String, parameters: [String: String])] = [
    ("bundle-restart", ["bundle": "com.day.cq.cq-mailer"]), ("script-cache-clear", [:]),
    ("replication-queue-retry", ["agent": "publish"]),
    (
      "dispatcher-flush",
      ["dispatcher": "http://dispatcher1:80", "path": "/content/site"]
    ),
    ("temporary-logger", ["logger": "com.example.site", "minutes": "30"]),
    ("clientlib-invalidate", [:]), ("workflow-purge", ["days": "180"]),
    (
      "service-user-mapping",
      [
        "bundle": "com.example.site.core", "subservice": "reader", "user": "site-reader",
        "app": "example",
      ]
    ),
    (
      "index-definition",
      [
        "name": "example.pages-1-custom-1", "type": "cq:Page",
        "property": "jcr:content/cq:template", "path": "/content/example",
      ]
    ),
  ]

  @Test("says of the small remedies too what they do", arguments: small, Language.allCases)
  func smallGolden(
    _ small: (remedy: String, parameters: [String: String]), language: Language
  ) throws {
    let library = RemedyLibrary(folders: [Corpus.packagePath("Plugins")])
    #expect(library.problems == [])
    let manifest = try #require(library.manifest(small.remedy))
    let plan = try RemedyPlanner(host: HostFixture.identity, now: Planning.now).plan(
      manifest, target: RemedyTarget(instance: nil, url: "http://localhost:4502"),
      parameters: small.parameters)
    let text = try PlanText(plan, language: language).lines.joined(separator: "\n")
      .replacingOccurrences(of: plan.digest(), with: "sha256:…")
    #expect(!text.contains("${"))
    let folder = Corpus.packageFolder.appending(path: "Plugins/\(small.remedy)/fixtures")
    let file = folder.appending(path: "plan.\(language.rawValue).txt")
    if ProcessInfo.processInfo.environment["AEMEDIC_RECORD"] != nil {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data((text + "\n").utf8).write(to: file)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == text + "\n")
  }

  @Test("a refused and an unchanged plan say so first", arguments: Language.allCases)
  func outcomes(language: Language) throws {
    let refused = try text(Planning.plan(InstallationFixture(storage: "Disk")), language)
    let unchanged = try text(
      Planning.plan(InstallationFixture(storage: "Bundle", hmac: [1], master: [2])), language)
    let heads: (String, String) =
      switch language {
      case .en: ("Refused: ", "Nothing to do: ")
      case .fr: ("Refusé\u{A0}: ", "Rien à faire\u{A0}: ")
      case .ja: ("実行不可: ", "変更不要: ")
      }
    #expect(refused.hasPrefix(heads.0))
    #expect(unchanged.hasPrefix(heads.1))
  }

  @Test("keeps French typography and leaves no template unfilled")
  func typography() throws {
    let plan = try Planning.plan(InstallationFixture())
    let french = try text(plan, .fr)
    for wrong in [" :", " ;", " !", " ?", "« ", " »"] {
      #expect(
        !french.contains(wrong),
        "“\(wrong)” in \(french.components(separatedBy: "\n").first { $0.contains(wrong) } ?? "")")
    }
    for language in Language.allCases {
      #expect(try !text(plan, language).contains("${"))
    }
  }
}
