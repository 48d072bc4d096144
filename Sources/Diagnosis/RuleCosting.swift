private import Matching
public import Rules

/// What each rule of a set costs on some input, beside reading it.
public struct RuleCosting {
  private let ruleSet: RuleSet

  /// What one rule costs.
  public struct Cost: Hashable, Sendable {
    /// The rule.
    public let rule: String

    /// The literals that are searched for on its behalf.
    public let literals: Int

    /// How often its signatures were observed.
    public let observations: Int

    /// How long the input took with this rule alone.
    public let duration: Duration
  }

  /// Prepares to measure the rules of a set.
  public init(_ ruleSet: RuleSet) {
    self.ruleSet = ruleSet
  }

  /// What each rule costs on an input, the dearest first.
  ///
  /// - Returns: How long the input takes without any rule, and each rule by itself.
  public func costs(on paths: [String]) throws -> (without: Duration, costs: [Cost]) {
    let without = try examine(paths, with: RuleSet()).duration
    let costs = try ruleSet.rules.map { rule in
      let (duration, observations) = try examine(paths, with: RuleSet(rules: [rule]))
      let literals = rule.signatures.reduce(0) { sum, signature in
        guard case .text(let pattern) = signature.pattern else { return sum }
        return sum + (pattern.text.anchors?.count ?? 0)
      }
      return Cost(
        rule: rule.id, literals: literals, observations: observations, duration: duration)
    }
    return (without, costs.sorted { ($1.duration, $0.rule) < ($0.duration, $1.rule) })
  }

  private func examine(
    _ paths: [String], with rules: RuleSet
  ) throws -> (duration: Duration, observations: Int) {
    let examiner = BundleExaminer(
      rules: try CompiledRules(rules), options: DiagnosisOptions(), noticesErrors: false)
    var observations = 0
    let duration = try ContinuousClock().measure {
      observations = try examiner.examination(of: paths, progress: SilentProgress())
        .observations.keptCount
    }
    return (duration, observations)
  }
}
