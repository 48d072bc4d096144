/// What tells two documents apart without comparing them: their size, start and end.
///
/// Up to 64 KiB the whole content counts; of longer documents the first 64 KiB and the
/// last 4 KiB do. Two logs that agree in that and in their size are copies of each other.
/// It is no protection against files that are made to look the same.
public struct DocumentFingerprint: Hashable, Sendable {
  /// The size in bytes, as UTF-8.
  public let size: Int

  private let head: UInt64
  private let tail: UInt64

  init(size: Int, head: [UInt8], tail: [UInt8]) {
    self.size = size
    self.head = Self.digest(head)
    self.tail = Self.digest(tail)
  }

  // The step of FNV-1a, eight bytes at a time, with its high half folded back.
  private static func digest(_ bytes: [UInt8]) -> UInt64 {
    var digest: UInt64 = 0xCBF2_9CE4_8422_2325
    var word: UInt64 = 0
    for (index, byte) in bytes.enumerated() {
      word = word << 8 | UInt64(byte)
      guard index & 7 == 7 || index == bytes.count - 1 else { continue }
      digest = (digest ^ word) &* 0x0000_0100_0000_01B3
      digest ^= digest >> 32
      word = 0
    }
    return digest
  }
}

/// The last bytes of a stream.
struct TailBytes {
  static let most = 4096

  private var kept: [UInt8] = []

  /// The last bytes, up to 4 KiB.
  var bytes: [UInt8] { Array(kept[max(0, kept.count - Self.most)...]) }

  // The library's own `suffix` walks over every byte in front of it.
  mutating func append(_ more: [UInt8], in range: Range<Int>) {
    if range.count >= Self.most {
      kept.removeAll(keepingCapacity: true)
    } else if kept.count + range.count > 4 * Self.most {
      kept.removeFirst(max(0, kept.count - Self.most))
    }
    kept += more[max(range.lowerBound, range.upperBound - Self.most)..<range.upperBound]
  }
}
