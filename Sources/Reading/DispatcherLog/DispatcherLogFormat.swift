public import Model

/// The records of a `dispatcher.log`, from the dispatcher of CQ 5 to that of the Cloud Service.
///
/// A date in brackets, C's or the common one; the level as one letter; the process in any of
/// its forms, or the pod; then a message, or a quoted request with its summary. The access
/// form of later dispatchers has neither level nor process.
public struct DispatcherLogFormat: LogFormat {
  /// A log of the dispatcher module.
  public var kind: DocumentKind { .dispatcherLog }

  /// Makes the format.
  public init() {}

  /// Whether a record starts with this line: a date in brackets, then a level or a request.
  public func startsRecord(atLine lineStart: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    DispatcherLogHeader(at: lineStart, in: bytes) != nil
  }

  /// The time and the level.
  public func stamp(ofRecordAt start: Int, in bytes: borrowing Span<UInt8>) -> RecordStamp {
    guard let header = DispatcherLogHeader(at: start, in: bytes) else { return RecordStamp() }
    return RecordStamp(time: header.time, level: header.level)
  }

  /// The fields of a record, of a summary and of the messages that name a request or a farm.
  public func entry(_ record: Range<Int>, in bytes: borrowing Span<UInt8>) -> LogEntry {
    var entry = LogEntry(bytes: record)
    guard let header = DispatcherLogHeader(at: record.lowerBound, in: bytes) else { return entry }
    entry.timestamp = header.time
    entry.level = header.level
    var cursor = HeaderCursor(record, in: bytes)
    cursor.position = min(header.end, cursor.end)
    if let process = header.takeProcess(&cursor, in: bytes) {
      entry[bytes.isPod(process) ? .pod : .process] = process
    }
    entry.message = cursor.position..<max(cursor.position, record.upperBound)
    if let summary = DispatcherSummary(&cursor, in: bytes) {
      entry[.method] = summary.method
      entry[.path] = summary.path
      entry[.httpVersion] = summary.version
      entry[.status] = summary.status
      entry[.cache] = summary.cache
      entry[.duration] = summary.duration
      entry[.farm] = summary.farm
      entry[.renderer] = summary.renderer
      entry[.host] = summary.host
    } else {
      DispatcherMessage.read(cursor.position..<cursor.end, into: &entry, in: bytes)
    }
    return entry
  }
}

/// The date and the level of a record.
struct DispatcherLogHeader {
  var time: Timestamp
  var level: LogLevel?
  /// Where the process stands, or the message.
  var end: Int

  init?(at start: Int, in bytes: borrowing Span<UInt8>) {
    guard start >= 0, bytes.count - start > 26, bytes[start] == 0x5B,
      let time = LogTime.calendar(at: start + 1, in: bytes)
        ?? LogTime.common(at: start + 1, in: bytes),
      bytes.hasText("] ", at: time.end), bytes.count - time.end > 5
    else { return nil }
    self.time = time.time
    let next = time.end + 2
    if bytes[next] == 0x22 {
      end = next
    } else if bytes[next] == 0x5B, bytes[next + 2] == 0x5D,
      let level = Self.level(bytes[next + 1])
    {
      self.level = level
      end = next + 3
      while end < bytes.count, bytes[end] == 0x20 { end += 1 }
    } else {
      return nil
    }
  }

  /// `[pid 8300 (tid 139937910880384)]`, `[24974(140006182991616)]`, `[17183]`, or a pod.
  func takeProcess(
    _ cursor: inout HeaderCursor, in bytes: borrowing Span<UInt8>
  ) -> Range<Int>? {
    let start = cursor.position + 1
    guard level != nil, start < cursor.end,
      bytes.hasText("pid ", at: start) || ErrorLogTime.isDigit(bytes[start])
        || bytes.isPod(start..<cursor.end)
    else { return nil }
    return cursor.takeBracketed(in: bytes)
  }

  private static func level(_ letter: UInt8) -> LogLevel? {
    switch letter {
    case 0x45: .error
    case 0x57: .warn
    case 0x49: .info
    case 0x44: .debug
    case 0x54: .trace
    default: nil
    }
  }
}
