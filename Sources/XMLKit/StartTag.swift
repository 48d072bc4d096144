/// Where a start tag and its attributes stand, found in text that a parser has accepted.
///
/// In a well-formed text no opening bracket stands within a tag, not even in a
/// quoted value; the closing one may.
struct StartTag {
  /// The bytes of the tag, brackets included.
  let bytes: Range<Int>

  /// Finds the tag whose attributes end at a place.
  init(before offset: Int, in bytes: [UInt8]) {
    let start = bytes[..<offset].lastIndex(of: UInt8(ascii: "<")) ?? offset
    let end = bytes[offset...].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? bytes.count
    self.bytes = start..<end
  }

  /// The names and places of the attributes, declarations of namespaces included.
  func attributes(in bytes: [UInt8]) -> [(name: String, bytes: Range<Int>)] {
    var attributes: [(name: String, bytes: Range<Int>)] = []
    var position = self.bytes.lowerBound
    let end = self.bytes.upperBound
    func skip(while condition: (UInt8) -> Bool) {
      while position < end, condition(bytes[position]) { position += 1 }
    }
    skip { !Self.isSpace($0) }
    while position < end {
      skip(while: Self.isSpace)
      let start = position
      skip { $0 != UInt8(ascii: "=") && !Self.isSpace($0) }
      let name = String(decoding: bytes[start..<position], as: UTF8.self)
      skip { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") }
      guard position < end else { break }
      let quote = bytes[position]
      position += 1
      skip { $0 != quote }
      position = min(position + 1, end)
      attributes.append((name, start..<position))
    }
    return attributes
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}

extension StartTag {
  /// Where the first tag starts that has more quoted values than allowed.
  static func firstOffset(withMoreAttributesThan limit: Int, in bytes: [UInt8]) -> Int? {
    var position = 0
    while let start = bytes[position...].firstIndex(of: UInt8(ascii: "<")) {
      position = start + 1
      guard position < bytes.count else { return nil }
      let isMarkup = bytes[position] == UInt8(ascii: "!") || bytes[position] == UInt8(ascii: "?")
      if isMarkup {
        position = endOfMarkup(from: start, in: bytes)
        continue
      }
      var count = 0
      while position < bytes.count, bytes[position] != UInt8(ascii: ">") {
        let byte = bytes[position]
        position += 1
        guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") else { continue }
        count += 1
        if count > limit { return start }
        position = bytes[position...].firstIndex(of: byte).map { $0 + 1 } ?? bytes.count
      }
    }
    return nil
  }

  /// The end of a comment, a section of plain characters, an instruction or a declaration.
  private static func endOfMarkup(from start: Int, in bytes: [UInt8]) -> Int {
    let closing: [(opening: StaticString, end: StaticString)] = [
      ("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"),
    ]
    let span = bytes.span
    let end = closing.first { span.hasText($0.opening, at: start) }?.end ?? ">"
    var position = start + 2
    while position < bytes.count {
      if span.hasText(end, at: position) { return position + end.utf8CodeUnitCount }
      position += 1
    }
    return bytes.count
  }
}

extension Span<UInt8> {
  fileprivate func hasText(_ text: StaticString, at start: Int) -> Bool {
    guard count - start >= text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { text in
      for offset in 0..<text.count where unsafe self[start + offset] != text[offset] {
        return false
      }
      return true
    }
  }
}

/// Counts lines up to offsets that mostly grow.
struct LineCursor {
  private var position = 0
  private var line = 1

  mutating func line(at offset: Int, in bytes: [UInt8]) -> Int {
    if offset < position { (position, line) = (0, 1) }
    while position < min(offset, bytes.count) {
      if bytes[position] == 0x0A { line += 1 }
      position += 1
    }
    return line
  }
}
