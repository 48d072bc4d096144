/// A message with marks in place of what differs from one occurrence to the next.
///
/// Two messages with equal templates were written by the same statement of a
/// program, or might as well have been. Version `v1` reads the first line of the
/// message, at most 1,024 bytes of it, and replaces, the first that fits:
///
/// 1. a value in quotes, ASCII or typographic, that ends in the same line: `<q>`
/// 2. a web address: `<url>`; an absolute path of POSIX or Windows: `<path>`
/// 3. a UUID: `<uuid>`
/// 4. an address of IPv4 or IPv6, with its port: `<ip>`
/// 5. a date, a time, or both: `<time>`
/// 6. a hexadecimal number: with `0x`, behind `@`, or of eight digits and more: `<hex>`
/// 7. a mail address: `<mail>`; a word of 32 letters and digits and more: `<id>`
/// 8. a run of digits, with decimal point or separators: `<n>`
///
/// Codes stay as they are, for they say what happened: capitals with digits, as in `AH00292` and
/// `AEM-AUT-001-004`, and names that end with four to six digits, as in `OakState0001`. White
/// space of any length becomes one space.
public struct MessageTemplate: Hashable, Sendable {
  /// The message with its marks.
  public let text: String

  /// A number for it, the same in every run and on every machine.
  public let hash: UInt64

  /// The template of a message.
  public init(of message: Range<Int>, in bytes: borrowing Span<UInt8>) {
    var text: [UInt8] = []
    TemplateWalk(message, in: bytes).run(into: &text, in: bytes)
    self.text = String(decoding: text, as: UTF8.self)
    hash = Self.hash(of: message, in: bytes)
  }

  /// The number alone, without making text of anything.
  public static func hash(of message: Range<Int>, in bytes: borrowing Span<UInt8>) -> UInt64 {
    var hash = StableHash()
    hash.put("v1:")
    TemplateWalk(message, in: bytes).run(into: &hash, in: bytes)
    return hash.value
  }
}

/// Walks along a message once and writes its template.
struct TemplateWalk {
  private let start: Int
  private let end: Int

  init(_ message: Range<Int>, in bytes: borrowing Span<UInt8>) {
    var start = max(0, min(message.lowerBound, bytes.count))
    let limit = max(start, min(message.upperBound, bytes.count))
    while start < limit, bytes[start] <= 0x20 { start += 1 }
    self.start = start
    var end = bytes.endOfLine(from: start, before: limit)
    if end - start > 1_024 { end = start + 1_024 }
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    self.end = end
  }

  func run(into sink: inout some ByteSink, in bytes: borrowing Span<UInt8>) {
    var index = start
    while index < end {
      let byte = bytes[index]
      if byte <= 0x20 {
        while index < end, bytes[index] <= 0x20 { index += 1 }
        sink.put(0x20)
      } else if let quoted = quotedEnd(at: index, in: bytes) {
        sink.put("<q>")
        index = quoted
      } else if let path = pathEnd(at: index, in: bytes) {
        sink.put("<path>")
        index = path
      } else if Self.isWord(byte) {
        index = writeWord(at: index, into: &sink, in: bytes)
      } else {
        sink.put(byte)
        index += 1
      }
    }
  }
}

// MARK: - Quotes and paths

extension TemplateWalk {
  private func quotedEnd(at index: Int, in bytes: borrowing Span<UInt8>) -> Int? {
    let limit = min(end, index + 256)
    switch bytes[index] {
    case 0x22, 0x60:
      return bytes.firstIndex(of: bytes[index], in: index + 1..<limit).map { $0 + 1 }
    case 0x27:
      // Within a word it is an apostrophe.
      guard index == start || !Self.isLetterOrDigit(bytes[index - 1]) else { return nil }
      var close = index + 1
      while close < limit {
        if bytes[close] == 0x27, close + 1 == end || !Self.isLetterOrDigit(bytes[close + 1]) {
          return close + 1
        }
        close += 1
      }
      return nil
    case 0xC2 where bytes.hasText("«", at: index): return behind("»", from: index, limit, bytes)
    case 0xE2 where bytes.hasText("“", at: index): return behind("”", from: index, limit, bytes)
    case 0xE2 where bytes.hasText("‘", at: index): return behind("’", from: index, limit, bytes)
    case 0xE3 where bytes.hasText("「", at: index): return behind("」", from: index, limit, bytes)
    default: return nil
    }
  }

  private func behind(
    _ mark: StaticString, from index: Int, _ limit: Int, _ bytes: borrowing Span<UInt8>
  ) -> Int? {
    for place in index + 1..<max(index + 1, limit) where bytes.hasText(mark, at: place) {
      return min(end, place + mark.utf8CodeUnitCount)
    }
    return nil
  }

  private func pathEnd(at index: Int, in bytes: borrowing Span<UInt8>) -> Int? {
    guard index + 1 < end, index == start || !Self.isWord(bytes[index - 1]) else { return nil }
    var place = index
    if bytes[index] == 0x2F {
      guard Self.isWord(bytes[index + 1]) else { return nil }
    } else if index + 2 < end, JavaName.isLetter(bytes[index]), bytes[index + 1] == 0x3A,
      bytes[index + 2] == 0x5C || bytes[index + 2] == 0x2F
    {
      place += 2
    } else {
      return nil
    }
    return addressEnd(from: place, in: bytes)
  }

  // Up to white space, a quote, or a bracket that the path did not open; what punctuates the
  // sentence does not belong to it.
  private func addressEnd(from index: Int, in bytes: borrowing Span<UInt8>) -> Int {
    var depth = 0
    var place = index
    scan: while place < end {
      switch bytes[place] {
      case 0...0x20, 0x22, 0x27, 0x3C, 0x3E, 0x60: break scan
      case 0x28, 0x5B, 0x7B: depth += 1
      case 0x29, 0x5D, 0x7D:
        if depth == 0 { break scan }
        depth -= 1
      default: break
      }
      place += 1
    }
    while place > index + 1, Self.isPunctuation(bytes[place - 1]) { place -= 1 }
    return place
  }

  private static func isPunctuation(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2E, 0x2C, 0x3B, 0x3A, 0x21, 0x3F: true
    default: false
    }
  }
}

// MARK: - Words

extension TemplateWalk {
  /// Writes the word that starts here, or the mark for it, and gives where it ends.
  private func writeWord(
    at index: Int, into sink: inout some ByteSink, in bytes: borrowing Span<UInt8>
  ) -> Int {
    if let plain = plainEnd(at: index, in: bytes) {
      for place in index..<plain { sink.put(bytes[place]) }
      return plain
    }
    if let found = Shape.address(at: index, before: end, in: bytes) {
      sink.put("<url>")
      return addressEnd(from: found, in: bytes)
    }
    if let uuid = Shape.uuidEnd(at: index, before: end, in: bytes) {
      sink.put("<uuid>")
      return uuid
    }
    if let time = Shape.timeEnd(at: index, before: end, in: bytes) {
      sink.put("<time>")
      return time
    }
    if let address = Shape.ipEnd(at: index, before: end, in: bytes) {
      sink.put("<ip>")
      return address
    }
    if let hex = Shape.hexEnd(
      at: index, before: end, isBehindAt: index > start && bytes[index - 1] == 0x40, in: bytes)
    {
      sink.put("<hex>")
      return hex
    }
    if let mail = Shape.mailEnd(at: index, before: end, in: bytes) {
      sink.put("<mail>")
      return mail
    }
    if let code = Shape.codeEnd(at: index, before: end, in: bytes) {
      for place in index..<code { sink.put(bytes[place]) }
      return code
    }
    var word = index
    while word < end, Self.isWord(bytes[word]) { word += 1 }
    if word - index >= 32, bytes.hasDigit(index..<word) {
      sink.put("<id>")
      return word
    }
    return writeNumbers(index..<word, into: &sink, in: bytes)
  }

  // A word without digits that nothing is joined to has none of the shapes.
  private func plainEnd(at index: Int, in bytes: borrowing Span<UInt8>) -> Int? {
    guard index == start || bytes[index - 1] != 0x40 else { return nil }
    var word = index
    while word < end, JavaName.isLetter(bytes[word]) || bytes[word] == 0x5F { word += 1 }
    guard word < end else { return word }
    switch bytes[word] {
    case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x3A, 0x40: return nil
    default: return word
    }
  }

  // A point or comma between digits belongs to the number, so a word may end behind its letters.
  private func writeNumbers(
    _ word: Range<Int>, into sink: inout some ByteSink, in bytes: borrowing Span<UInt8>
  ) -> Int {
    var index = word.lowerBound
    while index < word.upperBound {
      guard ErrorLogTime.isDigit(bytes[index]) else {
        sink.put(bytes[index])
        index += 1
        continue
      }
      sink.put("<n>")
      while index < end, ErrorLogTime.isDigit(bytes[index]) || isSeparator(index, in: bytes) {
        index += 1
      }
    }
    return index
  }

  private func isSeparator(_ index: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    (bytes[index] == 0x2E || bytes[index] == 0x2C) && index + 1 < end
      && ErrorLogTime.isDigit(bytes[index + 1])
  }

  static func isWord(_ byte: UInt8) -> Bool { isLetterOrDigit(byte) || byte == 0x5F }

  static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    JavaName.isLetter(byte) || ErrorLogTime.isDigit(byte)
  }
}
