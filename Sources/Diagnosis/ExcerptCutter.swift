import Model

/// Cuts from a record the piece that shows why it matched.
///
/// The record's first line says when and who; the lines around the match say
/// what. A piece that is cut starts behind a line end or a comma, else with the
/// match: at a blank, the name of a secret could be parted from its value, which
/// nothing would tell from other text then.
enum ExcerptCutter {
  /// The most bytes of a record that are shown.
  static let limit = 1_200

  /// How many of them may come before the match.
  static let lead = 400

  /// The piece of a record that holds a match.
  static func excerpt(of record: Range<Int>, match: Range<Int>, in bytes: [UInt8]) -> Excerpt {
    var end = record.upperBound
    let least = max(record.lowerBound, min(match.upperBound, record.upperBound))
    while end > least, isLineEnd(bytes[end - 1]) { end -= 1 }
    if end - record.lowerBound <= limit {
      return Excerpt(text: text(record.lowerBound..<end, in: bytes))
    }
    var start = record.lowerBound
    if match.upperBound - record.lowerBound > limit {
      let earliest = max(record.lowerBound, match.lowerBound - lead)
      start = pairStart(in: earliest..<match.lowerBound, of: bytes)
    }
    var cut = end
    if end - start > limit {
      cut = wordEnd(
        before: start + limit, after: max(match.upperBound, start + limit - lead), in: bytes)
    }
    return Excerpt(
      text: text(start..<cut, in: bytes), isCutBefore: start > record.lowerBound,
      isCutAfter: cut < end)
  }

  private static func text(_ range: Range<Int>, in bytes: [UInt8]) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  private static func isLineEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  /// The first place in a range where a name with its value may start, or the range's end.
  private static func pairStart(in range: Range<Int>, of bytes: [UInt8]) -> Int {
    let separator =
      bytes[range].indices.first {
        bytes[$0] == UInt8(ascii: "\n") && !leadsToValue(range.lowerBound..<$0, of: bytes)
      } ?? bytes[range].firstIndex(of: UInt8(ascii: ","))
    return separator.map { $0 + 1 } ?? range.upperBound
  }

  /// Whether the value of a name may stand on the next line: `"client_secret":`.
  private static func leadsToValue(_ line: Range<Int>, of bytes: [UInt8]) -> Bool {
    let last = bytes[line].last { $0 > 0x20 }
    return last.map { ":=\\|>".utf8.contains($0) } ?? false
  }

  /// The last blank between two places, or the latest place that parts no character.
  private static func wordEnd(before limit: Int, after start: Int, in bytes: [UInt8]) -> Int {
    let blank = bytes[min(start, limit)..<limit].lastIndex {
      $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || isLineEnd($0)
    }
    if let blank {
      return blank > start && bytes[blank - 1] == UInt8(ascii: "\r") ? blank - 1 : blank
    }
    // At most three bytes of a character follow its first; what has more is no UTF-8.
    return (max(0, limit - 3)...limit).last { bytes[$0] & 0xC0 != 0x80 } ?? limit
  }
}
