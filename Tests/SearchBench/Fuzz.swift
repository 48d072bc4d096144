import Foundation
import KnowledgeBase
import Model

/// Random queries: pieces of every kind that queries are made of, and bytes that are no text.
///
/// The generator is seeded, so that a crash can be repeated by the number of its input.
struct Fuzz {
  private static let pieces: [[UInt8]] =
    [
      "\"", "“", "”", "«", "»", "*", " OR ", " AND ", "NOT ", "NEAR(", "^", "(", ")", ":", "'", ";",
      "--", "DROP TABLE article;", "\n", "\r\n", "\t", " ", "\0", "é", "e\u{301}", "\u{301}",
      "カ", "ｶﾞ", "ー", "漢字", "の", "、", "👍🏽", "🇯🇵", "\u{202E}", "\u{FFFD}", "ﬁ", "İ", "ß",
      "camelCase", "HTTPServer2", "client_secret", "a.b.c", "2026-03-29 00:00:01", "*ERROR* [",
      "Caused by: x.yException", "\tat a.b.C.d(E.java:1)", "&quot;", "&#", "&lt", "\\n", "\\\"",
      "{\"error\":\"", "[", "]", "0x1F", "10.0.0.1", "KA-23909", "x",
    ].map { Array($0.utf8) }
    + [[0xFF], [0xC3], [0xE3, 0x81], [0xED, 0xA0, 0x80], [0xF0, 0x9F], [0xC0, 0x80]]

  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  /// Runs some inputs; every hundredth asks a small knowledge base as well.
  static func run(_ count: Int, seed: UInt64) throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "aemedic-fuzz-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "a.kb").path
    try write(path)
    let store = try KnowledgeStore(path: path)
    let probe = QueryProbe()
    var fuzz = Fuzz(seed: seed)
    var terms = 0
    var slowest = Duration.zero
    for number in 0..<count {
      let bytes = fuzz.input()
      let time = try ContinuousClock().measure {
        terms += probe.termCount(of: bytes)
        if number % 100 == 0 {
          _ = try store.search(SearchQuery(String(decoding: bytes, as: UTF8.self), language: .ja))
        }
      }
      slowest = max(slowest, time)
      precondition(time < .seconds(5), "input \(number) of seed \(seed) takes \(time)")
    }
    print("\(count) inputs of seed \(seed): \(terms) terms, the slowest took \(slowest)")
  }

  private static func write(_ path: String) throws {
    var builder = KnowledgeBuilder()
    for (index, word) in ["error", "漢字カード", "client_secret", "réplication"].enumerated() {
      guard let number = ArticleNumber("A-\(index)") else { continue }
      builder.add(
        Article(
          number: number, language: .en, origin: .own, title: word, description: word,
          date: "2026-01-01", body: word))
    }
    try builder.write(to: path)
  }

  private mutating func input() -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<next(24) {
      if next(8) == 0 {
        bytes.append(UInt8(next(256)))
      } else {
        bytes += Self.pieces[next(Self.pieces.count)]
      }
    }
    return bytes
  }

  /// A number below a bound (Steele, Lea and Flood, “Fast splittable pseudorandom number
  /// generators”, 2014).
  private mutating func next(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }
}
