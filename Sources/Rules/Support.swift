/// What makes a condition hold.
struct Support: Hashable {
  /// The times it happened, each with its steps in order.
  var occurrences: [[Observation]]

  /// How many times it happened; more than `occurrences` holds if some were only counted.
  var count: Int

  /// Observations that do not happen but speak for it.
  var supporting: [Observation]

  init(occurrences: [[Observation]], count: Int? = nil, supporting: [Observation] = []) {
    self.occurrences = occurrences
    self.count = count ?? occurrences.count
    self.supporting = supporting
  }
}

/// Decides whether a rule's condition holds, and on what.
///
/// Each operator has a function of its own in an extension; all of them see
/// observations in one order: by time, then by document and place.
struct ConditionEvaluator {
  private let logs: [String: ObservationLog]

  /// Prepares to decide over the observations of one rule's signatures.
  init(logs: [String: ObservationLog]) {
    self.logs = logs
  }

  /// What makes the condition hold; `nil` if it does not.
  func support(for condition: Condition) -> Support? {
    switch condition {
    case .observed(let name): observed(name)
    case .all(let parts): all(parts)
    case .any(let parts): any(parts)
    case .not(let part): support(for: part) == nil ? Support(occurrences: []) : nil
    case .count(let name, let atLeast, let atMost, let window):
      count(name, atLeast: atLeast, atMost: atMost, within: window)
    case .sequence(let names, let window): sequence(names, within: window)
    }
  }

  func log(_ name: String) -> ObservationLog {
    logs[name] ?? ObservationLog()
  }

  private func observed(_ name: String) -> Support? {
    let log = log(name)
    guard log.total > 0 else { return nil }
    return Support(occurrences: log.kept.map { [$0] }, count: log.total)
  }

  /// The first part is what happens; what the others rest on speaks for it.
  private func all(_ parts: [Condition]) -> Support? {
    var whole: Support?
    for part in parts {
      guard let support = support(for: part) else { return nil }
      guard var sum = whole, sum.count > 0 else {
        let before = whole?.supporting ?? []
        whole = support
        whole?.supporting += before
        continue
      }
      sum.supporting += support.occurrences.joined() + support.supporting
      whole = sum
    }
    return whole
  }

  private func any(_ parts: [Condition]) -> Support? {
    let supports = parts.compactMap(support(for:))
    guard let first = supports.first else { return nil }
    return supports.dropFirst().reduce(into: first) { sum, next in
      sum.occurrences += next.occurrences
      sum.count += next.count
      sum.supporting += next.supporting
    }
  }
}
