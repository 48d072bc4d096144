public import Model

/// Why a rule speaks or does not: what each of its branches found and lacked.
public struct RuleExplanation: Sendable {
  /// The rule.
  public let rule: Rule

  /// What is known of the conditions under which it applies.
  public let gates: [Gate.Decision]

  /// How often each signature was observed, and where first; in the order of the rule.
  public let signatures: [SignatureSight]

  /// The branches in the order of the rule.
  public let branches: [BranchExplanation]

  /// Whether the rule speaks.
  public var speaks: Bool {
    !gates.contains { $0.answer == .closed } && rule.maturity != .draft
      && branches.contains(where: \.holds)
  }

  /// How often a signature was observed.
  public struct SignatureSight: Sendable {
    /// The signature's name.
    public let name: String

    /// How many times.
    public let count: Int

    /// The first record in which it stands.
    public let first: Evidence?
  }
}

/// What one way to hold found and lacked.
public struct BranchExplanation: Sendable {
  /// The branch.
  public let branch: Branch

  /// Whether it holds.
  public let holds: Bool

  /// How many times it happened before anything was ruled out.
  public let count: Int

  /// What would have to hold and does not.
  public let obstacles: [Obstacle]

  /// What ruled occurrences out: the negation, and the record that did it first.
  public let vetoes: [(negation: Negation, count: Int, by: Evidence)]
}

/// A part of a condition that does not hold, and how near it came.
public struct Obstacle: Sendable {
  /// The part.
  public let condition: Condition

  /// What is in the way.
  public let reason: Reason

  /// The records that came nearest, in order.
  public let nearest: [Evidence]

  /// What keeps a part from holding.
  public enum Reason: Hashable, Sendable {
    /// These signatures were not observed at all.
    case neverObserved([String])

    /// The first steps were observed; this one is missing after them.
    case stepMissing(String)

    /// Everything was observed, but further apart than the window, by this much.
    case tooFarApart(milliseconds: Int64)

    /// It was observed fewer times, or with fewer values, than demanded.
    case tooFew(found: Int, needed: Int)

    /// What was expected came.
    case answered

    /// Reading ended before the waiting was over.
    case stillWaiting

    /// It was observed, and must not have been.
    case observedAnyway

    /// Everything was observed, but not for the same values of the keys.
    case notTogether([String])

    /// It was observed and does not satisfy the condition.
    case otherwise
  }
}

extension CompiledRules {
  /// Why a rule speaks or does not; `nil` if there is no such rule.
  public func explanation(
    ofRule id: String, on store: ObservationStore, environment: [String: EnvironmentFact],
    coverage: Coverage
  ) -> RuleExplanation? {
    guard let number = position(ofRule: id) else { return nil }
    let rule = ruleSet.rules[number]
    let logs = logs(ofRule: number, in: store)
    let trial = RuleTrial(
      rule: rule, logs: logs, horizons: Horizons(coverage).ofSignatures(in: rule),
      environment: environment)
    return RuleExplanation(
      rule: rule, gates: rule.gate.decisions(for: environment),
      signatures: rule.signatures.map { signature in
        let log = logs[signature.name] ?? ObservationLog()
        return RuleExplanation.SignatureSight(
          name: signature.name, count: log.total, first: log.kept.first?.evidence)
      },
      branches: rule.branches.map { branch in
        let attempt = trial.attempt(branch)
        let before = trial.evaluator.support(for: branch.condition)
        return BranchExplanation(
          branch: branch, holds: attempt.holds, count: before?.count ?? 0,
          obstacles: trial.evaluator.unmet(in: branch.condition)
            .map(trial.evaluator.obstacle),
          vetoes: attempt.negations.compactMap { negation, outcome in
            outcome.vetoes.first.map { (negation, outcome.vetoes.count, $0.by.evidence) }
          })
      })
  }
}
