import Model

/// Cuts from a record the piece that shows why it matched.
///
/// The record's first line says when and who; the lines around the match say
/// what. A piece that would start inside a word starts after it, so that half a
/// secret is not left standing where nothing tells that it is one.
enum ExcerptCutter {
  /// The most bytes of a record that are shown.
  static let limit = 1_200

  /// How many of them may come before the match.
  static let lead = 400

  /// The piece of a record that holds a match.
  static func excerpt(of record: Range<Int>, match: Range<Int>, in bytes: [UInt8]) -> Excerpt {
    var end = record.upperBound
    while end > record.lowerBound, isLineEnd(bytes[end - 1]) { end -= 1 }
    if end - record.lowerBound <= limit {
      return Excerpt(text: text(record.lowerBound..<end, in: bytes))
    }
    var start = record.lowerBound
    if match.upperBound - record.lowerBound > limit {
      start = wordStart(atOrAfter: match.lowerBound - lead, before: match.lowerBound, in: bytes)
    }
    let cut = min(end, start + limit)
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

  /// The first byte after a blank between two places, or the second place.
  private static func wordStart(
    atOrAfter start: Int, before end: Int, in bytes: [UInt8]
  ) -> Int {
    let blank = bytes[max(0, start)..<end].firstIndex {
      $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\t")
    }
    return blank.map { $0 + 1 } ?? end
  }
}
