import Foundation
import Model
import Reading
import TestSupport
import Testing

/// Offsets of zones, against Foundation's.
struct TimeZoneRulesTests {
  static let names = [
    "Europe/Paris", "Asia/Tokyo", "America/New_York", "Australia/Sydney", "Asia/Kolkata",
    "America/Sao_Paulo", "Africa/Casablanca", "Europe/Dublin", "UTC", "Pacific/Chatham",
  ]

  static func rules(_ name: String) throws -> TimeZoneRules {
    let data = try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/\(name)"))
    return try #require(TimeZoneRules(name: name, bytes: [UInt8](data)))
  }

  @Test("an offset at a random moment is that of Foundation", arguments: names)
  func offsets(name: String) throws {
    let rules = try Self.rules(name)
    let zone = try #require(TimeZone(identifier: name))
    var random = SplitMix64(seed: 7)
    for _ in 0..<2_000 {
      let second = Int64.random(in: 0...2_100_000_000, using: &random)
      let expected = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
      #expect(rules.offset(at: second * 1_000) == expected, "\(second)")
    }
  }

  @Test("a moment written by the clock of the zone is found again", arguments: names)
  func moments(name: String) throws {
    let rules = try Self.rules(name)
    var random = SplitMix64(seed: 8)
    for _ in 0..<2_000 {
      let moment = Int64.random(in: 0...4_000_000_000_000, using: &random)
      let clock = moment + Int64(rules.offset(at: moment)) * 1_000
      let found = rules.moment(of: Timestamp(milliseconds: clock))
      let isRepeated = found.milliseconds != moment
      // Only in an hour that passes twice may it be another moment: the one before.
      if isRepeated { #expect(moment - found.milliseconds == 3_600_000, "\(moment)") }
      #expect(
        found.milliseconds + Int64(rules.offset(at: found.milliseconds)) * 1_000 == clock)
    }
  }

  @Test(
    "an hour that passes twice is the first, one that is left out goes by the clock before",
    arguments: [
      ("2025-10-26 02:30", "2025-10-26T02:30:00.000+02:00"),
      ("2025-10-26 03:00", "2025-10-26T03:00:00.000+01:00"),
      ("2025-03-30 02:30", "2025-03-30T02:30:00.000+01:00"),
      ("2025-03-30 03:00", "2025-03-30T03:00:00.000+02:00"),
      ("2025-07-01 12:00", "2025-07-01T12:00:00.000+02:00"),
    ])
  func folds(local: String, expected: String) throws {
    let parts = local.split { !$0.isNumber }.compactMap { Int($0) }
    let time = Timestamp(
      year: parts[0], month: parts[1], day: parts[2], hour: parts[3], minute: parts[4], second: 0,
      millisecond: 0)
    #expect(try Self.rules("Europe/Paris").moment(of: time).iso8601 == expected)
  }

  @Test("years after the table go by its rule")
  func lateYears() throws {
    let rules = try Self.rules("Europe/Paris")
    let summer = Timestamp(
      year: 2060, month: 7, day: 1, hour: 0, minute: 0, second: 0, millisecond: 0)
    let winter = Timestamp(
      year: 2060, month: 12, day: 1, hour: 0, minute: 0, second: 0, millisecond: 0)
    #expect(rules.offset(at: summer.milliseconds) == 7_200)
    #expect(rules.offset(at: winter.milliseconds) == 3_600)
  }

  @Test("damaged tables are refused and never trap", arguments: 0..<200 as Range<UInt64>)
  func damage(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var bytes = [UInt8](try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Europe/Paris")))
    for _ in 0..<Int.random(in: 1...20, using: &random) {
      let index = Int.random(in: 0..<min(bytes.count, 3_000), using: &random)
      bytes[index] = UInt8.random(in: 0...255, using: &random)
    }
    if Bool.random(using: &random) {
      bytes.removeLast(Int.random(in: 0...bytes.count, using: &random))
    }
    _ = TimeZoneRules(name: "x", bytes: bytes)?.offset(
      at: .random(in: 0...(1 << 45), using: &random))
  }
}
