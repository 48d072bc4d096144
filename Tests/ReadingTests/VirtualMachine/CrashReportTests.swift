import Foundation
import Model
import Reading
import TestSupport
import Testing

struct CrashReportTests {
  @Test("a recorded report tells what, where, and of which machine")
  func recorded() throws {
    let bytes = try MachineFixture.bytes("hs_err.log")
    let report = CrashReport(bytes, source: "hs_err.log")
    #expect(DocumentKind(recognising: bytes, name: "x.txt") == .crashReport)
    #expect(
      report[.problem]?.value
        == "A fatal error has been detected by the Java Runtime Environment:")
    #expect(report[.signal]?.value.hasPrefix("SIGSEGV (0xb) at pc=") == true)
    #expect(report[.signal]?.place.line == 4)
    #expect(report[.frame]?.value.hasPrefix("C  [libc.so.6+") == true)
    #expect(report[.runtime]?.value.contains("17.0.15") == true)
    #expect(report[.virtualMachine]?.value.contains("g1 gc") == true)
    #expect(report[.commandLine]?.value.hasSuffix("Trouble threads") == true)
    #expect(report[.javaArguments]?.value.hasPrefix("-Xmx64m -XX:-CreateCoredumpOnCrash") == true)
    #expect(report[.thread]?.value == "is native thread")
    #expect(report[.memory]?.value.hasPrefix("4k page, physical ") == true)
    #expect(report[.heap]?.value.hasPrefix("garbage-first heap") == true)
    #expect(report[.uptime]?.value.hasSuffix("(0d 0h 0m 0s)") == true)
    #expect(report[.time]?.value.hasSuffix("UTC") == true)
    #expect(report[.system]?.value.hasPrefix("PRETTY_NAME=") == true)
    #expect(Set(report.facts.map(\.name)).count == report.facts.count)
    for fact in report.facts {
      #expect(String(decoding: bytes[fact.place.bytes], as: UTF8.self) == fact.value)
      let line = bytes[..<fact.place.bytes.lowerBound].count { $0 == 0x0A } + 1
      #expect(line == fact.place.line, "\(fact.name)")
    }
  }

  @Test("older reports and those of a lack of memory are read")
  func older() {
    let text = """
      #
      # There is insufficient memory for the Java Runtime Environment to continue.
      # Native memory allocation (mmap) failed to map 12288 bytes for committing reserved memory.
      # Possible reasons:
      #
      #  Out of Memory Error (os_linux.cpp:2640), pid=1, tid=0x00007f
      #
      # JRE version: Java(TM) SE Runtime Environment (8.0_201-b09) (build 1.8.0_201-b09)
      # Java VM: Java HotSpot(TM) 64-Bit Server VM (25.201-b09 mixed mode linux-amd64 compressed oops)

      ---------------  T H R E A D  ---------------

      Current thread (0x00007f):  JavaThread "Unknown thread" [_thread_in_vm, id=12]

      jvm_args: -Xmx4g -Dsling.run.modes=author
      java_command: cq-quickstart.jar start
      OS:Red Hat Enterprise Linux Server release 7.6 (Maipo)
      Memory: 4k page, physical 16266248k(1219308k free), swap 0k(0k free)
      time: Tue Mar  5 10:00:00 2019
      elapsed time: 12 seconds (0d 0h 0m 12s)
      """
    let bytes = Array(text.utf8)
    let report = CrashReport(bytes, source: "-")
    #expect(report[.problem]?.value.hasPrefix("There is insufficient memory") == true)
    #expect(
      report[.signal]?.value == "Out of Memory Error (os_linux.cpp:2640), pid=1, tid=0x00007f")
    #expect(report[.system]?.value == "Red Hat Enterprise Linux Server release 7.6 (Maipo)")
    #expect(report[.time]?.value == "Tue Mar  5 10:00:00 2019")
    #expect(report[.uptime]?.value == "12 seconds (0d 0h 0m 12s)")
    #expect(report[.frame] == nil)
    #expect(DocumentKind(recognising: bytes, name: "-") == .crashReport)
  }

  @Test("a report may end anywhere")
  func cut() throws {
    let bytes = try MachineFixture.bytes("hs_err.log")
    for length in stride(from: 0, through: 1_500, by: 7) {
      let report = CrashReport(Array(bytes[..<min(length, bytes.count)]), source: "-")
      #expect(report.facts.allSatisfy { $0.place.bytes.upperBound <= length })
    }
  }

  @Test(
    "the report of the corpus is read, cut off as it is",
    .enabled(if: Corpus.isPresent, Corpus.absenceComment))
  func corpus() throws {
    let path = Corpus.path(
      "corpus/aem/files/apache+jackrabbit-oak/oak-lucene__hs_err_pid67158.log")
    let bytes = Array(try Data(contentsOf: URL(filePath: path)))
    let report = CrashReport(bytes, source: path)
    #expect(DocumentKind(recognising: bytes, name: "-") == .crashReport)
    let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\n")
    for (name, label) in [
      (CrashReport.Name.runtime, "# JRE version: "), (.virtualMachine, "# Java VM: "),
    ] {
      let line = try #require(lines.first { $0.hasPrefix(label) })
      #expect(report[name]?.value == String(line.dropFirst(label.count)))
    }
    #expect(report[.signal]?.value.contains("SIGSEGV") == true)
  }

  @Test(
    "the memory that ran out is told by the message",
    arguments: [
      ("java.lang.OutOfMemoryError: Java heap space", MemoryShortage.heap),
      ("java.lang.OutOfMemoryError: GC overhead limit exceeded", .overhead),
      ("java.lang.OutOfMemoryError: Metaspace", .metaspace),
      ("java.lang.OutOfMemoryError: Compressed class space", .classSpace),
      ("java.lang.OutOfMemoryError: PermGen space", .permanentGeneration),
      (
        "java.lang.OutOfMemoryError: unable to create native thread: possibly out of memory or process/resource limits reached",
        .nativeThread
      ),
      ("java.lang.OutOfMemoryError: unable to create new native thread", .nativeThread),
      ("java.lang.OutOfMemoryError: Direct buffer memory", .directMemory),
      (
        "java.lang.OutOfMemoryError: Cannot reserve 1 bytes of direct buffer memory (allocated: 2, limit: 3)",
        .directMemory
      ),
      ("java.lang.OutOfMemoryError: Requested array size exceeds VM limit", .arraySize),
      ("java.lang.OutOfMemoryError: request 1 bytes for x. Out of swap space?", .nativeMemory),
      ("java.lang.OutOfMemoryError", .other),
      (
        "x.Y: z\n\tat a.B.c(D.java:1)\nCaused by: java.lang.OutOfMemoryError: Java heap space",
        .heap
      ),
      ("java.lang.StackOverflowError", nil), ("nothing", nil),
    ] as [(String, MemoryShortage?)])
  func shortages(text: String, expected: MemoryShortage?) {
    let bytes = Array(text.utf8)
    let tree = ExceptionTree(of: 0..<bytes.count, in: bytes.span)
    #expect(MemoryShortage(tree, in: bytes.span) == expected)
  }

  @Test("a recorded lack of memory is one of the heap")
  func recordedShortage() throws {
    let bytes = try MachineFixture.bytes("out-of-memory.txt")
    let tree = ExceptionTree(of: 0..<bytes.count, in: bytes.span)
    #expect(MemoryShortage(tree, in: bytes.span) == .heap)
    #expect(tree.frames.count == 2)
  }
}
