/// A text that is looked for in a log; small and capital letters of ASCII are the same.
struct SoughtText: Sendable {
  /// How long it may be, in characters.
  static let longest = 200

  /// Whether it asks for a token, which stands where a secret was masked and in no file.
  let isToken: Bool

  private let folded: [UInt8]

  /// Takes a text; `nil` if it is empty, too long, or longer than a line.
  init?(_ text: String) {
    guard !text.isEmpty, text.count <= Self.longest, !text.utf8.contains(0x0A) else { return nil }
    folded = text.utf8.map(Self.folded)
    isToken = text.contains("[secret-")
  }

  /// How many bytes it has.
  var count: Int { folded.count }

  /// Whether a text holds it.
  func stands(in text: String) -> Bool {
    let bytes = Array(text.utf8)
    return stands(in: bytes.span, upTo: bytes.count)
  }

  /// Whether it stands in the first bytes of a buffer.
  func stands(in bytes: Span<UInt8>, upTo end: Int) -> Bool {
    let first = folded[0]
    let capital = (0x61...0x7A).contains(first) ? first - 0x20 : first
    var start = 0
    while start + folded.count <= end {
      let byte = bytes[start]
      if byte == first || byte == capital {
        var length = 1
        while length < folded.count, Self.folded(bytes[start + length]) == folded[length] {
          length += 1
        }
        if length == folded.count { return true }
      }
      start += 1
    }
    return false
  }

  private static func folded(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte + 0x20 : byte
  }
}
