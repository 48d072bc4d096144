/// What the dispatcher says of a request when it is done, in any order its versions had.
///
/// `"GET /a" - miss [publish/rend01] 905ms`, `"GET /a" ! - 8ms [publishfarm/-]`,
/// `"GET /a" - + 24034ms [publishfarm/0]`, `"GET /a" 503 - 54234ms [authorfarm/-]`,
/// `"GET /a HTTP/1.1" 200 purge [publish/-] 0ms`,
/// `"GET /a" - 475ms [publishfarm/0] [action miss] "host"`.
/// The status is a number, or `!` where a filter blocked the request.
struct DispatcherSummary {
  var method: Range<Int>?
  var path: Range<Int>?
  var version: Range<Int>?
  var status: Range<Int>?
  var cache: Range<Int>?
  var duration: Range<Int>?
  var farm: Range<Int>?
  var renderer: Range<Int>?
  var host: Range<Int>?

  init?(_ cursor: inout HeaderCursor, in bytes: borrowing Span<UInt8>) {
    guard let request = cursor.takeRequest(in: bytes),
      let line = bytes.requestLine(request)
    else { return nil }
    (method, path, version) = (line.method, line.path, line.version)
    for _ in 0..<8 where cursor.position < cursor.end {
      if bytes[cursor.position] == 0x5B {
        guard let bracket = cursor.takeBracketed(in: bytes) else { break }
        readBracket(bracket, in: bytes)
      } else if bytes[cursor.position] == 0x22 {
        guard let quoted = cursor.takeQuoted(in: bytes) else { break }
        host = quoted
      } else if let word = cursor.takeWord(in: bytes) {
        readWord(word, in: bytes)
      }
    }
  }

  // [publishfarm/0], [action miss]
  private mutating func readBracket(_ text: Range<Int>, in bytes: borrowing Span<UInt8>) {
    if bytes.hasText("action ", at: text.lowerBound) {
      cache = text.lowerBound + 7..<max(text.lowerBound + 7, text.upperBound)
    } else if let slash = lastSlash(text, in: bytes) {
      farm = text.lowerBound..<slash
      let name = slash + 1..<text.upperBound
      if !isHyphen(name, in: bytes) { renderer = name }
    }
  }

  private mutating func readWord(_ word: Range<Int>, in bytes: borrowing Span<UInt8>) {
    let first = bytes[word.lowerBound]
    if word.count > 2, bytes.hasText("ms", at: word.upperBound - 2),
      bytes.number(word.lowerBound..<word.upperBound - 2) != nil
    {
      duration = word
    } else if status == nil, first == 0x21 || word.count == 3 && bytes.number(word) != nil {
      status = word
    } else if cache == nil, (0x61...0x7A).contains(first) {
      cache = word
    }
  }

  private func lastSlash(_ text: Range<Int>, in bytes: borrowing Span<UInt8>) -> Int? {
    var place = text.upperBound
    while place > text.lowerBound {
      place -= 1
      if bytes[place] == 0x2F { return place }
    }
    return nil
  }

  private func isHyphen(_ text: Range<Int>, in bytes: borrowing Span<UInt8>) -> Bool {
    text.count == 1 && bytes[text.lowerBound] == 0x2D
  }
}

extension HeaderCursor {
  // A path may hold a quote; the one with a mark of the summary behind it closes.
  fileprivate mutating func takeRequest(in bytes: borrowing Span<UInt8>) -> Range<Int>? {
    guard position < end, bytes[position] == 0x22 else { return nil }
    let start = position + 1
    var place = start
    while let quote = bytes.firstIndex(of: 0x22, in: place..<end) {
      place = quote + 1
      guard place + 1 < end, bytes[place] == 0x20 else { continue }
      let next = bytes[place + 1]
      guard next == 0x2D || next == 0x21 || next == 0x2B || ErrorLogTime.isDigit(next) else {
        continue
      }
      position = place
      skipSpaces(in: bytes)
      return start..<quote
    }
    return nil
  }
}
