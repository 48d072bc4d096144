/// Counts the characters and the bytes that are none in UTF-8 that comes in pieces.
struct UTF8Validator {
  /// How many bytes belong to no character.
  private(set) var invalidBytes = 0

  /// How many characters outside ASCII there are.
  private(set) var characters = 0

  // The character under way: its bytes so far, those that miss, and what the next may be.
  private var begun = 0
  private var missing = 0
  private var next: ClosedRange<UInt8> = 0x80...0xBF

  /// Goes on with the bytes of a range.
  mutating func check(_ bytes: [UInt8], in range: Range<Int>) {
    var index = range.lowerBound
    while index < range.upperBound {
      if missing == 0 {
        guard let found = bytes.firstNonASCII(in: index..<range.upperBound) else { return }
        index = found
      }
      check(bytes[index])
      index += 1
    }
  }

  /// Counts a character that was begun and will not be finished.
  mutating func finish() {
    invalidBytes += begun
    (begun, missing) = (0, 0)
  }

  // The table of well-formed sequences of the Unicode standard, 3-7.
  private mutating func check(_ byte: UInt8) {
    if missing > 0 {
      if next.contains(byte) {
        missing -= 1
        begun += 1
        next = 0x80...0xBF
        if missing == 0 {
          characters += 1
          begun = 0
        }
        return
      }
      finish()
    }
    next = 0x80...0xBF
    switch byte {
    case ..<0x80: return
    case 0xC2...0xDF: missing = 1
    case 0xE0: (missing, next) = (2, 0xA0...0xBF)
    case 0xED: (missing, next) = (2, 0x80...0x9F)
    case 0xE1...0xEF: missing = 2
    case 0xF0: (missing, next) = (3, 0x90...0xBF)
    case 0xF1...0xF3: missing = 3
    case 0xF4: (missing, next) = (3, 0x80...0x8F)
    default:
      invalidBytes += 1
      return
    }
    begun = 1
  }
}

extension [UInt8] {
  /// The first byte of a range that is not ASCII; 64 are looked at in one go.
  func firstNonASCII(in range: Range<Int>) -> Int? {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "outside the bytes")
    return unsafe withUnsafeBytes { bytes in
      var index = range.lowerBound
      while range.upperBound - index >= 64 {
        let block = unsafe bytes.loadUnaligned(fromByteOffset: index, as: SIMD8<UInt64>.self)
        let joined = block.lowHalf | block.highHalf
        let high = joined.lowHalf | joined.highHalf
        if (high[0] | high[1]) & 0x8080_8080_8080_8080 != 0 { break }
        index += 64
      }
      while index < range.upperBound {
        if unsafe bytes[index] >= 0x80 { return index }
        index += 1
      }
      return nil
    }
  }
}
