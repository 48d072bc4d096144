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
    #expect(outcomes.map(\.ruleCase.name) == [name])
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
