import Foundation
import Model
import Reading
import TestSupport
import Testing

struct ThreadDumpFormatTests {
  @Test(
    "records start with threads, dumps and deadlocks",
    arguments: [
      ("\"main\" #1 prio=5 os_prio=0 tid=0x01 nid=0x7e91 runnable [0x0]", true),
      ("\"main\" prio=10 tid=0x01 nid=0x2 runnable", true),
      ("\"VM Thread\" os_prio=0 tid=0x01 nid=0x2 runnable", true),
      ("\"a \"quoted\" name\" #12 daemon prio=5", true),
      ("\"main\" #1 [12345] prio=5 os_prio=0", true), ("\"main\" Id=1 RUNNABLE", true),
      ("  Thread #12/name [priority=5, alive=true]", true),
      ("Full thread dump OpenJDK 64-Bit Server VM (17):", true),
      ("2026-11-21 15:15:49\nFull thread dump x", true), ("2026-11-21 15:15:49\nother", false),
      ("Found one Java-level deadlock:", true), ("Found 1 deadlock.", false),
      ("Status: 45 threads (45 alive/30 daemon/0 interrupted) in 5 groups (0 destroyed).", true),
      ("\"deadlock-left\":", false), ("\"key\": 1", false), ("\"text\" prior", false), ("", false),
      ("\tat a.b.C(D.java:1)", false), ("   java.lang.Thread.State: RUNNABLE", false),
      ("ThreadGroup main [maxprio=10]", false), ("  Thread Pool", false), ("\"", false),
    ])
  func starts(line: String, isStart: Bool) {
    let bytes = Array(line.utf8)
    #expect(ThreadDumpFormat().startsRecord(atLine: 0, in: bytes.span) == isStart)
  }

  @Test("a dump and the time before it are one record")
  func opening() {
    for text in [
      "2026-11-21 15:15:49\nFull thread dump x", "2026-11-21 15:15:49\r\nFull thread dump x",
    ] {
      let bytes = Array(text.utf8)
      #expect(entries(of: bytes, as: ThreadDumpFormat()).count == 1)
      #expect(
        entries(of: bytes, as: ThreadDumpFormat())[0].timestamp?.iso8601
          == "2026-11-21T15:15:49.000+00:00")
    }
  }

  @Test(
    "every thread is a record with its name, id and state, as an expression finds them",
    arguments: [
      "jstack-1.txt", "jstack-2.txt", "stdout-kill-3.log", "felix-Threads.txt",
      "jdk-25/jstack-1.txt",
    ])
  func fields(name: String) throws {
    let bytes = try MachineFixture.bytes(name)
    let lines = try MachineFixture.lines(name)
    let found = entries(of: bytes, as: ThreadDumpFormat()).filter { $0[.thread] != nil }
    let text = { (range: Range<Int>?) in
      range.map { String(decoding: bytes[$0], as: UTF8.self) }
    }
    let headers = try lines.indices.filter {
      try matches(lines[$0], #"^("[^"]+" .*(prio|tid)=|  Thread #\d+/)"#)
    }
    #expect(!headers.isEmpty)
    #expect(found.count == headers.count)
    for (entry, header) in zip(found, headers) {
      let line = lines[header]
      let name = line.split(separator: "\"").first.map(String.init)
      if line.hasPrefix("\"") {
        #expect(text(entry[.thread]) == name)
        #expect(line.contains("nid=\(text(entry[.process]) ?? "-") "))
      }
      let next = header + 1 < lines.count ? lines[header + 1] : ""
      let state = next.split(separator: "State: ").dropFirst().first?.split(separator: " ").first
      #expect(text(entry[.state]) == state.map(String.init))
    }
    #expect(DocumentKind(recognising: bytes, name: "-") == .threadDump)
  }

  @Test("a dump that begins late in the log of a console has the records it has alone")
  func console() throws {
    let dump = try MachineFixture.bytes("stdout-kill-3.log")
    let start = "19.07.2025 19:00:37.972 *INFO * [main] Setting sling.home=x (default)\n"
    let log = Array(String(repeating: start, count: 1_000).utf8)
    #expect(
      DocumentKind(recognising: Array((log + dump).prefix(65_536)), name: "stdout.log")
        == .consoleLog)
    let alone = entries(of: dump, as: ThreadDumpFormat()).map { described($0, in: dump) }
    let later = log + dump + Array(start.utf8)
    let found = entries(of: later, as: ConsoleFormat()).map { described($0, in: later) }
    #expect(
      found.count { $0.contains { $0.hasPrefix("thread: ") } } == alone.count {
        $0.contains { $0.hasPrefix("thread: ") }
      } + 1_001)
    for entry in alone where entry.contains(where: { $0.hasPrefix("state: ") }) {
      // Behind the last thread, a console goes on with records of its own.
      #expect(found.contains(entry) || entry == alone.last { $0.count > 4 }, "\(entry)")
    }
    let heading = found.first { $0[2].contains("Full thread dump") }
    #expect(heading?[0] == "2026-11-21T15:30:24.000+00:00")
    #expect(heading?[2].contains("_java_thread_list") == true)
  }

  @Test("in a console, the account of a deadlock is one record")
  func consoleDeadlock() {
    let text = """
      19.07.2025 19:00:37.972 *INFO * [main] before
      Found one Java-level deadlock:
      =============================
      "left":
        waiting to lock monitor 0x00 (object 0x00, a java.lang.Object),
        which is held by "right"

      "right":
        waiting to lock monitor 0x01 (object 0x01, a java.lang.Object),
        which is held by "left"

      Java stack information for the threads listed above:
      ===================================================
      "left":
      \tat a.B.c(B.java:1)

      Found 1 deadlock.
      ===== after
      """
    let bytes = Array(text.utf8)
    let found = entries(of: bytes, as: ConsoleFormat())
    #expect(found.count == 4)
    #expect(described(found[1], in: bytes)[2].contains("at a.B.c"))
  }

  @Test("a state that stands behind the header is found as well")
  func sameLine() {
    let bytes = Array(
      "\"10.25.10.11 [1457551498445] GET /content/dam/test.jpg HTTP/1.1\" #38626 prio=5 os_prio=0 tid=0x00007fe5c854c800 nid=0x7f9c runnable [0x00007fe55f7f3000] java.lang.Thread.State: RUNNABLE"
        .utf8)
    let entry = ThreadDumpFormat().entry(0..<bytes.count, in: bytes.span)
    #expect(entry[.state].map { String(decoding: bytes[$0], as: UTF8.self) } == "RUNNABLE")
    let dump = ThreadDumpReader.dumps(in: bytes, source: "-")
    #expect(dump.first?.threads.first?.state == .runnable)
    #expect(dump.first?.threads.first?.processID == 0x7f9c)
    #expect(
      dump.first?.threads.first?.name
        == "10.25.10.11 [1457551498445] GET /content/dam/test.jpg HTTP/1.1")
  }
}

struct ThreadDumpReaderTests {
  private func dumps(_ names: String...) throws -> [ThreadDump] {
    try names.flatMap {
      ThreadDumpReader.dumps(in: try MachineFixture.bytes($0), source: $0)
    }
  }

  @Test(
    "a dump says when, of what machine, and what its threads do",
    arguments: [("jstack-1.txt", "17.", 1), ("jdk-25/jstack-1.txt", "25.", 3)])
  func recorded(name: String, version: String, number: Int) throws {
    let dump = try #require(try dumps(name).first)
    let lines = try MachineFixture.lines(name)
    #expect(dump.time != nil && dump.place.line == 1)
    #expect(dump.virtualMachine?.hasPrefix("OpenJDK 64-Bit Server VM (\(version)") == true)
    #expect(dump.threads.count == lines.count { $0.contains(" tid=0x") || $0.contains(" nid=0x") })
    // Stacks stand once more in the account of the deadlock.
    let end = try #require(lines.firstIndex { $0.hasPrefix("Found one") })
    #expect(
      dump.threads.reduce(0) { $0 + $1.frames.count }
        == lines[..<end].count { $0.hasPrefix("\tat ") })
    for state in DumpedThread.State.allCases {
      let stated = lines.count {
        $0.contains("java.lang.Thread.State: \(state.rawValue)")
          && ($0.hasSuffix(state.rawValue) || $0.contains("\(state.rawValue) ("))
      }
      #expect(dump.counts[state, default: 0] == stated, "\(state)")
    }
    let main = try #require(dump.threads.first { $0.name == "main" })
    #expect(main.number == number && !main.isDaemon && main.condition == "waiting on condition")
    #expect((main.processorTime ?? 0) > 0)
    let finalizer = try #require(dump.threads.first { $0.name == "Finalizer" })
    #expect(finalizer.isDaemon && finalizer.held.isEmpty && finalizer.wanted != nil)
  }

  @Test(
    "who holds what others wait for is found", arguments: ["jstack-1.txt", "stdout-kill-3.log"])
  func locks(name: String) throws {
    let dump = try #require(try dumps(name).first)
    let names = { (positions: [Int]) in positions.map { dump.threads[$0].name } }
    #expect(dump.deadlocks.map(names).map(Set.init) == [["deadlock-left", "deadlock-right"]])
    #expect(dump.statedDeadlocks.map(Set.init) == [["deadlock-left", "deadlock-right"]])
    let queue = try #require(dump.blockers.first)
    #expect(
      dump.threads[queue.holder].name == "10.0.0.1 [1457551498445] GET /content/a.html HTTP/1.1")
    #expect(names(queue.blocked).sorted() == ["pool-1", "pool-2", "pool-3", "pool-4"])
    #expect(
      dump.stackGroups.contains { Set(names($0)) == ["pool-1", "pool-2", "pool-3", "pool-4"] })
    guard name.hasSuffix("jstack-1.txt") else { return }
    let waiter = try #require(dump.threads.firstIndex { $0.name == "lock-waiter" })
    #expect(dump.holders[waiter].map { dump.threads[$0].name } == "lock-owner")
  }

  @Test("the thread that computes is the one that top shows")
  func busiest() throws {
    let dump = try #require(try dumps("jstack-1.txt").first)
    let table = ProcessTable(try MachineFixture.bytes("top-H.txt"))
    let rows = try MachineFixture.lines("top-H.txt").count {
      try matches($0, #"^ *\d+ \S+ +\d+ +\d+ "#)
    }
    #expect(table.rows.count == rows && rows > 10)
    let busiest = try #require(dump.busiest(in: table).first)
    #expect(dump.threads[busiest.thread].name == "busy" && busiest.processor > 0)
    #expect(
      DocumentKind(recognising: try MachineFixture.bytes("top-H.txt"), name: "-") == .processTable)
  }

  @Test("the locks that threads wait for are told, and who idles waits for none")
  func locks() throws {
    let dump = try #require(try dumps("jstack-1.txt").first)
    let names = { (positions: [Int]) in Set(positions.map { dump.threads[$0].name }) }
    let locks = dump.contendedLocks
    #expect(names(locks[0].waiting) == ["pool-1", "pool-2", "pool-3", "pool-4"])
    #expect(locks[0].holder != nil && locks.allSatisfy { !$0.waiting.isEmpty })
    #expect(zip(locks, locks.dropFirst()).allSatisfy { $0.waiting.count >= $1.waiting.count })
    let busy = dump.threads.filter { !$0.isIdle }.map(\.name)
    #expect(Set(busy).isSuperset(of: ["busy", "pool-1", "deadlock-left", "deadlock-right"]))
    for name in ["Finalizer", "Reference Handler", "Common-Cleaner", "VM Thread"] {
      #expect(!busy.contains(name), "\(name)")
    }
  }

  @Test("threads that stay in their frames over a series are named")
  func stays() throws {
    let series = ThreadDumpSeries(
      try dumps("jstack-2.txt", "jstack-1.txt", "stdout-kill-3.log"))
    #expect(series.dumps.map(\.time) == series.dumps.map(\.time).sorted { $0! < $1! })
    let stays = series.stays(ofAtLeast: 3)
    #expect(stays.allSatisfy { $0.count == 3 && $0.first == 0 })
    let blocked = Set(stays.filter { $0.states == [.blocked] }.map(\.name))
    #expect(
      blocked == ["pool-1", "pool-2", "pool-3", "pool-4", "deadlock-left", "deadlock-right"])
    #expect(series.stays(ofAtLeast: 4).isEmpty)
  }

  @Test("the page of the web console gives threads and frames, and no states")
  func console() throws {
    let dump = try #require(try dumps("felix-Threads.txt").first)
    #expect(dump.threads.map(\.number) == [3, 18, 52, 60])
    #expect(dump.threads.map(\.frames.count) == [2, 3, 2, 0])
    #expect(dump.threads.map(\.isDaemon) == [true, true, false, true])
    #expect(dump.threads[2].name == "10.0.0.1 [1457551498445] GET /content/a/b.html HTTP/1.1")
    #expect(dump.threads[2].frames[0] == "com.acme.core.Teaser.title(Teaser.java:99)")
    #expect(dump.counts.isEmpty)
  }

  @Test(
    "pieces of any size and ends of line give the same dumps", arguments: 0..<20 as Range<UInt64>)
  func pieces(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let whole =
      try MachineFixture.bytes("jstack-1.txt") + MachineFixture.bytes("felix-Threads.txt")
      + MachineFixture.bytes("stdout-kill-3.log")
    let expected = ThreadDumpReader.dumps(in: whole, source: "-")
    #expect(expected.count == 3)
    var reader = ThreadDumpReader(source: "-")
    var found: [ThreadDump] = []
    var start = 0
    while start < whole.count {
      let end = min(whole.count, start + Int.random(in: 1...9_000, using: &random))
      reader.read(whole[start..<end]) { found.append($0) }
      start = end
    }
    reader.finish { found.append($0) }
    #expect(found == expected)
    guard seed == 0 else { return }
    let returned = String(decoding: whole, as: UTF8.self).replacing("\n", with: "\r\n")
    let others = ThreadDumpReader.dumps(in: Array(returned.utf8), source: "-")
    #expect(others.map { $0.threads.map(\.frames) } == expected.map { $0.threads.map(\.frames) })
    #expect(others.map { $0.threads.map(\.name) } == expected.map { $0.threads.map(\.name) })
    #expect(others.map(\.statedDeadlocks) == expected.map(\.statedDeadlocks))
  }

  @Test("a dump takes no more memory than it may, and tells that it is cut")
  func memory() throws {
    var limits = ThreadDumpReader.Limits()
    (limits.memory, limits.name) = (100_000, 100)
    var reader = ThreadDumpReader(source: "-", limits: limits)
    var dumps: [ThreadDump] = []
    let long = String(repeating: "x", count: 2_000)
    for number in 0..<2_000 {
      let thread = "\"\(long)\" #\(number) prio=5 nid=0x1\n"
      let frames = "\tat \(number).\(long)(A.java:1)\n\t- locked <0x\(number)> (a \(long))\n"
      reader.read(Array((thread + frames).utf8)[...]) { dumps.append($0) }
    }
    reader.read(Array("Full thread dump x:\n\"main\" #1 prio=5 nid=0x1\n".utf8)[...]) {
      dumps.append($0)
    }
    reader.finish { dumps.append($0) }
    #expect(dumps.map(\.isCut) == [true, false])
    #expect(dumps[0].memory < 200_000 && dumps[0].threads.count > 50)
    #expect(dumps[0].threads.allSatisfy { $0.name.count <= 100 })
  }

  @Test("random pieces never trap", arguments: 0..<200 as Range<UInt64>)
  func hostile(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let pieces = [
      "\"", "main", "\" #1", "\" #99999999999999999999", " daemon ", " prio=5", " nid=0x",
      "ffffffffffffffffffff",
      " nid=12 ", " cpu=", "1.5ms", "  Thread #", "/", " [priority=", "\n", "\r", "\tat ",
      "a.b.C(D:1)",
      "\t- locked <0x1> (a x)", "\t- waiting to lock <0x1> (a x)", "\t- parking to wait for  <",
      ">",
      "Found one Java-level deadlock:\n", "\"x\":\n", "Full thread dump", "2026-11-21 15:15:49\n",
      " Id=",
      "java.lang.Thread.State: ", "BLOCKED", "Status: 1 threads (", " [", "12", "]",
      "  PID USER %CPU COMMAND\n",
      "1 x 2.5 y\n", "[0x", "é",
    ]
    let text = (0..<Int.random(in: 0...40, using: &random))
      .map { _ in pieces.randomElement(using: &random)! }.joined()
    let bytes = Array(text.utf8)
    for entry in entries(of: bytes, as: ThreadDumpFormat()) {
      for range in entry.fields.map(\.range) + [entry.message] {
        #expect(range.lowerBound >= 0 && range.upperBound <= bytes.count)
      }
    }
    let dumps = ThreadDumpReader.dumps(in: bytes, source: "-")
    let table = ProcessTable(bytes)
    for dump in dumps {
      for ring in dump.deadlocks { #expect(ring.count > 1) }
      _ = (dump.blockers, dump.stackGroups, dump.counts, dump.busiest(in: table))
    }
    _ = ThreadDumpSeries(dumps).stays(ofAtLeast: 1)
    for start in 0...bytes.count {
      _ = ThreadDumpFormat().startsRecord(atLine: start, in: bytes.span)
      _ = GCLogFormat().startsRecord(atLine: start, in: bytes.span)
    }
  }
}
