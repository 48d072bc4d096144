import Matching
import Model
import Testing

@testable import Rules

/// Knows no article and no remedy.
private struct NoCatalog: Catalog {
  func article(_ number: ArticleNumber, in language: Language) -> ArticleReference? { nil }
  func languages(of number: ArticleNumber) -> Set<Language> { [] }
  func remedyAction(plugin: String, action: String) -> RemedyAction? { nil }
}

@Suite("Findings")
struct FindingTests {
  private func observe(_ signature: String, _ seconds: Int?, _ line: Int) -> Observation {
    Timeline.observation(signature, at: seconds, line: line)
  }

  private func findings(
    _ rules: [Rule], _ observations: [Observation]
  ) throws -> [Finding] {
    try RuleTrialSupport.verdicts(rules, observations).map {
      try $0.finding(catalog: NoCatalog(), language: .en, environment: [:], requests: [:])
    }
  }

  private func rule(_ when: String, more: String = "", id: String = "r") throws -> Rule {
    try RuleTrialSupport.rule(
      signatures: RuleTrialSupport.signatures, when: when, more: more, id: id)
  }

  @Test("itemise their confidence, and the items sum up to it")
  func confidence() throws {
    let rule = try rule(
      "{any: [{sequence: [a, b], within: 10s, confidence: 0.6, adjust: "
        + "[{name: also-c, when: c, add: 0.2}, {name: never, when: {not: a}, add: 0.1}]}]}",
      more: "applies: {aem: '>=6.5'}")
    let found = try findings([rule], [observe("a", 1, 1), observe("b", 2, 2), observe("c", 3, 3)])
    let finding = try #require(found.first)
    #expect(finding.confidenceItems.map(\.name) == ["evidence", "also-c", "gate-unknown"])
    #expect(finding.confidenceItems.map(\.amount) == [0.6, 0.2, -0.08])
    #expect(finding.confidence == 0.72)
    #expect(finding.checks.map(\.outcome) == [.unknown])
    #expect(finding.occurrences.map { $0.steps.map(\.place.line) } == [[1, 2]])
  }

  @Test("without times go by lines, and say so")
  func lineOrder() throws {
    let rule = try rule("{sequence: [a, b], within: 10s}")
    let finding = try #require(
      try findings([rule], [observe("a", nil, 1), observe("b", nil, 2)]).first)
    #expect(finding.caveats == ["line-order"])
    #expect(finding.confidenceItems.map(\.name) == ["evidence", "line-order"])
  }

  @Test("note times that run backwards further than threads explain")
  func outOfOrder() throws {
    let rule = try rule("{count: a, at-least: 2, within: 1h}")
    #expect(
      try findings([rule], [observe("a", 50, 1), observe("a", 40, 2)]).first?.caveats == [])
    #expect(
      try findings([rule], [observe("a", 50, 1), observe("a", 39, 2)]).first?.caveats
        == ["out-of-order"])
  }

  @Test("drop what a negation rules out, and say how much that was")
  func negation() throws {
    let rule = try rule(
      "{count: a, at-least: 1}", more: "unless: [{signature: b, before: a, within: 5s}]")
    let each = try self.rule("a", more: "unless: [{signature: b, before: a, within: 5s}]")
    let timeline = [observe("b", 0, 1), observe("a", 5, 2), observe("a", 6, 3)]
    #expect(try findings([rule], timeline).isEmpty)
    let finding = try #require(try findings([each], timeline).first)
    #expect(finding.count == 1)
    #expect(finding.evidence.map(\.place.line) == [3])
    #expect(finding.checks.map(\.outcome) == [.vetoed])
    #expect(finding.checks.map(\.vetoes) == [1])
  }

  @Test("an absence that rests on what was not kept is inconclusive")
  func evictedNegation() throws {
    let rule = try rule("a", more: "unless: [{signature: b, after: a, within: 5s}]")
    let many = (0...ObservationLog.capacity).map { observe("b", $0 < 10_000 ? 1 : 101, $0) }
    let finding = try #require(try findings([rule], [observe("a", 100, 90_000)] + many).first)
    #expect(finding.status == .inconclusive)
    #expect(finding.caveats.contains("undecided-absence"))
    let before = try #require(try findings([rule], [observe("a", 50, 90_000)] + many).first)
    #expect(before.status == .confirmed)
  }

  @Test("name what would make them surer")
  func missing() throws {
    let rule = try rule(
      "{any: [{all: [a, {any: [b, c]}], confidence: 0.95}, {count: a, confidence: 0.4}]}")
    let finding = try #require(try findings([rule], [observe("a", 1, 1)]).first)
    #expect(finding.missing == ["any [b, c]"])
  }

  @Test("of one cause stand below it, unless it came too late")
  func causes() throws {
    let cause = try rule("a", more: "explains: [effect]", id: "cause")
    let effect = try rule("b", id: "effect")
    let other = try rule("c", id: "another")
    func arranged(_ observations: [Observation]) throws -> [Finding] {
      CausalOrder([cause, effect, other]).arranged(
        try findings([other, cause, effect], observations).reversed())
    }
    let found = try arranged([observe("a", 1, 1), observe("b", 2, 2), observe("c", 3, 3)])
    #expect(found.map(\.rule.id) == ["cause", "effect", "another"])
    #expect(found.map(\.explainedBy) == [[], ["cause"], []])
    let late = try arranged([observe("a", 9, 1), observe("b", 2, 2)])
    #expect(late.map(\.rule.id) == ["effect", "cause"])
    #expect(late.allSatisfy { $0.explainedBy.isEmpty })
  }

  @Test("what rules share is observed once and named by each")
  func shared() throws {
    let one = try RuleTrialSupport.rule(
      signatures: ["x": "{in: error-log, all: [refused]}"], when: "x", id: "one")
    let two = try RuleTrialSupport.rule(
      signatures: ["y": "{in: error-log, all: [refused]}"], when: "y", id: "two")
    let compiled = try CompiledRules(RuleSet(rules: [one, two]))
    #expect(compiled.textSignatures.count == 1)
    var store = ObservationStore()
    store.append(observe("x", 1, 1), for: compiled.address(ofTextSignature: 0))
    let verdicts = compiled.verdicts(on: store, environment: [:])
    #expect(verdicts.map(\.rule.id) == ["one", "two"])
    #expect(verdicts.map { $0.occurrences[0].steps[0].signature } == ["x", "y"])
  }

  @Test("waiting ends where the log of that kind ends")
  func horizon() throws {
    let rule = try rule("{absent: b, after: a, within: 10s}")
    func count(until seconds: Int64) throws -> Int {
      let source = CoveredSource(
        path: "error.log", kind: .errorLog, bytes: 1, entries: 1,
        to: Timestamp(milliseconds: seconds * 1_000))
      return try RuleTrialSupport.verdicts(
        [rule], [observe("a", 1, 1)], coverage: Coverage(sources: [source])
      ).count
    }
    #expect(try count(until: 10) == 0)
    #expect(try count(until: 11) == 1)
  }
}

@Suite("Explanations")
struct ExplanationTests {
  private func obstacle(
    _ when: String, _ observations: [Observation]
  ) throws -> Obstacle? {
    let rule = try RuleTrialSupport.rule(signatures: RuleTrialSupport.signatures, when: when)
    let explanation = try CompiledRules(RuleSet(rules: [rule])).explanation(
      ofRule: "r", on: RuleTrialSupport.store(observations, of: [rule]), environment: [:],
      coverage: Coverage())
    #expect(explanation?.speaks == false)
    return explanation?.branches.first?.obstacles.first
  }

  private static func observe(_ signature: String, _ seconds: Int, _ line: Int) -> Observation {
    Timeline.observation(signature, at: seconds, line: line)
  }

  @Test("name the missing step, the excess, the lack, with the nearest record")
  func reasons() throws {
    let (a, b) = (Self.observe("a", 1, 1), Self.observe("b", 20, 2))
    let missing = try obstacle("{sequence: [a, b], within: 5s}", [a])
    #expect(missing?.reason == .neverObserved(["b"]))
    #expect(missing?.nearest.map(\.place.line) == [1])
    #expect(
      try obstacle("{sequence: [a, b], within: 5s}", [a, b])?.reason
        == .tooFarApart(milliseconds: 14_000))
    #expect(
      try obstacle("{sequence: [b, a], within: 5s}", [a, b])?.reason == .stepMissing("a"))
    #expect(
      try obstacle("{count: a, at-least: 3, within: 5s}", [a, Self.observe("a", 2, 3)])?.reason
        == .tooFew(found: 2, needed: 3))
    #expect(try obstacle("{absent: b, after: a, within: 30s}", [a, b])?.reason == .answered)
    #expect(
      try obstacle("{absent: c, after: a, within: 30s}", [a, b])?.reason == .stillWaiting)
    #expect(try obstacle("{all: [a, {not: b}]}", [a, b])?.reason == .observedAnyway)
  }

  @Test("tell that the values of a key differ")
  func keys() throws {
    let (a, b) = (Self.observe("a", 1, 1), Self.observe("b", 2, 2))
    var first = a
    var second = b
    first.captures["took"] = CapturedValue("1ms")
    second.captures["took"] = CapturedValue("2ms")
    #expect(
      try obstacle("{sequence: [a, b], within: 5s, by: [took]}", [first, second])?.reason
        == .notTogether(["took"]))
  }
}
