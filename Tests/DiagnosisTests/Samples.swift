import Foundation
import Intake
import TestSupport

/// Logs and documents for tests.
enum Samples {
  static let refusal =
    "20.11.2026 06:14:02.117 *ERROR* [health] com.adobe.granite.auth.oauth.AccessTokenProvider"
    + " status: 400 response:"
    + " {\"error\":\"invalid_client\",\"error_description\":\"invalid client_secret parameter\"}"

  /// A log of random records: long and short, with and without stack trace, now and then
  /// with lines before the first header, blank lines, carriage returns, no line end at its end.
  static func log(entries: Int, using random: inout SplitMix64) -> [UInt8] {
    var text = Bool.random(using: &random) ? "" : "Loading quickstart properties\n\n"
    for _ in 0..<entries {
      let second = Int.random(in: 0...59, using: &random)
      let level = ["INFO", "WARN", "ERROR", "DEBUG"].randomElement(using: &random)!
      text += "20.11.2026 06:14:\(second < 10 ? "0" : "")\(second).117 *\(level)* [main] a.B "
      let words = Int.random(in: 0...12, using: &random)
      text += (0..<words).map { _ in
        ["é", "日本語", "word", "{", "x=1", "20.11.2026"].randomElement(using: &random)!
      }.joined(separator: " ")
      text += Bool.random(using: &random) ? "\n" : "\r\n"
      for _ in 0..<(Bool.random(using: &random) ? Int.random(in: 1...9, using: &random) : 0) {
        text += ["\tat a.B.c(B.java:1)\n", "Caused by: x\n", "\n", "plain\n"].randomElement(
          using: &random)!
      }
    }
    if Bool.random(using: &random), text.hasSuffix("\n") { text.removeLast() }
    return Array(text.utf8)
  }

  /// The lines with their ends.
  static func lines(of bytes: [UInt8]) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    var line: [UInt8] = []
    for byte in bytes {
      line.append(byte)
      if byte == UInt8(ascii: "\n") {
        lines.append(line)
        line = []
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// Whether a line starts a record, judged by an expression.
  static func isHeader(_ line: [UInt8]) -> Bool {
    String(decoding: line, as: UTF8.self)
      .firstMatch(of: #/^\d\d\.\d\d\.\d{4} \d\d:\d\d:\d\d\.\d{3} /#) != nil
  }

  /// Lends bytes as a document read from a file.
  static func withDocument(
    _ bytes: [UInt8], name: String = "error.log", _ body: (Document) throws -> Void
  ) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(bytes, to: name)
    for unit in InputUnit.all(of: [path]) { _ = try unit.forEachDocument(body) }
  }
}
