/// Undoes the encoding that a part of a mail travelled in, line by line: RFC 2045, section 6.
struct TransferDecoder {
  private enum Encoding { case identity, quotedPrintable, base64 }

  private let encoding: Encoding
  // The end of the last line, which belongs to the mail if the part ends there.
  private var heldEnding: [UInt8] = []
  private var bits: UInt32 = 0
  private var bitCount = 0

  /// Knows an encoding by the name in the header; one that it does not know changes nothing.
  init(named name: String) {
    encoding =
      switch name.lowercased() {
      case "quoted-printable": .quotedPrintable
      case "base64": .base64
      default: .identity
      }
  }

  /// Decodes a line, or a piece of a long one.
  mutating func decode(
    _ bytes: [UInt8], line: Range<Int>, ending: Range<Int>, into output: inout [UInt8]
  ) {
    switch encoding {
    case .base64:
      for byte in bytes[line] { takeSextet(byte, into: &output) }
    case .identity:
      output += heldEnding
      output += bytes[line]
      heldEnding = Array(bytes[ending])
    case .quotedPrintable:
      output += heldEnding
      heldEnding = decodeQuoted(bytes, line, into: &output) ? [] : Array(bytes[ending])
    }
  }

  /// Ends the part; without a boundary behind it the end of its last line is its own.
  mutating func finish(atBoundary: Bool, into output: inout [UInt8]) {
    if !atBoundary { output += heldEnding }
    heldEnding = []
  }

  private mutating func takeSextet(_ byte: UInt8, into output: inout [UInt8]) {
    let value: UInt8
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = byte - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): value = byte - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): value = byte - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"), UInt8(ascii: "-"): value = 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): value = 63
    case UInt8(ascii: "="):
      // Another encoded text may follow, as some writers of attachments have it.
      (bits, bitCount) = (0, 0)
      return
    default: return
    }
    bits = bits << 6 | UInt32(value)
    bitCount += 6
    guard bitCount >= 8 else { return }
    bitCount -= 8
    output.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
    bits &= (1 << UInt32(bitCount)) - 1
  }

  /// Decodes a quoted line; true if the next goes on where it ends.
  private func decodeQuoted(
    _ bytes: [UInt8], _ line: Range<Int>, into output: inout [UInt8]
  ) -> Bool {
    // Blanks at its end were added on the way.
    let blanks = bytes[line].reversed().prefix { $0 == 0x20 || $0 == 0x09 }.count
    let end = line.upperBound - blanks
    var index = line.lowerBound
    while index < end {
      guard bytes[index] == UInt8(ascii: "=") else {
        output.append(bytes[index])
        index += 1
        continue
      }
      if index + 1 == end { return true }
      if index + 2 < end, let high = bytes[index + 1].hexValue, let low = bytes[index + 2].hexValue
      {
        output.append(high << 4 | low)
        index += 3
      } else {
        output.append(bytes[index])
        index += 1
      }
    }
    return false
  }

  /// Decodes what stands in one piece, such as a word of a header.
  static func decode(_ bytes: [UInt8], named name: String) -> [UInt8] {
    var decoder = TransferDecoder(named: name)
    var output: [UInt8] = []
    decoder.decode(bytes, line: 0..<bytes.count, ending: 0..<0, into: &output)
    return output
  }
}

extension UInt8 {
  /// The value of a hexadecimal digit.
  var hexValue: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
