/// How often each duration occurred, in a table of fixed size.
///
/// Durations up to 64 ms are counted apart; above that, each doubling is divided into 32
/// steps, so that a percentile is never more than a 32nd too high, and never too low.
public struct DurationHistogram: Hashable, Sendable {
  private var counts = [UInt64](repeating: 0, count: Self.size)

  /// How many durations were counted.
  public private(set) var total: UInt64 = 0

  /// The longest of them, exactly, in milliseconds.
  public private(set) var longest = 0

  private static let exact = 64
  private static let stepsPerDoubling = 32
  // Up to 2^40 ms, some 35 years; what is longer counts as that.
  private static let size = exact + (40 - 6) * stepsPerDoubling

  /// Makes a table without durations.
  public init() {}

  /// Counts a duration in milliseconds; a negative one counts as none.
  public mutating func count(_ milliseconds: Int) {
    let duration = max(0, milliseconds)
    counts[Self.step(of: duration)] += 1
    total += 1
    longest = max(longest, duration)
  }

  /// Adds the durations of another table.
  public mutating func merge(_ other: DurationHistogram) {
    for step in counts.indices { counts[step] += other.counts[step] }
    total += other.total
    longest = max(longest, other.longest)
  }

  /// The duration, in milliseconds, that this share of all durations does not exceed.
  ///
  /// - Parameter percent: From 1 to 100, by the method of the nearest rank.
  /// - Returns: `nil` if none was counted.
  public func percentile(_ percent: Int) -> Int? {
    guard total > 0 else { return nil }
    let share = UInt64(min(100, max(1, percent)))
    let (whole, part) = total.quotientAndRemainder(dividingBy: 100)
    let rank = whole * share + (part * share + 99) / 100
    var seen: UInt64 = 0
    for step in counts.indices {
      seen += counts[step]
      if seen >= rank { return min(longest, Self.upperBound(ofStep: step)) }
    }
    return longest
  }

  private static func step(of duration: Int) -> Int {
    guard duration >= exact else { return duration }
    let magnitude = Int.bitWidth - 1 - duration.leadingZeroBitCount
    let within = (duration >> (magnitude - 5)) - stepsPerDoubling
    return min(size - 1, exact + (magnitude - 6) * stepsPerDoubling + within)
  }

  // The longest duration that the step counts; the last one counts what is longer, too.
  private static func upperBound(ofStep step: Int) -> Int {
    guard step >= exact else { return step }
    guard step < size - 1 else { return .max }
    let (doubling, within) = (step - exact).quotientAndRemainder(dividingBy: stepsPerDoubling)
    return ((within + stepsPerDoubling + 1) << (doubling + 1)) - 1
  }
}
