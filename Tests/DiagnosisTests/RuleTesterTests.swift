import Foundation
import Model
import Rules
import TestSupport
import Testing

@testable import Diagnosis

/// Running the cases beside rules.
@Suite struct RuleTesterTests {
  @Test("a case that gives what it must has no differences")
  func passes() throws {
    #expect(try differences("{findings: [{rule: refused, status: possible, lines: [1]}]}") == [])
  }

  @Test(
    "a broken expectation is reported with what differs",
    arguments: [
      ("{findings: []}", ["+ refused (possible)"]),
      ("{findings: [{rule: other}]}", ["other: –", "+ refused (possible)"]),
      (
        "{findings: [{rule: refused, status: confirmed}]}",
        ["refused: status: confirmed ≠ possible"]
      ),
      ("{findings: [{rule: refused, count: 2}]}", ["refused: count: 2 ≠ 1"]),
      ("{findings: [{rule: refused, lines: [7]}]}", ["refused: lines: [7] ≠ [1]"]),
      (
        "{findings: [{rule: refused, captures: {code: \"7\"}}]}",
        ["refused: captures.code: [\"7\"] ≠ [\"400\"]"]
      ),
      (
        "{findings: [{rule: refused, articles: [KA-1]}]}", ["refused: articles: [\"KA-1\"] ≠ []"]
      ),
      (
        "{findings: [{rule: refused, remedies: [cure]}]}", ["refused: remedies: [\"cure\"] ≠ []"]
      ),
    ])
  func reportsDifferences(expectation: String, differences: [String]) throws {
    #expect(try self.differences(expectation) == differences)
  }

  @Test("a case whose input cannot be read is reported")
  func reportsLostInput() throws {
    let outcome = try differences(
      "{findings: []}", name: "broken.zip", content: "PK\u{3}\u{4} and then nothing")
    #expect(outcome.count == 1)
    #expect(outcome.first?.contains("broken.zip: damaged") == true)
  }

  private static let log = """
    20.11.2026 06:14:02.117 *INFO* [main] org.example.Start status 200 started
    20.11.2026 06:14:03.117 *ERROR* [main] org.example.Sign status 400 refused
    20.11.2026 06:14:04.117 *INFO* [main] org.example.Stop status 200 stopped

    """

  @Test("a firing case gives the same in every form, and less without what it needs")
  func mutations() throws {
    let rule = Self.rule.replacing("in: [text]", with: "in: [error-log, text]")
    let outcomes = try mutations(rule: rule, content: Self.log)
    #expect(
      outcomes.map(\.name) == [
        "case.log (CRLF)", "case.log (BOM)", "case.log (gzip)", "case.log (rotated)",
        "case.log (woven)", "case.log (zone)", "case.log (without refused)",
      ])
    #expect(outcomes.flatMap(\.differences) == [])
  }

  @Test("a rule that rests on the form of its case is found out")
  func brittleRule() throws {
    let rule = Self.rule.replacing("in: [text]", with: "in: [error-log, text]")
      .replacing("refused'", with: "refused$'")
    let failed = try mutations(rule: rule, content: Self.log).filter { !$0.isPassed }
    #expect(failed.map(\.name) == ["case.log (CRLF)"])
  }

  @Test("a window is tried from behind")
  func window() throws {
    let rule = Self.rule.replacing("in: [text]", with: "in: [error-log, text]")
      .replacing("    regex: 'status", with: "    regex: 'Sign status")
      .replacing(
        "when:", with: "  started:\n    in: [error-log]\n    all: [\"org.example.Start\"]\nwhen:"
      )
      .replacing("{all: [refused],", with: "{sequence: [started, refused], within: 10s,")
    let outcomes = try mutations(rule: rule, content: Self.log)
    #expect(outcomes.map(\.name).contains("case.log (past the window)"))
    #expect(outcomes.flatMap(\.differences) == [])
  }

  @Test("healthy input must leave every rule silent, line by line where it is JSON")
  func healthy() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.rule, to: "rules/test/refused/rule.yaml")
    let lines = try folder.write(
      "{\"text\": \"all is well\"}\n{\"text\": \"status 400 refused\"}\n", to: "benign.jsonl")
    let tester = try RuleTester(
      folder: RuleFolder(path: folder.path("rules")), catalog: EmptyCatalog())
    let outcomes = try tester.healthy([lines], scratch: folder.url.path)
    #expect(outcomes.map(\.isPassed) == [true, false])
    #expect(outcomes[1].differences == ["+ refused (possible)"])
  }

  private func mutations(rule: String, content: String) throws -> [RuleTester.Outcome] {
    let folder = try TemporaryFolder()
    try folder.write(rule, to: "rules/test/refused/rule.yaml")
    try folder.write(
      "case.log: {findings: [{rule: refused}]}\n", to: "rules/test/refused/cases/expect.yaml")
    try folder.write(content, to: "rules/test/refused/cases/case.log")
    let tester = try RuleTester(
      folder: RuleFolder(path: folder.path("rules")), catalog: EmptyCatalog())
    return try tester.mutations(in: folder.path("scratch"))
  }

  /// Runs one case of one rule.
  private func differences(
    _ expectation: String, name: String = "case.txt", content: String = "status 400 refused\n"
  ) throws -> [String] {
    let folder = try TemporaryFolder()
    try folder.write(Self.rule, to: "test/refused/rule.yaml")
    try folder.write("\(name): \(expectation)\n", to: "test/refused/cases/expect.yaml")
    try folder.write(content, to: "test/refused/cases/\(name)")
    let rules = RuleFolder(path: folder.url.path)
    #expect(rules.problems.map(\.reason.en) == [])
    let outcomes = try RuleTester(folder: rules, catalog: EmptyCatalog()).outcomes()
    #expect(outcomes.map(\.name) == [name])
    return outcomes.flatMap(\.differences)
  }

  private static let rule = """
    id: refused
    version: 1
    status: test
    severity: error
    title: {en: "a", fr: "b", ja: "c"}
    summary: {en: "a", fr: "b", ja: "c"}
    signatures:
      refused:
        in: [text]
        all: ["refused"]
        regex: 'status (?<code:int>\\d{3}) refused'
    when:
      any:
        - {all: [refused], confidence: 0.4, status: possible}
    """
}

/// Knows nothing.
struct EmptyCatalog: Catalog {
  func article(_ number: ArticleNumber, in language: Language) -> ArticleReference? { nil }
  func languages(of number: ArticleNumber) -> Set<Language> { [] }
  func remedyAction(plugin: String, action: String) -> RemedyAction? { nil }
}
