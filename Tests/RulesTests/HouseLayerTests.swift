import Foundation
import Matching
import Model
import TestSupport
import Testing
import YAMLKit

@testable import Rules

/// Rules of a team over the shipped ones.
@Suite struct HouseLayerTests {
  private let folder: TemporaryFolder
  private let shipped: RuleSet

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.rule("one"), to: "shipped/test/one/rule.yaml")
    try folder.write(
      Self.rule("two", extra: "applies: {deployment: [onprem, ams], aem: \">=6.3\"}\n"),
      to: "shipped/test/two/rule.yaml")
    let rules = RuleFolder(path: folder.path("shipped"))
    #expect(rules.problems.isEmpty)
    shipped = rules.ruleSet
  }

  private static func rule(_ id: String, version: Int = 1, extra: String = "") -> String {
    """
    id: \(id)
    version: \(version)
    status: test
    severity: error
    title: {en: "a", fr: "b", ja: "c"}
    summary: {en: "a", fr: "b", ja: "c"}
    \(extra)signatures:
      seen:
        in: [text]
        all: ["status 400 refused"]
    when: seen

    """
  }

  private func laid() -> (rules: [Rule], problems: [RuleProblem], layer: HouseLayer) {
    let layer = HouseLayer(path: folder.path("house"))
    let laid = layer.laid(over: shipped)
    return (laid.ruleSet.rules, layer.problems + laid.problems, layer)
  }

  @Test("a layer that is not there changes nothing")
  func absent() {
    let (rules, problems, layer) = laid()
    #expect(layer.isEmpty)
    #expect(rules == shipped.rules)
    #expect(problems.isEmpty)
  }

  @Test("a rule is added, and one of a shipped rule's name replaces it; each names its layer")
  func addsAndReplaces() throws {
    try folder.write(Self.rule("one", version: 7), to: "house/rules/ours/one/rule.yaml")
    try folder.write(
      Self.rule("three", extra: "explains: [two]\n"), to: "house/rules/ours/three/rule.yaml")
    let (rules, problems, _) = laid()
    #expect(problems.map(\.reason.en) == [])
    #expect(rules.map(\.id) == ["one", "three", "two"])
    #expect(rules.map(\.version) == [7, 1, 1])
    #expect(rules.map(\.layer) == [.house, .house, .shipped])
  }

  @Test("a rule is disabled")
  func disables() throws {
    try folder.write("disable: [one]\n", to: "house/rules.yaml")
    let (rules, problems, layer) = laid()
    #expect(!layer.isEmpty)
    #expect(problems.isEmpty)
    #expect(rules.map(\.id) == ["two"])
  }

  @Test("a rule is narrowed to where both gates are open, and by what it must not see")
  func narrows() throws {
    try folder.write(
      """
      narrow:
        two:
          applies: {deployment: [onprem, cloud], aem: "<6.5"}
          signatures:
            planned: {in: [text], all: ["planned maintenance"]}
          unless:
            - planned

      """, to: "house/rules.yaml")
    let (rules, problems, _) = laid()
    #expect(problems.map(\.reason.en) == [])
    let rule = try #require(rules.first { $0.id == "two" })
    #expect(rule.layer == .house)
    #expect(rule.gate.deployments == [.onprem])
    #expect(rule.gate.aem?.description == ">=6.3 <6.5")
    #expect(rule.unless.map(\.signature) == ["planned"])
    #expect(rules.first { $0.id == "one" }?.layer == .shipped)
  }

  @Test("a rule that is narrowed to nothing does not run")
  func narrowsToNothing() throws {
    try folder.write(
      "narrow: {two: {applies: {deployment: [cloud]}}}\n", to: "house/rules.yaml")
    #expect(laid().rules.map(\.id) == ["one"])
  }

  @Test(
    "what is broken is named, left out of the report's silence, and the rest stands",
    arguments: [
      "disable: [onee]\n", "narrow: {onee: {}}\n", "disabel: [one]\n",
      "narrow: {one: {unless: [nothing]}}\n", "narrow: {one: {signatures: {seen: {in: [text]}}}}\n",
      "- one\n", "disable: [", "narrow: {one: {applies: {aem: new}}}\n",
    ])
  func broken(orders: String) throws {
    try folder.write(orders, to: "house/rules.yaml")
    try folder.write(Self.rule("three"), to: "house/rules/ours/three/rule.yaml")
    let (rules, problems, layer) = laid()
    #expect(problems.count == 1)
    #expect(rules.map(\.id) == ["one", "three", "two"])
    let leftOut = layer.laid(over: shipped).ruleSet.leftOut
    #expect(leftOut.count == 1)
    for language in Language.allCases { #expect(problems.first?.reason[language].isEmpty == false) }
  }

  @Test("a broken rule of the house leaves the shipped one of its name in place")
  func brokenRule() throws {
    try folder.write("id: one\n", to: "house/rules/ours/one/rule.yaml")
    let (rules, problems, _) = laid()
    #expect(problems.count == 1)
    #expect(rules.map(\.layer) == [.shipped, .shipped])
  }

  @Test("corrected verdicts are read with their reasons")
  func corrections() throws {
    try folder.write(
      "silent-1: {reason: \"planned\", findings: []}\n", to: "house/cases/one/expect.yaml")
    try folder.write("status 400 refused\n", to: "house/cases/one/silent-1/a.log")
    let (_, problems, layer) = laid()
    #expect(problems.map(\.reason.en) == [])
    let found = try #require(layer.folder.cases["one"])
    #expect(found.map(\.reason) == ["planned"])
    #expect(found.map(\.isFiring) == [false])
  }

  private static let sharing = """
    maintenance: {in: [text], all: {list: plans}}
    refused: {in: [text], all: ["status 401 refused"]}

    """

  private static func using(_ shared: String) -> String {
    rule("three").replacing(
      "    in: [text]\n    all: [\"status 400 refused\"]\n", with: "    shared: \(shared)\n")
  }

  @Test("rules and narrowings of the house may use what the house shares")
  func ownSharedSignatures() throws {
    try folder.write("planned maintenance\n", to: "house/rules/lists/plans.txt")
    try folder.write(Self.sharing, to: "house/rules/shared/texts.yaml")
    try folder.write(Self.using("refused"), to: "house/rules/ours/three/rule.yaml")
    try folder.write(
      "narrow: {one: {signatures: {planned: {shared: maintenance}}, unless: [planned]}}\n",
      to: "house/rules.yaml")
    let (rules, problems, _) = laid()
    #expect(problems.map(\.reason.en) == [])
    let texts = rules.map { rule in
      rule.signatures.compactMap { signature -> [String]? in
        if case .text(let pattern) = signature.pattern { pattern.text.all } else { nil }
      }
    }
    #expect(
      texts == [
        [["status 400 refused"], ["planned maintenance"]], [["status 401 refused"]],
        [["status 400 refused"]],
      ])
  }

  @Test("they may use what the shipped rules share, and give a name of it their own meaning")
  func shippedSharedSignatures() throws {
    try folder.write("planned maintenance\n", to: "shipped/lists/plans.txt")
    try folder.write(Self.sharing, to: "shipped/shared/texts.yaml")
    let encoded = try JSONEncoder().encode(RuleFolder(path: folder.path("shipped")).ruleSet)
    let shipped = try JSONDecoder().decode(RuleSet.self, from: encoded)
    try folder.write(Self.using("maintenance"), to: "house/rules/ours/three/rule.yaml")
    #expect(HouseLayer(path: folder.path("house")).problems.count == 1)
    func literals() throws -> [String] {
      let layer = HouseLayer(path: folder.path("house")).over(shipped)
      #expect(layer.problems.map(\.reason.en) == [])
      let rule = try #require(layer.laid(over: shipped).ruleSet.rules.first { $0.id == "three" })
      guard case .text(let pattern)? = rule.signatures.first?.pattern else { return [] }
      return pattern.text.all
    }
    #expect(try literals() == ["planned maintenance"])
    try folder.write("a planned restart\n", to: "house/rules/lists/plans.txt")
    #expect(try literals() == ["planned maintenance"])
    try folder.write(
      "maintenance: {in: [text], all: {list: plans}}\n", to: "house/rules/shared/own.yaml")
    #expect(try literals() == ["a planned restart"])
  }

  @Test("a rule set that was compiled before anything was shared is read")
  func olderRuleSet() throws {
    let encoded = try JSONEncoder().encode(shipped)
    var object = try #require(
      try JSONSerialization.jsonObject(with: encoded) as? [String: Any])
    #expect(object.removeValue(forKey: "shared") != nil)
    let older = try JSONSerialization.data(withJSONObject: object)
    #expect(try JSONDecoder().decode(RuleSet.self, from: older) == shipped)
  }

  @Test("quoted text is read back as it was", arguments: 0..<50 as Range<UInt64>)
  func quoting(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let letters: [Character] = ["a", "\"", "\\", "\n", "\t", "é", "語", ":", "#", "{", "\u{1}", "'"]
    let text = String(
      (0..<Int.random(in: 0...30, using: &random)).map { _ in
        letters.randomElement(using: &random) ?? "a"
      })
    let (source, root) = try RuleSource.parse(
      Array("key: \(YAMLText.quoted(text))\n".utf8), file: "f")
    #expect(
      try source.entries(root, key: "f").first.map { try source.text($0.value, key: "f") } == text)
  }
}
