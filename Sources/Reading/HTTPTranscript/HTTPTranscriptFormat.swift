public import Model

/// The exchanges that `curl -v` prints: `>` sends, `<` receives, `*` explains.
///
/// A record starts with the line of a request. A HAR is one record.
public struct HTTPTranscriptFormat: LogFormat {
  /// A record of HTTP exchanges.
  public var kind: DocumentKind { .httpTranscript }

  /// Makes the format.
  public init() {}

  /// Whether the line is that of a request, or opens a HAR.
  public func startsRecord(atLine lineStart: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    guard lineStart >= 0, lineStart < bytes.count else { return false }
    if bytes[lineStart] == UInt8(ascii: "{") {
      let limit = min(bytes.count, lineStart + 64)
      return bytes.firstIndex(of: "\"log\"", in: lineStart..<limit) != nil
    }
    return request(at: lineStart, in: bytes) != nil
  }

  /// The method and the path; the status where the answer is there.
  public func entry(_ record: Range<Int>, in bytes: borrowing Span<UInt8>) -> LogEntry {
    var entry = LogEntry(bytes: record)
    guard let (method, path) = request(at: record.lowerBound, in: bytes),
      path.upperBound <= record.upperBound
    else { return entry }
    entry[.method] = method
    entry[.path] = path
    var line = record.lowerBound
    let limit = min(record.upperBound, record.lowerBound + 16_384)
    while line < limit {
      let end = bytes.firstIndex(of: 0x0A, in: line..<limit) ?? limit
      if bytes.hasText("< HTTP/", at: line),
        let blank = bytes.firstIndex(of: 0x20, in: min(end, line + 7)..<end), end - blank > 3,
        let status = bytes.number(blank + 1..<blank + 4)
      {
        entry[.status] = blank + 1..<blank + 4
        entry.level = status >= 500 ? .error : status >= 400 ? .warn : .info
      }
      line = end + 1
    }
    return entry
  }

  // `> POST /ims/token/v3 HTTP/1.1`
  private func request(
    at start: Int, in bytes: borrowing Span<UInt8>
  ) -> (method: Range<Int>, path: Range<Int>)? {
    guard bytes.hasText("> ", at: start) else { return nil }
    let method = start + 2
    var next = method
    while next < bytes.count, next - method < 10, JavaName.isCapital(bytes[next]) { next += 1 }
    guard next - method > 2, next < bytes.count, bytes[next] == 0x20 else { return nil }
    let path = next + 1
    let limit = min(bytes.count, path + 8_192)
    guard path < limit else { return nil }
    let end = bytes.firstIndex(of: 0x20, in: path..<limit) ?? limit
    guard bytes.hasText(" HTTP/", at: end), end > path,
      bytes.firstIndex(of: 0x0A, in: path..<end) == nil
    else { return nil }
    return (method..<next, path..<end)
  }

  /// Whether the first lines of a document hold a request and an answer as curl prints them.
  static func recognises(_ head: [UInt8]) -> Bool {
    var hasRequest = false
    var hasAnswer = false
    var lines = 0
    var line = 0
    let format = Self()
    while line < head.count, lines < 400, !(hasRequest && hasAnswer) {
      lines += 1
      if format.request(at: line, in: head.span) != nil { hasRequest = true }
      if head.hasText("< HTTP/", at: line) { hasAnswer = true }
      line = (head[line...].firstIndex(of: 0x0A) ?? head.count) + 1
    }
    return hasRequest && hasAnswer
  }
}
