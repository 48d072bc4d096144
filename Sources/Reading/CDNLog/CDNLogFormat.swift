public import Model

/// The records of the content delivery network of the Cloud Service.
///
/// Each is one JSON object, in one line as downloaded or printed over several lines as in the
/// documentation; its members may stand in any order.
public struct CDNLogFormat: LogFormat {
  /// A log of the content delivery network.
  public var kind: DocumentKind { .cdnLog }

  /// Makes the format.
  public init() {}

  /// Whether an object opens with this line; as a member of a list, it may be indented.
  public func startsRecord(atLine lineStart: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    lineStart >= 0 && brace(at: lineStart, in: bytes) != nil
  }

  private func brace(at start: Int, in bytes: borrowing Span<UInt8>) -> Int? {
    var place = start
    while place < bytes.count, place - start < 16, bytes[place] == 0x20 || bytes[place] == 0x09 {
      place += 1
    }
    return place < bytes.count && bytes[place] == 0x7B ? place : nil
  }

  /// The time; such records have no level.
  public func stamp(ofRecordAt start: Int, in bytes: borrowing Span<UInt8>) -> RecordStamp {
    guard var members = members(start..<bytes.count, in: bytes) else { return RecordStamp() }
    while let member = members.next(in: bytes) {
      if bytes.isText("timestamp", member.key) {
        return RecordStamp(time: LogTime.sortable(at: member.value.lowerBound, in: bytes)?.time)
      }
    }
    return RecordStamp()
  }

  /// The members of the object that other logs have, too.
  public func entry(_ record: Range<Int>, in bytes: borrowing Span<UInt8>) -> LogEntry {
    var entry = LogEntry(bytes: record)
    guard var members = members(record, in: bytes) else { return entry }
    while let member = members.next(in: bytes) {
      if bytes.isText("timestamp", member.key) {
        entry.timestamp = LogTime.sortable(at: member.value.lowerBound, in: bytes)?.time
      } else if !member.value.isEmpty, let field = Self.field(member.key, in: bytes) {
        entry[field] = member.value
      }
    }
    return entry
  }

  /// The members of the object that opens a record.
  func members(_ record: Range<Int>, in bytes: borrowing Span<UInt8>) -> JSONMembers? {
    brace(at: record.lowerBound, in: bytes).map { JSONMembers(from: $0, to: record.upperBound) }
  }

  /// Whether the first object of a document is a record of such a log.
  static func recognises(_ head: borrowing Span<UInt8>) -> Bool {
    guard let start = head.firstIndex(of: 0x7B, in: 0..<min(head.count, 64)) else { return false }
    var members = JSONMembers(from: start, to: head.count)
    var known = 0
    var hasTime = false
    while let member = members.next(in: head) {
      if head.isText("timestamp", member.key) { hasTime = true }
      if field(member.key, in: head) != nil { known += 1 }
    }
    return hasTime && known >= 5
  }

  private static func field(_ key: Range<Int>, in bytes: borrowing Span<UInt8>) -> LogField? {
    for (name, field) in fields where bytes.isText(name, key) { return field }
    return nil
  }

  // The time to the first byte is in milliseconds.
  private static let fields: [(StaticString, LogField)] = [
    ("ttfb", .duration), ("cli_ip", .client), ("cli_country", .country), ("rid", .request),
    ("req_ua", .agent), ("host", .host), ("url", .path), ("method", .method),
    ("res_ctype", .contentType), ("cache", .cache), ("status", .status), ("pop", .location),
    ("rules", .rule),
  ]
}

extension Span<UInt8> {
  /// Whether these bytes are this text and no more.
  func isText(_ text: StaticString, _ range: Range<Int>) -> Bool {
    range.count == text.utf8CodeUnitCount && hasText(text, at: range.lowerBound)
  }
}

/// Walks over the members of one JSON object, nested values as a whole, without a copy.
///
/// It asks for no more than it needs: what is no JSON ends the walk.
struct JSONMembers {
  private var position: Int
  private let end: Int

  /// No record is looked at further than this.
  private static let longest = 1 << 16

  /// Starts at the brace that opens the object.
  init(from start: Int, to end: Int) {
    position = start + 1
    self.end = min(end, start + Self.longest)
  }

  /// The next member; the quotes of a text stand outside of its range.
  mutating func next(
    in bytes: borrowing Span<UInt8>
  ) -> (key: Range<Int>, value: Range<Int>)? {
    skipBlanks(in: bytes)
    if position < end, bytes[position] == 0x2C {
      position += 1
      skipBlanks(in: bytes)
    }
    guard let key = takeString(in: bytes) else { return nil }
    skipBlanks(in: bytes)
    guard position < end, bytes[position] == 0x3A else { return nil }
    position += 1
    skipBlanks(in: bytes)
    if let text = takeString(in: bytes) { return (key, text) }
    return takeValue(in: bytes).map { (key, $0) }
  }

  private mutating func skipBlanks(in bytes: borrowing Span<UInt8>) {
    while position < end, bytes[position] <= 0x20 { position += 1 }
  }

  private mutating func takeString(in bytes: borrowing Span<UInt8>) -> Range<Int>? {
    guard position < end, bytes[position] == 0x22 else { return nil }
    let start = position + 1
    var next = start
    while next < end, bytes[next] != 0x22 { next += bytes[next] == 0x5C ? 2 : 1 }
    guard next < end else { return nil }
    position = next + 1
    return start..<next
  }

  private mutating func takeValue(in bytes: borrowing Span<UInt8>) -> Range<Int>? {
    let start = position
    var depth = 0
    while position < end {
      switch bytes[position] {
      case 0x22:
        guard takeString(in: bytes) != nil else { return nil }
        continue
      case 0x7B, 0x5B: depth += 1
      case 0x7D, 0x5D, 0x2C:
        if depth == 0 { return ending(start, in: bytes) }
        if bytes[position] != 0x2C { depth -= 1 }
      default: break
      }
      position += 1
    }
    return nil
  }

  private func ending(_ start: Int, in bytes: borrowing Span<UInt8>) -> Range<Int>? {
    var last = position
    while last > start, bytes[last - 1] <= 0x20 { last -= 1 }
    return last > start ? start..<last : nil
  }
}
