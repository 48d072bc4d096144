/// Tells text from what is none, by a sample of its first bytes.
enum TextProbe {
  /// Whether it holds more control characters than any text.
  ///
  /// Logs that were cut while being written start with a run of zeros, and some quote
  /// what is no text; with the name of a log, and on standard input, which has none, they
  /// are read. Random bytes, of which every tenth is a control character, are not, and
  /// nothing but zeros on standard input may never end.
  static func isBinary(_ head: [UInt8], name: String) -> Bool {
    let controls = head.count { ($0 < 0x20 && !isLayout($0)) || $0 == 0x7F }
    guard controls * 25 > head.count else { return false }
    let isLog =
      name == "-" || name.hasSuffix(ofAny: [".log", ".txt", ".out"]) || name.contains(".log.")
    guard isLog else { return true }
    let zeros = head.prefix { $0 == 0 }.count
    if zeros == head.count { return name == "-" }
    return zeros * 2 <= controls && controls * 11 > head.count
  }

  /// Whether it is an SVG document.
  static func isVectorImage(_ head: [UInt8]) -> Bool {
    let start = Array(head.prefix(1024))
    return start.first { !isLayout($0) && $0 != 0x20 } == UInt8(ascii: "<")
      && start.contains("<svg") && !start.contains("<html")
  }

  /// Whether it is a mail with its header.
  static func isMail(_ head: [UInt8], name: String) -> Bool {
    if name.hasSuffix(ofAny: [".eml", ".mhtml", ".mht"]) { return true }
    var header = MailHeader()
    for line in head.prefix(16_384).split(separator: 0x0A, omittingEmptySubsequences: false) {
      let line = line.last == 0x0D ? line.dropLast() : line
      guard !line.isEmpty, header.add(line) else { break }
    }
    let names = Set(header.fields.map(\.name))
    return names.contains("from")
      && names.intersection([
        "to", "date", "subject", "message-id", "received", "mime-version", "content-type",
      ]).count >= 2
  }

  /// Whether it is a box of mails: each starts with a line `From address date`.
  static func isMailBox(_ head: [UInt8]) -> Bool {
    guard head.starts(with: "From ".utf8), let end = head.firstIndex(of: 0x0A) else { return false }
    return isMail(Array(head[(end + 1)...]), name: "")
  }

  /// Whether it is a printable ASCII character or layout.
  static func isPrintable(_ byte: UInt8) -> Bool {
    (0x20..<0x7F).contains(byte) || isLayout(byte)
  }

  // Backspace, tab, line feed, form feed, carriage return, escape (colours).
  private static func isLayout(_ byte: UInt8) -> Bool {
    byte == 8 || byte == 9 || byte == 10 || byte == 12 || byte == 13 || byte == 27
  }
}

/// The header block of tar files, POSIX.1-2001 “ustar” and what came before it.
enum Tar {
  /// Whether the first block is the header of a member: its checksum holds.
  static func isHeader(_ head: [UInt8]) -> Bool {
    guard head.count >= 512, head[0] != 0 else { return false }
    var stated = 0
    for byte in head[148..<156] where (0x30...0x37).contains(byte) {
      stated = stated * 8 + Int(byte - 0x30)
    }
    let blanked = head[..<148].reduce(0) { $0 + Int($1) } + 8 * 0x20
    return head[156..<512].reduce(blanked) { $0 + Int($1) } == stated
  }

  /// Whether the members are segments of an Oak repository: named by a UUID and a checksum.
  static func isSegmentStore(_ head: [UInt8]) -> Bool {
    let name = head[..<100].prefix { $0 != 0 }
    guard name.count == 45 else { return false }
    return name.enumerated().allSatisfy { index, byte in
      switch index {
      case 8, 13, 18, 23: byte == UInt8(ascii: "-")
      case 36: byte == UInt8(ascii: ".")
      default: (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
      }
    }
  }
}
