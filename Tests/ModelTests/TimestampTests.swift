import Foundation
import Model
import TestSupport
import Testing

@Suite("Timestamp")
struct TimestampTests {
  @Test(
    "writes ISO 8601 with the offset it was given",
    arguments: [
      (Timestamp(milliseconds: 0), "1970-01-01T00:00:00.000+00:00"),
      (
        Timestamp(
          year: 2024, month: 2, day: 29, hour: 23, minute: 59, second: 58, millisecond: 7,
          zone: .stated(offset: 19_800)), "2024-02-29T23:59:58.007+05:30"
      ),
      (
        Timestamp(
          year: 1969, month: 12, day: 31, hour: 19, minute: 0, second: 0, millisecond: 0,
          zone: .stated(offset: -18_000)), "1969-12-31T19:00:00.000-05:00"
      ),
    ])
  func writesISO8601(timestamp: Timestamp, expected: String) {
    #expect(timestamp.iso8601 == expected)
  }

  @Test("agrees with Foundation's calendar", arguments: 0..<200 as Range<UInt64>)
  func agreesWithFoundation(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let seconds = Int64.random(in: -5_000_000_000...5_000_000_000, using: &random)
    let date = Date(timeIntervalSince1970: TimeInterval(seconds))
    let timestamp = Timestamp(milliseconds: seconds * 1_000)
    let foundation = date.ISO8601Format(.iso8601(timeZone: .gmt, includingFractionalSeconds: true))
    #expect(timestamp.iso8601 == foundation + "+00:00")

    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let parts = calendar.dateComponents(
      [.year, .month, .day, .hour, .minute, .second], from: date)
    if date >= Date(timeIntervalSince1970: 0) {
      let rebuilt = Timestamp(
        year: parts.year!, month: parts.month!, day: parts.day!, hour: parts.hour!,
        minute: parts.minute!, second: parts.second!, millisecond: 0)
      #expect(rebuilt == timestamp)
    }
  }
}
