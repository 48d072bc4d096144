extension NameShapes {
  /// Finds `author1.acme.com` in a run that may go on, as in `author1.acme.com.log`.
  mutating func findDomain(in run: Range<Int>) {
    guard mayEndDomain(run) else { return }
    // Packages are written the other way round.
    let first = bytes[run].prefix { $0 != Byte.dot }
    guard !first.isEmpty, first.count <= 63, first.endIndex < run.upperBound,
      !WellKnownNames.packageRoots.contains(lowercased(first.startIndex..<first.endIndex))
    else { return }
    let labels = bytes[run].split(separator: Byte.dot, omittingEmptySubsequences: false)
    guard let top = labels.indices.dropFirst().last(where: { isTop(labels[$0], at: $0, labels) })
    else { return }
    guard labels[...top].allSatisfy({ !$0.isEmpty && $0.count <= 63 }),
      labels[top + 1..<labels.count].allSatisfy({ isEnding($0) }),
      labels[..<top].contains(where: { $0.contains(where: Byte.isLetter) })
    else { return }
    var start = run.lowerBound
    while start < labels[top].endIndex, bytes[start] == Byte.hyphen { start += 1 }
    let range = start..<labels[top].endIndex
    // `file.fr(`, `name.com_x`: no domain ends so before a call.
    if text.has("(", at: range.upperBound) { return }
    if !WellKnownNames.isHost(lowercased(range)) { claim(range, .host) }
  }

  /// Whether some label behind the first has a hash that one of the ends of host names has.
  private func mayEndDomain(_ run: Range<Int>) -> Bool {
    let ends = Self.hashesOfTops
    let bytes = bytes
    var (hash, isBehindDot) = (0, false)
    for offset in run {
      let byte = bytes[offset]
      if byte == Byte.dot {
        if isBehindDot, ends[hash] { return true }
        (hash, isBehindDot) = (0, true)
      } else {
        hash = Self.hash(hash, byte)
      }
    }
    return isBehindDot && ends[hash]
  }

  private static func hash(_ hash: Int, _ byte: UInt8) -> Int { (hash &* 31 &+ Int(byte)) & 4_095 }

  private static let hashesOfTops: [Bool] = {
    var hashes = [Bool](repeating: false, count: 4_096)
    for name in WellKnownNames.topDomains.union(WellKnownNames.weakTopDomains) {
      hashes[name.utf8.reduce(0, hash)] = true
    }
    return hashes
  }()

  private func isTop(_ label: ArraySlice<UInt8>, at index: Int, _ labels: [ArraySlice<UInt8>])
    -> Bool
  {
    guard label.count >= 2, label.count <= 8, label.allSatisfy(Byte.isLower) else { return false }
    let name = String(decoding: label, as: UTF8.self)
    if WellKnownNames.topDomains.contains(name) { return true }
    // `messages.de` and `commons.io` are no domains; `shop.acme.de` and `web-1.de` are.
    guard WellKnownNames.weakTopDomains.contains(name) else { return false }
    let isCountry = label.count == 2 && name != "io"
    return isCountry && index >= 2
      || labels[..<index].contains { $0.contains { $0 == Byte.hyphen || Byte.isDigit($0) } }
  }

  private func isEnding(_ label: ArraySlice<UInt8>) -> Bool {
    label.isEmpty || label.allSatisfy { Byte.isDigit($0) || $0 == Byte.hyphen }
      || WellKnownNames.fileEndings.contains(lowercased(label.startIndex..<label.endIndex))
  }

  /// Reads the host, and the user before it, of an address whose `://` starts with the colon here.
  mutating func findAuthority(behind colon: Int) {
    var offset = colon
    for _ in 0..<2 {
      if text.has("\\", at: offset), text.unit(at: offset)?.byte == Byte.backslash { offset += 1 }
      guard let unit = text.unit(at: offset), unit.byte == Byte.slash else { return }
      offset += unit.length
    }
    var start = offset
    var (colonAt, end): (Int?, Int) = (nil, offset)
    while let unit = text.unit(at: end), end - offset < 512, !endsAuthority(unit.byte) {
      if unit.byte == Byte.at {
        claimUser(start..<min(colonAt ?? end, end))
        (start, colonAt) = (end + unit.length, nil)
      } else if unit.byte == Byte.colon, colonAt == nil {
        colonAt = end
      }
      end += unit.length
    }
    let host = start..<(colonAt ?? end)
    guard bytes[host].contains(where: Byte.isLetter) else { return }
    var last = host.upperBound
    while last > start, bytes[last - 1] == Byte.dot || bytes[last - 1] == Byte.hyphen { last -= 1 }
    claimHost(start..<last)
  }

  private func endsAuthority(_ byte: UInt8) -> Bool {
    Byte.isSpace(byte) || Byte.isQuote(byte) || "/?#<>\\,;()[]{}|".utf8.contains(byte)
  }

  // MARK: Behind a label

  /// Reads the value of `host=`, `userId:`, `user 'x'` and the like.
  mutating func findLabel(_ run: Range<Int>) {
    guard run.count >= 4 else { return }
    let end = run.upperBound
    let last = bytes[end - 4..<end].reduce(0) { $0 << 8 | UInt32($1 | 0x20) }
    guard Self.labelEndings.contains(last) else { return }
    // Of exceptions there are many in a log.
    if last == Self.exceptionEnding, run.count < 20 || bytes[end - 10] != UInt8(ascii: "t") {
      return
    }
    let word = lowercased(max(run.lowerBound, end - 24)..<end)
    let isUser = Self.userLabels.contains(where: word.hasSuffix)
    let isHost = !isUser && Self.hostLabels.contains(where: word.hasSuffix)
    guard isUser || isHost else {
      if word.hasSuffix("customer.name") { readValue(behind: end, of: .customer, label: word) }
      return
    }
    readValue(behind: end, of: isUser ? .user : .host, label: word)
  }

  /// The last four letters of the labels below, so that nearly every word is done with.
  private static let labelEndings: [UInt32] =
    ["user", "name", "erid", "inid", "ipal", "host"].map {
      packed($0)
    } + [exceptionEnding]
  private static let exceptionEnding = packed("tion")

  private static func packed(_ ending: StaticString) -> UInt32 {
    unsafe UnsafeBufferPointer(start: ending.utf8Start, count: ending.utf8CodeUnitCount)
      .reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static let userLabels = [
    "user", "username", "userid", "j-username", "loginid", "accountname", "userprincipal",
  ]
  private static let hostLabels = [
    "host", "hostname", "servername", "unknownhostexception", "remotehost",
  ]

  private mutating func readValue(behind label: Int, of kind: RedactionKind, label word: String) {
    var offset = label
    var (isAssigned, isQuoted, blanks) = (false, false, 0)
    while let unit = text.unit(at: offset), offset - label < 32 {
      if unit.byte == Byte.equals || unit.byte == Byte.colon {
        isAssigned = true
      } else if Byte.isQuote(unit.byte) || unit.byte == Byte.openBracket {
        // Behind a name in quotes the value's own follows the separator.
        isQuoted = isAssigned || blanks > 0
      } else if Byte.isBlank(unit.byte) {
        blanks += 1
      } else if unit.byte != Byte.backslash {
        break
      }
      offset += unit.length
    }
    guard isAssigned || blanks > 0, offset > label else { return }
    let end = valueEnd(from: offset, isLine: kind == .customer)
    let value = offset..<end
    guard !value.isEmpty else { return }
    let name = lowercased(value)
    if !isQuoted, blanks > 0, WellKnownNames.proseWords.contains(name) { return }
    // `for user jdoe`; otherwise a word behind a blank is prose unless it looks chosen.
    if !isAssigned, !isQuoted {
      let looksChosen = bytes[value].contains { Byte.isDigit($0) || "._@".utf8.contains($0) }
      guard kind == .user, looksChosen || isBehindPreposition(label - word.utf8.count) else {
        return
      }
    }
    switch kind {
    case .user: claimUser(value)
    case .host: claimHost(value)
    default: if !TokenBook.isToken(bytes[value]) { claim(value, kind) }
    }
  }

  private func valueEnd(from start: Int, isLine: Bool) -> Int {
    var end = start
    while end < bytes.count, end - start < 256 {
      let byte = bytes[end]
      let isPart =
        isLine
        ? !Byte.isLineEnd(byte)
        : SecretPairs.isNameByte(byte) || "._-@+%".utf8.contains(byte) && !isEscape(at: end)
      guard isPart else { break }
      end += 1
    }
    while end > start, !isLine, ".-_".utf8.contains(bytes[end - 1]) { end -= 1 }
    return end
  }

  /// Whether an escape other than that of `@` starts here.
  private func isEscape(at offset: Int) -> Bool {
    guard bytes[offset] == Byte.percent, let unit = text.unit(at: offset), unit.level > 0 else {
      return false
    }
    return unit.byte != Byte.at
  }

  private func isBehindPreposition(_ offset: Int) -> Bool {
    guard offset >= 4 else { return false }
    let before = lowercased(max(0, offset - 5)..<offset)
    return [" for ", " by ", " of ", " as "].contains(where: before.hasSuffix)
  }
}
