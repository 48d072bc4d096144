extension ArraySlice<UInt8> {
  /// The character of the four hexadecimal digits at a place, which is moved behind them.
  ///
  /// Two escapes that stand for the halves of one character are taken together, as Java
  /// writes what lies beyond the first 65,536 characters.
  func escapedScalar(at position: inout Int) -> Unicode.Scalar? {
    guard let first = hexadecimal(at: position) else { return nil }
    let isPair =
      (0xD800..<0xDC00).contains(first) && position + 5 < endIndex
      && self[position + 4] == UInt8(ascii: "\\") && self[position + 5] == UInt8(ascii: "u")
    if isPair, let second = hexadecimal(at: position + 6), (0xDC00..<0xE000).contains(second) {
      position += 10
      return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    }
    position += 4
    // Half a pair stands for no character.
    return Unicode.Scalar(first) ?? "\u{FFFD}"
  }

  private func hexadecimal(at start: Int) -> UInt32? {
    guard start >= startIndex, start + 4 <= endIndex else { return nil }
    var number: UInt32 = 0
    for byte in self[start..<start + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        return nil
      }
      number = number << 4 | UInt32(digit)
    }
    return number
  }
}
