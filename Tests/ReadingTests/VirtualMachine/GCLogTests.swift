import Foundation
import Model
import Reading
import TestSupport
import Testing

struct GCLogFormatTests {
  private func fields(_ text: String) -> [String?] {
    let bytes = Array(text.utf8)
    let entry = GCLogFormat().entry(0..<bytes.count, in: bytes.span)
    return [LogField.cause, .before, .after, .capacity, .duration].map { name in
      entry[name].map { String(decoding: bytes[$0], as: UTF8.self) }
    }
  }

  @Test(
    "every form gives cause, heap and duration",
    arguments: [
      (
        "[2026-03-29T00:00:01.648+0000][0.115s][info][gc          ] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 6M->1M(64M) 11.830ms",
        ["G1 Evacuation Pause", "6M", "1M", "64M", "11.830ms"]
      ),
      (
        "[0.167s][info][gc] GC(4) Pause Full (System.gc()) 14M->4M(64M) 14.521ms",
        ["System.gc()", "14M", "4M", "64M", "14.521ms"]
      ),
      (
        "[info][gc] GC(4) Pause Remark 40M->38M(64M) 1.2ms", [nil, "40M", "38M", "64M", "1.2ms"]
      ),
      (
        "[12345ms][info][gc] GC(0) Garbage Collection (Allocation Stall) 44M(69%)->18M(28%)",
        ["Allocation Stall", "44M", "18M", nil, nil]
      ),
      (
        "[1.5s][info][gc          ] GC(1) Y: Pause Mark Start (Minor) 0.016ms",
        ["Minor", nil, nil, nil, "0.016ms"]
      ),
      (
        "[1.5s][info][gc,phases] GC(0) Concurrent Mark 5.175ms", [nil, nil, nil, nil, "5.175ms"]
      ),
      (
        "[1.5s][info][gc,start    ] GC(0) Pause Young (Normal) (G1 Evacuation Pause)",
        [nil, nil, nil, nil, nil]
      ),
      ("[1.5s][info][gc,heap] GC(0) Eden regions: 6->0(16)", [nil, nil, nil, nil, nil]),
      (
        "2021-10-08T20:22:22.788-0600: 668.806: [GC (Allocation Failure) [PSYoungGen: 328070K->55019K(503808K)] 649122K->396284K(1078272K), 0.3093583 secs] [Times: user=0.43 sys=0.12, real=0.31 secs]",
        ["Allocation Failure", "649122K", "396284K", "1078272K", "0.3093583 secs"]
      ),
      (
        "[GC 325407K->83000K(776768K), 0.2300771 secs]",
        [nil, "325407K", "83000K", "776768K", "0.2300771 secs"]
      ),
      (
        "1.5: [Full GC (System) [PSYoungGen: 1K->0K(5K)] [PSOldGen: 1K->1K(9K)] 2K->1K(14K) [PSPermGen: 1K->1K(9K)], 0.05 secs]",
        ["System", "2K", "1K", "14K", "0.05 secs"]
      ),
      (
        "13.000: [GC (CMS Initial Mark) [1 CMS-initial-mark: 1203359K(1398144K)] 1273400K(2027264K), 0.0140000 secs] [Times: user=0.05 sys=0.00, real=0.02 secs]",
        ["CMS Initial Mark", nil, "1273400K", "2027264K", "0.0140000 secs"]
      ),
      (
        "2.345: [GC pause (G1 Evacuation Pause) (young), 0.0123000 secs]\n   [Parallel Time: 10.1 ms, GC Workers: 4]\n   [Eden: 24.0M(24.0M)->0.0B(13.0M) Survivors: 0.0B->3072.0K Heap: 24.0M(256.0M)->21.9M(256.0M)]\n",
        ["G1 Evacuation Pause", "24.0M", "21.9M", "256.0M", "0.0123000 secs"]
      ),
      (
        "13.5: [CMS-concurrent-mark: 0.081/0.480 secs] [Times: user=0.60 sys=0.01, real=0.48 secs]",
        [nil, nil, nil, nil, "0.480 secs"]
      ),
      ("13.5: [CMS-concurrent-mark-start]", [nil, nil, nil, nil, nil]),
      ("no collection", [nil, nil, nil, nil, nil]), ("", [nil, nil, nil, nil, nil]),
    ] as [(String, [String?])])
  func forms(text: String, expected: [String?]) {
    #expect(fields(text) == expected)
    #expect(fields(text.replacing("\n", with: "\r\n") + "\r\n") == expected)
  }

  @Test(
    "records start with their decorations or stamps",
    arguments: [
      ("[2026-03-29T00:00:01.648+0000][0.115s][info][gc] x", true), ("[0.004s][info][gc] x", true),
      ("[info][gc] x", true), ("[gc,heap] x", true), ("[INFO] x", false), ("[info] x", false),
      ("[2021-02-04 17:14:41.014] ERROR", false), ("[Wed Jul 15 16:14:59 2020] [I] [pid 1]", false),
      ("[17/Jul/2020:23:48:06 +0000] [I]", false), ("[]", false), ("[", false),
      ("12.345: [GC (x)", true), ("[Full GC (x)", true), ("[GC x", true), ("12.345: x", false),
      ("2021-10-08T20:22:22.788-0600: [GC x", true), ("   [Eden: 1", false),
      (" [Times: user=0.04", false), ("Memory: 4k page", true), ("", false),
      ("45919825920,41394306048,1493819563098,1,42", false),
      ("11:01:27.312 WARN  [main] LoggingGCMonitor.java:50 TarMK GC #0: x", false),
    ])
  func starts(line: String, isStart: Bool) {
    let bytes = Array(line.utf8)
    #expect(GCLogFormat().startsRecord(atLine: 0, in: bytes.span) == isStart)
  }

  @Test(
    "recorded logs have a record in every line, with its time and level",
    arguments: [
      "gc-g1.log", "gc-parallel.log", "gc-serial.log", "gc-z.log", "gc-shenandoah.log",
      "gc-g1-plain.log", "jdk-25/gc-z.log",
    ])
  func unified(name: String) throws {
    let bytes = try MachineFixture.bytes(name)
    let lines = try MachineFixture.lines(name).filter { !$0.isEmpty }
    let found = entries(of: bytes, as: GCLogFormat())
    #expect(found.count == lines.count)
    #expect(DocumentKind(recognising: bytes, name: "anything.txt") == .gcLog)
    for (entry, line) in zip(found, lines) {
      if line.hasPrefix("[20") {
        let stated = String(line.dropFirst().prefix(23))
        #expect(entry.timestamp?.iso8601.hasPrefix(stated) == true)
      }
      #expect(
        entry.level == (line.contains("[info") ? .info : line.contains("[warning") ? .warn : nil))
      let stamp = GCLogFormat().stamp(ofRecordAt: entry.bytes.lowerBound, in: bytes.span)
      #expect(stamp.time == entry.timestamp && stamp.level == entry.level)
    }
  }

  @Test(
    "older logs fall into records at their stamps",
    arguments: [
      ("gc-jdk8-parallel.log", 7), ("gc-jdk8-cms.log", 7), ("gc-jdk8-g1.log", 7),
    ])
  func classic(name: String, count: Int) throws {
    let bytes = try MachineFixture.bytes(name)
    #expect(entries(of: bytes, as: GCLogFormat()).count == count)
    #expect(DocumentKind(recognising: bytes, name: "-") == .gcLog)
  }

  @Test("the logs of others are not taken for it")
  func others() {
    for text in [
      "11:01:27.312 WARN  [main] LoggingGCMonitor.java:50          TarMK GC #0: compaction cancelled: x\n",
      "45919825920,41394306048,1493819563098,1,42\n", "[INFO] Building\n[ERROR] Failed\n",
      "05.10.2017 16:45:20.437 *INFO* [t] a.B [GC x\n", "[0.004s] something\n",
    ] {
      #expect(DocumentKind(recognising: Array(text.utf8), name: "gc.log") != .gcLog, "\(text)")
    }
  }
}

struct GCStatisticsTests {
  @Test(
    "sums are those that an expression adds up",
    arguments: [
      "gc-g1.log", "gc-parallel.log", "gc-serial.log", "gc-z.log", "gc-shenandoah.log",
      "gc-g1-plain.log", "jdk-25/gc-z.log",
    ])
  func recorded(name: String) throws {
    let found = GCStatistics.read(try MachineFixture.bytes(name), source: name)
    let lines = try MachineFixture.lines(name)
    let pauses = try lines.enumerated().filter {
      try matches($0.element, #"\] GC\(\d+\) (?:[YOyo]: )?Pause .* [0-9.]+ms$"#)
    }
    let durations = pauses.compactMap { pause in
      pause.element.split(separator: " ").last.flatMap { Double($0.dropLast(2)) }
    }
    #expect(!pauses.isEmpty && found.pauses == pauses.count)
    #expect(abs(found.stopped - durations.reduce(0, +)) < 0.001)
    #expect(found.longest?.milliseconds == durations.max())
    let line = try #require(found.longest?.place.line)
    #expect(pauses.contains { $0.offset + 1 == line })
    #expect(
      found.counts[.full, default: 0] == pauses.count { $0.element.contains("Pause Full") })
    #expect(found.restarts == 0)
    #expect(try #require(found.stoppedShare) > 0)
    #expect(try #require(found.stoppedShare) < 1)
    for share in [0.5, 0.9, 0.99, 1] {
      let sorted = durations.sorted()
      let exact = sorted[max(0, Int((share * Double(sorted.count)).rounded(.up)) - 1)]
      let estimate = try #require(found.pause(atShare: share))
      #expect(estimate >= exact - 0.0011 && estimate <= exact * 1.04 + 0.0011, "\(share)")
    }
  }

  @Test("older forms add up")
  func classic() throws {
    let parallel = GCStatistics.read(try MachineFixture.bytes("gc-jdk8-parallel.log"), source: "p")
    #expect(parallel.counts == [.young: 2, .full: 1] && parallel.pauses == 3)
    #expect(parallel.lastFull?.cause == "Ergonomics" && parallel.lastFull?.place.line == 7)
    #expect(parallel.heapAfterFull.map(\.bytes) == [300_000 * 1_024])
    #expect(parallel.capacity == 1_078_272 * 1_024)
    #expect(abs(parallel.covered - 120_000) < 0.01)
    #expect(parallel.causes == ["Allocation Failure": 1, "System.gc()": 1, "Ergonomics": 1])
    let cms = GCStatistics.read(try MachineFixture.bytes("gc-jdk8-cms.log"), source: "c")
    #expect(
      cms.counts[.full] == 2 && cms.counts[.young] == 1 && cms.counts[.phase] == 2
        && cms.counts[.concurrent] == 1)
    #expect(cms.longest?.milliseconds == 6_001)
    let g1 = GCStatistics.read(try MachineFixture.bytes("gc-jdk8-g1.log"), source: "g")
    #expect(g1.counts[.young] == 1 && g1.counts[.mixed] == 1 && g1.counts[.full] == 1)
    #expect(g1.counts[.phase] == 2)
    #expect(g1.longest?.milliseconds == 1_230)
  }

  @Test("the trend of the heap is a line through full collections, in memory that does not grow")
  func trend() throws {
    var text = ""
    for index in 0..<5_000 {
      text +=
        "[\(index * 60).000s][info][gc] GC(\(index)) Pause Full (Ergonomics) 900K->\(100 + index)K(8000K) 1.000ms\n"
    }
    let found = GCStatistics.read(Array(text.utf8), source: "-")
    #expect(found.counts[.full] == 5_000 && found.heapAfterFull.count <= 512)
    #expect(abs(try #require(found.growth) - 60 * 1_024) < 1)
    #expect(abs(found.covered - 4_999 * 60_000) < 1)
  }

  @Test("a restart leaves no gap, and lines out of order no time")
  func clock() {
    let text = """
      [100.000s][info][gc] GC(0) Pause Full (x) 1M->1M(2M) 1.000ms
      [160.000s][info][gc] GC(1) Pause Full (x) 1M->1M(2M) 1.000ms
      [159.990s][info][gc] GC(2) Pause Full (x) 1M->1M(2M) 1.000ms
      [0.500s][info][gc] GC(0) Pause Full (x) 1M->1M(2M) 1.000ms
      [30.500s][info][gc] GC(1) Pause Full (x) 1M->1M(2M) 1.000ms
      """
    let found = GCStatistics.read(Array(text.utf8), source: "-")
    #expect(found.restarts == 1 && abs(found.covered - 90_000) < 0.01)
  }

  @Test("random pieces never trap", arguments: 0..<200 as Range<UInt64>)
  func hostile(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let pieces = [
      "[", "]", "0.1s", "99999999999999999999s", "99999999999999999999ms", "info", "gc", "gc,",
      "GC(",
      ")", " ", "Pause Full", "Pause Young (", "Garbage Collection ", "1M->2M(3M)", "->",
      "9999999999999999999999T",
      "1.5ms", "99999999999999999999999999999999ms", "\n", "[GC ", "[Full GC", "12.5: ", "(",
      ", 0.1 secs",
      " Heap: ", "1.0M(2.0M)", "2021-10-08T20:22:22.788-0600", ": ", "[CMS-concurrent-", "/", "K(",
      "é", "Concurrent ",
      "2021-10-08T99:99:99.788", "+9999",
    ]
    let text = (0..<Int.random(in: 0...40, using: &random))
      .map { _ in pieces.randomElement(using: &random)! }.joined()
    let bytes = Array(text.utf8)
    for start in 0...bytes.count {
      let record = start..<Int.random(in: start...bytes.count, using: &random)
      let entry = GCLogFormat().entry(record, in: bytes.span)
      for range in entry.fields.map(\.range) + [entry.message] {
        #expect(range.lowerBound >= 0 && range.upperBound <= bytes.count)
      }
      _ = GCLogFormat().stamp(ofRecordAt: start, in: bytes.span)
    }
    let statistics = GCStatistics.read(bytes, source: "-")
    _ = (statistics.growth, statistics.stoppedShare, statistics.pause(atShare: 0.5))
    _ = CrashReport(bytes, source: "-")
  }
}
