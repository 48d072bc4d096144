import Model

/// Decides whether a rule's condition holds, and on what.
///
/// Each operator has a function of its own in an extension. All of them see
/// observations in one order: by time, then by document and place. Within one
/// operator an observation belongs to one occurrence, the earliest that can
/// have it.
struct ConditionEvaluator {
  /// The observations by signature.
  private let logs: [String: ObservationLog]

  /// Until when each signature could have been observed, in milliseconds since 1970.
  private let horizons: [String: Int64]

  /// The latest observation of any signature.
  private let latest: Int64?

  /// Prepares to decide over the observations of one rule's signatures.
  ///
  /// - Parameter horizons: Until when each signature could have been observed; of one that
  ///   is not told, until the latest observation of any.
  init(logs: [String: ObservationLog], horizons: [String: Int64] = [:]) {
    self.logs = logs
    self.horizons = horizons
    latest = logs.values.compactMap(\.lastSeen?.milliseconds).max()
  }

  /// What makes the condition hold; `nil` if it does not.
  func support(for condition: Condition) -> Support? {
    switch condition {
    case .observed(let name): observed(name)
    case .all(let parts): all(parts)
    case .any(let parts): any(parts)
    case .not(let part): support(for: part) == nil ? Support(occurrences: []) : nil
    case .count(let name, let limits, let window): count(name, limits, within: window)
    case .sequence(let names, let window): sequence(names, within: window)
    case .set(let names, let window): set(names, within: window)
    case .distinct(let path, let limits, let window): distinct(path, limits, within: window)
    case .rate(let name, let rate, let window): self.rate(name, rate, within: window)
    case .gap(let name, let window): gap(name, longerThan: window)
    case .absent(let expectation): absent(expectation)
    case .figure(let figure, let path, let limits, let samples, let window):
      self.figure(figure, of: path, limits, samples: samples, within: window)
    case .grouped(let part, let keys): grouped(part, by: keys)
    }
  }

  func log(_ name: String) -> ObservationLog {
    logs[name] ?? ObservationLog()
  }

  /// Until when the signature could have been observed, if that is known.
  func horizon(of name: String) -> Int64? {
    horizons[name] ?? latest
  }

  private func observed(_ name: String) -> Support? {
    let log = log(name)
    guard log.total > 0 else { return nil }
    return Support(occurrences: log.kept.map { Occurrence([$0]) }, count: log.total)
  }

  /// The first part is what happens; what the others rest on speaks for it.
  private func all(_ parts: [Condition]) -> Support? {
    var whole: Support?
    for part in parts {
      guard let support = support(for: part) else { return nil }
      guard var sum = whole, sum.count > 0 else {
        let before = whole
        whole = support
        whole?.supporting += before?.supporting ?? []
        whole?.caveats.formUnion(before?.caveats ?? [])
        continue
      }
      sum.supporting += support.occurrences.flatMap(\.steps) + support.supporting
      sum.caveats.formUnion(support.caveats)
      whole = sum
    }
    return whole
  }

  /// What happens in any of the parts; what one part has taken no later one takes again.
  private func any(_ parts: [Condition]) -> Support? {
    let supports = parts.compactMap(support(for:))
    guard let first = supports.first else { return nil }
    var taken = Set(first.occurrences.flatMap(\.steps).map(\.record))
    return supports.dropFirst().reduce(into: first) { sum, next in
      let fresh = next.occurrences.filter { $0.steps.allSatisfy { !taken.contains($0.record) } }
      taken.formUnion(fresh.flatMap(\.steps).map(\.record))
      let dropped = next.occurrences.count - fresh.count
      sum.count += fresh.isEmpty && dropped > 0 ? 0 : next.count - dropped
      sum.occurrences += fresh
      sum.supporting += next.supporting
      sum.caveats.formUnion(next.caveats)
    }
  }
}
