import Reporting

/// Masks secrets in lines so that each line stays on its line.
///
/// A key of fifty lines becomes one token; the lines that it took are left empty.
enum LinewiseRedaction {
  /// How many bytes tell where unchanged text stands.
  private static let mark = 64

  /// The lines with every secret masked, as many as there were.
  static func redact(_ lines: [String], by redactor: inout Redactor) -> [String] {
    let text = lines.joined(separator: "\n")
    let masked = redactor.redact(text)
    guard masked != text else { return lines }
    var result = split(masked)
    if result.count < lines.count {
      result = split(restoringLineEnds(of: Array(text.utf8), in: Array(masked.utf8)))
    }
    // Whatever happened, nothing but masked text is shown.
    if result.count < lines.count {
      result += [String](repeating: "", count: lines.count - result.count)
    }
    return Array(result.prefix(lines.count))
  }

  private static func split(_ text: String) -> [String] {
    text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String($0) ?? "" }
  }

  /// The masked text with the line ends put behind a token that it swallowed.
  private static func restoringLineEnds(of text: [UInt8], in masked: [UInt8]) -> String {
    var restored: [UInt8] = []
    var position = 0
    var place = 0
    while place < masked.count {
      if let token = token(at: place, in: masked),
        !text[min(position, text.count)...].starts(with: masked[place..<token])
      {
        restored += masked[place..<token]
        place = token
        // What stands between this token and the next was not changed.
        var next = place
        while next < masked.count, self.token(at: next, in: masked) == nil { next += 1 }
        // Its beginning is enough, and keeps hostile text from making the search long.
        let literal = masked[place..<next].prefix(mark)
        let found =
          literal.isEmpty && next < masked.count
          ? position : firstOffset(of: literal, in: text, from: position)
        let swallowed = text[position..<found].count { $0 == UInt8(ascii: "\n") }
        restored += [UInt8](repeating: UInt8(ascii: "\n"), count: swallowed)
        position = found
      } else {
        restored.append(masked[place])
        place += 1
        position = min(position + 1, text.count)
      }
    }
    return String(decoding: restored, as: UTF8.self)
  }

  /// The end of a token such as `[secret-12]` that starts here.
  private static func token(at start: Int, in bytes: [UInt8]) -> Int? {
    guard bytes[start] == UInt8(ascii: "["), bytes[start...].starts(with: "[secret-".utf8) else {
      return nil
    }
    var end = start + 8
    while end < bytes.count, (0x30...0x39).contains(bytes[end]) { end += 1 }
    return end > start + 8 && end < bytes.count && bytes[end] == UInt8(ascii: "]") ? end + 1 : nil
  }

  /// Where some bytes first stand from a place on; the end if nowhere, or if there are none.
  private static func firstOffset(
    of needle: ArraySlice<UInt8>, in bytes: [UInt8], from start: Int
  ) -> Int {
    guard let first = needle.first else { return bytes.count }
    var place = start
    while place + needle.count <= bytes.count {
      guard let hit = bytes[place...].firstIndex(of: first), hit + needle.count <= bytes.count
      else { break }
      if bytes[hit..<hit + needle.count].elementsEqual(needle) { return hit }
      place = hit + 1
    }
    return bytes.count
  }
}
