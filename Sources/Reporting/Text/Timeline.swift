import Model

/// The errors of a report over time, in columns of equal length.
struct Timeline {
  /// How many errors fall into each column, from the first to the last.
  let counts: [Int]

  /// When the first column starts.
  let start: Timestamp

  /// When the last column ends.
  let end: Timestamp

  /// How long a column is, in milliseconds.
  let width: Int64

  /// Lays the errors of all documents out; `nil` if fewer than two have a time.
  ///
  /// - Parameter most: How many columns there may be.
  init?(of coverage: Coverage, most: Int) {
    let sources = coverage.sources.filter { $0.sameAs == nil }
    var tally = TimeTally()
    for source in sources { tally.add(source.errorTimes) }
    while let first = tally.counts.keys.min(), let last = tally.counts.keys.max(),
      last - first >= Int64(most)
    {
      tally.widen()
    }
    guard let first = tally.counts.keys.min(), let last = tally.counts.keys.max() else {
      return nil
    }
    counts = (first...last).map { tally.counts[$0] ?? 0 }
    guard counts.reduce(0, { $0.addingReportingOverflow($1).partialValue }) > 1 else { return nil }
    width = tally.width
    let zone = sources.compactMap(\.from).min()?.zone ?? .assumed(offset: 0)
    start = Timestamp(milliseconds: first * tally.width, zone: zone)
    end = Timestamp(milliseconds: (last + 1) * tally.width, zone: zone)
  }

  /// How many errors there are.
  var total: Int { counts.reduce(0) { $0.addingReportingOverflow($1).partialValue } }

  /// The most errors in one column.
  var peak: Int { counts.max() ?? 0 }

  /// When a column starts.
  func start(ofColumn column: Int) -> Timestamp {
    Timestamp(milliseconds: start.milliseconds + Int64(column) * width, zone: start.zone)
  }

  /// When the column with the most errors starts.
  var peakTime: Timestamp {
    start(ofColumn: counts.firstIndex(of: peak) ?? 0)
  }

  /// The errors as one line of blocks, the higher the more; a column without any is a space.
  ///
  /// - Parameter isASCII: Whether only ASCII may be used.
  func blocks(isASCII: Bool) -> String {
    let steps: [Character] = isASCII ? Array("_.:-=+*#") : Array("▁▂▃▄▅▆▇█")
    return String(
      counts.map { count in
        guard count > 0 else { return isASCII ? " " : "·" }
        let share = Double(count) / Double(max(1, peak))
        return steps[
          min(steps.count - 1, max(0, Int((share * Double(steps.count)).rounded(.up)) - 1))]
      })
  }
}
