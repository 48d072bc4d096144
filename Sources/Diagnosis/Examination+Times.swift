import Model
import Reading
import Rules

extension Examination {
  /// Reads the times of logs that state no zone by the clock of one: the given one, else the
  /// one that the bundle tells.
  mutating func settleTimes(zone: TimeZoneRules?) {
    guard let settle = clock(zone: zone) else { return }
    observations.mapTimes(settle)
    errors.mapTimes(settle)
    moments.mapTimes(settle)
    for index in coverage.sources.indices {
      coverage.sources[index].from = coverage.sources[index].from.map(settle)
      coverage.sources[index].to = coverage.sources[index].to.map(settle)
      coverage.sources[index].statistics?.mapTimes(settle)
    }
  }

  /// Reads a time that states no zone by the clock of one: the given one, else the one that the
  /// bundle tells; `nil` if there is none.
  func clock(zone: TimeZoneRules?) -> ((Timestamp) -> Timestamp)? {
    guard let zone = zone ?? toldZone else { return nil }
    return { time in time.isZoneAssumed ? zone.moment(of: time) : time }
  }

  /// The zone that the bundle tells of.
  private var toldZone: TimeZoneRules? {
    environment.facts[EnvironmentReader.timeZone].flatMap {
      SystemTimeZones.rules(named: $0.value)
    }
  }

  /// The zone that the bundle tells of, where logs were held against a moment before it was known.
  func zoneToldLate(window: TimeWindow?, zone: TimeZoneRules?) -> TimeZoneRules? {
    let ends = [window?.since, window?.until].compactMap(\.self)
    guard zone == nil, ends.contains(where: { !$0.isZoneAssumed }),
      periods.contains(where: { $0?.lowerBound.isZoneAssumed == true })
    else { return nil }
    return toldZone
  }

  /// Tells that only a window was examined, what that cost, and where it lies beside the logs.
  mutating func noteWindow(_ window: TimeWindow?) {
    guard let window else { return }
    coverage.window = window
    let leftOut = coverage.sources.reduce(0) { $0.addingReportingOverflow($1.outside).partialValue }
    notes.append(.limited(to: window, leftOut: leftOut))
    let timed = periods.compactMap(\.self)
    guard let first = timed.map(\.lowerBound).min(), let last = timed.map(\.upperBound).max(),
      coverage.sources.allSatisfy({ $0.from == nil })
    else { return }
    notes.append(.nothingWithin(logs: first, last))
  }
}
