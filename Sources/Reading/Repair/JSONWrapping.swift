/// Lines that a collector such as Splunk or ELK wrapped in an object each.
extension [UInt8] {
  /// Leaves of an object only what the member that holds the line says, unescaped.
  func jsonWrapping(_ line: Range<Int>) -> [TextEdit] {
    var start = contentStart(of: line)
    // An array of such objects, one in a line.
    while start < line.upperBound, self[start] == 0x5B || self[start] == 0x2C { start += 1 }
    guard start < line.upperBound, self[start] == 0x7B,
      let (node, _) = try? JSONReader().readPrefix(self[start..<line.upperBound]),
      let content = Self.wrappedLine(of: node, depth: 3)
    else { return [] }
    let text = content.lowerBound + 1..<content.upperBound - 1
    return [.removing(line.lowerBound..<text.lowerBound)]
      + unescaping(text, before: line.upperBound)
  }

  private static let lineKeys = [
    "_raw", "log", "message", "msg", "@message", "textPayload", "event", "result", "_source",
    "fields",
  ]

  private static func wrappedLine(of node: JSONNode, depth: Int) -> Range<Int>? {
    guard depth > 0 else { return nil }
    for key in lineKeys {
      guard let value = node[key] else { continue }
      if value.string?.isEmpty == false { return value.bytes }
      if let inner = wrappedLine(of: value, depth: depth - 1) { return inner }
    }
    return nil
  }

  private func unescaping(_ text: Range<Int>, before end: Int) -> [TextEdit] {
    var edits: [TextEdit] = []
    var last = text.upperBound
    // The line feed at the end of the wrapped line is that of the line around it.
    while last - 2 >= text.lowerBound, hasText("\\n", at: last - 2) || hasText("\\r", at: last - 2),
      !isEscaped(last - 2, from: text.lowerBound)
    {
      last -= 2
    }
    var place = text.lowerBound
    while place < last, let slash = self[place..<last].firstIndex(of: 0x5C) {
      guard let (bytes, length) = escape(at: slash, before: last) else {
        place = slash + 1
        continue
      }
      edits.append(TextEdit(range: slash..<slash + length, replacement: bytes))
      place = slash + length
    }
    return edits + [.removing(last..<end)]
  }

  private func isEscaped(_ place: Int, from start: Int) -> Bool {
    var before = place
    while before > start, self[before - 1] == 0x5C { before -= 1 }
    return (place - before) % 2 == 1
  }

  private func escape(at slash: Int, before end: Int) -> (bytes: [UInt8], length: Int)? {
    guard slash + 1 < end else { return nil }
    switch self[slash + 1] {
    case UInt8(ascii: "n"): return ([0x0A], 2)
    case UInt8(ascii: "t"): return ([0x09], 2)
    case UInt8(ascii: "r"), UInt8(ascii: "b"), UInt8(ascii: "f"): return ([], 2)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return ([self[slash + 1]], 2)
    case UInt8(ascii: "u"):
      guard let unit = unit(at: slash, before: end) else { return nil }
      if unit & 0xFC00 == 0xD800, let low = self.unit(at: slash + 6, before: end),
        low & 0xFC00 == 0xDC00
      {
        return (Self.utf8(0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF)), 12)
      }
      return (Self.utf8(unit), 6)
    default: return nil
    }
  }

  private func unit(at slash: Int, before end: Int) -> UInt32? {
    guard slash + 6 <= end, hasText("\\u", at: slash) else { return nil }
    return UInt32(String(decoding: self[slash + 2..<slash + 6], as: UTF8.self), radix: 16)
  }

  private static func utf8(_ scalar: UInt32) -> [UInt8] {
    Array(String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8)
  }
}
