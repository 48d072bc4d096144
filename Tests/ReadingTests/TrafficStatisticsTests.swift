import Model
import Reading
import TestSupport
import Testing

struct TrafficStatisticsTests {
  private static func place(_ line: Int) -> Place {
    Place(source: "request.log", line: line, bytes: line..<line + 1)
  }

  @Test(
    "counts, classes, percentiles and the slowest agree with a naive computation",
    arguments: 0..<60 as Range<UInt64>)
  func agreesWithNaive(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let largest = [10, 100, 5_000, 10_000_000].randomElement(using: &random)!
    let exchanges = (0..<Int.random(in: 1...2_000, using: &random)).map { _ in
      Exchange(
        status: Int.random(in: 0..<700, using: &random),
        duration: Int.random(in: 0..<10, using: &random) == 0
          ? nil : Int.random(in: 0...largest, using: &random))
    }
    // In one go, and in parts that are merged.
    var whole = TrafficStatistics(keepingSlowest: 7)
    var parts = TrafficStatistics(keepingSlowest: 7)
    var part = TrafficStatistics(keepingSlowest: 7)
    for (line, exchange) in exchanges.enumerated() {
      whole.count(exchange, at: Self.place(line))
      part.count(exchange, at: Self.place(line))
      if Int.random(in: 0..<100, using: &random) == 0 {
        parts.merge(part)
        part = TrafficStatistics(keepingSlowest: 7)
      }
    }
    parts.merge(part)
    #expect(parts == whole)

    #expect(whole.answers == exchanges.count)
    for index in 0..<5 {
      #expect(
        whole.statuses[index] == exchanges.count { ($0.status ?? 0) / 100 == index + 1 })
    }
    let sorted = exchanges.compactMap(\.duration).sorted()
    #expect(whole.durations.total == UInt64(sorted.count))
    for percent in [1, 50, 95, 99, 100] {
      guard !sorted.isEmpty else { continue }
      let exact = sorted[(sorted.count * percent + 99) / 100 - 1]
      let found = try #require(whole.durations.percentile(percent))
      #expect(found >= exact && found <= exact + exact / 32, "\(percent): \(exact)")
    }
    let slowest = exchanges.enumerated()
      .filter { $0.element.duration != nil }
      .sorted { ($1.element.duration!, $0.offset) < ($0.element.duration!, $1.offset) }
      .prefix(7)
    #expect(whole.slowest.map(\.duration) == slowest.map { $0.element.duration! })
    #expect(whole.slowest.map(\.place.line) == slowest.map(\.offset))
  }

  @Test("extreme durations and statuses are counted, and nothing overflows")
  func extremes() {
    var statistics = TrafficStatistics(keepingSlowest: 0)
    for duration in [Int.max, Int.min, -1, 0, 1 << 40, (1 << 40) - 1] {
      statistics.count(Exchange(status: .max, duration: duration), at: Self.place(1))
    }
    #expect(statistics.answers == 6 && statistics.statuses == [0, 0, 0, 0, 0])
    #expect(statistics.durations.percentile(100) == .max)
    #expect(statistics.durations.percentile(1) == 0)
    #expect(statistics.slowest.isEmpty)
    #expect(TrafficStatistics().durations.percentile(50) == nil)
  }

  @Test("a place is made for the slowest alone")
  func places() {
    var statistics = TrafficStatistics(keepingSlowest: 2)
    var made = 0
    for duration in [5, 9, 7, 1, 2, 3] {
      statistics.count(
        Exchange(duration: duration),
        at: {
          made += 1; return Self.place(duration)
        }())
    }
    #expect(made == 3)
    #expect(statistics.slowest.map(\.duration) == [9, 7])
  }

  @Test("an answer is named when its request comes later, if it is still among the slowest")
  func names() {
    var statistics = TrafficStatistics(keepingSlowest: 1)
    statistics.count(Exchange(duration: 5), at: Self.place(1))
    statistics.name("GET /a", ofAnswerAt: 1..<2)
    #expect(statistics.slowest[0].request == "GET /a")
    statistics.count(Exchange(duration: 6), at: Self.place(2), request: "GET /b")
    statistics.name("GET /c", ofAnswerAt: 1..<2)
    #expect(statistics.slowest.map(\.request) == ["GET /b"])
  }

  @Test(
    "every log of traffic says what was answered",
    arguments: [
      (
        .requestLog,
        "05/Aug/2019:09:54:59 -0500 [4] <- 207 text/xml; charset=UTF-8 3ms [aem-author-1]", 207, 3
      ),
      (.requestLog, "05/Aug/2019:09:54:59 -0500 [4] -> GET / HTTP/1.1", nil, nil),
      (.accessLog, "a - - 05/Aug/2019:09:54:59 -0500 \"GET / HTTP/1.1\" 404 5", 404, nil),
      (
        .dispatcherLog, "[Wed Jul 15 16:14:59 2020] [I] [pid 1] \"GET /a\" ! - 8ms [farm/-]", nil, 8
      ),
      (
        .dispatcherLog, "[Wed Jul 15 16:14:59 2020] [I] [pid 1] \"GET /a\" 503 - 9ms [farm/-]", 503,
        9
      ),
      (.dispatcherLog, "[Wed Jul 15 16:14:59 2020] [D] [pid 1] request declined", nil, nil),
      (.cdnLog, "{\"timestamp\":\"2023-05-26T09:20:01+0000\",\"ttfb\":19,\"status\":406}", 406, 19),
    ] as [(DocumentKind, String, Int?, Int?)])
  func exchanges(kind: DocumentKind, line: String, status: Int?, duration: Int?) throws {
    let bytes = Array(line.utf8)
    let format = try #require(kind.format as? any TrafficFormat)
    let exchange = format.exchange(0..<bytes.count, in: bytes.span)
    #expect(exchange?.status == status && exchange?.duration == duration)
    #expect((exchange == nil) == (status == nil && duration == nil))
  }
}
