/// Text that was copied with the elements and character references of a web page.
extension [UInt8] {
  func markup() -> [TextEdit] {
    var edits: [TextEdit] = []
    var place = 0
    while place < count {
      switch self[place] {
      case 0x3C:
        if let (end, replacement) = element(at: place) {
          edits.append(TextEdit(range: place..<end, replacement: replacement))
          place = end
          continue
        }
      case 0x26:
        if let (end, replacement) = reference(at: place) {
          edits.append(TextEdit(range: place..<end, replacement: replacement))
          place = end
          continue
        }
      default: break
      }
      place += 1
    }
    return edits
  }

  private static let inline: Set<String> = [
    "pre", "code", "span", "b", "i", "em", "strong", "table", "tbody", "thead", "a", "font",
    "blockquote", "html", "body", "ul", "ol", "u", "tt", "kbd", "samp",
  ]
  private static let blocks: Set<String> = ["br", "p", "div", "li", "tr", "hr"]
  private static let cells: Set<String> = ["td", "th"]

  /// An element's tag, and what it stands for: a line feed, a blank, nothing.
  private func element(at start: Int) -> (end: Int, replacement: [UInt8])? {
    var next = start + 1
    let isEnd = next < count && self[next] == 0x2F
    if isEnd { next += 1 }
    let name = next
    while next < count, next - name < 12, JavaName.isLetter(self[next]) { next += 1 }
    let limit = Swift.min(count, next + 256)
    guard next > name, next < count, " />".utf8.contains(self[next]),
      let close = self[next..<limit].firstIndex(where: { $0 == 0x3E || $0 == 0x0A }),
      self[close] == 0x3E
    else { return nil }
    let word = String(decoding: self[name..<next], as: UTF8.self).lowercased()
    let end = close + 1
    if Self.inline.contains(word) { return (end, []) }
    if Self.cells.contains(word) { return (end, isEnd ? [0x20] : []) }
    guard Self.blocks.contains(word) else { return nil }
    let breaksLine = word == "br" || word == "hr" || isEnd
    let isBroken = end >= count || self[end] == 0x0A || self[end] == 0x0D
    return (end, breaksLine && !isBroken ? [0x0A] : [])
  }

  private static let names: [(StaticString, UInt8)] = [
    ("&lt;", 0x3C), ("&gt;", 0x3E), ("&amp;", 0x26), ("&quot;", 0x22), ("&apos;", 0x27),
    ("&nbsp;", 0x20),
  ]

  private func reference(at start: Int) -> (end: Int, replacement: [UInt8])? {
    for (name, byte) in Self.names where hasText(name, at: start) {
      return (start + name.utf8CodeUnitCount, [byte])
    }
    guard hasText("&#", at: start) else { return nil }
    let limit = Swift.min(count, start + 12)
    guard let close = self[start..<limit].firstIndex(of: 0x3B) else { return nil }
    let digits = String(decoding: self[start + 2..<close], as: UTF8.self)
    let isHex = digits.hasPrefix("x") || digits.hasPrefix("X")
    let number = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    guard let number, number > 0, let scalar = Unicode.Scalar(number) else { return nil }
    return (close + 1, number == 0xA0 ? [0x20] : Array(String(scalar).utf8))
  }
}
