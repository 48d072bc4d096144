import Model
import Testing

@testable import Rules

/// Knows one article in two languages and one remedy.
private struct SmallCatalog: Catalog {
  func article(_ number: ArticleNumber, in language: Language) -> ArticleReference? {
    guard ["KA-1", "MED-0001"].contains(number.rawValue) else { return nil }
    return ArticleReference(
      number: number, language: language == .ja ? .en : language, title: "title", url: nil,
      isFallback: language == .ja)
  }

  func languages(of number: ArticleNumber) -> Set<Language> { [.en, .fr] }

  func remedyAction(plugin: String, action: String) -> RemedyAction? {
    plugin == "p" ? RemedyAction(parameters: ["instance": "folder"], risk: "high") : nil
  }
}

@Suite("Rule verdict")
struct RuleVerdictTests {
  private func compiled(_ changes: [(String, String)] = []) throws -> CompiledRules {
    let text = changes.reduce(RuleReaderTests.valid) { text, change in
      text.replacing(change.0, with: change.1)
    }
    let rule = try RuleReader(Array(text.utf8), file: "rule.yaml", category: "ims").rule()
    return try CompiledRules(
      RuleSet(rules: [rule], requests: ["listing": LocalizedText(verbatim: "send the listing")]))
  }

  private func store(_ signatures: [String]) -> ObservationStore {
    var store = ObservationStore()
    for (line, signature) in signatures.enumerated() {
      var observation = ConditionEvaluatorTests.observation(signature, at: line, line: line + 1)
      observation.captures = ["took": CapturedValue("\(line) ms")]
      store.append(observation, for: SignatureAddress(rule: 0, signature: signature))
    }
    return store
  }

  private func environment(_ facts: [String: String]) -> [String: EnvironmentFact] {
    facts.mapValues { EnvironmentFact(value: $0, evidence: nil) }
  }

  private func finding(
    _ signatures: [String], facts: [String: String] = [:], language: Language = .en
  ) throws -> Finding? {
    let rules = try compiled()
    return try rules.verdicts(on: store(signatures), environment: environment(facts)).first?
      .finding(
        catalog: SmallCatalog(), language: language, environment: environment(facts),
        requests: rules.ruleSet.requests)
  }

  @Test("the surest branch that holds speaks")
  func surestBranch() throws {
    let sure = ["deployment": "onprem", "aem": "6.5.19"]
    let confirmed = try #require(try finding(["slow", "refused", "keys"], facts: sure))
    #expect(confirmed.status == .confirmed)
    #expect(confirmed.confidence == 0.95)
    let likely = try #require(try finding(["slow", "refused"], facts: sure))
    #expect(likely.status == .likely)
    #expect(likely.evidence.map(\.signature) == ["slow", "refused"])
    #expect(try finding(["refused"], facts: sure) == nil)
    #expect(try finding(["refused", "refused"], facts: sure)?.status == .possible)
    #expect(try finding(["refused", "refused", "provider"], facts: sure) == nil)
  }

  @Test(
    "a closed gate silences, an unknown one lowers the confidence and no more",
    arguments: [
      (["deployment": "onprem", "aem": "6.5.1"], 0.95),
      (["deployment": "onprem"], 0.95 * 0.9), ([:], 0.95 * 0.9),
      (["deployment": "cloud", "aem": "6.5.1"], nil),
      (["deployment": "onprem", "aem": "6.6"], nil), (["aem": "6.2.9"], nil),
    ] as [([String: String], Double?)])
  func gates(facts: [String: String], confidence: Double?) throws {
    let finding = try finding(["refused", "keys"], facts: facts)
    #expect(finding?.confidence == confidence)
    if confidence != nil { #expect(finding?.status == .confirmed) }
  }

  @Test("articles of other deployments are left out, missing languages are marked")
  func articles() throws {
    let finding = try #require(
      try finding(["refused", "keys"], facts: ["deployment": "onprem"], language: .ja))
    #expect(finding.articles.map(\.number.rawValue) == ["KA-1"])
    #expect(finding.articles.map(\.isFallback) == [true])
  }

  @Test("a remedy is offered on its evidence, with the parameters that are known")
  func remedies() throws {
    let known = try #require(
      try finding(["refused", "keys"], facts: ["instance": "/opt/aem/crx-quickstart"]))
    #expect(known.remedies.map(\.parameters) == [["instance": "/opt/aem/crx-quickstart"]])
    #expect(known.remedies.map(\.risk) == ["high"])
    let unknown = try #require(try finding(["refused", "keys"]))
    #expect(unknown.remedies.map(\.parameters) == [[:]])
    #expect(try finding(["refused", "storage"])?.remedies == [])
  }

  @Test("evidence is asked for only while the matter is not decided")
  func requests() throws {
    #expect(try finding(["refused", "refused"])?.requests.map(\.id) == ["listing"])
    #expect(try finding(["refused", "keys"])?.requests == [])
  }

  @Test("texts quote captures, and say so where there is none")
  func templates() throws {
    #expect(try finding(["slow", "refused"])?.summary.en == "took 0 ms")
    #expect(try finding(["refused", "keys"])?.summary.en == "took …")
  }

  @Test("a draft does not run")
  func drafts() throws {
    let rules = try compiled([("status: test", "status: draft")])
    #expect(rules.verdicts(on: store(["refused", "keys"]), environment: [:]).isEmpty)
  }
}

@Suite("Versions")
struct VersionTests {
  @Test(
    "are compared part by part, missing parts being zero",
    arguments: [
      (">=6.3", "6.3", true), (">=6.3", "6.3.0.0", true), (">=6.3", "6.2.9", false),
      (">=6.4 <6.5.20", "6.5.19.0", true), (">=6.4 <6.5.20", "6.5.20", false),
      ("6.5", "6.5.0", true), ("<=6.5", "6.10", false), (">6.5", "6.5.0.1", true),
    ])
  func compare(range: String, version: String, expected: Bool) throws {
    let range = try #require(VersionRange(range))
    #expect(range.contains(try #require(Version(version))) == expected)
  }

  @Test("that are none are refused", arguments: ["", "x", ">>6", "=>6", ">="])
  func refuse(text: String) {
    #expect(VersionRange(text) == nil)
  }
}
