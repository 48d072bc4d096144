import Model
import Reading
import TestSupport
import Testing

/// What holds for every log that is mangled, and for whatever else is pasted.
struct RepairPropertyTests {
  /// A clean log of random records; its lines are long enough to be wrapped.
  static func log(using random: inout SplitMix64) -> String {
    let words = ["session", "closed", "é", "日本語", "value=12", "/content/dam", "again", "x"]
    var text = ""
    for record in 0..<Int.random(in: 3...12, using: &random) {
      let level = ["INFO", "WARN", "ERROR"].randomElement(using: &random)!
      text += "19.07.2025 19:00:\(10 + record).117 *\(level)* [main] a.b.Loader Loaded"
      for _ in 0..<Int.random(in: 12...24, using: &random) {
        text += " " + words.randomElement(using: &random)!
      }
      text += "\n"
      guard Bool.random(using: &random) else { continue }
      text += "java.lang.IllegalStateException: The session was closed\n"
      for frame in 0..<Int.random(in: 1...5, using: &random) {
        text += "\tat org.apache.sling.engine.impl.Chain.run\(frame)(Chain.java:\(frame + 7))\n"
      }
    }
    return text
  }

  static let mangling: [(repair: Repair, change: @Sendable (String) -> String)] = [
    (.quoteMarks, { RepairTests.mangled($0) { "> \($0)" } }),
    (.backTicks, { "```\n\($0)```\n" }),
    (.markup, { "<pre>" + RepairTests.mangled($0) { "\($0)<br/>" } + "</pre>\n" }),
    (.containerPrefixes, { RepairTests.mangled($0) { "author  | \($0)" } }),
    (.lineNumbers, { RepairTests.mangled($0) { "error.log-17-\($0)" } }),
    (.jsonWrapping, { RepairTests.wrapped($0) { #"{"message":"\#($0)"}"# } }),
    (.tableCells, { RepairTests.mangled($0) { "| \($0) |" } }),
    (.hardWraps, { RepairTests.mangled($0) { RepairTests.cut($0, at: 80) } }),
  ]

  static func entries(_ text: String) -> [String] {
    let format = DocumentKind.errorLog.format
    var entries: [String] = []
    for line in text.split(separator: "\n") {
      let span = Array(line.utf8)
      let content = String(line).trimmed
      if format.startsRecord(atLine: 0, in: span.span) || entries.isEmpty {
        entries.append(content)
      } else {
        entries[entries.count - 1] += "\n" + content
      }
    }
    return entries
  }

  @Test(
    "a clean log that is mangled and repaired has the same entries",
    arguments: mangling.map(\.repair))
  func roundTrip(repair: Repair) throws {
    let change = try #require(Self.mangling.first { $0.repair == repair }).change
    for seed in 0..<40 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let log = Self.log(using: &random)
      let (text, repairs) = RepairTests.repaired(change(log))
      #expect(repairs == [repair], "seed \(seed)")
      #expect(
        Self.entries(text).filter { !$0.isEmpty } == Self.entries(log), "seed \(seed)")
      #expect(RepairTests.plan(log) == nil, "seed \(seed)")
    }
  }

  static let pieces = [
    "> ", "`", "```", "<pre>", "<br>", "</", "&lt;", "&#", "&#x110000;", "name  | ", "[pod/", "] ",
    "25021-", "25020:", "error.log:", "error.log.2019-", "{\"message\":\"", "\\n", "\\u", "\\ud83d",
    "\"}", "{", "}",
    "\"type\": ", "\"status\": 4", ",", "|", "-- | --", "“", "’", "\u{A0}", "\n", "\n", "\r\n",
    "\t",
    "19.07.2025 19:00:39.878 *INFO* [m] a.b.C x", "9.07.2025 19:00:39.878 *WARN* ",
    " at a.b.C(C.java:1)",
    "Caused by: ", "... 9 more", "failedorg.apache.FooException: ", "java.lang.Error", ")", " ",
    "2025-07-19T19:00:42.123456789Z stdout F ", "\u{1B}[36m", "[CloudManagerSDK:ERROR_X] ",
    "(401 U) - Detail: ",
    " (Code: ", "> GET /a HTTP/1.1\n", "< HTTP/1.1 500 x\n", "< ", "\0", "é",
    "99999999999999999999",
  ]

  @Test("random pieces never stop a repair, and no place lies outside of the text")
  func hostile() {
    for seed in 0..<400 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let text = (0..<Int(seed % 60)).map { _ in Self.pieces.randomElement(using: &random)! }
        .joined()
      let bytes = Array(text.utf8)
      _ = HTTPTranscript().exchanges(in: bytes)
      for payload in PayloadFinder().payloads(in: bytes[...]) {
        #expect(payload.bytes.upperBound <= bytes.count, "seed \(seed)")
      }
      guard let plan = RepairTests.plan(text) else { continue }
      let repaired = plan.repaired(bytes)
      for offset in repaired.bytes.indices {
        #expect(repaired.original(offset..<offset + 1).upperBound <= bytes.count, "seed \(seed)")
      }
    }
  }

  @Test(
    "a text of one piece again and again takes time in proportion to its length", arguments: pieces)
  func linear(piece: String) {
    func seconds(_ count: Int) -> Double {
      let text = String(repeating: piece, count: count / piece.utf8.count)
      let start = ContinuousClock.now
      _ = RepairTests.plan(text)
      let length = ContinuousClock.now - start
      return Double(length.components.attoseconds) / 1e18 + Double(length.components.seconds)
    }
    _ = seconds(1_000)
    #expect(seconds(60_000) < 0.5 + 60 * seconds(6_000))
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
