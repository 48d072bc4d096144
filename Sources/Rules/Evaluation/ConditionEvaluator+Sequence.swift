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
    support(names, in: lanes(names)) { chains(through: $0, within: window) }
  }

  /// The earliest disjoint chains.
  ///
  /// - Complexity: Linear in the number of observations, because an observation
  ///   that is too early for one chain is too early for every later one.
  private func chains(through lane: Lane, within window: Window?) -> [[Observation]] {
    let steps = lane.steps
    var reached = steps.map { _ in 0 }
    var taken: Set<Observation.Mark> = []
    var chains: [[Observation]] = []
    for first in steps[0] where !taken.contains(first.mark) {
      var chain = [first]
      for step in steps.indices.dropFirst() {
        let last = chain[chain.count - 1]
        while reached[step] < steps[step].count,
          !steps[step][reached[step]].follows(last)
            || taken.contains(steps[step][reached[step]].mark)
        {
          reached[step] += 1
        }
        guard reached[step] < steps[step].count else { return chains }
        let next = steps[step][reached[step]]
        guard lane.isWithin(window, from: first, to: next) else { break }
        chain.append(next)
      }
      guard chain.count == steps.count else { continue }
      chains.append(chain)
      taken.formUnion(chain.map(\.mark))
    }
    return chains
  }

  /// The signatures in any order, each in another record, all within the window
  /// from the earliest.
  ///
  /// An occurrence starts at the earliest observation of any of them and takes, in
  /// the order in which the rule names them, the earliest of the others that no
  /// occurrence has taken.
  func set(_ names: [String], within window: Window?) -> Support? {
    support(names, in: lanes(names)) { gatherings(in: $0, within: window) }
  }

  private func gatherings(in lane: Lane, within window: Window?) -> [[Observation]] {
    let steps = lane.steps
    let starts = steps.indices
      .flatMap { step in steps[step].indices.map { (step: step, index: $0) } }
      .sorted { left, right in
        let (mine, theirs) = (steps[left.step][left.index], steps[right.step][right.index])
        if mine.precedes(theirs) { return true }
        return !theirs.precedes(mine) && left.step < right.step
      }
    var isTaken = steps.map { [Bool](repeating: false, count: $0.count) }
    var reached = steps.map { _ in 0 }
    var gatherings: [[Observation]] = []
    for start in starts where !isTaken[start.step][start.index] {
      let first = steps[start.step][start.index]
      var chosen = [(step: start.step, index: start.index)]
      var records: Set<Observation.Record> = [first.record]
      for step in steps.indices where step != start.step {
        while reached[step] < steps[step].count,
          isTaken[step][reached[step]] || !steps[step][reached[step]].follows(first)
        {
          reached[step] += 1
        }
        let next = steps[step].indices[reached[step]...].first { index in
          !isTaken[step][index] && !records.contains(steps[step][index].record)
        }
        guard let next, lane.isWithin(window, from: first, to: steps[step][next]) else { break }
        chosen.append((step, next))
        records.insert(steps[step][next].record)
      }
      guard chosen.count == steps.count else { continue }
      for choice in chosen { isTaken[choice.step][choice.index] = true }
      gatherings.append(
        chosen.sorted { left, right in
          steps[left.step][left.index].precedes(steps[right.step][right.index])
        }.map { steps[$0.step][$0.index] })
    }
    return gatherings
  }
}
