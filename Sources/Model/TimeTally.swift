/// How many moments fall into each stretch of time; stretches grow longer so that they stay few.
///
/// The same moments give the same tally in whatever order they come, and tallies
/// of parts add up to that of the whole.
public struct TimeTally: Hashable, Sendable {
  /// How many stretches that hold something there are at most.
  public static let mostStretches = 512

  /// How long a stretch is, in milliseconds: one of the lengths of a clock, from a second on.
  public private(set) var width: Int64 = 1_000

  /// How many moments there are, by the number of their stretch since 1970-01-01 UTC.
  public private(set) var counts: [Int64: Int] = [:]

  /// Makes an empty tally.
  public init() {}

  /// Adds a moment.
  public mutating func add(_ moment: Timestamp) {
    add(1, at: moment.milliseconds.flooringDivision(by: width))
    if counts.count > Self.mostStretches { widen() }
  }

  /// Adds the moments of another tally.
  public mutating func add(_ other: TimeTally) {
    var other = other
    while width < other.width { widen() }
    while other.width < width { other.widen() }
    for (stretch, count) in other.counts { add(count, at: stretch) }
    while counts.count > Self.mostStretches { widen() }
  }

  /// Joins stretches to those of the next longer length.
  public mutating func widen() {
    let factor = Self.factors.first { $0.from == width }?.by ?? 2
    width *= factor
    let narrow = counts
    counts = [:]
    for (stretch, count) in narrow { add(count, at: stretch.flooringDivision(by: factor)) }
  }

  private mutating func add(_ count: Int, at stretch: Int64) {
    counts[stretch] = (counts[stretch] ?? 0).addingReportingOverflow(count).partialValue
  }

  /// 1, 5 and 15 seconds, 1, 5 and 15 minutes, 1 and 6 hours, a day, a week; then twice as long.
  private static let factors: [(from: Int64, by: Int64)] = [
    (1_000, 5), (5_000, 3), (15_000, 4), (60_000, 5), (300_000, 3), (900_000, 4),
    (3_600_000, 6), (21_600_000, 4), (86_400_000, 7),
  ]
}

extension Int64 {
  fileprivate func flooringDivision(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
