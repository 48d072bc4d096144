/// How far the times of two machines lie apart, judged by ids that both logged.
public struct ClockOffset: Hashable, Sendable {
  /// The machine whose times are the earlier ones, by what the paths of its logs start with.
  public var earlier: String

  /// The machine whose times are the later ones.
  public var later: String

  /// How many ids both logged.
  public var shared: Int

  /// How much later the second logged them, in milliseconds: the median, and the bounds within
  /// which the middle half of them lies. What an id takes on its way is part of it.
  public var median, lowerQuartile, upperQuartile: Int64

  /// Whether one of them states no time zone.
  public var isZoneAssumed: Bool

  /// Makes an estimate; durations are in milliseconds.
  public init(
    earlier: String, later: String, shared: Int, median: Int64, lowerQuartile: Int64,
    upperQuartile: Int64, isZoneAssumed: Bool
  ) {
    self.earlier = earlier
    self.later = later
    self.shared = shared
    self.median = median
    self.lowerQuartile = lowerQuartile
    self.upperQuartile = upperQuartile
    self.isZoneAssumed = isZoneAssumed
  }

  /// Whether it is more than what an id takes on its way between two machines.
  public var isNotable: Bool { median >= 2_000 && median > upperQuartile - lowerQuartile }
}
