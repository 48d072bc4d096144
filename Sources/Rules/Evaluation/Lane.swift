import Model

/// Observations that can be put in one order: all that have a time, or those of
/// one document that have none.
struct Lane {
  /// Whether the order is that of times.
  let isTimed: Bool

  /// The observations of each signature asked for, each in order.
  let steps: [[Observation]]

  /// Whether two of its observations lie within a window, both ends included.
  ///
  /// Without times there is no distance: the window is not applied.
  func isWithin(_ window: Window?, from first: Observation, to last: Observation) -> Bool {
    guard isTimed, let window, let start = first.time, let end = last.time else { return true }
    return end.milliseconds - start.milliseconds <= window.milliseconds
  }
}

extension ConditionEvaluator {
  /// How far times within one document may run backwards without being noted:
  /// threads write late what they have stamped.
  static let tolerance: Int64 = 10_000

  /// The lanes in which the signatures were observed: first the timed one, then by document.
  func lanes(_ names: [String]) -> [Lane] {
    var timed = names.map { _ in [Observation]() }
    var untimed: [Int: [[Observation]]] = [:]
    for (step, name) in names.enumerated() {
      for observation in log(name).kept {
        if observation.time != nil {
          timed[step].append(observation)
        } else {
          untimed[observation.document, default: names.map { _ in [] }][step].append(observation)
        }
      }
    }
    let documents = untimed.sorted { $0.key < $1.key }.map { Lane(isTimed: false, ordered: $1) }
    return timed.allSatisfy(\.isEmpty)
      ? documents : [Lane(isTimed: true, ordered: timed)] + documents
  }

  /// What holds in the lanes, put together, with what to bear in mind about it.
  func support(
    _ names: [String], in lanes: [Lane], _ find: (Lane) -> [[Observation]]
  ) -> Support? {
    var support = Support(occurrences: [])
    for lane in lanes {
      let found = find(lane)
      guard !found.isEmpty else { continue }
      support.occurrences += found.map { Occurrence($0) }
      if !lane.isTimed { support.caveats.insert(.lineOrder) }
    }
    guard !support.occurrences.isEmpty else { return nil }
    support.count = support.occurrences.count
    support.caveats.formUnion(caveats(of: names))
    return support
  }

  /// What to bear in mind about anything that is concluded from these signatures' order.
  func caveats(of names: [String]) -> Set<Caveat> {
    var caveats: Set<Caveat> = []
    for name in names {
      if log(name).evicted > 0 { caveats.insert(.evicted) }
      if Self.runsBackwards(log(name).kept) { caveats.insert(.outOfOrder) }
    }
    return caveats
  }

  /// Whether times run backwards within a document by more than is tolerated.
  private static func runsBackwards(_ observations: [Observation]) -> Bool {
    var latest: [Int: Int64] = [:]
    for observation in observations {
      guard let time = observation.time?.milliseconds else { continue }
      let before = latest[observation.document] ?? time
      if before - time > tolerance { return true }
      latest[observation.document] = max(before, time)
    }
    return false
  }
}

extension Lane {
  init(isTimed: Bool, ordered steps: [[Observation]]) {
    self.init(isTimed: isTimed, steps: steps.map { $0.sorted { $0.precedes($1) } })
  }
}
