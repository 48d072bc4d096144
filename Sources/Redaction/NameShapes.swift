/// Names that tell whose installation it is: of machines, accounts, mailboxes and customers.
///
/// A name is known by its shape (an address, `author1.acme.com`), by the word before it
/// (`host=`, `userid:`), or by its place in a path or a line of a log. Names of classes,
/// packages, files and versions, and those that AEM, Sling and Adobe themselves use, stay.
///
/// - Complexity: Linear; every look around a place is bounded.
struct NameShapes {
  let text: EncodedText
  private(set) var claims: [Claim] = []

  /// Until where a path of AEM's own goes, in which a folder may be called `content`, too.
  var ownEnd = 0

  /// Until where names of pages have been read, so that none is read twice.
  var pagesEnd = 0

  var bytes: [UInt8] { text.bytes }

  init(_ text: EncodedText) {
    self.text = text
    findRuns()
    findMarks()
    findLineStarts()
  }

  mutating func claim(_ range: Range<Int>, _ kind: RedactionKind) {
    guard !range.isEmpty, !TokenBook.isToken(text.bytes[range]) else { return }
    claims.append(Claim(range, kind))
  }

  // MARK: Runs of letters, digits, dots and hyphens

  private static let runBytes = (UInt8.min...UInt8.max).map {
    Byte.isAlphanumeric($0) || $0 == Byte.dot || $0 == Byte.hyphen
  }

  private mutating func findRuns() {
    let bytes = bytes
    let isPart = Self.runBytes
    var offset = 0
    while offset < bytes.count {
      guard isPart[Int(bytes[offset])] else {
        offset += 1
        continue
      }
      let start = offset
      var (dots, hyphens, digits) = (0, 0, 0)
      while offset < bytes.count, isPart[Int(bytes[offset])] {
        let byte = bytes[offset]
        if byte == Byte.dot { dots += 1 }
        if byte == Byte.hyphen { hyphens += 1 }
        if byte &- 0x30 < 10 { digits += 1 }
        offset += 1
      }
      guard offset - start < 512 else { continue }
      let run = unescaped(start..<offset)
      if dots >= 3, digits >= 4 { findAddress(in: run) }
      if hyphens >= 4, digits >= 4 { findHyphenated(in: run) }
      if hyphens >= 5 { findHardwareAddress(in: run) }
      if dots > 0 { findDomain(in: run) }
      if offset - start >= 4 { findLabel(run) }
    }
  }

  /// A run without the digits of an escape, or the letter of `\n`, that it seems to start with.
  private func unescaped(_ run: Range<Int>) -> Range<Int> {
    let start = run.lowerBound
    guard start > 0 else { return run }
    var skipped = 0
    switch bytes[start - 1] {
    case Byte.percent:
      skipped = text.unit(at: start - 1).map { $0.length - 1 } ?? 0
    case Byte.backslash:
      skipped = text.has("u00", at: start) ? 5 : "nrt".utf8.contains(bytes[start]) ? 1 : 0
    default:
      break
    }
    return min(start + skipped, run.upperBound)..<run.upperBound
  }

  // MARK: Marks: `@`, `:` and slashes

  private mutating func findMarks() {
    let bytes = bytes
    let kinds = ByteKinds.table
    var offset = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == Byte.at {
        findMailbox(around: offset..<offset + 1)
      } else if byte == Byte.colon {
        findWideAddress(at: offset)
        findAuthority(behind: offset + 1)
      } else if byte == Byte.slash {
        findPath(behind: offset + 1)
      } else if kinds[Int(byte)] == .encoded, let unit = text.unit(at: offset), unit.level > 0 {
        let end = offset + unit.length
        if unit.byte == Byte.at { findMailbox(around: offset..<end) }
        if unit.byte == Byte.colon { findAuthority(behind: end) }
        if unit.byte == Byte.slash { findPath(behind: end) }
        offset = end
        continue
      }
      offset += 1
    }
  }

  // MARK: Lines of access logs and of the system's log

  private mutating func findLineStarts() {
    let bytes = bytes
    var start = 0
    while start < bytes.count {
      let rest = bytes[start...]
      if let end = rest.prefix(300).firstIndex(of: 0x20), end - start >= 3 {
        readLine(start, firstWordEnd: end)
      }
      guard let feed = rest.firstIndex(of: Byte.lineFeed) else { return }
      start = feed + 1
    }
  }

  private mutating func readLine(_ start: Int, firstWordEnd: Int) {
    if text.has("- ", at: firstWordEnd + 1) {
      // `client - user [29/Mar/2026:…`, `client - user 29/Mar/2026:…`
      let user = wordEnd(from: firstWordEnd + 3)
      guard user > firstWordEnd + 3, text.has(" ", at: user), user + 3 < bytes.count,
        bytes[user + 1] == Byte.openBracket || Byte.isDigit(bytes[user + 1])
      else { return }
      claimUser(firstWordEnd + 3..<user)
      let client = start..<firstWordEnd
      if !bytes[client].contains(Byte.colon), !bytes[client].contains(Byte.dot) {
        claimHost(client)
      }
      return
    }
    // `May  8 20:35:09 host program[pid]:`
    if firstWordEnd == start + 3, text.has(":", at: start + 9), text.has(":", at: start + 12),
      text.has(" ", at: start + 15),
      Self.months.contains(String(decoding: bytes[start..<start + 3], as: UTF8.self))
    {
      let end = wordEnd(from: start + 16)
      claimHost(start + 16..<end)
    } else if firstWordEnd - start >= 19, text.has("T", at: start + 10), Byte.isDigit(bytes[start])
    {
      // `2026-03-29T00:00:00+00:00 host program[pid]:`
      let end = wordEnd(from: firstWordEnd + 1)
      let program = wordEnd(from: end + 1)
      if text.has("]:", at: program - 2) { claimHost(firstWordEnd + 1..<end) }
    }
  }

  private func wordEnd(from start: Int) -> Int {
    var end = start
    while end < bytes.count, end - start < 256, !Byte.isSpace(bytes[end]) { end += 1 }
    return max(start, min(end, bytes.count))
  }

  private static let months: Set<String> = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  // MARK: What is claimed under a name

  mutating func claimHost(_ range: Range<Int>) {
    let name = lowercased(range)
    guard range.count >= 2, range.count <= 253, name.utf8.contains(where: Byte.isLetter),
      bytes[range].allSatisfy({ Self.runBytes[Int($0)] || $0 == Byte.underscore }),
      !WellKnownNames.isHost(name)
    else { return }
    claim(range, .host)
  }

  mutating func claimUser(_ range: Range<Int>) {
    let name = lowercased(range)
    guard range.count >= 2, range.count <= 128, !WellKnownNames.isUser(name),
      bytes[range].contains(where: { Byte.isLetter($0) || $0 >= 0x80 }),
      !bytes[range].contains(where: { "{}$<>()=;,/:".utf8.contains($0) })
    else { return }
    claim(range, bytes[range].contains(Byte.at) ? .email : .user)
  }

  func lowercased(_ range: Range<Int>) -> String {
    String(decoding: bytes[range].map(Byte.lowercased), as: UTF8.self)
  }
}
