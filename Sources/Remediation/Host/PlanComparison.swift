import RemedyProtocol

/// What a plan made again says differently; what may differ at each look is left out.
struct PlanComparison {
  /// What differs: files, facts, checks and steps by name.
  let differences: [String]

  init(_ approved: Plan, _ again: Plan) {
    var found: [String] = []
    if approved.outcome != again.outcome {
      found += again.checks.filter { $0.status == .refuse }.map(\.id)
    }
    if approved.target != again.target { found.append("target") }
    let facts = Dictionary(again.facts.map { ($0.name, $0) }) { first, _ in first }
    for fact in approved.facts where !fact.isVolatile && facts[fact.name] != fact {
      found.append(fact.values["path"] ?? fact.name)
    }
    // What was seen may be worded otherwise; that it comes out the same is what counts.
    let checks = Dictionary(again.checks.map { ($0.id, $0.status) }) { first, _ in first }
    for check in approved.checks where checks[check.id] != check.status {
      found.append(check.id)
    }
    let steps = Dictionary(again.steps.map { ($0.id, $0) }) { first, _ in first }
    for step in approved.steps where steps[step.id] != step { found.append(step.id) }
    if approved.steps.map(\.id) != again.steps.map(\.id), found.isEmpty { found.append("steps") }
    if approved.parameters != again.parameters { found.append("parameters") }
    var seen: Set<String> = []
    differences = found.filter { seen.insert($0).inserted }
  }
}
