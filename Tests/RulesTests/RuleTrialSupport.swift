import Matching
import Model
import Reading

@testable import Rules

/// Rules made of a few lines, and what they observe and conclude.
enum RuleTrialSupport {
  /// A rule with one signature.
  static func rule(_ signature: String) throws -> Rule {
    try rule(signatures: ["s": signature], when: "s")
  }

  /// A rule with signatures and a condition, as rules write them.
  static func rule(
    signatures: [String: String], when: String, more: String = "", id: String = "r"
  ) throws -> Rule {
    let lines = signatures.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value)\n" }
    let text = """
      id: \(id)
      version: 1
      status: test
      severity: error
      title: {en: a, fr: b, ja: c}
      summary: {en: a, fr: b, ja: c}
      signatures:
      \(lines.joined())when: \(when)
      \(more)
      """
    return try RuleReader(Array(text.utf8), file: "rule.yaml", category: "x").rule()
  }

  /// What a signature captures in each record of an error log in which it stands.
  static func observe(_ signature: String, in text: String) throws -> [[String: CapturedValue]] {
    let rules = try CompiledRules(RuleSet(rules: [rule(signature)]))
    let bytes = Array(text.utf8)
    let format = DocumentKind.errorLog.format
    var found: [[String: CapturedValue]] = []
    try SignatureScanner(rules.textSignatures).scan(
      bytes, in: 0..<bytes.count, boundaries: format,
      wanted: rules.textSignatures(for: .errorLog)
    ) { match in
      switch try? rules.interpretation(of: match, in: bytes, as: format) {
      case .observed(_, let captures): found.append(captures)
      case .otherCapture: return false
      case .otherRecord, nil: break
      }
      return true
    }
    return found
  }

  /// What rules conclude from observations of their signatures `a`, `b`, `c`.
  static func verdicts(
    _ rules: [Rule], _ observations: [Observation], coverage: Coverage = Coverage()
  ) throws -> [RuleVerdict] {
    try CompiledRules(RuleSet(rules: rules)).verdicts(
      on: store(observations, of: rules), environment: [:], coverage: coverage)
  }

  static func store(_ observations: [Observation], of rules: [Rule]) -> ObservationStore {
    var store = ObservationStore()
    for observation in observations {
      for (number, rule) in rules.enumerated()
      where rule.signature(named: observation.signature) != nil {
        store.append(
          observation, for: SignatureAddress(rule: number, signature: observation.signature))
      }
    }
    return store
  }

  /// Three signatures over the text of an error log.
  static let signatures = Dictionary(
    uniqueKeysWithValues: ["a", "b", "c"].map { name in
      (name, "{in: error-log, regex: 'sign-\(name) (?<took:duration>\\d+ms)'}")
    })
}
