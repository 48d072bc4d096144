public import Model

/// One grammar of log records: where they start, when they were written, what they hold.
///
/// A format is a value without state. Everything it says of a record follows
/// from the bytes of that record, so that a log may be cut into buffers and read
/// from any record on.
public protocol LogFormat: RecordBoundaries {
  /// The kind of document whose records these are.
  var kind: DocumentKind { get }

  /// Whether a stack trace in a record tells of an error; it may as well tell what goes on.
  var tracesTellOfErrors: Bool { get }

  /// When and how severe the record is that starts here.
  ///
  /// It is asked of every record, so it looks at no more than the header.
  ///
  /// - Parameters:
  ///   - start: Where the record starts; it was found to start there.
  ///   - bytes: The buffer that holds it. It may end before the record does.
  func stamp(ofRecordAt start: Int, in bytes: borrowing Span<UInt8>) -> RecordStamp

  /// The fields of a record.
  ///
  /// Those that are not there stay out; whatever is left is the message.
  func entry(_ record: Range<Int>, in bytes: borrowing Span<UInt8>) -> LogEntry
}

/// The time and the severity of a record.
public struct RecordStamp: Hashable, Sendable {
  /// When it was written; UTC is assumed where the log states no zone.
  public var time: Timestamp?

  /// How severe its writer held it to be.
  public var level: LogLevel?

  /// Makes a stamp.
  @inlinable
  public init(time: Timestamp? = nil, level: LogLevel? = nil) {
    self.time = time
    self.level = level
  }
}

extension LogFormat {
  /// Who writes a stack trace into a log mostly tells of an error.
  public var tracesTellOfErrors: Bool { true }

  /// The time and level of the whole entry, for formats that read it cheaply.
  public func stamp(ofRecordAt start: Int, in bytes: borrowing Span<UInt8>) -> RecordStamp {
    let limit = min(bytes.count, start + 4_096)
    let entry = entry(start..<bytes.endOfLine(from: start, before: limit), in: bytes)
    return RecordStamp(time: entry.timestamp, level: entry.level)
  }
}

extension LogFormat {
  /// Gives every record that starts in a range, with its line counted from 1 for the range's first.
  ///
  /// - Parameter isWithinLine: Whether the range goes on with a line that began before it.
  public func forEachRecord(
    of bytes: [UInt8], in range: Range<Int>, isWithinLine: Bool = false,
    _ body: (_ record: Range<Int>, _ line: Int) -> Void
  ) {
    let span = bytes.span
    var open: (start: Int, line: Int)?
    var (start, line) = (range.lowerBound, 1)
    while start < range.upperBound {
      if startsRecord(atLine: start, in: span), !isWithinLine || line > 1 {
        if let open { body(open.start..<start, open.line) }
        open = (start, line)
      }
      let end = span.firstIndex(of: 0x0A, in: start..<range.upperBound)
      start = end.map { $0 + 1 } ?? range.upperBound
      line += 1
    }
    if let open { body(open.start..<range.upperBound, open.line) }
  }
}

extension DocumentKind {
  /// Every format of logs, the more particular ones first.
  static let logFormats: [any LogFormat] = [
    ErrorLogFormat(), ErrorLogFormat(kind: .auditLog), ErrorLogFormat(kind: .historyLog),
    ErrorLogFormat(kind: .upgradeLog), ErrorLogFormat(kind: .replicationLog),
    ErrorLogFormat(kind: .queryRecorderLog),
    RequestLogFormat(), AccessLogFormat(), DispatcherLogFormat(), HttpdErrorFormat(),
    CDNLogFormat(),
    ConsoleFormat(), SegmentJournalFormat(), OakConsoleFormat(),
    BuildLogFormat(), ToolOutputFormat(),
    ThreadDumpFormat(), GCLogFormat(), HTTPTranscriptFormat(),
  ]

  /// How its records are read; a document that is no log is one record.
  public var format: any LogFormat {
    if self == .text { return TextFormat() }
    return Self.logFormats.first { $0.kind == self } ?? WholeFormat(kind: self)
  }

  /// Whether it falls into records that can be read one by one.
  public var isLog: Bool { !(format is WholeFormat) }
}
