public import Model

/// One line of a log of garbage collections, or one record of the forms before JDK 9.
public struct GarbageCollection: Hashable, Sendable {
  /// What stopped or ran.
  public enum Kind: String, Hashable, CaseIterable, Sendable {
    /// A pause that collects the young generation.
    case young
    /// A pause that collects young regions and some old ones.
    case mixed
    /// A pause that collects everything.
    case full
    /// Another pause: a mark, a remark, a clean-up, a degenerated cycle.
    case phase
    /// A whole cycle of a collector that works beside the program.
    case cycle
    /// Work beside the program.
    case concurrent
  }

  /// An amount of memory, where and what.
  public struct Amount: Hashable, Sendable {
    /// Where it is written, unit included.
    public let range: Range<Int>

    /// The bytes that it is; logs round them to their unit.
    public let bytes: Int
  }

  /// What it is.
  public internal(set) var kind: Kind

  /// The number of the collection, where the log counts.
  public internal(set) var number: Int?

  /// When it was logged.
  public internal(set) var time: Timestamp?

  /// The seconds since the virtual machine started.
  public internal(set) var uptime: Double?

  /// Why it was done, without brackets.
  public internal(set) var cause: Range<Int>?

  /// The heap in use before.
  public internal(set) var before: Amount?

  /// The heap in use after.
  public internal(set) var after: Amount?

  /// The whole heap.
  public internal(set) var capacity: Amount?

  /// Where its duration is written, unit included.
  public internal(set) var duration: Range<Int>?

  /// Its duration in milliseconds.
  public internal(set) var milliseconds: Double?

  /// Whether the program stood still meanwhile.
  public var isPause: Bool { kind != .cycle && kind != .concurrent }

  init(kind: Kind) {
    self.kind = kind
  }

  /// Reads what a record says of a collection that is over; `nil` if it says nothing of one.
  public init?(record: Range<Int>, in bytes: borrowing Span<UInt8>) {
    let limit = min(record.upperBound, bytes.count)
    let record = min(max(0, record.lowerBound), limit)..<min(limit, record.lowerBound + 65_536)
    if let prefix = UnifiedPrefix(at: record.lowerBound, in: bytes) {
      self.init(unified: record, prefix: prefix, in: bytes)
    } else {
      self.init(classic: record, in: bytes)
    }
  }
}

extension GarbageCollection.Amount {
  /// `12M`, `24.0K`, `512B`: binary units.
  init?(at start: Int, before end: Int, in bytes: borrowing Span<UInt8>) {
    guard let number = bytes.decimal(at: start, before: end), number.end < end else { return nil }
    let factor: Double
    switch bytes[number.end] {
    case UInt8(ascii: "B"): factor = 1
    case UInt8(ascii: "K"): factor = 1_024
    case UInt8(ascii: "M"): factor = 1_048_576
    case UInt8(ascii: "G"): factor = 1_073_741_824
    case UInt8(ascii: "T"): factor = 1_099_511_627_776
    default: return nil
    }
    guard number.value * factor < 1e18 else { return nil }
    range = start..<number.end + 1
    self.bytes = Int(number.value * factor)
  }
}
