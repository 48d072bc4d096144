import Foundation
import Model
import Reading
import TestSupport

/// What a virtual machine printed, recorded beside the tests.
enum MachineFixture {
  static func bytes(_ name: String) throws -> [UInt8] {
    Array(
      try Data(contentsOf: URL(filePath: Corpus.packagePath("Tests/Fixtures/jvm/\(name)"))))
  }

  static func text(_ name: String) throws -> String {
    String(decoding: try bytes(name), as: UTF8.self)
  }

  static func lines(_ name: String) throws -> [String] {
    try text(name).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}

/// The entries of a whole document.
func entries(of bytes: [UInt8], as format: some LogFormat) -> [LogEntry] {
  var starts: [Int] = []
  var line = 0
  while line < bytes.count {
    if format.startsRecord(atLine: line, in: bytes.span) { starts.append(line) }
    line = (bytes[line...].firstIndex(of: 0x0A) ?? bytes.count) + 1
  }
  return starts.enumerated().map { index, start in
    let end = index + 1 < starts.count ? starts[index + 1] : bytes.count
    return format.entry(start..<end, in: bytes.span)
  }
}

/// Whether a line matches an expression somewhere.
func matches(_ line: String, _ pattern: String) throws -> Bool {
  line.range(of: pattern, options: .regularExpression) != nil
}

/// The fields of an entry as text, in a buffer that may hold more or less around it.
func described(_ entry: LogEntry, in bytes: [UInt8]) -> [String] {
  let text = { (range: Range<Int>) in String(decoding: bytes[range], as: UTF8.self) }
  let head = [entry.timestamp?.iso8601 ?? "-", entry.level?.rawValue ?? "-", text(entry.message)]
  return head + entry.fields.map { "\($0.name): \(text($0.range))" }
}
