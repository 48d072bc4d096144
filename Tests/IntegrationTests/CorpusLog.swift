import Foundation
import TestSupport
import Testing

/// A whole log of the corpus, with an account of it that owes nothing to the program.
struct CorpusLog: CustomTestStringConvertible, Sendable {
  let path: String

  var testDescription: String { path.split(separator: "/").suffix(2).joined(separator: "/") }

  /// What the program must call it, told by its name.
  var kind: String {
    let named: [(String, String)] = [
      ("dispatcher-", "dispatcher-log"), ("queryrecorder", "query-recorder-log"),
      ("journal.log", "segment-journal"), ("gc.log", "segment-journal"),
      ("stdout", "console-log"), ("stderr", "console-log"), ("hs_err", "crash-report"),
    ]
    return named.first { testDescription.contains($0.0) }?.1 ?? "error-log"
  }

  /// Whether the rules for credentials look into such logs.
  var mayHoldPayloads: Bool {
    ["error-log", "query-recorder-log", "console-log", "text"].contains(kind)
  }

  /// The logs of them that are not healthy, by the end of their names, and what ails them.
  static let ailing = [
    "version-issues__purge-query-error.txt": "query-read-limit-exceeded",
    "dispatcher-domains.log": "dispatcher-old-version",
  ]

  /// The healthy logs that were taken over whole, configurations aside.
  static let all: [CorpusLog] = {
    let folder = Corpus.path("corpus/aem/files")
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    return names.filter { name in
      let isLog = name.hasSuffix(".log") || name.contains(".log.") || name.hasSuffix("error.txt")
      return isLog && !name.contains("/config/")
        && !ailing.keys.contains(where: name.hasSuffix)
    }.sorted().map { CorpusLog(path: "\(folder)/\($0)") }
  }()

  /// The bytes of the file.
  func bytes() throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path)))
  }
}

/// A log as lines, judged by regular expressions.
struct NaiveLog {
  let lines: [ArraySlice<UInt8>]

  /// Whether any line has the header of an AEM log.
  let isErrorLog: Bool

  private let kind: String

  init(_ bytes: [UInt8], kind: String) {
    self.kind = kind
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      lines.append(bytes[start...offset])
      start = offset + 1
    }
    if start < bytes.count { lines.append(bytes[start...]) }
    self.lines = lines
    isErrorLog = lines.contains { Self.matches($0, Self.header) }
  }

  /// The numbers of the lines that start a record, counted from 0.
  var records: [Int] {
    // A virtual machine dies once.
    kind == "crash-report" ? [0] : lines.indices.filter { startsRecord(lines[$0]) }
  }

  private func startsRecord(_ line: ArraySlice<UInt8>) -> Bool {
    switch kind {
    case "error-log", "query-recorder-log": Self.matches(line, Self.header)
    case "dispatcher-log": Self.matches(line, Self.dispatcherHeader)
    case "segment-journal": Self.matches(line, Self.journal)
    default: !Self.matches(line, Self.goesOn)
    }
  }

  private static let dispatcherHeader = expression(
    #"^\[\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}\] \[[EWIDT]\] "#)

  private static let journal = expression(#"^([0-9a-f-]{36}:\d+ root \d{13}|\d+,\d+,\d{13},\d)"#)

  private static let header = expression(
    #"^(\d{2}\.\d{2}\.\d{4} \d{2}:\d{2}:\d{2}|\d{2}:\d{2}:\d{2},\d{3} \*Logback Status\*"#
      + #"|\*(TRACE|DEBUG|INFO|WARN|ERROR|FATAL) *\*)"#)

  /// A line of text that belongs to the one before.
  private static let goesOn = expression(
    #"^(\s|$|[}\])]|at |Caused by:|Suppressed:|\.\.\. \d|"[^"\\]*" *:)"#)

  private static func expression(_ pattern: String) -> NSRegularExpression {
    guard let expression = try? NSRegularExpression(pattern: pattern) else {
      fatalError("no expression: \(pattern)")
    }
    return expression
  }

  private static func matches(_ line: ArraySlice<UInt8>, _ expression: NSRegularExpression) -> Bool
  {
    let text = String(decoding: line.prefix(300), as: UTF8.self)
    let whole = NSRange(text.startIndex..., in: text)
    return expression.firstMatch(in: text, range: whole) != nil
  }
}

/// A log with records put between its own.
struct PlantedLog {
  private(set) var bytes: [UInt8] = []

  /// Where the planted records stand: the first line of each, counted from 1, and its bytes.
  private(set) var places: [(line: Int, bytes: Range<Int>)] = []

  /// Puts one record before each of some of the log's own, chosen by chance.
  init(_ log: NaiveLog, record: [UInt8], count: Int, using random: inout SplitMix64) {
    let chosen = Set(log.records.shuffled(using: &random).prefix(count))
    var line = 1
    for (number, own) in log.lines.enumerated() {
      if chosen.contains(number) {
        places.append((line, bytes.count..<bytes.count + record.count))
        bytes += record
        line += record.count { $0 == UInt8(ascii: "\n") }
      }
      bytes += own
      line += 1
    }
  }
}
