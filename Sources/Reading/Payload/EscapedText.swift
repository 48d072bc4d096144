/// A piece of text with one or more layers of escaping taken off, and the way back.
///
/// Every byte knows where in the original it came from.
struct EscapedText {
  private(set) var bytes: [UInt8]
  /// The original offset of each byte, and of the end.
  private var offsets: [Int]

  init(_ text: ArraySlice<UInt8>) {
    bytes = Array(text)
    offsets = Array(text.startIndex...text.endIndex)
  }

  /// The place in the original of an offset in `bytes`.
  func original(_ offset: Int) -> Int {
    offsets[min(max(0, offset), offsets.count - 1)]
  }

  /// Takes one layer of backslashes off, as a JSON string has them.
  mutating func unescapeBackslashes() {
    rebuild { bytes, index in
      guard bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count else { return nil }
      switch bytes[index + 1] {
      case UInt8(ascii: "n"): return ([0x0A], 2)
      case UInt8(ascii: "r"): return ([0x0D], 2)
      case UInt8(ascii: "t"): return ([0x09], 2)
      // These mean the same one layer further in.
      case UInt8(ascii: "u"), UInt8(ascii: "b"), UInt8(ascii: "f"): return nil
      case let byte: return ([byte], 2)
      }
    }
  }

  /// Takes one layer of HTML character references off.
  mutating func unescapeReferences() {
    rebuild { bytes, index in
      guard bytes[index] == UInt8(ascii: "&"),
        let end = bytes[index...].prefix(10).firstIndex(of: UInt8(ascii: ";"))
      else { return nil }
      let name = String(decoding: bytes[index + 1..<end], as: UTF8.self)
      guard let scalar = Self.scalar(named: name) else { return nil }
      return (Array(String(Character(scalar)).utf8), end + 1 - index)
    }
  }

  private static func scalar(named name: String) -> Unicode.Scalar? {
    switch name {
    case "quot": return "\""
    case "apos": return "'"
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "nbsp": return " "
    default:
      guard name.hasPrefix("#") else { return nil }
      let digits = name.dropFirst()
      let number =
        digits.hasPrefix("x") || digits.hasPrefix("X")
        ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      return number.flatMap { Unicode.Scalar($0) }
    }
  }

  /// Copies the bytes, replacing where the closure says by what and how many are replaced.
  private mutating func rebuild(
    _ replacement: (_ bytes: [UInt8], _ index: Int) -> (by: [UInt8], count: Int)?
  ) {
    var result: [UInt8] = []
    var origins: [Int] = []
    result.reserveCapacity(bytes.count)
    origins.reserveCapacity(offsets.count)
    var index = 0
    while index < bytes.count {
      if let (new, count) = replacement(bytes, index) {
        for byte in new {
          result.append(byte)
          origins.append(offsets[index])
        }
        index += count
      } else {
        result.append(bytes[index])
        origins.append(offsets[index])
        index += 1
      }
    }
    origins.append(offsets[bytes.count])
    bytes = result
    offsets = origins
  }
}
