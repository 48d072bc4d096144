import Model

extension ConditionEvaluator {
  /// So many observations, if a window is given within its length of the first of them.
  ///
  /// Without a window all observations are one occurrence. With one, an
  /// occurrence is the earliest run that is large enough, and takes in everything
  /// within the window from its first observation; one that exceeds the upper limit
  /// is none. A mere upper limit holds if no window holds more.
  func count(_ name: String, _ limits: Limits<Int>, within window: Window?) -> Support? {
    let log = log(name)
    guard let window else {
      let least = limits.atLeast ?? (limits.atMost == nil ? 1 : 0)
      guard log.total >= least, log.total <= limits.atMost ?? .max else { return nil }
      return Support(
        occurrences: log.kept.isEmpty ? [] : [Occurrence(log.kept)], count: log.total)
    }
    let lanes = lanes([name])
    if limits.atLeast == nil, let most = limits.atMost {
      let exceeds = lanes.contains { !runs(in: $0, of: most + 1, within: window).isEmpty }
      return exceeds ? nil : Support(occurrences: [], caveats: caveats(of: [name]))
    }
    return support([name], in: lanes) { lane in
      runs(in: lane, of: max(limits.atLeast ?? 1, 1), within: window)
        .filter { $0.count <= limits.atMost ?? .max }
    }
  }

  /// At least so many observations in a window as the rate demands of its length.
  func rate(_ name: String, _ rate: Rate, within window: Window) -> Support? {
    support([name], in: lanes([name])) { lane in
      // Without times nothing has a rate.
      lane.isTimed ? runs(in: lane, of: rate.count(within: window), within: window) : []
    }
  }

  /// Disjoint runs of at least `size` observations within a window, earliest first.
  private func runs(in lane: Lane, of size: Int, within window: Window) -> [[Observation]] {
    windows(over: lane.steps[0], in: lane, within: window) { $0.count >= size }
  }

  /// Disjoint runs, earliest first: each is everything within the window from its
  /// first observation, and satisfies the demand.
  func windows(
    over observations: [Observation], in lane: Lane, within window: Window?,
    where isWanted: (Range<Int>) -> Bool
  ) -> [[Observation]] {
    var found: [[Observation]] = []
    var start = 0
    var end = 0
    while start < observations.count {
      end = max(end, start)
      while end < observations.count,
        lane.isWithin(window, from: observations[start], to: observations[end])
      {
        end += 1
      }
      if isWanted(start..<end) {
        found.append(Array(observations[start..<end]))
        start = end
      } else {
        start += 1
      }
    }
    return found
  }
}
