import Model

extension ConditionEvaluator {
  /// So many different values of a capture, if a window is given within its length.
  ///
  /// Observations without the capture do not count. An occurrence takes in
  /// everything within the window from its first observation; one that exceeds the
  /// upper limit is none. A mere upper limit holds if no window holds more values.
  func distinct(_ path: CapturePath, _ limits: Limits<Int>, within window: Window?) -> Support? {
    func value(_ observation: Observation) -> String? { observation.captures[path.capture]?.text }
    let isUpperOnly = limits.atLeast == nil && limits.atMost != nil
    let wanted = isUpperOnly ? Limits(atLeast: (limits.atMost ?? 0) + 1) : limits
    let support = support([path.signature], in: valueLanes(path, within: window)) { lane in
      let observations = lane.steps[0].filter { value($0) != nil }
      var tally = Tally()
      return windows(over: observations, in: lane, within: window) { run in
        tally.move(to: run) { value(observations[$0]) ?? "" }
        return tally.count >= max(1, wanted.atLeast ?? 1)
      }.filter { Set($0.map(value)).count <= wanted.atMost ?? .max }
    }
    guard isUpperOnly else { return support }
    return support == nil
      ? Support(occurrences: [], caveats: caveats(of: [path.signature])) : nil
  }

  /// A figure of the values of a capture, if a window is given within its length.
  ///
  /// Observations whose capture cannot be read as the limit's kind do not count,
  /// and fewer than `samples` of them prove nothing.
  func figure(
    _ figure: Figure, of path: CapturePath, _ limits: Limits<Measure>, samples: Int,
    within window: Window?
  ) -> Support? {
    guard let kind = (limits.atLeast ?? limits.atMost)?.kind else { return nil }
    return support([path.signature], in: valueLanes(path, within: window)) { lane in
      let measured = lane.steps[0].compactMap { observation in
        observation.captures[path.capture].flatMap { Measure($0.text, as: kind) }
          .map { (observation, $0.units) }
      }
      var series = Series(keepsOrder: figure.needsOrder)
      return windows(over: measured.map(\.0), in: lane, within: window) { run in
        series.move(to: run) { measured[$0].1 }
        return run.count >= max(samples, 1) && series.lies(figure, within: limits)
      }
    }
  }

  /// Without a window everything is looked at together, whether it has a time or not.
  private func valueLanes(_ path: CapturePath, within window: Window?) -> [Lane] {
    guard window == nil else { return lanes([path.signature]) }
    let kept = log(path.signature).kept
    return kept.isEmpty ? [] : [Lane(isTimed: true, steps: [kept])]
  }
}

extension Figure {
  fileprivate var needsOrder: Bool {
    if case .percentile = self { true } else { false }
  }
}

/// How often each value stands in a range that only moves forward.
private struct Tally {
  private var numbers: [String: Int] = [:]
  private var values: [String] = []
  private var range = 0..<0

  var count: Int { numbers.count }

  mutating func move(to next: Range<Int>, value: (Int) -> String) {
    while values.count < next.upperBound { values.append(value(values.count)) }
    for index in max(range.upperBound, next.lowerBound)..<max(range.upperBound, next.upperBound) {
      numbers[values[index], default: 0] += 1
    }
    for index in range.lowerBound..<min(range.upperBound, next.lowerBound) {
      numbers[values[index]] = numbers[values[index]].flatMap { $0 > 1 ? $0 - 1 : nil }
    }
    range = next
  }
}

/// The values in a range that only moves forward, summed and, if need be, in order.
private struct Series {
  private let keepsOrder: Bool
  private var values: [Int128] = []
  private var sorted: [Int128] = []
  private var sum = Int128(0)
  private var range = 0..<0

  init(keepsOrder: Bool) {
    self.keepsOrder = keepsOrder
  }

  mutating func move(to next: Range<Int>, value: (Int) -> Int128) {
    while values.count < next.upperBound { values.append(value(values.count)) }
    for index in max(range.upperBound, next.lowerBound)..<max(range.upperBound, next.upperBound) {
      sum += values[index]
      if keepsOrder { sorted.insert(values[index], at: place(of: values[index])) }
    }
    for index in range.lowerBound..<min(range.upperBound, next.lowerBound) {
      sum -= values[index]
      if keepsOrder { sorted.remove(at: place(of: values[index])) }
    }
    range = next
  }

  func lies(_ figure: Figure, within limits: Limits<Measure>) -> Bool {
    guard !range.isEmpty else { return false }
    // Both sides are multiplied by the number of values, so that averages are exact.
    let (value, scale): (Int128, Int128) =
      switch figure {
      case .sum: (sum, 1)
      case .average: (sum, Int128(range.count))
      case .percentile(let tenths):
        // Nearest rank: the smallest value that enough of all values do not exceed.
        (sorted[max(0, (tenths * range.count + 999) / 1_000 - 1)], 1)
      }
    return limits.atLeast.map { $0.units * scale <= value } ?? true
      && limits.atMost.map { value <= $0.units * scale } ?? true
  }

  /// The first place at which a value may stand in order.
  private func place(of value: Int128) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
