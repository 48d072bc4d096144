public import Model

/// The records that a TarMK segment store keeps of itself, both one to a line.
///
/// `journal.log`: `<segment>:<offset> root <milliseconds>`, a root that was persisted. Oak's own
/// `gc.log`, no log of the virtual machine: size of the repository, bytes reclaimed, time,
/// generation, nodes, and in later versions the root, with commas between them.
public struct SegmentJournalFormat: LogFormat {
  /// The journal of a segment store, or its record of collections.
  public var kind: DocumentKind { .segmentJournal }

  /// Makes the format.
  public init() {}

  /// Whether this line is a record of either form.
  public func startsRecord(atLine lineStart: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    time(at: lineStart, in: bytes) != nil
  }

  /// The time, which is in UTC.
  public func stamp(ofRecordAt start: Int, in bytes: borrowing Span<UInt8>) -> RecordStamp {
    RecordStamp(time: time(at: start, in: bytes))
  }

  /// Of a collection, what was used after it.
  public func entry(_ record: Range<Int>, in bytes: borrowing Span<UInt8>) -> LogEntry {
    var entry = LogEntry(bytes: record)
    entry.timestamp = time(at: record.lowerBound, in: bytes)
    if entry.timestamp != nil, let comma = bytes.firstIndex(of: 0x2C, in: record) {
      entry[.after] = record.lowerBound..<comma
    }
    return entry
  }

  private func time(at start: Int, in bytes: borrowing Span<UInt8>) -> Timestamp? {
    guard start >= 0, start < bytes.count else { return nil }
    if let end = identifierEnd(at: start, in: bytes) { return rootTime(at: end, in: bytes) }
    return collectionTime(at: start, in: bytes)
  }

  // <8>-<4>-<4>-<4>-<12> hexadecimal digits and a colon.
  private func identifierEnd(at start: Int, in bytes: borrowing Span<UInt8>) -> Int? {
    guard bytes.count - start > 37, bytes[start + 36] == 0x3A else { return nil }
    for offset in 0..<36 {
      let byte = bytes[start + offset]
      if offset == 8 || offset == 13 || offset == 18 || offset == 23 {
        guard byte == 0x2D else { return nil }
      } else {
        guard ErrorLogTime.isDigit(byte) || (0x61...0x66).contains(byte | 0x20) else { return nil }
      }
    }
    return start + 37
  }

  private func rootTime(at start: Int, in bytes: borrowing Span<UInt8>) -> Timestamp? {
    var next = start
    while next < bytes.count, next - start < 10, ErrorLogTime.isDigit(bytes[next]) { next += 1 }
    guard next > start, bytes.hasText(" root ", at: next) else { return nil }
    return LogTime.epoch(at: next + 6, in: bytes)?.time
  }

  // <digits>,<digits>,<thirteen digits>,<digit>…
  private func collectionTime(at start: Int, in bytes: borrowing Span<UInt8>) -> Timestamp? {
    var next = start
    for _ in 0..<2 {
      let digits = next
      while next < bytes.count, next - digits < 20, ErrorLogTime.isDigit(bytes[next]) { next += 1 }
      guard next > digits, bytes.hasText(",", at: next) else { return nil }
      next += 1
    }
    guard let time = LogTime.epoch(at: next, in: bytes), bytes.hasText(",", at: time.end),
      time.end + 1 < bytes.count, ErrorLogTime.isDigit(bytes[time.end + 1])
    else { return nil }
    return time.time
  }
}
