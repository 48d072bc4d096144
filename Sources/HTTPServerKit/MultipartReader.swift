/// Reads `multipart/form-data` as it comes, in pieces of any size (RFC 7578, RFC 2046).
///
/// What stands before the first boundary and after the last is passed over. A
/// part's content is never held back, but for the bytes that may begin a boundary.
public struct MultipartReader: Sendable {
  /// What was read.
  public enum Event: Hashable, Sendable {
    /// A part begins; its value is empty yet.
    case part(FormField)

    /// Bytes of the current part.
    case bytes([UInt8])

    /// The current part is complete.
    case endOfPart
  }

  private enum State { case preamble, boundary, head, content, epilogue }

  private static let longestHead = 8 << 10
  private static let headEnd = Array("\r\n\r\n".utf8)

  private let delimiter: [UInt8]
  private var state = State.preamble
  // The first boundary needs no line end before it: one is lent.
  private var buffer = Array("\r\n".utf8)

  /// Starts with the type that the header field states.
  public init(contentType: String) throws(FormProblem) {
    let boundary = HeaderParameters(contentType)["boundary"] ?? ""
    guard (1...70).contains(boundary.utf8.count) else { throw .noBoundary }
    delimiter = Array("\r\n--\(boundary)".utf8)
  }

  /// Takes the next bytes and gives what they complete.
  public mutating func take(_ bytes: some Sequence<UInt8>) throws(FormProblem) -> [Event] {
    buffer += bytes
    var events: [Event] = []
    while try step(&events) {}
    return events
  }

  /// Takes note that no more bytes come.
  public func finish() throws(FormProblem) {
    guard state == .epilogue else { throw .incomplete }
  }

  /// Goes one step on; false if that needs more bytes.
  private mutating func step(_ events: inout [Event]) throws(FormProblem) -> Bool {
    switch state {
    case .preamble, .content:
      let isContent = state == .content
      let found = buffer.firstOffset(of: delimiter)
      let count = found ?? max(0, buffer.count - delimiter.count + 1)
      if isContent, count > 0 { events.append(.bytes(Array(buffer[..<count]))) }
      buffer.removeFirst(count + (found == nil ? 0 : delimiter.count))
      guard found != nil else { return false }
      if isContent { events.append(.endOfPart) }
      state = .boundary
    case .boundary:
      // Space may stand behind a boundary (RFC 2046, section 5.1.1).
      buffer.removeFirst(buffer.prefix { $0 == 0x20 || $0 == 0x09 }.count)
      guard buffer.count >= 2 else { return false }
      let mark = Array(buffer[..<2])
      guard mark == Array("--".utf8) || mark == Array("\r\n".utf8) else { throw .badPart }
      state = mark == Array("--".utf8) ? .epilogue : .head
      // The line end stays: a head without fields is a line end behind it.
      if state == .epilogue { buffer.removeFirst(2) }
    case .head:
      guard let end = buffer.firstOffset(of: Self.headEnd) else {
        guard buffer.count <= Self.longestHead else { throw .badPart }
        return false
      }
      guard end <= Self.longestHead else { throw .badPart }
      events.append(.part(try Self.part(Array(buffer[..<end]))))
      buffer.removeFirst(end + Self.headEnd.count)
      // The content may be empty: its boundary begins with a line end that was not taken.
      state = .content
    case .epilogue:
      buffer.removeAll()
      return false
    }
    return true
  }

  private static func part(_ head: [UInt8]) throws(FormProblem) -> FormField {
    var name: String?
    var field = FormField(name: "", value: [])
    for line in String(decoding: head, as: UTF8.self).split(separator: "\r\n") {
      guard let colon = line.firstIndex(of: ":") else { throw .badPart }
      let value = line[line.index(after: colon)...].trimmingSpace
      switch line[..<colon].lowercased() {
      case "content-disposition":
        let parameters = HeaderParameters(value)
        guard parameters.value.lowercased() == "form-data" else { throw .badPart }
        name = parameters["name"]
        field.fileName = parameters["filename"]
      case "content-type": field.contentType = value
      default: break
      }
    }
    guard let name else { throw .badPart }
    field.name = name
    return field
  }
}

/// A header's value with parameters, such as `form-data; name="file"`.
struct HeaderParameters {
  /// What stands before the parameters.
  let value: String

  private var parameters: [String: String] = [:]

  init(_ text: String) {
    var rest = text[...]
    value = rest.prefix { $0 != ";" }.trimmingSpace
    rest = rest.drop { $0 != ";" }
    while rest.popFirst() != nil {
      let name = rest.prefix { $0 != "=" && $0 != ";" }
      rest = rest[name.endIndex...]
      guard rest.first == "=" else { continue }
      rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
      let key = name.trimmingSpace.lowercased()
      if rest.first == "\"" {
        parameters[key] = Self.quoted(&rest)
        rest = rest.drop { $0 != ";" }
      } else {
        let word = rest.prefix { $0 != ";" }
        parameters[key] = word.trimmingSpace
        rest = rest[word.endIndex...]
      }
    }
  }

  subscript(name: String) -> String? { parameters[name] }

  private static func quoted(_ rest: inout Substring) -> String {
    var text = ""
    rest.removeFirst()
    while let next = rest.popFirst(), next != "\"" {
      // Browsers write a quotation mark as %22 and leave a backslash alone; others escape.
      if next == "\\", let escaped = rest.first, escaped == "\"" || escaped == "\\" {
        text.append(escaped)
        rest.removeFirst()
      } else {
        text.append(next)
      }
    }
    return text
  }
}

extension [UInt8] {
  /// Where a sequence of bytes first stands.
  func firstOffset(of needle: [UInt8]) -> Int? {
    guard let first = needle.first, count >= needle.count else { return nil }
    var start = 0
    while let hit = self[start...(count - needle.count)].firstIndex(of: first) {
      if self[hit..<hit + needle.count].elementsEqual(needle) { return hit }
      start = hit + 1
      guard start <= count - needle.count else { return nil }
    }
    return nil
  }
}
