import Model
import Reading
import Testing

struct MachineEntryTests {
  static let logs = [
    "gc-g1.log", "gc-z.log", "gc-shenandoah.log", "gc-jdk8-parallel.log", "gc-jdk8-cms.log",
    "gc-jdk8-g1.log",
  ]
  static let dumps = ["jstack-1.txt", "stdout-kill-3.log", "felix-Threads.txt"]

  @Test("an entry is the same in a buffer of its own", arguments: logs)
  func cutLogs(name: String) throws {
    expectSame(try MachineFixture.bytes(name), GCLogFormat())
  }

  @Test("a thread is the same in a buffer of its own", arguments: dumps)
  func cutDumps(name: String) throws {
    expectSame(try MachineFixture.bytes(name), ThreadDumpFormat())
  }

  @Test("carriage returns do not change the fields", arguments: logs + dumps)
  func carriageReturns(name: String) throws {
    let text = try MachineFixture.text(name)
    let bytes = Array(text.utf8)
    let returned = Array(text.replacing("\n", with: "\r\n").utf8)
    let format: any LogFormat = Self.logs.contains(name) ? GCLogFormat() : ThreadDumpFormat()
    let found = entries(of: returned, as: format)
    let expected = entries(of: bytes, as: format)
    #expect(found.count == expected.count)
    for (entry, other) in zip(found, expected) {
      let fields = described(entry, in: returned).map { $0.replacing("\r\n", with: "\n") }
      #expect(fields == described(other, in: bytes))
    }
  }

  private func expectSame(_ bytes: [UInt8], _ format: some LogFormat) {
    let found = entries(of: bytes, as: format)
    #expect(found.count > 3)
    for entry in found {
      let own = Array(bytes[entry.bytes])
      let alone = format.entry(0..<own.count, in: own.span)
      #expect(described(alone, in: own) == described(entry, in: bytes))
      let isStart = format.startsRecord(atLine: 0, in: own.span)
      #expect(isStart)
    }
  }
}
