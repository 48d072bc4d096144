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
    let told = environment.facts[EnvironmentReader.timeZone]?.value
    guard let zone = zone ?? told.flatMap(SystemTimeZones.rules(named:)) else { return nil }
    return { time in time.isZoneAssumed ? zone.moment(of: time) : time }
  }
}
