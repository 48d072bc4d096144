import Testing

@testable import Model

@Suite struct TimeWindowTests {
  private static let zones: [Timestamp.Zone] = [.assumed(offset: 0), .stated(offset: 0)]

  private static func moment(_ milliseconds: Int64, _ zone: Timestamp.Zone) -> Timestamp {
    Timestamp(milliseconds: milliseconds, zone: zone)
  }

  @Test("a window that ends before it starts is impossible, as far as one clock tells")
  func impossible() {
    for zone in Self.zones {
      let (early, late) = (Self.moment(1, zone), Self.moment(2, zone))
      #expect(TimeWindow(since: late, until: early).isImpossible)
      #expect(!TimeWindow(since: early, until: late).isImpossible)
      #expect(!TimeWindow(since: early, until: early).isImpossible)
      #expect(!TimeWindow(since: late).isImpossible)
      #expect(!TimeWindow(until: early).isImpossible)
    }
    let (clock, moment) = (Self.moment(2, Self.zones[0]), Self.moment(1, Self.zones[1]))
    #expect(!TimeWindow(since: clock, until: moment).isImpossible)
  }

  @Test(
    "a moment is written with what is known of it",
    arguments: [
      (0, Timestamp.Zone.assumed(offset: 0), "1970-01-01T00:00:00"),
      (1, .assumed(offset: 0), "1970-01-01T00:00:00.001"),
      (0, .stated(offset: 3_600), "1970-01-01T01:00:00+01:00"),
      (20, .stated(offset: 0), "1970-01-01T00:00:00.020+00:00"),
    ])
  func short(milliseconds: Int64, zone: Timestamp.Zone, text: String) {
    #expect(Timestamp(milliseconds: milliseconds, zone: zone).shortISO8601 == text)
  }
}
