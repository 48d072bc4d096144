import Model

/// One rule put to the test of what was observed.
struct RuleTrial {
  let rule: Rule
  let environment: [String: EnvironmentFact]
  let evaluator: ConditionEvaluator
  private let observed: Set<String>

  init(
    rule: Rule, logs: [String: ObservationLog], horizons: [String: Int64],
    environment: [String: EnvironmentFact]
  ) {
    self.rule = rule
    self.environment = environment
    evaluator = ConditionEvaluator(logs: logs, horizons: horizons)
    observed = Set(logs.filter { $0.value.total > 0 }.keys)
  }

  /// A branch that was tried.
  struct Attempt {
    var branch: Branch
    var support: Support?
    var negations: [(negation: Negation, outcome: ConditionEvaluator.NegationOutcome)] = []

    /// Whether it holds after everything was ruled out that had to be.
    var holds: Bool {
      guard let support else { return false }
      return support.count > 0 || negations.allSatisfy(\.outcome.vetoes.isEmpty)
    }
  }

  /// Tries a branch, with its own negations and those of the rule.
  func attempt(_ branch: Branch) -> Attempt {
    var attempt = Attempt(branch: branch, support: evaluator.support(for: branch.condition))
    for negation in rule.unless + branch.unless {
      guard var support = attempt.support else { break }
      let outcome = evaluator.apply(
        negation, to: support.occurrences, supporting: support.supporting)
      attempt.negations.append((negation, outcome))
      guard !outcome.vetoes.isEmpty || outcome.isUndecided else { continue }
      // Of what was only counted nothing is known; it stands unless all that is kept falls.
      let isGone = outcome.standing.isEmpty && !support.occurrences.isEmpty
      support.count = isGone ? 0 : max(0, support.count - outcome.vetoes.count)
      support.occurrences = outcome.standing
      if outcome.isUndecided { support.caveats.insert(.undecidedAbsence) }
      attempt.support = support
    }
    return attempt
  }

  /// What the rule concludes; `nil` if no branch holds.
  ///
  /// The surest branch that holds speaks; of equally sure ones the first.
  func verdict() -> RuleVerdict? {
    var best: Attempt?
    var failed: [Attempt] = []
    for branch in rule.branches where branch.confidence > best?.branch.confidence ?? -1 {
      let attempt = attempt(branch)
      if attempt.holds { best = attempt } else { failed.append(attempt) }
    }
    guard let best, let support = best.support else { return nil }
    let surer = failed.filter { $0.branch.confidence > best.branch.confidence }
    return RuleVerdict(
      rule: rule, items: items(of: best), status: status(of: best),
      occurrences: support.occurrences, count: support.count, supporting: support.supporting,
      observed: observed, checks: checks(of: best), caveats: support.caveats,
      missing: missing(in: surer))
  }

  private func status(of attempt: Attempt) -> FindingStatus {
    attempt.support?.caveats.contains(.undecidedAbsence) == true
      ? .inconclusive : attempt.branch.status
  }

  private func items(of attempt: Attempt) -> [ConfidenceItem] {
    let branch = attempt.branch
    var items = [
      ConfidenceItem(
        name: "evidence", detail: branch.condition.description, amount: branch.confidence)
    ]
    for adjustment in branch.adjustments where evaluator.support(for: adjustment.condition) != nil {
      items.append(
        ConfidenceItem(
          name: adjustment.name, detail: adjustment.condition.description,
          amount: adjustment.amount))
    }
    func reduce(_ name: String, _ detail: String) {
      let sum = items.reduce(0) { $0 + $1.amount }
      items.append(ConfidenceItem(name: name, detail: detail, amount: -tenth(of: sum)))
    }
    let unknown = rule.gate.decisions(for: environment).filter { $0.answer == .unknown }
    if !unknown.isEmpty {
      reduce("gate-unknown", unknown.map(\.demand).joined(separator: ", "))
    }
    if attempt.support?.caveats.contains(.lineOrder) == true, branch.condition.hasWindow {
      reduce(Caveat.lineOrder.rawValue, "")
    }
    let sum = items.reduce(0) { $0 + $1.amount }
    if sum > 1 || sum < 0 {
      items.append(ConfidenceItem(name: "limit", amount: (sum > 1 ? 1 : 0) - sum))
    }
    return items
  }

  private func tenth(of amount: Double) -> Double {
    (amount * 1_000).rounded() / 10_000
  }

  private func checks(of attempt: Attempt) -> [FindingCheck] {
    let gates = rule.gate.decisions(for: environment).map { decision in
      FindingCheck(
        kind: .gate, demand: decision.demand,
        outcome: decision.answer == .unknown ? .unknown : .passed, fact: decision.fact)
    }
    let negations = attempt.negations.map { negation, outcome in
      FindingCheck(
        kind: .negation, demand: negation.description,
        outcome: outcome.isUndecided
          ? .unknown : outcome.vetoes.isEmpty ? .passed : .vetoed,
        vetoes: outcome.vetoes.count)
    }
    return gates + negations
  }

  /// What the surest branch that does not hold lacks, and then the next, each thing once.
  private func missing(in attempts: [Attempt]) -> [String] {
    var missing: [String] = []
    for attempt in attempts.sorted(by: { $0.branch.confidence > $1.branch.confidence }) {
      for part in evaluator.unmet(in: attempt.branch.condition)
      where !missing.contains(part.description) {
        missing.append(part.description)
      }
    }
    return Array(missing.prefix(8))
  }
}

extension ConditionEvaluator {
  /// The smallest parts of a condition that would have to hold and do not.
  func unmet(in condition: Condition) -> [Condition] {
    guard support(for: condition) == nil else { return [] }
    switch condition {
    case .all(let parts): return parts.flatMap(unmet)
    default: return [condition]
    }
  }
}
