/// Reads the mails of a box one after the other, as streams: the form `mbox`, RFC 4155.
final class MailBoxReader: ByteStream {
  private let lines: LineSource
  private var isAtMail = false
  private var wasBlank = true
  private var hasEnded = false
  private var ready: [UInt8] = []
  private var given = 0

  init(_ source: any ByteStream) {
    lines = LineSource(source)
  }

  /// Steps to the next mail; false after the last.
  func nextMail() throws -> Bool {
    (ready, given) = ([], 0)
    while !isAtMail, try step() {}
    defer { isAtMail = false }
    return isAtMail
  }

  /// Reads on in the current mail.
  func read(into buffer: inout [UInt8], at offset: Int) throws -> Int {
    guard offset < buffer.count else { return 0 }
    if given == ready.count {
      ready.removeAll(keepingCapacity: true)
      given = 0
      while ready.count < 1 << 15, !isAtMail, try step() { takeLine() }
    }
    let count = min(ready.count - given, buffer.count - offset)
    buffer.replaceSubrange(offset..<offset + count, with: ready[given..<given + count])
    given += count
    return count
  }

  /// Goes to the next line; false at the end or where another mail starts.
  private func step() throws -> Bool {
    guard !hasEnded, try lines.next() else {
      hasEnded = true
      return false
    }
    isAtMail =
      wasBlank && lines.startsLine && lines.bytes[lines.line].starts(with: "From ".utf8)
    wasBlank = lines.isBlank
    return !isAtMail
  }

  private func takeLine() {
    let line = lines.bytes[lines.line]
    // A line of the mail that looks like the start of one was quoted.
    let isQuoted =
      lines.startsLine && line.first == UInt8(ascii: ">")
      && line.drop { $0 == UInt8(ascii: ">") }.starts(with: "From ".utf8)
    ready += isQuoted ? line.dropFirst() : line
    ready += lines.bytes[lines.ending]
  }
}
