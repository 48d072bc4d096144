import Model

extension ConditionEvaluator {
  /// What a negation did to the occurrences it was applied to.
  struct NegationOutcome {
    /// The occurrences that stand.
    var standing: [Occurrence] = []

    /// The observation that rules each of the others out.
    var vetoes: [(occurrence: Occurrence, by: Observation)] = []

    /// Whether an observation that would rule one out may not have been kept.
    var isUndecided = false
  }

  /// Applies a negation to occurrences; it looks beside the steps that it names,
  /// or beside what supports them.
  func apply(
    _ negation: Negation, to occurrences: [Occurrence], supporting: [Observation]
  ) -> NegationOutcome {
    var outcome = NegationOutcome()
    let index = NegationIndex(log(negation.signature).kept, keys: negation.keys)
    for occurrence in occurrences {
      if let veto = veto(negation, on: occurrence, supporting: supporting, index: index) {
        outcome.vetoes.append((occurrence, veto))
      } else {
        if mayHaveMissed(negation, on: occurrence) { outcome.isUndecided = true }
        outcome.standing.append(occurrence)
      }
    }
    return outcome
  }

  private func veto(
    _ negation: Negation, on occurrence: Occurrence, supporting: [Observation],
    index: NegationIndex
  ) -> Observation? {
    guard let anchor = negation.anchor else { return index.all.first }
    var anchors = occurrence.steps.filter { $0.signature == anchor.signature }
    if anchors.isEmpty { anchors = supporting.filter { $0.signature == anchor.signature } }
    for step in anchors {
      let candidates = index.candidates(for: step, keys: negation.keys)
      if let found = candidates.nearest(to: step, on: anchor.side, within: negation.window) {
        return found
      }
    }
    return nil
  }

  private func mayHaveMissed(_ negation: Negation, on occurrence: Occurrence) -> Bool {
    let log = log(negation.signature)
    guard log.evicted > 0 else { return false }
    guard let anchor = negation.anchor else { return true }
    return occurrence.steps.filter { $0.signature == anchor.signature }.contains { step in
      guard let time = step.time?.milliseconds else { return log.hasEvictedUntimed }
      let reach = negation.window?.milliseconds ?? .max
      let from = anchor.side == .after ? time : Int64(clamping: Int128(time) - Int128(reach))
      let to = anchor.side == .before ? time : Int64(clamping: Int128(time) + Int128(reach))
      return log.mayHaveEvicted(in: from...to)
    }
  }
}

/// The observations that may rule something out, in order and by what they must share.
private struct NegationIndex {
  let all: [Observation]
  private let groups: [[String?]: [Observation]]

  init(_ observations: [Observation], keys: [JoinKey]) {
    all = observations.sorted { left, right in
      if (left.time == nil) != (right.time == nil) { return left.time != nil }
      if left.time == nil, left.document != right.document { return left.document < right.document }
      return left.precedes(right)
    }
    groups = Dictionary(grouping: all) { $0.values(of: keys) }
  }

  func candidates(for step: Observation, keys: [JoinKey]) -> [Observation] {
    guard !keys.isEmpty else { return all }
    let wanted = step.values(of: keys)
    guard keys.contains(where: { $0.captures[step.signature] == nil }) else {
      return groups[wanted] ?? []
    }
    // A step that cannot have a key agrees in it.
    return all.filter { other in
      zip(keys, zip(other.values(of: keys), wanted)).allSatisfy { key, values in
        key.captures[step.signature] == nil || values.0 == values.1
      }
    }
  }
}

extension [Observation] {
  /// The nearest on a side of a step, within a window; equal times keep the order of lines.
  fileprivate func nearest(
    to step: Observation, on side: Negation.Side, within window: Window?
  ) -> Observation? {
    func isNear(_ other: Observation) -> Bool {
      guard let mine = step.time?.milliseconds, let theirs = other.time?.milliseconds else {
        return step.time == nil && other.time == nil && step.document == other.document
      }
      return window.map { mine.distance(to: theirs).magnitude <= UInt($0.milliseconds) } ?? true
    }
    switch side {
    case .before: return last { step.follows($0) && isNear($0) }
    case .after: return first { $0.follows(step) && isNear($0) }
    case .around: return first(where: isNear)
    }
  }
}
