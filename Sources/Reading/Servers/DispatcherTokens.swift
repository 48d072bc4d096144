/// Cuts `dispatcher.any` into braces, names and values.
struct DispatcherTokens {
  /// A piece of the text.
  enum Token: Equatable {
    case open, close
    /// `/name`, without its slash.
    case name(String)
    /// A quoted or bare value.
    case value(String)
    /// `$include`, which a file name follows.
    case include
  }

  let bytes: [UInt8]
  private(set) var position: Int

  /// Where the first quote stands that nothing closes.
  private(set) var openQuote: Int?

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// The next piece with its bytes.
  mutating func next() -> (token: Token, bytes: Range<Int>)? {
    skipSpaceAndComments()
    guard position < bytes.count else { return nil }
    let start = position
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "}"):
      position += 1
      return (byte == UInt8(ascii: "{") ? .open : .close, start..<position)
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      let text = quoted(by: byte)
      return (.value(text), start..<position)
    default:
      skipWord()
      let word = String(decoding: bytes[start..<position], as: UTF8.self)
      if word == "$include" { return (.include, start..<position) }
      return word.hasPrefix("/")
        ? (.name(String(word.dropFirst())), start..<position) : (.value(word), start..<position)
    }
  }

  private mutating func skipWord() {
    while position < bytes.count, !Self.endsWord(bytes[position]) {
      // The braces of a variable belong to the word.
      if bytes[position...].starts(with: "${".utf8),
        let end = bytes[position...].prefix(256).firstIndex(of: UInt8(ascii: "}")),
        !bytes[position..<end].contains(where: { $0 <= 0x20 })
      {
        position = end
      }
      position += 1
    }
  }

  private static func endsWord(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}")
      || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
  }

  /// Only the quote itself is escaped; every other backslash is part of an expression.
  private mutating func quoted(by quote: UInt8) -> String {
    let start = position
    position += 1
    var text: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      if byte == quote {
        position += 1
        return String(decoding: text, as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\"), position + 1 < bytes.count, bytes[position + 1] == quote {
        position += 1
      } else if byte == 0x0A {
        break
      }
      text.append(bytes[position])
      position += 1
    }
    // A value never goes on in the next line.
    openQuote = openQuote ?? start
    while text.last == 0x0D || text.last == 0x20 { text.removeLast() }
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func skipSpaceAndComments() {
    while position < bytes.count {
      if bytes[position] <= 0x20 {
        position += 1
      } else if bytes[position] == UInt8(ascii: "#") {
        while position < bytes.count, bytes[position] != 0x0A { position += 1 }
      } else {
        return
      }
    }
  }
}
