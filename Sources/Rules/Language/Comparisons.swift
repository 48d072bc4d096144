import Model

/// Comparisons that a value must satisfy, all of them: `>=6.3`, `>=6.4 <6.5.20`.
public struct Comparisons<Value: Comparable & Hashable & Codable & Sendable>: Hashable, Codable,
  Sendable
{
  private var comparisons: [Comparison]

  private struct Comparison: Hashable, Codable {
    var sign: String
    var value: Value
  }

  /// Reads comparisons between spaces; a bare value means equality.
  init?(_ text: String, value read: (String) -> Value?) {
    comparisons = []
    for word in text.split(separator: " ") {
      let sign = word.prefix { "<>=".contains($0) }
      guard ["", "=", "<", "<=", ">", ">="].contains(sign),
        let value = read(String(word.dropFirst(sign.count)))
      else { return nil }
      comparisons.append(Comparison(sign: String(sign), value: value))
    }
    guard !comparisons.isEmpty else { return nil }
  }

  /// Whether a value satisfies every comparison.
  public func contains(_ value: Value) -> Bool {
    comparisons.allSatisfy { comparison in
      switch comparison.sign {
      case "<": value < comparison.value
      case "<=": value <= comparison.value
      case ">": value > comparison.value
      case ">=": value >= comparison.value
      default: value == comparison.value
      }
    }
  }
}

extension Comparisons: CustomStringConvertible where Value: CustomStringConvertible {
  /// The comparisons as they are written.
  public var description: String {
    comparisons.map { "\($0.sign)\($0.value)" }.joined(separator: " ")
  }
}

/// Comparisons that a version must satisfy, all of them.
public typealias VersionRange = Comparisons<Version>

extension Comparisons where Value == Version {
  /// Reads comparisons of versions between spaces; a bare version means equality.
  public init?(_ text: String) {
    self.init(text, value: { Version($0) })
  }
}

extension Comparisons where Value == Measure {
  /// Reads comparisons of numbers, durations or sizes between spaces: `>=10s <5m`.
  init?(_ text: String, as kind: Measure.Kind) {
    self.init(text, value: { Measure($0, as: kind) })
  }
}

/// A day, perhaps with a time of day, in UTC: `2026-03-01`, `2026-03-01T06:00`.
public struct Moment: Hashable, Comparable, Codable, Sendable {
  private var milliseconds: Int64

  /// Reads a date as ISO 8601 writes it, with or without a time and an offset.
  public init?(_ text: String) {
    let parts = text.split(separator: "T", maxSplits: 1).map(String.init)
    let day = parts.first?.split(separator: "-").map { Int($0) } ?? []
    guard day.count == 3, let year = day[0], let month = day[1], let number = day[2],
      (1...9_999).contains(year), (1...12).contains(month), (1...31).contains(number)
    else { return nil }
    var clock = parts.count > 1 ? parts[1][...] : "00:00"
    var offset = 0
    if clock.last == "Z" {
      clock = clock.dropLast()
    } else if let sign = clock.lastIndex(where: { $0 == "+" || $0 == "-" }) {
      let zone = clock[clock.index(after: sign)...].split(separator: ":").map { Int($0) }
      guard zone.count == 2, let hours = zone[0], let minutes = zone[1], hours < 24, minutes < 60
      else { return nil }
      offset = (hours * 3_600 + minutes * 60) * (clock[sign] == "-" ? -1 : 1)
      clock = clock[..<sign]
    }
    let time = clock.prefix { $0 != "." }.split(separator: ":").map { Int($0) }
    guard (2...3).contains(time.count), time.allSatisfy({ ($0 ?? 60) < 60 }),
      let hour = time[0], let minute = time[1], let second = time.count > 2 ? time[2] : 0
    else { return nil }
    milliseconds =
      Timestamp(
        year: year, month: month, day: number, hour: hour, minute: minute, second: second,
        millisecond: 0, zone: .stated(offset: offset)
      ).milliseconds
  }

  /// Orders by moment.
  public static func < (left: Moment, right: Moment) -> Bool {
    left.milliseconds < right.milliseconds
  }
}

extension Comparisons where Value == Moment {
  /// Reads comparisons of dates between spaces: `>=2026-03-01`.
  init?(_ text: String) {
    self.init(text, value: { Moment($0) })
  }
}
