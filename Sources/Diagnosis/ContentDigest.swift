/// A short name for bytes, by which equal ones are known again.
///
/// It is FNV-1a over 64 bits: the same on every machine and in every run, and
/// fast on the few kilobytes it is given. It protects against nothing.
struct ContentDigest: Hashable, Sendable {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  /// How much is looked at on either side of a longer piece.
  static let sample = 4_096

  /// Adds a piece: all of it, or its two ends and its length.
  mutating func add(_ bytes: [UInt8], in range: Range<Int>) {
    add(range.count)
    if range.count <= 2 * Self.sample {
      addAll(bytes, in: range)
    } else {
      addAll(bytes, in: range.lowerBound..<range.lowerBound + Self.sample)
      addAll(bytes, in: range.upperBound - Self.sample..<range.upperBound)
    }
  }

  /// Adds a piece, eight bytes at a time: for what is compared within one run only.
  mutating func addWords(_ bytes: [UInt8], in range: Range<Int>) {
    guard range.count <= 2 * Self.sample else { return add(bytes, in: range) }
    let span = bytes.span
    var index = range.lowerBound
    while range.upperBound - index >= 8 {
      let word = unsafe span.withUnsafeBytes {
        UInt64(littleEndian: unsafe $0.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      }
      value = (value ^ word) &* 0x100_0000_01b3
      value ^= value >> 32
      index += 8
    }
    addAll(bytes, in: index..<range.upperBound)
    add(range.count)
  }

  private mutating func addAll(_ bytes: [UInt8], in range: Range<Int>) {
    for index in range { add(bytes[index]) }
  }

  private mutating func add(_ number: Int) {
    var rest = UInt64(number)
    for _ in 0..<8 {
      add(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  private mutating func add(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x100_0000_01b3
  }
}
