/// Reads a mail part by part, as streams: MIME, RFC 2045 and 2046.
///
/// A mail inside another is a part of its own, to be read by a reader of its own.
final class MailReader: ByteStream {
  /// The header of the mail itself; known after the first part was asked for.
  private(set) var header = MailHeader()

  private let lines: LineSource
  private var nest: [Multipart] = []
  private var decoder = TransferDecoder(named: "")
  private var hasStarted = false
  // What the current part ended with, once it did.
  private var ending: Event?
  private var ready: [UInt8] = []
  private var given = 0

  /// How deep parts may lie inside one another.
  private static let deepest = 16

  /// Parts between the same boundaries.
  private struct Multipart {
    var boundary: [UInt8]
    var isAlternative: Bool
    /// Whether one of the forms was plain text already.
    var hasText = false
  }

  private enum Event {
    case line
    case boundary(level: Int, isLast: Bool)
    case end
  }

  init(_ source: any ByteStream) {
    lines = LineSource(source)
  }

  /// Steps to the next part that has content; `nil` after the last.
  func nextPart() throws -> MailPart? {
    (ready, given) = ([], 0)
    if !hasStarted {
      hasStarted = true
      header = try readHeader()
      if let part = enter(header) { return part }
    }
    while true {
      while ending == nil { _ = try advance() }
      guard case .boundary(let level, let isLast) = ending else { return nil }
      ending = nil
      // Parts further in that were not closed end with the one around them.
      nest.removeSubrange((level + (isLast ? 0 : 1))...)
      if isLast { continue }
      if let part = enter(try readHeader()) { return part }
    }
  }

  /// Reads on in the content of the current part.
  func read(into buffer: inout [UInt8], at offset: Int) throws -> Int {
    guard offset < buffer.count else { return 0 }
    if given == ready.count {
      ready.removeAll(keepingCapacity: true)
      given = 0
      while ready.count < 1 << 15, ending == nil { try take() }
    }
    let count = min(ready.count - given, buffer.count - offset)
    buffer.replaceSubrange(offset..<offset + count, with: ready[given..<given + count])
    given += count
    return count
  }

  private func take() throws {
    switch try advance() {
    case .line:
      decoder.decode(lines.bytes, line: lines.line, ending: lines.ending, into: &ready)
    case .boundary:
      decoder.finish(atBoundary: true, into: &ready)
    case .end:
      decoder.finish(atBoundary: false, into: &ready)
    }
  }

  private func advance() throws -> Event {
    guard try lines.next() else {
      ending = .end
      return .end
    }
    if let event = boundary() {
      ending = event
      return event
    }
    return .line
  }

  /// The boundary that the current line is, the innermost first.
  private func boundary() -> Event? {
    let hyphen = UInt8(ascii: "-")
    guard lines.startsLine, !nest.isEmpty, lines.line.count > 2 else { return nil }
    let line = lines.bytes[lines.line]
    guard line.starts(with: [hyphen, hyphen]) else { return nil }
    for (level, multipart) in nest.enumerated().reversed() {
      guard line.dropFirst(2).starts(with: multipart.boundary) else { continue }
      let rest = line.dropFirst(2 + multipart.boundary.count)
      let isLast = rest.starts(with: [hyphen, hyphen])
      if rest.dropFirst(isLast ? 2 : 0).allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
        return .boundary(level: level, isLast: isLast)
      }
    }
    return nil
  }

  private func readHeader() throws -> MailHeader {
    var header = MailHeader()
    while case .line = try advance() {
      if lines.isBlank { break }
      guard lines.startsLine else { continue }
      if !header.add(lines.bytes[lines.line]), header.fields.isEmpty {
        // The line that a mail box puts before a mail is none of it; other text is its body.
        if lines.bytes[lines.line].starts(with: "From ".utf8) { continue }
        lines.hold()
        break
      }
    }
    return header
  }

  /// Goes into a part; `nil` where it only holds others.
  private func enter(_ header: MailHeader) -> MailPart? {
    let type = header.mediaType
    if type.hasPrefix("multipart/"), let boundary = header.typeParameter("boundary"),
      !boundary.isEmpty, nest.count < Self.deepest
    {
      nest.append(
        Multipart(boundary: Array(boundary.utf8), isAlternative: type == "multipart/alternative"))
      return nil
    }
    decoder = TransferDecoder(named: header.transferEncoding)
    let isBody =
      !header.isAttachment && header.fileName == nil
      && (type == "text/plain" || type == "text/html" || type.hasPrefix("multipart/"))
    var repeats = false
    if isBody {
      for level in nest.indices where nest[level].isAlternative {
        repeats = repeats || (type == "text/html" && nest[level].hasText)
        if type == "text/plain" { nest[level].hasText = true }
      }
    }
    return MailPart(header: header, type: type, isBody: isBody, repeatsText: repeats)
  }
}

/// A part of a mail with content of its own.
struct MailPart {
  /// Its header.
  let header: MailHeader

  /// Its media type, in lower case.
  let type: String

  /// Whether it is what the sender wrote, not a file that comes with it.
  let isBody: Bool

  /// Whether it says the same as a plain text before it.
  let repeatsText: Bool

  /// The name to show it by.
  var name: String {
    if isBody { return "body.txt" }
    let name = header.fileName
    if type == "message/rfc822" {
      return name.map { $0.hasSuffix(ofAny: [".eml"]) ? $0 : $0 + ".eml" } ?? "message.eml"
    }
    return name ?? (type.hasPrefix("text/") ? "part.txt" : "part")
  }
}
