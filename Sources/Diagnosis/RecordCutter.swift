import Model
import Reading

/// An `error.log` cut into its records, to be changed in ways that keep it one.
struct RecordCutter {
  private let bytes: [UInt8]
  private let starts: [Int]
  private let times: [Timestamp?]

  init(_ bytes: [UInt8], kind: DocumentKind) {
    self.bytes = bytes
    let format = kind.format
    let span = bytes.span
    var starts: [Int] = []
    var times: [Timestamp?] = []
    var line = 0
    while line < bytes.count {
      if format.startsRecord(atLine: line, in: span) {
        starts.append(line)
        times.append(format.stamp(ofRecordAt: line, in: span).time)
      }
      line = (bytes[line...].firstIndex(of: 0x0A) ?? bytes.count) + 1
    }
    self.starts = starts
    self.times = times
  }

  /// Whether every record has a time in the usual form.
  var isTimed: Bool {
    !starts.isEmpty && times.allSatisfy { $0 != nil } && starts.allSatisfy { hasUsualTime(at: $0) }
  }

  /// The start of a record in the middle, if there are two or more.
  var middle: Int? {
    starts.count > 1 ? starts[(starts.count + 1) / 2] : nil
  }

  /// The log with a harmless record before each, at the same time.
  var woven: [UInt8] {
    var woven: [UInt8] = Array(bytes[..<(starts.first ?? 0)])
    for (number, start) in starts.enumerated() {
      let end = number + 1 < starts.count ? starts[number + 1] : bytes.count
      woven += bytes[start..<start + Self.timeLength]
      woven += " *INFO* [woven] org.example.Woven nothing to see here\n".utf8
      woven += bytes[start..<end]
    }
    return woven
  }

  /// The log with the times of a record and of all later ones moved by some milliseconds.
  func shifting(from offset: Int, by milliseconds: Int64) -> [UInt8] {
    var shifted = bytes
    for (start, time) in zip(starts, times) where start >= offset && hasUsualTime(at: start) {
      guard let time else { continue }
      let moved = Timestamp(milliseconds: time.milliseconds + milliseconds, zone: time.zone)
      shifted.replaceSubrange(start..<start + Self.timeLength, with: Self.written(moved).utf8)
    }
    return shifted
  }

  // dd.MM.yyyy HH:mm:ss.SSS
  private static let timeLength = 23

  private func hasUsualTime(at start: Int) -> Bool {
    guard start + Self.timeLength <= bytes.count else { return false }
    let text = bytes[start..<start + Self.timeLength]
    return text[start + 2] == UInt8(ascii: ".") && text[start + 10] == UInt8(ascii: " ")
      && text[start + 19] == UInt8(ascii: ".")
  }

  private static func written(_ time: Timestamp) -> String {
    // 2026-03-29T00:00:00.001+00:00
    let text = Array(time.iso8601)
    let day = "\(String(text[8..<10])).\(String(text[5..<7])).\(String(text[0..<4]))"
    return "\(day) \(String(text[11..<23]))"
  }
}

/// Bytes in the form of gzip, not compressed.
struct StoredGzip {
  let bytes: [UInt8]

  init(_ content: [UInt8]) {
    var bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
    var rest = content[...]
    repeat {
      let block = rest.prefix(0xFFFF)
      rest = rest.dropFirst(block.count)
      let (low, high) = (UInt8(block.count & 0xFF), UInt8(block.count >> 8))
      bytes += [rest.isEmpty ? 1 : 0, low, high, ~low, ~high] + block
    } while !rest.isEmpty
    for word in [Self.checksum(content), UInt32(truncatingIfNeeded: content.count)] {
      bytes += (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
    }
    self.bytes = bytes
  }

  // CRC-32 as RFC 1952 defines it.
  private static func checksum(_ content: [UInt8]) -> UInt32 {
    var sum = UInt32.max
    for byte in content {
      sum ^= UInt32(byte)
      for _ in 0..<8 {
        let half = sum >> 1
        sum = sum & 1 == 1 ? half ^ 0xEDB8_8320 : half
      }
    }
    return ~sum
  }
}
