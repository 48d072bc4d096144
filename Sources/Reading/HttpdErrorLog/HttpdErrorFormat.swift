public import Model

/// The records of an error log of Apache httpd.
///
/// httpd 2.4 on the Cloud Service writes no brackets round the date and adds the pod:
/// `Fri Jul 17 02:19:48.093820 2020 [mpm_worker:notice] [pid 1:tid 140] [<pod>] AH00292: …`;
/// elsewhere the date has brackets; httpd 2.2 has no module: `[error] [client 10.0.0.1] …`.
/// What httpd says before its log is open starts with its name or with a code.
public struct HttpdErrorFormat: LogFormat {
  /// An error log of Apache httpd.
  public var kind: DocumentKind { .httpdErrorLog }

  /// Makes the format.
  public init() {}

  /// Whether a record starts with this line.
  public func startsRecord(atLine lineStart: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    HttpdErrorHeader(at: lineStart, in: bytes) != nil
      || HttpdErrorHeader.isStartMessage(at: lineStart, in: bytes)
  }

  /// The time and the level; an error at the start of httpd has the level alone.
  public func stamp(ofRecordAt start: Int, in bytes: borrowing Span<UInt8>) -> RecordStamp {
    if let header = HttpdErrorHeader(at: start, in: bytes) {
      return RecordStamp(time: header.time, level: header.level)
    }
    return RecordStamp(level: Self.levelOfStartMessage(at: start, in: bytes))
  }

  /// The fields of a record, with rule, host and path of the tags that ModSecurity appends.
  public func entry(_ record: Range<Int>, in bytes: borrowing Span<UInt8>) -> LogEntry {
    var entry = LogEntry(bytes: record)
    var cursor = HeaderCursor(record, in: bytes)
    if let header = HttpdErrorHeader(at: record.lowerBound, in: bytes) {
      entry.timestamp = header.time
      entry.level = header.level
      entry[.module] = header.module
      cursor.position = min(header.end, cursor.end)
      cursor.skipSpaces(in: bytes)
      readBrackets(into: &entry, &cursor, in: bytes)
    } else {
      entry.level = Self.levelOfStartMessage(at: record.lowerBound, in: bytes)
    }
    entry.message = cursor.position..<max(cursor.position, record.upperBound)
    entry[.code] = code(cursor.position..<cursor.end, in: bytes)
    ModSecurityTags.read(cursor.position..<cursor.end, into: &entry, in: bytes)
    return entry
  }

  // [pid 1:tid 140272153361288] [<pod>] [client 192.0.2.1:443]
  private func readBrackets(
    into entry: inout LogEntry, _ cursor: inout HeaderCursor, in bytes: borrowing Span<UInt8>
  ) {
    while cursor.position < cursor.end, bytes[cursor.position] == 0x5B {
      let start = cursor.position + 1
      if bytes.hasText("pid ", at: start) {
        entry[.process] = cursor.takeBracketed(in: bytes)
      } else if bytes.isPod(start..<cursor.end) {
        entry[.pod] = cursor.takeBracketed(in: bytes)
      } else if bytes.hasText("client ", at: start), let client = cursor.takeBracketed(in: bytes) {
        entry[.client] = client.lowerBound + 7..<max(client.lowerBound + 7, client.upperBound)
      } else {
        return
      }
      if cursor.position == start - 1 { return }
    }
  }

  // `AH00072: …`, also behind a system error: `(98)Address already in use: AH00072: …`.
  private func code(_ text: Range<Int>, in bytes: borrowing Span<UInt8>) -> Range<Int>? {
    guard !text.isEmpty else { return nil }
    if HttpdErrorHeader.isCode(at: text.lowerBound, in: bytes) {
      return text.lowerBound..<text.lowerBound + 7
    }
    guard bytes[text.lowerBound] == 0x28,
      let place = bytes.firstIndex(of: ": AH", in: text.prefix(200)),
      HttpdErrorHeader.isCode(at: place + 2, in: bytes)
    else { return nil }
    return place + 2..<place + 9
  }

  private static func levelOfStartMessage(
    at start: Int, in bytes: borrowing Span<UInt8>
  ) -> LogLevel? {
    let end = bytes.endOfLine(from: start, before: min(bytes.count, start + 1_024))
    let isError =
      bytes.firstIndex(of: "Syntax error", in: start..<end) != nil
      || bytes.firstIndex(of: "Configuration error", in: start..<end) != nil
    return isError ? .error : nil
  }
}

/// Date, module and level of a record.
struct HttpdErrorHeader {
  var time: Timestamp
  var level: LogLevel
  var module: Range<Int>?
  var end: Int

  init?(at start: Int, in bytes: borrowing Span<UInt8>) {
    guard start >= 0, start < bytes.count else { return nil }
    let isBracketed = bytes[start] == 0x5B
    guard let time = LogTime.calendar(at: isBracketed ? start + 1 : start, in: bytes),
      bytes.hasText("]", at: time.end) == isBracketed
    else { return nil }
    let bracket = isBracketed ? time.end + 1 : time.end
    guard bytes.hasText(" [", at: bracket) else { return nil }
    let name = bracket + 2
    var colon: Int?
    var next = name
    while next < bytes.count, next - name < 48, bytes[next] != 0x5D, bytes[next] != 0x0A {
      if bytes[next] == 0x3A { colon = next }
      next += 1
    }
    guard bytes.hasText("]", at: next),
      let level = Self.level((colon.map { $0 + 1 } ?? name)..<next, in: bytes)
    else { return nil }
    self.time = time.time
    self.level = level
    module = colon.flatMap { $0 > name ? name..<$0 : nil }
    end = next + 1
  }

  /// What httpd prints when it starts: `httpd: Syntax error …`, `apache2: …`, `AH00534: …`.
  static func isStartMessage(at start: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    guard start >= 0, start < bytes.count else { return false }
    switch bytes[start] {
    case 0x41: return isCode(at: start, in: bytes)
    case 0x68: return bytes.hasText("httpd: ", at: start)
    case 0x61: return bytes.hasText("apache2: ", at: start)
    default: return false
    }
  }

  /// `AH00534:`.
  static func isCode(at start: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    guard bytes.hasText("AH", at: start), bytes.hasText(":", at: start + 7) else { return false }
    for place in start + 2..<start + 7 where !ErrorLogTime.isDigit(bytes[place]) { return false }
    return true
  }

  // httpd counts eight levels of traces, and four that are worse than a warning.
  private static func level(_ name: Range<Int>, in bytes: borrowing Span<UInt8>) -> LogLevel? {
    guard (4...6).contains(name.count) else { return nil }
    switch bytes[name.lowerBound] {
    case 0x65 where bytes.hasText("error", at: name.lowerBound): return .error
    case 0x65 where bytes.hasText("emerg", at: name.lowerBound): return .fatal
    case 0x61 where bytes.hasText("alert", at: name.lowerBound): return .fatal
    case 0x63 where bytes.hasText("crit", at: name.lowerBound): return .fatal
    case 0x77 where bytes.hasText("warn", at: name.lowerBound): return .warn
    case 0x6E where bytes.hasText("notice", at: name.lowerBound): return .info
    case 0x69 where bytes.hasText("info", at: name.lowerBound): return .info
    case 0x64 where bytes.hasText("debug", at: name.lowerBound): return .debug
    case 0x74 where bytes.hasText("trace", at: name.lowerBound): return .trace
    default: return nil
    }
  }
}
