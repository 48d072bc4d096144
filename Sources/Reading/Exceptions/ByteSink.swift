/// Takes bytes one after the other.
protocol ByteSink {
  mutating func put(_ byte: UInt8)
}

extension ByteSink {
  mutating func put(_ text: StaticString) {
    text.withUTF8Buffer { text in
      for offset in 0..<text.count { unsafe put(text[offset]) }
    }
  }
}

extension [UInt8]: ByteSink {
  mutating func put(_ byte: UInt8) { append(byte) }
}

/// A number that stands for a text, the same in every run and on every machine.
///
/// FNV-1a of 64 bits: Fowler, Noll and Vo, <http://www.isthe.com/chongo/tech/comp/fnv/>. It keeps
/// texts apart that happen to differ, not those that somebody built to collide.
struct StableHash: ByteSink {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func put(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x100_0000_01B3
  }
}
