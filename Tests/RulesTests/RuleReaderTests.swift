import Matching
import Model
import Testing

@testable import Rules

@Suite("Rule reader")
struct RuleReaderTests {
  static let valid = """
    id: example
    version: 1
    status: test
    severity: error
    title: {en: "a", fr: "b", ja: "c"}
    summary: {en: "took ${slow.took}", fr: "b", ja: "c"}
    applies: {deployment: [onprem], aem: ">=6.3 <6.6"}
    signatures:
      slow:
        in: [error-log, text]
        regex: 'Startup completed in (?<took:duration>\\d+ ?ms)'
      refused:
        in: payload
        all: ["invalid_client"]
        fields: {error: {equals: invalid_client}}
      keys:
        in: jcr-export
        node: /etc/key
        properties: {any: [master, hmac]}
      provider:
        in: osgi-config
        pid: com.example.Provider
        settings: {alias: {not-equals: ""}, other: {exists: false}}
      storage:
        in: file
        path: "**/data/storage"
        content: {equals: JCR}
    when:
      any:
        - {all: [refused, {any: [keys, storage]}], confidence: 0.95}
        - {sequence: [slow, refused], within: 30m, confidence: 0.7}
        - {all: [{count: refused, at-least: 2}, {not: provider}], confidence: 0.4}
    articles: [KA-1, {number: MED-0001, deployment: [cloud]}]
    remedies:
      - {plugin: p, action: a, when: [keys], parameters: {instance: "${facts.instance}"}}
    ask: [listing]
    """

  func read(_ text: String) throws(RuleProblem) -> Rule {
    try RuleReader(Array(text.utf8), file: "rule.yaml", category: "ims").rule()
  }

  @Test("reads the whole language")
  func readsEverything() throws {
    let rule = try read(Self.valid)
    #expect(rule.id == "example")
    #expect(rule.gate.deployments == [.onprem])
    #expect(rule.signatures.map(\.name) == ["slow", "refused", "keys", "provider", "storage"])
    #expect(rule.branches.map(\.status) == [.confirmed, .likely, .possible])
    #expect(
      rule.branches[0].condition
        == .all([.observed("refused"), .any([.observed("keys"), .observed("storage")])]))
    #expect(
      rule.branches[1].condition
        == .sequence(["slow", "refused"], within: Window(milliseconds: 1_800_000)))
    #expect(rule.articles.last?.deployments == [.cloud])
    guard case .text(let pattern) = rule.signatures[0].pattern else {
      Issue.record("not a text signature")
      return
    }
    #expect(pattern.captureTypes == ["took": .duration])
    #expect(pattern.text.pattern == "Startup completed in (?<took>\\d+ ?ms)")
  }

  @Test(
    "says where a rule is wrong and what was meant",
    arguments: [
      (
        "status: test", "status: tset", 3,
        "“status” does not take “tset”", "did you mean “test”?"
      ),
      ("    all: [", "    alle: [", 14, "unknown field “alle”", "did you mean “all”?"),
      (
        "within: 30m", "windw: 30m", 31, "unknown field “windw”", nil
      ),
      (
        "within: 30m", "within: soon", 31, "“soon” is not a length of time",
        "write a number and a unit: 500ms, 30s, 10m, 24h, 7d"
      ),
      (
        "not: provider", "not: providr", 32,
        "there is no signature “providr” in this rule", "did you mean “provider”?"
      ),
      (
        "'Startup completed in (?<took:duration>\\d+ ?ms)'", "'(\\d'", 11,
        "the regular expression “(\\d” does not compile: missing closing parenthesis", nil
      ),
      (
        "'Startup completed in (?<took:duration>\\d+ ?ms)'", "'Startup (\\d+)+x'", 11,
        "“Startup (\\d+)+x” repeats a group that itself repeats; it can take exponential time",
        nil
      ),
      (
        "all: [\"invalid_client\"]", "all: [\"ab\"]", 13,
        "the signature “refused” names no literal of three bytes or more",
        "add to “all” or “any” a text that every match contains"
      ),
      (
        "confidence: 0.95", "confidence: 2", 30,
        "“2” is not a number that “confidence” can take", nil
      ),
      (
        "severity: error", "severty: error", 4, "unknown field “severty”",
        "did you mean “severity”?"
      ),
      ("version: 1\n", "", 1, "the field “version” is missing", nil),
      ("version: 1", "version: one", 2, "“one” is not a number that “version” can take", nil),
    ])
  func refuses(
    original: String, replacement: String, line: Int, reason: String, hint: String?
  ) throws {
    let text = Self.valid.replacing(original, with: replacement, maxReplacements: 1)
    try #require(text != Self.valid)
    let problem = #expect(throws: RuleProblem.self) { try read(text) }
    #expect(problem?.reason.en == reason)
    #expect(problem?.location?.line == line)
    if let hint { #expect(problem?.hint?.en == hint) }
  }

  @Test("passes on what YAML itself refuses, with its place")
  func passesOnSyntax() {
    let problem = #expect(throws: RuleProblem.self) { try read("id: [a\nversion: 1\n") }
    #expect(problem?.location?.line != nil)
  }

  @Test(
    "says the same in French and Japanese",
    arguments: [RuleProblem.Kind.missingKey("id"), .badWindow("x"), .noLiteral("s")])
  func speaksThreeLanguages(kind: RuleProblem.Kind) {
    let problem = RuleProblem(kind, at: nil)
    #expect(Set([problem.reason.en, problem.reason.fr, problem.reason.ja]).count == 3)
  }
}
