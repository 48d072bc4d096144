import Foundation
import Model
import TestSupport
import Testing

@testable import Diagnosis

/// What an inspection says in numbers.
@Suite struct InspectionStatisticsTests {
  let folder = try! TemporaryFolder()

  private func inspection(jobs: Int = 1) throws -> Inspection {
    var options = DiagnosisOptions()
    options.jobs = jobs
    return try Inspector(options: options).inspection(of: [folder.url.path])
  }

  private func source(_ name: String, in inspection: Inspection) throws -> CoveredSource {
    try #require(inspection.coverage.sources.first { $0.path.hasSuffix("/" + name) })
  }

  private static func fixture(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: Corpus.packagePath("Tests/Fixtures/jvm/\(name)"))))
  }

  private static func request(_ number: Int, pod: Int, _ text: String) -> String {
    "20/Nov/2026:10:00:\(number % 60 < 10 ? "0" : "")\(number % 60) +0000 [\(number)] \(text)"
      + " [cm-p1-e2-aem-author-\(pod)]\n"
  }

  /// Two pods with the same numbers, over more than one buffer; every third answer stands
  /// before its request.
  private static func requestLog(requests: Int) -> String {
    var text = ""
    for number in 1...requests {
      for pod in 1...2 {
        let request = Self.request(number, pod: pod, "-> GET /p\(pod)/\(number).html HTTP/1.1")
        let answer = Self.request(
          number, pod: pod, "<- \(number % 10 == 0 ? 500 : 200) text/html \(number + pod)ms")
        text += number % 3 == 0 ? answer + request : request + answer
      }
    }
    return text
  }

  @Test("only what lies in the window of time is counted, on the lines where it stands")
  func window() throws {
    try folder.write(Self.requestLog(requests: 59), to: "request.log")
    var options = DiagnosisOptions()
    options.window = TimeWindow(
      since: Timestamp(
        year: 2026, month: 11, day: 20, hour: 10, minute: 0, second: 30, millisecond: 0))
    let inspection = try Inspector(options: options).inspection(of: [folder.url.path])
    let traffic = try #require(try source("request.log", in: inspection).statistics?.traffic)
    #expect(traffic.answers == 2 * 30)
    #expect(traffic.pairs == 2 * 30)
    #expect(traffic.slowest.first?.text == "GET /p2/59.html")
    #expect(traffic.slowest.first?.place.line == 4 * 59)
  }

  @Test(
    "a request log tells its answers, its slowest requests and what was never answered",
    arguments: [1, 4])
  func requests(jobs: Int) throws {
    let count = 20_000
    let log =
      Self.requestLog(requests: count)
      + Self.request(9, pod: 3, "-> POST /late?x=1 HTTP/1.1")
      + Self.request(8, pod: 3, "<- 404 - 1ms")
    #expect(log.utf8.count > 4 << 20)
    try folder.write(log, to: "request.log")
    let traffic = try #require(
      try source("request.log", in: inspection(jobs: jobs)).statistics?.traffic)
    #expect(traffic.answers == 2 * count + 1)
    #expect(traffic.statuses == [0, 2 * count * 9 / 10, 0, 1, 2 * count / 10])
    #expect(traffic.pairs == 2 * count)
    #expect(traffic.unansweredCount == 1 && traffic.answersWithoutRequest == 1)
    #expect(traffic.unanswered.map(\.text) == ["POST /late?x=1"])
    #expect(traffic.unanswered[0].place.line == 4 * count + 1)
    #expect(traffic.slowest.count == 10)
    #expect(
      traffic.slowest.prefix(3).map(\.text) == [
        "GET /p2/20000.html", "GET /p2/19999.html", "GET /p1/20000.html",
      ])
    let lines = log.split(separator: "\n")
    for slow in traffic.slowest {
      #expect(lines[slow.place.line - 1].contains(" \(slow.milliseconds ?? 0)ms "))
      #expect(
        Array(log.utf8)[slow.place.bytes].elementsEqual(
          Array((lines[slow.place.line - 1] + "\n").utf8)))
    }
    let durations = try #require(traffic.durations)
    #expect(durations.count == 2 * count + 1 && durations.longest == Double(count + 2))
    #expect((10_000...10_400).contains(durations.median))
  }

  @Test("logs that tell request and answer in one record are counted, and name the slowest")
  func otherTraffic() throws {
    try folder.write(
      "[Wed Jul 15 16:14:59 2020] [I] [pid 1] \"GET /a.html\" - miss [publish/rend01] 905ms\n"
        + "[Wed Jul 15 16:15:00 2020] [I] [pid 1] \"GET /b.html\" - hit [publish/-] 2ms\n",
      to: "dispatcher.log")
    try folder.write(
      "a - - 05/Aug/2019:09:54:59 -0500 \"GET / HTTP/1.1\" 404 5 \"-\" \"x\"\n", to: "access.log")
    let inspection = try inspection()
    let dispatcher = try source("dispatcher.log", in: inspection).statistics?.traffic
    #expect(dispatcher?.answers == 2 && dispatcher?.pairs == nil)
    #expect(dispatcher?.slowest.map(\.text) == ["GET /a.html", "GET /b.html"])
    let access = try source("access.log", in: inspection).statistics?.traffic
    #expect(access?.statuses == [0, 0, 0, 1, 0] && access?.durations == nil)
  }

  @Test("a log of collections tells its pauses")
  func collections() throws {
    try folder.write(Self.fixture("gc-g1.log"), to: "gc.log")
    let account = try #require(try source("gc.log", in: inspection()).statistics?.collections)
    let pauses = try #require(account.pauses)
    #expect(account.counts.values.reduce(0, +) >= pauses.count && pauses.count > 0)
    #expect(account.longest?.milliseconds == pauses.longest)
    #expect(account.stopped > 0 && account.covered >= account.stopped)
    let line = try #require(account.longest?.place.line)
    let lines = try String(decoding: Self.fixture("gc-g1.log"), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[line - 1].contains("Pause"))
  }

  @Test("dumps tell states, deadlocks and locks; together, which threads do not move")
  func threads() throws {
    for (name, place) in [
      ("jstack-1.txt", "dumps/jstack-1.txt"), ("jstack-2.txt", "dumps/jstack-2.txt"),
      ("stdout-kill-3.log", "dumps/last.txt"), ("jdk-25/jstack-1.txt", "other/jstack.txt"),
    ] {
      try folder.write(Self.fixture(name), to: place)
    }
    let inspection = try inspection()
    let dump = try #require(
      try source("jstack-1.txt", in: inspection).statistics?.dumps.first)
    #expect(dump.states["BLOCKED"] ?? 0 >= 6)
    #expect(dump.deadlocks.map { $0.sorted() } == [["deadlock-left", "deadlock-right"]])
    #expect(dump.locks.first?.waiting == 4)
    #expect(dump.locks.first?.holder != nil)
    #expect(dump.stacks.contains { $0.threads == 4 })
    let series = try #require(inspection.threadSeries.first)
    #expect(inspection.threadSeries.count == 1 && series.dumps == 3 && series.leftOut == 0)
    #expect(series.sources.count == 3)
    let staying = Set(series.stays.map(\.thread))
    #expect(staying.isSuperset(of: ["pool-1", "deadlock-left", "deadlock-right"]))
    #expect(staying.isDisjoint(with: ["Finalizer", "Reference Handler", "Common-Cleaner"]))
    #expect(series.stays.allSatisfy { $0.dumps == 3 && !$0.frames.isEmpty })
  }

  @Test("a dump late in the log of a console is told, with its line")
  func console() throws {
    let start = "19.07.2025 19:00:37.972 *INFO * [main] Setting sling.home=x (default)\n"
    let dump = String(decoding: try Self.fixture("stdout-kill-3.log"), as: UTF8.self)
    try folder.write(
      String(repeating: start, count: 60_000) + dump + start + dump, to: "stdout.log")
    let inspection = try inspection(jobs: 2)
    let found = try source("stdout.log", in: inspection)
    #expect(found.kind == .consoleLog)
    #expect(found.statistics?.dumpCount == 2)
    #expect(found.statistics?.dumps.first?.place.line == 60_002)
    #expect(found.statistics?.dumps.first?.deadlocks.count == 1)
    #expect(inspection.threadSeries.first?.dumps == 2)
  }

  @Test("the same log twice, and logs without numbers, add none")
  func nothing() throws {
    let log = Self.requestLog(requests: 20)
    try folder.write(log, to: "a/request.log")
    try folder.write(log, to: "b/request.log")
    try folder.write("26.10.2025 00:30:00.000 *INFO* [main] a.B words\n", to: "error.log")
    let inspection = try inspection()
    #expect(inspection.coverage.sources.count { $0.statistics?.traffic != nil } == 1)
    #expect(try source("error.log", in: inspection).statistics == nil)
    #expect(inspection.threadSeries.isEmpty)
  }
}
