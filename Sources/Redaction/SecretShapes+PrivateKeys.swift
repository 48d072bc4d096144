extension SecretShapes {
  /// Private keys in PEM, whole, without their end, or without their beginning.
  mutating func findPrivateKeys() {
    var offset = 0
    var open: Int?
    var floor = 0
    while let marker = nextKeyMarker(from: offset) {
      if marker.isEnd {
        let start = open ?? bodyStart(before: marker.range.lowerBound, floor: floor)
        claim(start..<marker.range.upperBound)
        open = nil
        floor = marker.range.upperBound
      } else {
        open = open ?? marker.range.lowerBound
      }
      offset = marker.range.upperBound
    }
    if let open { claim(open..<text.count) }
  }

  /// The next `-----BEGIN … PRIVATE KEY-----` or `-----END … PRIVATE KEY-----`, or what is left of it.
  private func nextKeyMarker(from start: Int) -> (range: Range<Int>, isEnd: Bool)? {
    let bytes = text.bytes
    let letters = Self.lettersOfPrivate
    // No letter comes twice in the word, and every seventh byte meets one of them.
    var probe = start + 6
    while probe < bytes.count {
      let letter = letters[Int(bytes[probe])]
      let offset = probe - letter
      probe += 7
      guard letter < 7, text.has("PRIVATE", at: offset), let key = keyWordEnd(after: offset + 7)
      else { continue }
      var end = key
      while end < text.count, end - key < 16, text.bytes[end] != Byte.hyphen { end += 1 }
      if text.has("-----", at: end) || end == text.count {
        let label = labelStart(before: offset, floor: start)
        let isEnd = (label..<offset).contains { text.has("END", at: $0) }
        return (label..<min(end + 5, text.count), isEnd)
      }
    }
    return nil
  }

  /// Where in the word `PRIVATE` a letter stands; 7 if it does not.
  private static let lettersOfPrivate = (UInt8.min...UInt8.max).map { byte in
    Array("PRIVATE".utf8).firstIndex(of: byte) ?? 7
  }

  /// Past ` KEY`, `+KEY` or `%20KEY`.
  private func keyWordEnd(after offset: Int) -> Int? {
    guard let gap = text.unit(at: offset), gap.byte == 0x20 || gap.byte == UInt8(ascii: "+"),
      text.has("KEY", at: offset + gap.length)
    else { return nil }
    return offset + gap.length + 3
  }

  private func labelStart(before offset: Int, floor: Int) -> Int {
    var start = offset
    while start > floor, offset - start < 40 {
      let byte = text.bytes[start - 1]
      guard
        Byte.isUpper(byte) || Byte.isDigit(byte) || byte == Byte.hyphen || byte == 0x20
          || byte == UInt8(ascii: "+") || byte == Byte.percent
      else { break }
      start -= 1
    }
    return start
  }

  /// Walks back over base64, line ends and the escapes of line ends, but not over words.
  private func bodyStart(before end: Int, floor: Int) -> Int {
    var start = end
    while start > floor {
      let byte = text.bytes[start - 1]
      if Byte.isBlank(byte) {
        var margin = start - 1
        while margin > floor, Byte.isBlank(text.bytes[margin - 1]) { margin -= 1 }
        guard margin == floor || Byte.isLineEnd(text.bytes[margin - 1]) else { break }
        start = margin
        continue
      }
      guard
        Byte.isBase64(byte) || Byte.isLineEnd(byte) || byte == Byte.backslash
          || byte == Byte.percent || byte == Byte.ampersand || byte == Byte.semicolon
          || byte == UInt8(ascii: "#")
      else { break }
      start -= 1
    }
    return start
  }
}
