public import Rules

/// Tells why a rule speaks or does not speak on some input.
public struct RuleExplainer: Sendable {
  private let rules: CompiledRules
  private let options: DiagnosisOptions

  /// Prepares to explain with a set of rules.
  public init(rules: CompiledRules, options: DiagnosisOptions = DiagnosisOptions()) {
    self.rules = rules
    self.options = options
  }

  /// What each branch of a rule found and lacked; `nil` if there is no such rule.
  ///
  /// - Parameter paths: Files, folders, archives; `-` is standard input.
  public func explanation(ofRule id: String, on paths: [String]) throws -> RuleExplanation? {
    let whole = try BundleExaminer(rules: rules, options: options)
      .examination(of: paths, progress: SilentProgress())
    return rules.explanation(
      ofRule: id, on: whole.observations, environment: whole.environment.facts,
      coverage: whole.coverage)
  }
}
