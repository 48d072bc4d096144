public import Model

/// The records of logs of garbage collections.
///
/// Unified logging (JDK 9 and later) writes a record in a line. Before, a record
/// starts with its stamps, or with `[GC` or `[Full GC` where there are none, and
/// goes on over the lines of its details.
public struct GCLogFormat: LogFormat {
  /// A log of garbage collections.
  public var kind: DocumentKind { .gcLog }

  /// Makes the format.
  public init() {}

  /// Whether a record starts with this line.
  public func startsRecord(atLine lineStart: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    guard lineStart >= 0, lineStart < bytes.count else { return false }
    switch bytes[lineStart] {
    case 0x5B:
      return UnifiedPrefix(at: lineStart, in: bytes) != nil
        || ClassicPrefix(at: lineStart, in: bytes).precedesCollection(in: bytes)
    case let byte where ErrorLogTime.isDigit(byte):
      return ClassicPrefix(at: lineStart, in: bytes).precedesCollection(in: bytes)
    case UInt8(ascii: "{"):
      return bytes.hasText("{Heap before GC", at: lineStart)
    case UInt8(ascii: "C"):
      return bytes.hasText("CommandLine flags: ", at: lineStart)
    case UInt8(ascii: "M"):
      return bytes.hasText("Memory: ", at: lineStart)
    case UInt8(ascii: "O"):
      return bytes.hasText("OpenJDK 64-Bit Server VM (", at: lineStart)
    case UInt8(ascii: "J"):
      return bytes.hasText("Java HotSpot(TM) 64-Bit Server VM (", at: lineStart)
    default: return false
    }
  }

  /// The time and the level, where they are written.
  public func stamp(ofRecordAt start: Int, in bytes: borrowing Span<UInt8>) -> RecordStamp {
    if let prefix = UnifiedPrefix(at: start, in: bytes) {
      return RecordStamp(time: prefix.time, level: prefix.level)
    }
    return RecordStamp(time: ClassicPrefix(at: start, in: bytes).time)
  }

  /// The cause, the heap before and after, its capacity, and the duration.
  public func entry(_ record: Range<Int>, in bytes: borrowing Span<UInt8>) -> LogEntry {
    var entry = LogEntry(bytes: record)
    if let prefix = UnifiedPrefix(at: record.lowerBound, in: bytes) {
      (entry.timestamp, entry.level) = (prefix.time, prefix.level)
      entry.message = min(prefix.end, record.upperBound)..<record.upperBound
    } else {
      let prefix = ClassicPrefix(at: record.lowerBound, in: bytes)
      entry.timestamp = prefix.time
      entry.message = min(prefix.end, record.upperBound)..<record.upperBound
    }
    guard let collection = GarbageCollection(record: record, in: bytes) else { return entry }
    entry[.cause] = collection.cause
    entry[.before] = collection.before?.range
    entry[.after] = collection.after?.range
    entry[.capacity] = collection.capacity?.range
    entry[.duration] = collection.duration
    return entry
  }

  /// Whether a line of a collector stands before the first record of an error log.
  static func recognises(_ head: [UInt8]) -> Bool {
    let (format, log, span) = (GCLogFormat(), ErrorLogFormat(), head.span)
    var (collections, records, line, seen) = (0, 0, 0, 0)
    while line < head.count, seen < 200 {
      if log.startsRecord(atLine: line, in: span) {
        records += 1
      } else if format.isOfCollector(atLine: line, in: span) {
        collections += 1
      }
      seen += 1
      guard let end = head[line...].firstIndex(of: 0x0A) else { break }
      line = end + 1
    }
    return collections > records
  }

  private func isOfCollector(atLine start: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    if let prefix = UnifiedPrefix(at: start, in: bytes) { return prefix.isOfCollector }
    let prefix = ClassicPrefix(at: start, in: bytes)
    return prefix.end < bytes.count && bytes[prefix.end] == 0x5B
      && prefix.precedesCollection(in: bytes)
  }
}
