import Foundation
import Model
import Rules
import TestSupport
import Testing

@testable import Diagnosis

/// How far the clocks of machines lie apart.
@Suite struct ClockOffsetTests {
  let folder = try! TemporaryFolder()

  private static func time(_ milliseconds: Int) -> String {
    let iso = Timestamp(milliseconds: 1_774_746_000_000 + Int64(milliseconds)).iso8601
    let day = iso.prefix(10).split(separator: "-").reversed().joined(separator: ".")
    return "\(day) \(iso.dropFirst(11).prefix(12))"
  }

  private static func package(_ number: Int) -> String {
    "dstrpck-\(1_583_514_457_813 + number)-c81e7751-2da6-4d00-9814-434187f08d\(10 + number)"
  }

  /// A log of packages, the time of each by its number.
  private static func log(_ numbers: Range<Int>, _ milliseconds: (Int) -> Int) -> String {
    numbers.map { number in
      "\(time(milliseconds(number))) *INFO* [Queue Processor] a.B Package \(package(number)). done\n"
        + "\(time(milliseconds(number) + 90_000)) *WARN* [x] a.B again \(package(number))\n"
    }.joined()
  }

  @Test("ids that author and publish both log tell how far their clocks lie apart")
  func offset() throws {
    try folder.write(Self.log(0..<9) { $0 * 10_000 }, to: "author_aemerror_2026-03-29.log")
    // Two packages were held up.
    let publish = Self.log(2..<12) { $0 * 10_000 + 125_000 + $0 * 100 + ($0 < 4 ? 50_000 : 0) }
    try folder.write(publish, to: "publish_aemerror_2026-03-29.log")
    let inspection = try Inspector().inspection(of: [folder.url.path])
    let offset = try #require(inspection.clockOffsets.first)
    #expect(inspection.clockOffsets.count == 1)
    #expect(offset.earlier.hasSuffix("/author") && offset.later.hasSuffix("/publish"))
    #expect(offset.shared == 7 && offset.isZoneAssumed && offset.isNotable)
    #expect(offset.median == 125_700)
    #expect(offset.lowerQuartile == 125_500 && offset.upperQuartile == 175_200)
    let note = try #require(inspection.notes.first { $0.code == "clock-offset" })
    #expect(note.text.en.contains("125.7 s later"))
    #expect(note.text.fr.contains("125,7\u{A0}s après"))
    #expect(note.text.ja.contains("125.7 秒遅く"))
    // Nothing is moved.
    let first = inspection.coverage.sources.compactMap(\.from?.milliseconds)
    #expect(first == [1_774_746_000_000, 1_774_746_000_000 + 165_400])

    let report = try Diagnostician(rules: CompiledRules(RuleSet()), catalog: EmptyCatalog())
      .report(on: [folder.url.path])
    #expect(report.notes.contains(note))
  }

  @Test("clocks that agree are told by an inspection alone")
  func agreement() throws {
    try folder.write(Self.log(0..<9) { $0 * 10_000 }, to: "author/error.log")
    try folder.write(Self.log(0..<9) { $0 * 10_000 + 300 }, to: "publish/error.log")
    let inspection = try Inspector().inspection(of: [folder.url.path])
    #expect(inspection.clockOffsets.map(\.median) == [300])
    let report = try Diagnostician(rules: CompiledRules(RuleSet()), catalog: EmptyCatalog())
      .report(on: [folder.url.path])
    #expect(!report.notes.contains { $0.code == "clock-offset" })
  }

  @Test("whole quarters of an hour are told as different time zones")
  func zones() throws {
    try folder.write(Self.log(0..<9) { $0 * 10_000 + 7_200_400 }, to: "author/error.log")
    try folder.write(Self.log(0..<9) { $0 * 10_000 }, to: "publish/error.log")
    let inspection = try Inspector().inspection(of: [folder.url.path])
    let offset = try #require(inspection.clockOffsets.first)
    #expect(offset.later.hasSuffix("/author") && offset.median == 7_200_400)
    #expect(inspection.notes.last?.text.en.contains("different time zones") == true)
  }

  @Test(
    "too few ids, ids that lie anywhere, and logs of one machine tell nothing",
    arguments: [
      ("author/error.log", "publish/error.log", 4, 0),
      ("author/error.log", "publish/e.log", 9, 400),
      ("author/error.log", "author/other.log", 9, 0), ("a/error.log", "b/error.log", 9, 0),
    ])
  func nothing(one: String, other: String, count: Int, scatter: Int) throws {
    try folder.write(Self.log(0..<count) { $0 * 10_000 }, to: one)
    try folder.write(
      Self.log(0..<count) { $0 * 10_000 + 5_000 + $0 * $0 % 7 * scatter * 1_000 }, to: other)
    let inspection = try Inspector().inspection(of: [folder.url.path])
    #expect(inspection.clockOffsets.isEmpty)
    #expect(!inspection.notes.contains { $0.code == "clock-offset" })
  }

  @Test("the id that httpd gives a request is known again in the log of AEM")
  func requests() throws {
    let unique = { (number: Int) in "YfZqpX8AAAEAAGxQmA4AAA\(10 + number)" }
    let httpd = (0..<6).map { number in
      "Sun Mar 29 01:00:0\(number).000000 2026 [security2:error] [pid 1:tid 2] [pod] [client 10.0.0.1]"
        + " ModSecurity: Warning. [uri \"/x\"] [unique_id \"\(unique(number))\"]\n"
    }
    let aem = (0..<6).map { number in
      "\(Self.time(number * 1_000 + 4_000)) *INFO* [main] a.B X-Request-ID: \(unique(number)), ok\n"
    }
    try folder.write(httpd.joined(), to: "dispatcher1/httpd_error.log")
    try folder.write(aem.joined(), to: "publish1/error.log")
    let inspection = try Inspector().inspection(of: [folder.url.path])
    let offset = try #require(inspection.clockOffsets.first)
    #expect(offset.earlier.hasSuffix("/dispatcher1") && offset.later.hasSuffix("/publish1"))
    #expect(offset.shared == 6 && offset.median == 4_000)
  }

  @Test(
    "the path tells the machine",
    arguments: [
      ("logs/author/error.log", "logs/author"), ("logs/publish2/error.log", "logs/publish2"),
      ("publish_aemdispatcher_2026-03-29.log", "publish_aemdispatcher"),
      ("author_aemerror_2026-03-29.log", "author"), ("author_2026-03-29.log", "author"),
      ("c.zip!/AEM-Publish-1/e.log", "c.zip!/AEM-Publish-1"),
      ("author-case.zip!/publish_02.log", "author-case.zip!/publish_02"),
      ("case/logs/dispatcher.log", "case/logs/dispatcher"),
      ("authoring/error.log", nil), ("republish.log", nil), ("error.log", nil), ("", nil),
      ("/", nil),
    ] as [(String, String?)])
  func machines(path: String, machine: String?) {
    #expect(SharedMoments.machine(ofLog: path) == machine)
  }
}
