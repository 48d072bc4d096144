import Foundation
import Model
import Rules
import TestSupport
import Testing

@testable import Diagnosis

/// Rules on a dispatcher's configuration that lies in several files.
@Suite struct DispatcherIncludeTests {
  let folder = try! TemporaryFolder()

  private static let rule = """
    id: cache-off
    version: 1
    status: test
    severity: warning
    title: {en: "off", fr: "off", ja: "off"}
    summary: {en: "off", fr: "off", ja: "off"}
    signatures:
      off:
        in: dispatcher-settings
        section: /farms/site/cache
        settings: {enableTTL: {equals: "0"}, "$include": {exists: false}}
    when:
      any:
        - {all: [off], confidence: 0.9}
    """

  private func report(on path: String) throws -> Report {
    let rules = folder.path("rules")
    try folder.write(Self.rule, to: "rules/dispatcher/cache-off/rule.yaml")
    let diagnostician = Diagnostician(
      rules: try CompiledRules(RuleFolder(path: rules).ruleSet), catalog: EmptyCatalog())
    return try diagnostician.report(on: [path])
  }

  @Test("a rule sees what a file includes where it is included, and proves it there, once")
  func followed() throws {
    for farm in ["a", "b"] {
      try folder.write(
        "/site { /cache { $include \"../cache.any\" } }", to: "case/farms/\(farm).any")
    }
    try folder.write("/farms {\n$include \"farms/*.any\"\n}", to: "case/dispatcher.any")
    try folder.write("# TTL\n/enableTTL \"0\"\n", to: "case/cache.any")
    let report = try report(on: folder.path("case"))
    let finding = try #require(report.findings.first)
    #expect(finding.rule.id == "cache-off" && finding.count == 1)
    #expect(finding.evidence.map(\.place.source) == [folder.path("case/cache.any")])
    #expect(finding.evidence.map(\.place.line) == [2])
    #expect(finding.evidence[0].excerpt.text.contains("/enableTTL"))
    #expect(!report.notes.contains { $0.code.hasPrefix("include-") })
  }

  @Test("an include that is not at hand is told, in every language, and hides nothing else")
  func missing() throws {
    let text = "/farms { /site { /cache {\n/enableTTL \"0\"\n$include \"x/rules.any\" } } }"
    let path = try folder.write(text, to: "case/dispatcher.any")
    let report = try report(on: path)
    #expect(report.findings.isEmpty)
    let note = try #require(report.notes.first { $0.code == "include-missing" })
    for language in Language.allCases {
      #expect(note.text[language].contains("dispatcher.any:3"))
      #expect(note.text[language].contains("x/rules.any"))
    }
    let inspection = try Inspector().inspection(of: [path])
    #expect(inspection.notes.map(\.code) == ["include-missing"])
  }
}
