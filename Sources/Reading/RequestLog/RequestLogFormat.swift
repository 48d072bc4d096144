public import Model

/// The records of an AEM `request.log`, on-premise or Cloud Service (`aemrequest`).
///
/// `05/Aug/2019:09:54:59 -0500 [4272] -> GET /a HTTP/1.1 [pod]` when a request comes,
/// `… [4272] <- 207 text/xml; charset=UTF-8 3ms [pod]` when it is answered; the pod on the
/// Cloud Service only.
public struct RequestLogFormat: LogFormat {
  /// An AEM `request.log`.
  public var kind: DocumentKind { .requestLog }

  /// Makes the format.
  public init() {}

  /// Whether a record starts with this line: a time, a number in brackets, an arrow.
  public func startsRecord(atLine lineStart: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    RequestLogHeader(at: lineStart, in: bytes) != nil
  }

  /// The time; such records have no level.
  public func stamp(ofRecordAt start: Int, in bytes: borrowing Span<UInt8>) -> RecordStamp {
    RecordStamp(time: RequestLogHeader(at: start, in: bytes)?.time)
  }

  /// The fields of a request or of a response.
  public func entry(_ record: Range<Int>, in bytes: borrowing Span<UInt8>) -> LogEntry {
    var entry = LogEntry(bytes: record)
    guard let line = RequestLogLine(record, in: bytes) else { return entry }
    entry.timestamp = line.header.time
    entry.message = line.header.end..<max(line.header.end, record.upperBound)
    entry[.request] = line.header.number
    entry[.method] = line.method
    entry[.path] = line.path
    entry[.httpVersion] = line.version
    entry[.status] = line.status
    entry[.contentType] = line.contentType
    entry[.duration] = line.duration
    entry[.pod] = line.pod
    return entry
  }
}

/// Time, number and direction of a record.
struct RequestLogHeader {
  var time: Timestamp
  var number: Range<Int>
  var isResponse: Bool
  /// Behind the arrow and the blank after it.
  var end: Int

  init?(at start: Int, in bytes: borrowing Span<UInt8>) {
    guard let time = LogTime.common(at: start, in: bytes), bytes.hasText(" [", at: time.end)
    else { return nil }
    var next = time.end + 2
    while next < bytes.count, next - time.end < 22, ErrorLogTime.isDigit(bytes[next]) { next += 1 }
    guard next > time.end + 2, bytes.hasText("] ", at: next) else { return nil }
    if bytes.hasText("<- ", at: next + 2) {
      isResponse = true
    } else if bytes.hasText("-> ", at: next + 2) {
      isResponse = false
    } else {
      return nil
    }
    self.time = time.time
    number = time.end + 2..<next
    end = next + 5
  }
}

/// The parts of a whole record, found without a copy.
struct RequestLogLine {
  var header: RequestLogHeader
  var method: Range<Int>?
  var path: Range<Int>?
  var version: Range<Int>?
  var status: Range<Int>?
  var contentType: Range<Int>?
  var duration: Range<Int>?
  var pod: Range<Int>?

  init?(_ record: Range<Int>, in bytes: borrowing Span<UInt8>) {
    guard let header = RequestLogHeader(at: record.lowerBound, in: bytes),
      header.end <= record.upperBound
    else { return nil }
    self.header = header
    var end = bytes.endOfLine(from: header.end, before: record.upperBound)
    while end > header.end, bytes[end - 1] == 0x20 { end -= 1 }
    if let bracket = Self.lastBracket(header.end..<end, in: bytes),
      header.isResponse
        ? bytes.hasText("ms", at: bracket - 3)
        : bytes.requestLine(header.end..<bracket - 1)?.version != nil
    {
      pod = bracket + 1..<end - 1
      end = bracket - 1
    }
    if header.isResponse {
      readResponse(header.end..<end, in: bytes)
    } else if let line = bytes.requestLine(header.end..<end) {
      (method, path, version) = (line.method, line.path, line.version)
    }
  }

  /// The method and path of a request, cut where they are long.
  func request(in bytes: borrowing Span<UInt8>) -> String? {
    guard let method, let path else { return nil }
    let end = min(path.upperBound, path.lowerBound + 256)
    return bytes.text(method) + " " + bytes.text(path.lowerBound..<end)
  }

  // 207 text/xml; charset=UTF-8 3ms
  private mutating func readResponse(_ text: Range<Int>, in bytes: borrowing Span<UInt8>) {
    let behindStatus = bytes.firstIndex(of: 0x20, in: text) ?? text.upperBound
    status = text.lowerBound..<behindStatus
    var last = text.upperBound
    while last > behindStatus, bytes[last - 1] != 0x20 { last -= 1 }
    guard last > behindStatus, bytes.hasText("ms", at: text.upperBound - 2) else { return }
    duration = last..<text.upperBound
    if last - 1 > behindStatus + 1 { contentType = behindStatus + 1..<last - 1 }
  }

  // `[pod]` at the very end, with a blank before it.
  private static func lastBracket(
    _ text: Range<Int>, in bytes: borrowing Span<UInt8>
  ) -> Int? {
    guard text.count > 3, bytes[text.upperBound - 1] == 0x5D else { return nil }
    var place = text.upperBound - 2
    while place > text.lowerBound, bytes[place] != 0x5B, bytes[place] != 0x20 { place -= 1 }
    return place > text.lowerBound && bytes[place] == 0x5B && bytes[place - 1] == 0x20 ? place : nil
  }
}
