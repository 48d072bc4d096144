import Model

extension ConditionEvaluator {
  /// So many observations, if a window is given within its length of the first of them.
  ///
  /// Without a window all observations are one occurrence. With one, an
  /// occurrence is the earliest run that is large enough, and takes in
  /// everything within the window from its first observation; each observation
  /// belongs to one occurrence.
  func count(
    _ name: String, atLeast: Int?, atMost: Int?, within window: Window?
  ) -> Support? {
    let log = log(name)
    let least = atLeast ?? (atMost == nil ? 1 : 0)
    guard let window else {
      guard log.total >= least, log.total <= atMost ?? .max else { return nil }
      return Support(occurrences: log.kept.isEmpty ? [] : [log.kept], count: log.total)
    }
    let occurrences = runs(in: log.kept, of: max(least, 1), within: window)
      .filter { $0.count <= atMost ?? .max }
    guard !occurrences.isEmpty || least == 0 else { return nil }
    return Support(occurrences: occurrences, count: occurrences.count)
  }

  /// Disjoint runs of at least `size` timed observations within a window, earliest first.
  private func runs(
    in observations: [Observation], of size: Int, within window: Window
  ) -> [[Observation]] {
    let timed = observations.filter { $0.time != nil }.sorted { $0.precedes($1) }
    let times = timed.compactMap { $0.time?.milliseconds }
    var runs: [[Observation]] = []
    var start = 0
    var end = 0
    while start < timed.count {
      end = max(end, start)
      while end < timed.count, times[end] - times[start] <= window.milliseconds { end += 1 }
      if end - start >= size {
        runs.append(Array(timed[start..<end]))
        start = end
      } else {
        start += 1
      }
    }
    return runs
  }
}
