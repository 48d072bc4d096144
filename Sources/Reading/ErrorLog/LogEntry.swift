public import Model

/// The header of one record of an AEM log: where each of its fields stands.
///
/// An entry owns no text. Every range counts in the buffer it was read from;
/// the message goes on to the end of the record, stack trace included.
///
/// The layout follows the default pattern of Sling, `{0,date,dd.MM.yyyy
/// HH:mm:ss.SSS} *{4}* [{2}] {3} {5}`, with the pod field of the Cloud Service,
/// and the forms of CQ 4, of the launcher and of Logback's status.
public struct LogEntry: Hashable, Sendable {
  /// The whole record.
  public let bytes: Range<Int>

  /// When it was written; the log states no zone, so UTC is assumed.
  public private(set) var timestamp: Timestamp?

  /// How severe its writer held it to be.
  public private(set) var level: LogLevel?

  /// The pod of the Cloud Service that wrote it.
  public private(set) var pod: Range<Int>?

  /// The name of the thread, without the brackets around it.
  public private(set) var thread: Range<Int>?

  /// The name of the logger, mostly a class.
  public private(set) var logger: Range<Int>?

  /// What is said, with everything that follows it.
  public private(set) var message: Range<Int>

  /// The HTTP request that the thread was serving.
  public private(set) var request: Request?

  /// An HTTP request as thread names show it.
  public struct Request: Hashable, Sendable {
    /// The method, such as `GET`.
    public let method: Range<Int>

    /// The path with its query.
    public let path: Range<Int>
  }

  /// Reads the header of the record in these bytes.
  ///
  /// Fields that are not there stay `nil`; whatever is left is the message.
  public init(_ record: Range<Int>, in buffer: borrowing Span<UInt8>) {
    bytes = record
    message = record
    var cursor = HeaderCursor(record, in: buffer)
    cursor.skipMark(in: buffer)
    if let time = ErrorLogTime.parse(at: cursor.position, in: buffer) {
      timestamp = Timestamp(milliseconds: time)
      cursor.position += 19
      if ErrorLogTime.milliseconds(at: cursor.position, in: buffer) != nil { cursor.position += 4 }
    } else if let length = ErrorLogTime.clockLength(at: cursor.position, in: buffer) {
      cursor.position += length
    }
    cursor.skipSpaces(in: buffer)
    if buffer.hasText("*Logback Status*", at: cursor.position) {
      readStatus(&cursor, in: buffer)
      return
    }
    pod = cursor.takePod(in: buffer)
    let padding = cursor.takeLevel(in: buffer)
    level = padding?.level
    if padding != nil || timestamp != nil {
      (thread, request) = cursor.takeThread(in: buffer)
      // Before logging is set up, the launcher pads the level and names no logger.
      logger = cursor.takeLogger(
        isOptional: padding?.isPadded == true || thread == nil, in: buffer)
    }
    message = cursor.position..<max(cursor.position, record.upperBound)
  }

  // HH:mm:ss,SSS *Logback Status* |-INFO in logger@hash - message
  private mutating func readStatus(
    _ cursor: inout HeaderCursor, in buffer: borrowing Span<UInt8>
  ) {
    cursor.position += 16
    cursor.skipSpaces(in: buffer)
    if buffer.hasText("|-", at: cursor.position) {
      cursor.position += 2
      level = cursor.takeLevel(in: buffer)?.level
      if buffer.hasText("in ", at: cursor.position) {
        cursor.position += 3
        logger = cursor.takeLogger(isOptional: false, in: buffer)
        if buffer.hasText("- ", at: cursor.position) { cursor.position += 2 }
      }
    }
    message = cursor.position..<max(cursor.position, bytes.upperBound)
  }
}
