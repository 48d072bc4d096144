public import Model

/// The offsets of a time zone through the years, read from the system's own table.
///
/// The layout is TZif, RFC 9636: transitions in UTC, then a rule for the years
/// after the last one.
public struct TimeZoneRules: Hashable, Sendable {
  /// The name, such as `Europe/Paris`.
  public let name: String

  // Seconds since 1970 UTC from which an offset holds, ascending.
  private let transitions: [Int64]

  // The offset, in seconds east of UTC, before the first transition and after each.
  private let offsets: [Int]

  // What holds after the last transition.
  private let rule: YearlyTimeRule?

  /// Reads the content of a file of the system's table.
  ///
  /// - Returns: `nil` if the bytes do not follow the layout.
  public init?(name: String, bytes: [UInt8]) {
    guard var block = TimeZoneFile(bytes) else { return nil }
    self.name = name
    if block.version >= 2 {
      guard let wide = TimeZoneFile(bytes, at: block.end, wordSize: 8) else { return nil }
      block = wide
    }
    guard let table = block.table else { return nil }
    (transitions, offsets) = table
    rule = block.footer.flatMap { YearlyTimeRule($0) }
  }

  /// A zone that never changes its offset.
  public init(name: String, offset: Int) {
    self.name = name
    transitions = []
    offsets = [offset]
    rule = nil
  }

  /// Seconds east of UTC at a moment, in milliseconds since 1970 UTC.
  public func offset(at milliseconds: Int64) -> Int {
    let seconds = milliseconds.flooredToSeconds
    guard let last = transitions.last, seconds < last else {
      return rule?.offset(at: seconds) ?? offsets[offsets.count - 1]
    }
    var low = 0
    var high = transitions.count
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle] <= seconds { low = middle + 1 } else { high = middle }
    }
    return offsets[low]
  }

  /// The moment at which clocks of the zone show what a log wrote without a zone.
  ///
  /// An hour that passes twice is taken for the first time it passes; one that
  /// is left out is read by the clock that ran before.
  ///
  /// - Parameter local: The moment as it was read, with UTC assumed.
  public func moment(of local: Timestamp) -> Timestamp {
    let clock = local.milliseconds + Int64(local.zone.offset) * 1_000
    let day: Int64 = 86_400_000
    let before = offset(at: clock - day)
    let after = offset(at: clock + day)
    let first = clock - Int64(before) * 1_000
    let second = clock - Int64(after) * 1_000
    let fits = { (moment: Int64, offset: Int) in self.offset(at: moment) == offset }
    let isSecond = !fits(first, before) && fits(second, after)
    return Timestamp(
      milliseconds: isSecond ? second : first,
      zone: .assumed(offset: isSecond ? after : before))
  }
}

extension Int64 {
  fileprivate var flooredToSeconds: Int64 {
    self >= 0 ? self / 1_000 : (self - 999) / 1_000
  }
}

/// One block of a TZif file: the header at its start tells how long each part is.
private struct TimeZoneFile {
  let version: Int
  private let bytes: [UInt8]
  private let body: Int
  private let wordSize: Int
  private let transitionCount: Int
  private let typeCount: Int

  /// Where the block ends.
  let end: Int

  init?(_ bytes: [UInt8], at start: Int = 0, wordSize: Int = 4) {
    guard bytes.count <= 1 << 20, bytes.count - start >= 44,
      bytes[start..<start + 4].elementsEqual("TZif".utf8)
    else { return nil }
    let version = bytes[start + 4]
    self.version = version == 0 ? 1 : Int(version) - 0x30
    let counts = (0..<6).map { index in
      Int(Self.number(in: bytes, at: start + 20 + index * 4, size: 4))
    }
    guard counts.allSatisfy({ (0...100_000).contains($0) }), counts[4] > 0 else { return nil }
    self.bytes = bytes
    self.wordSize = wordSize
    body = start + 44
    transitionCount = counts[3]
    typeCount = counts[4]
    let (characters, leapSeconds) = (counts[5], counts[2])
    let parts = [
      transitionCount * (wordSize + 1), typeCount * 6, characters, leapSeconds * (wordSize + 4),
      counts[1], counts[0],
    ]
    end = body + parts.reduce(0, +)
    guard end <= bytes.count else { return nil }
  }

  /// The transitions with the offset before the first of them and after each.
  var table: (transitions: [Int64], offsets: [Int])? {
    let indexes = body + transitionCount * wordSize
    let types = indexes + transitionCount
    let offset = { (type: Int) in Int(Self.number(in: bytes, at: types + type * 6, size: 4)) }
    var transitions: [Int64] = []
    var offsets = [offset(firstStandardType(at: types))]
    for index in 0..<transitionCount {
      let type = Int(bytes[indexes + index])
      guard type < typeCount else { return nil }
      let time = Self.number(in: bytes, at: body + index * wordSize, size: wordSize)
      guard transitions.last.map({ $0 < time }) ?? true else { return nil }
      transitions.append(time)
      offsets.append(offset(type))
    }
    return (transitions, offsets)
  }

  /// The rule for later years, between two line feeds behind the block.
  var footer: String? {
    guard end < bytes.count, bytes[end] == 0x0A,
      let close = bytes[(end + 1)...].firstIndex(of: 0x0A)
    else { return nil }
    return String(decoding: bytes[(end + 1)..<close], as: UTF8.self)
  }

  // Before the first transition the first type holds that is no summer time.
  private func firstStandardType(at types: Int) -> Int {
    (0..<typeCount).first { bytes[types + $0 * 6 + 4] == 0 } ?? 0
  }

  /// A big-endian number with its sign.
  private static func number(in bytes: [UInt8], at start: Int, size: Int) -> Int64 {
    let pattern = bytes[start..<start + size].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return size == 4
      ? Int64(Int32(truncatingIfNeeded: pattern)) : Int64(bitPattern: pattern)
  }
}
