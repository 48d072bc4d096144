import CIconv

/// Turns bytes of a character set into UTF-8, piece by piece, and counts what is no character.
///
/// Not `Sendable`: one task owns it.
@safe public final class CharacterDecoder {
  /// How many bytes so far were no character; each unit of them became U+FFFD.
  public private(set) var invalidBytes = 0

  // The library keeps its state behind it.
  private let handle: UnsafeMutableRawPointer
  private let unit: Int

  /// How many bytes of room make sure that something is written.
  public static let leastRoom = 16

  /// Starts to decode the first of the character sets that the system knows.
  ///
  /// - Parameters:
  ///   - names: The set, under the names that systems have for it.
  ///   - unit: How many bytes are passed over as one where they are no character.
  /// - Returns: `nil` if the system knows none of them.
  public init?(anyOf names: [String], unit: Int = 1) {
    precondition(unit > 0, "what is invalid must be passed over")
    let found = unsafe names.lazy.compactMap { unsafe ciconv_open("UTF-8", $0) }.first
    guard let found = unsafe found else { return nil }
    unsafe handle = unsafe found
    self.unit = unit
  }

  deinit {
    unsafe ciconv_close(handle)
  }

  /// Decodes as much as is there and fits.
  ///
  /// - Parameters:
  ///   - rest: Where the bytes stand in `input`; moved behind what was used up. Bytes of
  ///     a character that is not complete stay, unless nothing follows.
  ///   - output: The buffer to write to, from `offset` on.
  ///   - isLast: Whether nothing follows.
  /// - Returns: The number of bytes written.
  public func decode(
    _ input: [UInt8], _ rest: inout Range<Int>, into output: inout [UInt8], at offset: Int,
    isLast: Bool
  ) -> Int {
    precondition(rest.upperBound <= input.count && offset <= output.count, "outside the buffers")
    var filled = offset
    while !rest.isEmpty {
      switch step(input, &rest, into: &output, from: &filled) {
      case ciconv_done:
        break
      case ciconv_incomplete where !isLast:
        return filled - offset
      case ciconv_invalid, ciconv_incomplete:
        guard filled + 3 <= output.count else { return filled - offset }
        output.replaceSubrange(filled..<filled + 3, with: [0xEF, 0xBF, 0xBD])
        filled += 3
        let passed = min(unit, rest.count)
        invalidBytes += passed
        rest = rest.lowerBound + passed..<rest.upperBound
      default:
        return filled - offset
      }
    }
    return filled - offset
  }

  private func step(
    _ input: [UInt8], _ rest: inout Range<Int>, into output: inout [UInt8], from filled: inout Int
  ) -> ciconv_status {
    var inputLeft = rest.count
    var outputLeft = output.count - filled
    let status = unsafe input.withUnsafeBytes { input in
      unsafe output.withUnsafeMutableBytes { output in
        // The library only reads there; its type is older than `const`.
        var source = unsafe UnsafeMutableRawPointer(mutating: input.baseAddress)
          .map { unsafe ($0 + rest.lowerBound).assumingMemoryBound(to: CChar.self) }
        var target = unsafe output.baseAddress
          .map { unsafe ($0 + filled).assumingMemoryBound(to: CChar.self) }
        return unsafe ciconv_convert(handle, &source, &inputLeft, &target, &outputLeft)
      }
    }
    rest = rest.upperBound - inputLeft..<rest.upperBound
    filled = output.count - outputLeft
    return status
  }
}
