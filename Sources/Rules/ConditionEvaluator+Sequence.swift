import Model

extension ConditionEvaluator {
  /// The signatures in order, each in a later record than the one before, the
  /// last within the window from the first.
  ///
  /// An occurrence starts at the earliest first step and takes the earliest
  /// next step that no occurrence has taken. Records with time and records
  /// without are never joined; without time the order of lines within one
  /// document counts, and the window is not applied.
  func sequence(_ names: [String], within window: Window?) -> Support? {
    var streams: [Stream: [[Observation]]] = [:]
    for (step, name) in names.enumerated() {
      for observation in log(name).kept {
        let stream: Stream = observation.time == nil ? .document(observation.document) : .timed
        streams[stream, default: names.map { _ in [] }][step].append(observation)
      }
    }
    let occurrences = streams.sorted { $0.key < $1.key }.flatMap { stream, steps in
      chains(through: steps.map { $0.sorted { $0.precedes($1) } }, within: window)
    }
    return occurrences.isEmpty ? nil : Support(occurrences: occurrences)
  }

  /// What can be put in one order.
  private enum Stream: Hashable, Comparable {
    case timed
    case document(Int)
  }

  /// The earliest disjoint chains; each step's observations are in order.
  ///
  /// - Complexity: Linear in the number of observations, because an observation
  ///   that is too early for one chain is too early for every later one.
  private func chains(
    through steps: [[Observation]], within window: Window?
  ) -> [[Observation]] {
    var reached = steps.map { _ in 0 }
    var taken: Set<Observation> = []
    var chains: [[Observation]] = []
    for first in steps[0] where !taken.contains(first) {
      var chain = [first]
      for step in steps.indices.dropFirst() {
        let last = chain[chain.count - 1]
        while reached[step] < steps[step].count,
          !follows(steps[step][reached[step]], last) || taken.contains(steps[step][reached[step]])
        {
          reached[step] += 1
        }
        guard reached[step] < steps[step].count else { return chains }
        let next = steps[step][reached[step]]
        guard isWithin(window, from: first, to: next) else { break }
        chain.append(next)
      }
      guard chain.count == steps.count else { continue }
      chains.append(chain)
      taken.formUnion(chain)
    }
    return chains
  }

  /// Whether an observation comes later, in another record.
  private func follows(_ later: Observation, _ earlier: Observation) -> Bool {
    earlier.precedes(later)
      && !(earlier.document == later.document
        && earlier.place.bytes.lowerBound == later.place.bytes.lowerBound)
  }

  private func isWithin(
    _ window: Window?, from first: Observation, to last: Observation
  ) -> Bool {
    guard let window, let start = first.time, let end = last.time else { return true }
    return end.milliseconds - start.milliseconds <= window.milliseconds
  }
}
