/// Random queries: pieces of every kind that queries are made of, and bytes that are no text.
///
/// The generator is seeded, so that a crash can be repeated by the number of its input.
public struct QueryFuzz {
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

  private var random: SplitMix64

  /// Starts a row of inputs.
  public init(seed: UInt64) {
    random = SplitMix64(seed: seed)
  }

  /// The next input.
  public mutating func input() -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 0..<24, using: &random) {
      if Int.random(in: 0..<8, using: &random) == 0 {
        bytes.append(.random(in: .min ... .max, using: &random))
      } else {
        bytes += Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &random)]
      }
    }
    return bytes
  }
}
