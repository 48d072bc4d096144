extension NameShapes {
  // MARK: IPv4

  /// Finds `10.1.2.3`, also behind `abc-`, and tells it from a version.
  mutating func findAddress(in run: Range<Int>) {
    var offset = run.lowerBound
    while offset < run.upperBound {
      let isStart =
        offset == run.lowerBound || bytes[offset - 1] == Byte.hyphen
        || Byte.isLetter(bytes[offset - 1])
      guard Byte.isDigit(bytes[offset]), isStart, let quad = quad(at: offset, in: run) else {
        offset += 1
        continue
      }
      offset = quad.end
      let range = quad.start..<quad.end
      if !isExempt(quad.octets), !isVersion(range, quad.octets, in: run) { claim(range, .ip) }
    }
  }

  private struct Quad {
    var octets: [Int]
    var start: Int
    var end: Int
  }

  private func quad(at start: Int, in run: Range<Int>) -> Quad? {
    var octets: [Int] = []
    var offset = start
    while octets.count < 4 {
      var value = 0
      let first = offset
      while offset < run.upperBound, offset - first < 4, Byte.isDigit(bytes[offset]) {
        value = value * 10 + Int(bytes[offset] - 0x30)
        offset += 1
      }
      guard offset > first, offset - first <= 3, value <= 255 else { return nil }
      octets.append(value)
      if octets.count < 4 {
        guard offset < run.upperBound, bytes[offset] == Byte.dot else { return nil }
        offset += 1
      }
    }
    // A fifth part makes it a number of something else; a letter makes it a word.
    if offset < run.upperBound {
      if Byte.isAlphanumeric(bytes[offset]) { return nil }
      if bytes[offset] == Byte.dot, offset + 1 < run.upperBound, Byte.isDigit(bytes[offset + 1]) {
        return nil
      }
    }
    return Quad(octets: octets, start: start, end: offset)
  }

  /// Loopback, masks, and the networks that RFC 5737 keeps for documentation.
  private func isExempt(_ octets: [Int]) -> Bool {
    [0, 127, 255].contains(octets[0]) || octets[0...2] == [192, 0, 2]
      || octets[0...2] == [198, 51, 100] || octets[0...2] == [203, 0, 113]
  }

  private func isVersion(_ range: Range<Int>, _ octets: [Int], in run: Range<Int>) -> Bool {
    let behind = lowercased(range.upperBound..<min(range.upperBound + 9, bytes.count))
    if [".jar", ".zip", ".war", "-snapshot"].contains(where: behind.hasPrefix) { return true }
    let before = wordBefore(range.lowerBound)
    if Self.versionWords.contains(before.word) { return true }
    if before.mark == Byte.slash, octets[2] == 0, octets[3] == 0 { return true }
    guard octets[0] < 10 else { return false }
    // Versions of products start so, and few addresses; those stand where addresses do.
    let start = range.lowerBound
    let isLineStart = start == 0 || Byte.isLineEnd(bytes[start - 1])
    let isHost = start > 0 && (bytes[start - 1] == Byte.at || bytes[start - 1] == Byte.slash)
    let isPort =
      text.has(":", at: range.upperBound) && range.upperBound + 1 < bytes.count
      && Byte.isDigit(bytes[range.upperBound + 1])
    return !(isLineStart || isHost || isPort || Self.addressWords.contains(before.word))
  }

  /// The word before a place, and the mark directly before it.
  private func wordBefore(_ offset: Int) -> (word: String, mark: UInt8?) {
    var end = offset
    while end > 0, offset - end < 8, !Byte.isAlphanumeric(bytes[end - 1]),
      !Byte.isLineEnd(bytes[end - 1])
    {
      end -= 1
    }
    var start = end
    while start > 0, end - start < 24, Byte.isLetter(bytes[start - 1]) { start -= 1 }
    return (lowercased(start..<end), offset > 0 ? bytes[offset - 1] : nil)
  }

  private static let versionWords: Set<String> = [
    "version", "versions", "ver", "v", "release", "build", "chrome", "firefox", "edg", "edge",
    "opr", "opera", "safari", "aem", "sp", "java", "jdk", "jre", "oak", "jackrabbit", "bundle",
    "gecko", "webkit", "chromium", "headlesschrome", "electron", "ver", "バージョン",
  ]

  private static let addressWords: Set<String> = [
    "client", "from", "host", "ip", "ips", "address", "addr", "remote", "peer", "to", "for", "by",
    "server", "forwarded", "via", "clientip", "remoteip", "nameserver", "hostname", "gateway",
    "remoteaddr", "at", "inet", "ping", "connect", "connected", "connection",
  ]

  /// Finds the host names that machines get after their address: `ip-10-1-2-3.ec2.internal`.
  mutating func findHyphenated(in run: Range<Int>) {
    let label = bytes[run].prefix { $0 != Byte.dot }
    let parts = label.split(separator: Byte.hyphen, omittingEmptySubsequences: false)
    guard parts.count >= 5, parts[0].contains(where: Byte.isLetter) else { return }
    let octets = parts.map { part in
      part.count <= 3 && !part.isEmpty && part.allSatisfy(Byte.isDigit)
        ? Int(String(decoding: part, as: UTF8.self)) : nil
    }
    for first in 1...parts.count - 4
    where octets[first..<first + 4].allSatisfy({ $0.map { $0 <= 255 } ?? false }) {
      let isLast = first + 4 == parts.count || octets[first + 4] == nil
      if isLast, octets[first - 1] == nil {
        let dotted = bytes[run].last == Byte.dot ? run.dropLast() : run
        return claim(dotted, .host)
      }
    }
  }

  // MARK: IPv6

  /// Finds the address that a colon belongs to; done once, at its first colon.
  mutating func findWideAddress(at colon: Int) {
    let bytes = bytes
    func isDigit(_ offset: Int) -> Bool { Byte.hexValue(bytes[offset]) != nil }
    // A second colon follows soon.
    guard bytes[(colon + 1)...].prefix(5).contains(Byte.colon) else { return }
    var start = colon
    while start > 0, colon - start < 5, isDigit(start - 1) { start -= 1 }
    guard colon - start <= 4 else { return }
    // Not the first: it was looked at already; or a longer name ends here.
    if start > 0, bytes[start - 1] == Byte.colon || SecretPairs.isNameByte(bytes[start - 1]) {
      return
    }
    var groups: [Range<Int>] = []
    var (offset, gaps) = (start, 0)
    while offset < bytes.count, offset - start < 40 {
      let first = offset
      while offset < bytes.count, offset - first < 5, isDigit(offset) { offset += 1 }
      guard offset - first <= 4 else { return }
      if offset > first { groups.append(first..<offset) }
      guard offset < bytes.count, bytes[offset] == Byte.colon else { break }
      if text.has("::", at: offset) {
        gaps += 1
        offset += 2
      } else if offset + 1 < bytes.count, isDigit(offset + 1), offset > first {
        offset += 1
      } else {
        break
      }
    }
    guard offset == bytes.count || !SecretPairs.isNameByte(bytes[offset]), let last = groups.last
    else { return }
    if gaps == 0, isHardware(groups) { return claim(start..<last.upperBound, .mac) }
    let isWhole = gaps == 0 && groups.count == 8
    let isShort = gaps == 1 && groups.count >= 3 && groups.count < 8
    let range = start..<max(last.upperBound, text.has("::", at: offset - 2) ? offset : 0)
    let head = lowercased(start..<groups[0].upperBound)
    let isLinkLocal = gaps == 1 && groups.count == 2 && (head == "fe80" || head.hasPrefix("fd"))
    guard isWhole || isShort || isLinkLocal, !lowercased(range).hasPrefix("2001:db8:") else {
      return
    }
    claim(range, .ip)
  }

  // MARK: Addresses of network cards

  /// Finds `00-1A-2B-3C-4D-5E`; one of digits alone is a time.
  mutating func findHardwareAddress(in run: Range<Int>) {
    let address = bytes[run].prefix(17)
    let groups = address.split(separator: Byte.hyphen).map { $0.startIndex..<$0.endIndex }
    guard isHardware(groups), address.contains(where: Byte.isLetter),
      address.endIndex == run.upperBound || bytes[address.endIndex] == Byte.dot
    else { return }
    claim(address.startIndex..<address.endIndex, .mac)
  }

  /// Whether groups are six pairs of hexadecimal digits that are neither all zero nor all ones.
  private func isHardware(_ groups: [Range<Int>]) -> Bool {
    guard groups.count == 6,
      groups.allSatisfy({ $0.count == 2 && bytes[$0].allSatisfy { Byte.hexValue($0) != nil } })
    else { return false }
    let digits = groups.flatMap { bytes[$0] }
    return !digits.allSatisfy { $0 == 0x30 } && !digits.allSatisfy { $0 | 0x20 == 0x66 }
  }

  // MARK: Mailboxes

  mutating func findMailbox(around at: Range<Int>) {
    var start = at.lowerBound
    while start > 0, at.lowerBound - start < 64,
      Byte.isAlphanumeric(bytes[start - 1]) || "._+-".utf8.contains(bytes[start - 1])
    {
      start -= 1
    }
    // `%3Aname` and `\nname`.
    if start > 1, bytes[start - 1] == Byte.percent, at.lowerBound - start > 2 { start += 2 }
    if start > 0, bytes[start - 1] == Byte.backslash, "nrt".utf8.contains(bytes[start]) {
      start += text.has("u00", at: start) ? 5 : 1
    }
    var end = at.upperBound
    while end < bytes.count, end - at.upperBound < 253,
      Byte.isAlphanumeric(bytes[end]) || bytes[end] == Byte.dot || bytes[end] == Byte.hyphen
    {
      end += 1
    }
    while end > at.upperBound, !Byte.isAlphanumeric(bytes[end - 1]) { end -= 1 }
    let labels = bytes[at.upperBound..<end].split(
      separator: Byte.dot, omittingEmptySubsequences: false)
    guard start < at.lowerBound, !isAuthority(before: start), labels.count >= 2,
      let last = labels.last, last.count >= 2,
      last.allSatisfy(Byte.isLetter), labels.allSatisfy({ !$0.isEmpty }),
      !WellKnownNames.fileEndings.contains(lowercased(last.startIndex..<last.endIndex)),
      !WellKnownNames.packageRoots.contains(lowercased(labels[0].startIndex..<labels[0].endIndex))
    else { return }
    claim(start..<end, .email)
  }

  /// Whether a place is in `://user:password@host`, which is read as such.
  private func isAuthority(before place: Int) -> Bool {
    var offset = place
    while offset > 0, place - offset < 128, !Byte.isSpace(bytes[offset - 1]),
      !Byte.isQuote(bytes[offset - 1]), bytes[offset - 1] != UInt8(ascii: "?")
    {
      if bytes[offset - 1] == Byte.slash { return text.has("://", at: offset - 3) }
      offset -= 1
    }
    return false
  }
}
