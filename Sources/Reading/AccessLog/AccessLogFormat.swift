public import Model

/// The records of an `access.log` of AEM, of the Cloud Service and of Apache httpd.
///
/// AEM writes no brackets round the date; httpd does. The Cloud Service names the pod first
/// and, in one form, the client after it; Managed Services put the quoted host in the second
/// field: `%a "%{Host}i" %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i"`.
public struct AccessLogFormat: LogFormat {
  /// An access log.
  public var kind: DocumentKind { .accessLog }

  /// Makes the format.
  public init() {}

  /// Whether a record starts with this line: some words, a date, and a quoted request.
  public func startsRecord(atLine lineStart: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    AccessLogHeader(at: lineStart, in: bytes) != nil
  }

  /// The time; such records have no level.
  public func stamp(ofRecordAt start: Int, in bytes: borrowing Span<UInt8>) -> RecordStamp {
    RecordStamp(time: AccessLogHeader(at: start, in: bytes)?.time)
  }

  /// The fields of a record; a lone hyphen is no value.
  public func entry(_ record: Range<Int>, in bytes: borrowing Span<UInt8>) -> LogEntry {
    var entry = LogEntry(bytes: record)
    guard let line = AccessLogLine(record, in: bytes) else { return entry }
    entry.timestamp = line.header.time
    entry.message = line.header.quote..<max(line.header.quote, record.upperBound)
    entry[.pod] = line.header.pod
    entry[.client] = line.header.client
    entry[.host] = line.header.host
    entry[.user] = line.header.user
    if let request = line.request, let parts = bytes.requestLine(request) {
      entry[.method] = parts.method
      entry[.path] = parts.path
      entry[.httpVersion] = parts.version
    }
    entry[.status] = line.status
    entry[.size] = line.size
    entry[.referrer] = line.referrer
    entry[.agent] = line.agent
    return entry
  }
}

/// What stands before the quoted request.
struct AccessLogHeader {
  var time: Timestamp
  var pod: Range<Int>?
  var client: Range<Int>?
  var host: Range<Int>?
  var user: Range<Int>?
  /// Where the quote before the request stands.
  var quote: Int

  /// No header is longer, and none has more words before the date.
  private static let longest = 1_024
  private static let mostWords = 8

  init?(at start: Int, in bytes: borrowing Span<UInt8>) {
    guard start >= 0, start < bytes.count, bytes[start] > 0x20, bytes[start] != 0x5B,
      bytes[start] != 0x22
    else { return nil }
    let limit = min(bytes.count, start + Self.longest)
    var place = start
    var second: Range<Int>?
    var third: Int?
    var last = start..<start
    for word in 0..<Self.mostWords {
      last = Self.word(at: place, before: limit, in: bytes)
      guard !last.isEmpty else { return nil }
      switch word {
      case 0: if bytes.isPod(last) { pod = last } else { client = last }
      case 1: second = last
      case 2: third = last.lowerBound
      default: break
      }
      place = last.upperBound
      while place < limit, bytes[place] == 0x20 { place += 1 }
      guard place < limit else { return nil }
      let date = bytes[place] == 0x5B ? place + 1 : place
      if let time = LogTime.common(at: date, in: bytes) {
        place = time.end + (date - place)
        while place < bytes.count, bytes[place] == 0x20 || bytes[place] == 0x09 { place += 1 }
        guard place < bytes.count, bytes[place] == 0x22 else { return nil }
        self.time = time.time
        quote = place
        name(second: second, user: third.map { $0..<last.upperBound }, in: bytes)
        return
      }
    }
    return nil
  }

  private mutating func name(
    second: Range<Int>?, user: Range<Int>?, in bytes: borrowing Span<UInt8>
  ) {
    if let second, second.count > 1 {
      if bytes[second.lowerBound] == 0x22 {
        host = second.lowerBound + 1..<second.upperBound - 1
      } else if pod != nil {
        client = second
      }
    }
    self.user = user.flatMap { $0.count == 1 && bytes[$0.lowerBound] == 0x2D ? nil : $0 }
  }

  // A word, or something in quotes with the quotes; empty at the end of the line.
  private static func word(
    at start: Int, before limit: Int, in bytes: borrowing Span<UInt8>
  ) -> Range<Int> {
    var end = start
    let isQuoted = start < limit && bytes[start] == 0x22
    if isQuoted { end += 1 }
    while end < limit, bytes[end] != 0x0A, bytes[end] != (isQuoted ? 0x22 : 0x20) { end += 1 }
    if isQuoted {
      return end < limit && bytes[end] == 0x22 ? start..<end + 1 : start..<start
    }
    return start..<end
  }
}

/// The parts of a whole record, found without a copy.
struct AccessLogLine {
  var header: AccessLogHeader
  var request: Range<Int>?
  var status: Range<Int>?
  var size: Range<Int>?
  var referrer: Range<Int>?
  var agent: Range<Int>?

  init?(_ record: Range<Int>, in bytes: borrowing Span<UInt8>) {
    guard let header = AccessLogHeader(at: record.lowerBound, in: bytes),
      header.quote < record.upperBound
    else { return nil }
    self.header = header
    var cursor = HeaderCursor(record, in: bytes)
    guard header.quote < cursor.end else { return }
    let start = header.quote + 1
    guard let close = Self.endOfRequest(start..<cursor.end, in: bytes) else { return }
    request = start..<close
    cursor.position = close + 1
    cursor.skipSpaces(in: bytes)
    status = Self.value(cursor.takeWord(in: bytes), in: bytes)
    size = Self.value(cursor.takeWord(in: bytes), in: bytes)
    referrer = Self.value(cursor.takeQuoted(in: bytes), in: bytes)
    agent = Self.value(cursor.takeQuoted(in: bytes), in: bytes)
  }

  // AEM escapes no quote in a path, so what follows tells the one that closes: a status.
  private static func endOfRequest(
    _ text: Range<Int>, in bytes: borrowing Span<UInt8>
  ) -> Int? {
    var place = text.lowerBound
    while let quote = bytes.firstIndex(of: 0x22, in: place..<text.upperBound) {
      let status = quote + 2
      if status + 3 <= text.upperBound, bytes[quote + 1] == 0x20,
        bytes.number(status..<status + 3) != nil || bytes.hasText("- ", at: status)
      {
        return quote
      }
      place = quote + 1
    }
    return bytes.firstIndex(of: 0x22, in: text)
  }

  private static func value(_ range: Range<Int>?, in bytes: borrowing Span<UInt8>) -> Range<Int>? {
    guard let range, !range.isEmpty else { return nil }
    return range.count == 1 && bytes[range.lowerBound] == 0x2D ? nil : range
  }
}
