import Model
import Reading
import Rules
import TestSupport
import Testing

@testable import Diagnosis

/// Diagnoses that are limited to a window of time.
@Suite struct TimeWindowTests {
  private static let rules = Result {
    try CompiledRules(RuleFolder(path: Corpus.packagePath("kb/rules")).ruleSet)
  }

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func report(
    on paths: [String], in window: TimeWindow?, jobs: Int = 1, zone: String? = nil
  ) throws -> Report {
    var options = DiagnosisOptions()
    options.jobs = jobs
    options.window = window
    options.timeZone = zone.flatMap(SystemTimeZones.rules(named:))
    return try Diagnostician(
      rules: Self.rules.get(), catalog: EmptyCatalog(), options: options
    ).report(on: paths)
  }

  private func report(
    on text: String, name: String = "error.log", in window: TimeWindow, zone: String? = nil
  ) throws -> Report {
    try report(on: [folder.write(text, to: "case/\(name)")], in: window, zone: zone)
  }

  /// A moment of the day of the samples, by the clock of the log or by that of UTC.
  private static func moment(_ clock: String, isStated: Bool = false, offset: Int = 0) -> Timestamp
  {
    let parts = clock.split { ":.".contains($0) }.compactMap { Int($0) }
    return Timestamp(
      year: 2026, month: 11, day: 20, hour: parts[0], minute: parts[1], second: parts[2],
      millisecond: parts.count > 3 ? parts[3] : 0,
      zone: isStated ? .stated(offset: offset) : .assumed(offset: 0))
  }

  // MARK: Against a log that was cut by hand

  /// What a report says apart from where it says it, with the lines of the uncut log.
  private static func summary(_ report: Report, lines: [Int]? = nil) -> [String] {
    let line = { (place: Place) in lines.map { $0[place.line - 1] } ?? place.line }
    let source = report.coverage.sources.first
    return report.findings.map { finding in
      "\(finding.rule.id) \(finding.status) \(finding.count) \(finding.fingerprint)"
        + " \(finding.firstSeen?.iso8601 ?? "") \(finding.lastSeen?.iso8601 ?? "")"
        + " \(finding.evidence.map { "\(line($0.place)) \($0.excerpt.text)" })"
    }
      + report.unknowns.map { error in
        "\(error.fingerprint) \(error.count) \(error.burst) \(error.novelty)"
          + " \(error.excerpt.text) \(error.places.map(line))"
      }
      + [
        "\(source?.entries ?? 0) \(source?.unparsed ?? 0)"
          + " \((source?.levels ?? [:]).sorted { $0.key < $1.key })"
          + " \(source?.from?.iso8601 ?? "") \(source?.to?.iso8601 ?? "")"
      ]
  }

  /// The records of a log that lie between two seconds, and the lines on which they stood.
  ///
  /// Lines before the first record go with it.
  private static func cut(
    _ bytes: [UInt8], seconds: ClosedRange<Int>
  ) -> (bytes: [UInt8], lines: [Int], left: Int) {
    let lines = Samples.lines(of: bytes)
    let second = { (line: [UInt8]) in Int(String(decoding: line[17..<19], as: UTF8.self)) ?? 0 }
    var isInside = lines.first(where: Samples.isHeader).map { seconds.contains(second($0)) } ?? true
    var (kept, numbers, left): ([UInt8], [Int], Int) = ([], [], 0)
    for (number, line) in lines.enumerated() {
      if Samples.isHeader(line) {
        isInside = seconds.contains(second(line))
        if !isInside { left += 1 }
      }
      guard isInside else { continue }
      kept += line
      numbers.append(number + 1)
    }
    return (kept, numbers, left)
  }

  private static func window(_ seconds: ClosedRange<Int>) -> TimeWindow {
    func moment(_ second: Int) -> Timestamp {
      Self.moment("06:14:\(second < 10 ? "0" : "")\(second).117")
    }
    return TimeWindow(since: moment(seconds.lowerBound), until: moment(seconds.upperBound))
  }

  private func expectSame(as bytes: [UInt8], seconds: ClosedRange<Int>, jobs: [Int]) throws {
    let (kept, lines, left) = Self.cut(bytes, seconds: seconds)
    let cut = try report(on: [folder.write(kept, to: "cut/error.log")], in: nil)
    let path = try folder.write(bytes, to: "whole/error.log")
    let limited = try report(on: [path], in: Self.window(seconds), jobs: jobs[0])
    #expect(Self.summary(limited) == Self.summary(cut, lines: lines))
    #expect(limited.coverage.sources.map(\.outside) == [left])
    #expect(limited.coverage.sources.map(\.bytes) == [bytes.count])
    for jobs in jobs.dropFirst() {
      #expect(try report(on: [path], in: Self.window(seconds), jobs: jobs) == limited)
    }
  }

  @Test(
    "what lies in the window is seen as if the log held nothing else",
    arguments: 0..<24 as Range<UInt64>)
  func likeACutLog(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var text = Samples.log(entries: Int.random(in: 1...30, using: &random), using: &random)
    if text.last != 0x0A { text.append(0x0A) }
    text += Array((Samples.refusal + "\n").utf8)
    text += Samples.log(entries: 20, using: &random).drop { $0 == UInt8(ascii: "L") }
    let first = Int.random(in: 0...59, using: &random)
    try expectSame(as: text, seconds: first...Int.random(in: first...59, using: &random), jobs: [1])
  }

  @Test("so it is over many buffers, on any number of threads")
  func buffers() throws {
    var random = SplitMix64(seed: 7)
    var bytes: [UInt8] = []
    while bytes.count < 3 * RecordChunks.usualSize {
      // Stretches that stay outside over a cut, and such that change with every record.
      for second in [3, 30, 55] where Bool.random(using: &random) {
        for _ in 0..<Int.random(in: 0...4_000, using: &random) {
          bytes += "20.11.2026 06:14:\(second < 10 ? "0" : "")\(second).117 *INFO* [x] a.B c\n".utf8
        }
      }
      bytes += Samples.log(entries: 400, using: &random)
      if bytes.last != 0x0A { bytes.append(0x0A) }
      bytes += Array((Samples.refusal + "\n").utf8)
    }
    try expectSame(as: bytes, seconds: 2...31, jobs: [1, 2, 8])
  }

  // MARK: Ends

  private static func record(_ clock: String) -> String {
    Samples.refusal.replacing("06:14:02.117", with: clock) + "\n"
  }

  @Test(
    "both ends belong to the window, and each may be left out",
    arguments: [
      ("06:14:02.117", "06:14:04.117", 3), ("06:14:02.118", "06:14:04.116", 1),
      ("06:14:03.117", nil, 3), (nil, "06:14:03.117", 2), ("06:14:03.117", "06:14:03.117", 1),
    ] as [(String?, String?, Int)])
  func ends(since: String?, until: String?, count: Int) throws {
    let log = (2...5).map { Self.record("06:14:0\($0).117") }.joined()
    let window = TimeWindow(
      since: since.map { Self.moment($0) }, until: until.map { Self.moment($0) })
    let report = try report(on: log, in: window)
    #expect(report.findings.map(\.count) == [count])
    #expect(report.coverage.sources.map(\.outside) == [4 - count])
    #expect(report.coverage.window == window)
    #expect(report.notes.map(\.code) == ["time-window"])
    #expect(report.notes[0].text.en.hasSuffix("left out: \(4 - count)"))
  }

  @Test("a window without records says where the logs lie")
  func nothingWithin() throws {
    let window = TimeWindow(since: Self.moment("12:00:00"))
    let report = try report(on: Self.record("06:14:02.117"), in: window)
    #expect(report.verdict == .nothingFound)
    #expect(report.notes.map(\.code) == ["time-window", "time-window-empty"])
    #expect(report.notes[1].text.en.contains("2026-11-20T06:14:02.117"))
    #expect(
      report.environment
        == (try self.report(on: Self.record("06:14:02.117"), in: TimeWindow())
          .environment))
  }

  @Test("what has no time is examined whole")
  func untimed() throws {
    let payload =
      #"{"error":"invalid_client","error_description":"invalid client_secret parameter"}"#
    let report = try report(
      on: payload, name: "answer.json", in: TimeWindow(since: Self.moment("12:00:00")))
    #expect(report.findings.map(\.rule.id) == ["ims-client-secret-unset"])
    #expect(report.coverage.sources.map(\.outside) == [0])
    #expect(report.notes.map(\.code) == ["time-window"])
  }

  @Test("a record without a time lies where the one before it does")
  func withoutTime() throws {
    func dump(_ clock: String, threads: Int) -> String {
      "2026-11-20 \(clock)\nFull thread dump OpenJDK 64-Bit Server VM (17.0.15+6 mixed mode):\n\n"
        + (0..<threads).map {
          "\"worker-\($0)\" #\($0 + 20) prio=5 os_prio=0 cpu=1.00ms elapsed=2.00s"
            + " tid=0x00007fb558002670 nid=0x1 runnable  [0x00007fb5dc017f10]\n"
            + "   java.lang.Thread.State: RUNNABLE\n\tat a.B.c(B.java:1)\n\n"
        }.joined()
    }
    let text = dump("06:00:00", threads: 2) + dump("07:00:00", threads: 3)
    let window = TimeWindow(since: Self.moment("06:30:00"))
    let source = try #require(
      try report(on: text, name: "jstack.txt", in: window).coverage.sources.first)
    #expect(source.kind == .threadDump)
    #expect((source.entries, source.outside) == (4, 3))
  }

  // MARK: Clocks

  private static let access =
    #"10.0.0.1 - admin 20/Nov/2026:06:14:02 +0200 "GET /a HTTP/1.1" 200 5 "-" "x""# + "\n"

  @Test(
    "without an offset the clock of the log counts, with one the moment",
    arguments: [
      ("06:14:02", false, 1), ("06:14:03", false, 0), ("04:14:02", true, 1),
      ("04:14:03", true, 0),
    ])
  func statedZone(clock: String, isStated: Bool, count: Int) throws {
    let window = TimeWindow(since: Self.moment(clock, isStated: isStated))
    let source = try report(on: Self.access, name: "access.log", in: window).coverage.sources.first
    #expect(source?.entries == count)
  }

  @Test(
    "a log without a zone is held against a moment by the zone that was named",
    arguments: [(nil, 1), ("Europe/Paris", 0), ("-05:00", 1)] as [(String?, Int)])
  func namedZone(zone: String?, count: Int) throws {
    let window = TimeWindow(since: Self.moment("06:00:00", isStated: true))
    let source = try report(on: Self.record("06:14:02.117"), in: window, zone: zone)
      .coverage.sources.first
    #expect(source?.entries == count)
    let local = TimeWindow(since: Self.moment("06:14:00"))
    #expect(
      try report(on: Self.record("06:14:02.117"), in: local, zone: zone).findings.count == 1)
  }

  @Test("a zone that the bundle tells after its logs counts for them all the same")
  func toldZone() throws {
    try folder.write(Self.record("06:14:02.117"), to: "case/error.log")
    try folder.write(
      "java.version = 11.0.22\njava.vendor = Oracle\nos.name = Linux\nuser.timezone = Asia/Tokyo\n",
      to: "case/status/System_Properties.txt")
    // 06:14 in Tokyo is 21:14 of the day before in UTC.
    let window = TimeWindow(until: Self.moment("00:00:00", isStated: true))
    let report = try report(on: [folder.path("case")], in: window)
    try #require(report.environment["timeZone"]?.value == "Asia/Tokyo")
    #expect(report.findings.map(\.count) == [1])
    #expect(report.findings.first?.firstSeen?.iso8601 == "2026-11-20T06:14:02.117+09:00")
  }

  // MARK: Rotated logs

  @Test("records that stand in two logs are one, also where the window holds no others")
  func repeats() throws {
    let records = (0..<9).map { Self.record("06:14:0\($0).117") }
    try folder.write(records[..<6].joined(), to: "case/error.log.1")
    try folder.write(records[3...].joined(), to: "case/error.log")
    let window = TimeWindow(since: Self.moment("06:14:04"), until: Self.moment("06:14:05"))
    let report = try report(on: [folder.path("case")], in: window)
    #expect(report.findings.map(\.count) == [1])
    #expect(report.notes.map(\.code) == ["records-repeated", "time-window"])
  }
}
