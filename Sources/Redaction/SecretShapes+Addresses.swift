extension SecretShapes {
  /// Passwords in addresses: `https://user:secret@host`, encoded or not, and Oracle's `thin:user/secret@`.
  mutating func findAddresses() {
    let bytes = text.bytes
    let kinds = ByteKinds.table
    var offset = 0
    while offset < bytes.count {
      guard bytes[offset] == Byte.colon || kinds[Int(bytes[offset])] == .encoded,
        let unit = text.unit(at: offset)
      else {
        offset += 1
        continue
      }
      var next = offset + unit.length
      if unit.byte == Byte.colon {
        if let authority = slashesEnd(from: next) {
          next = authority
          if let secret = userSecret(from: authority) {
            claim(secret)
            next = secret.upperBound
          }
        } else if offset >= 4, text.has("thin", at: offset - 4) {
          if let secret = oracleSecret(from: next) { claim(secret) }
        }
      }
      offset = next
    }
  }

  private func slashesEnd(from offset: Int) -> Int? {
    var offset = offset
    for _ in 0..<2 {
      // JSON may escape a slash with a backslash.
      if text.unit(at: offset)?.byte == Byte.backslash { offset += 1 }
      guard let unit = text.unit(at: offset), unit.byte == Byte.slash else { return nil }
      offset += unit.length
    }
    return offset
  }

  /// The secret in the part of an address that starts here, at most 512 bytes long.
  ///
  /// A password that was not encoded may hold slashes and `@`; it ends at the
  /// last `@` before the address does, unless a port number shows that it is none.
  private func userSecret(from start: Int) -> Range<Int>? {
    var colon: Int?
    var at: Int?
    var isPort = true
    var isPathSeen = false
    var offset = start
    while let unit = text.unit(at: offset), offset - start < 512, !endsAddress(unit.byte) {
      switch unit.byte {
      case Byte.colon where colon == nil && !isPathSeen && at == nil:
        colon = offset + unit.length
      case Byte.at where !isPathSeen || colon != nil:
        at = offset
      case Byte.slash, UInt8(ascii: "?"), UInt8(ascii: "#"):
        if at != nil || colon == nil || isPort || slashesEnd(from: offset) != nil {
          return secret(start, colon, at)
        }
        isPathSeen = true
      default:
        if colon != nil, at == nil, !Byte.isDigit(unit.byte) { isPort = false }
      }
      offset += unit.length
    }
    return secret(start, colon, at)
  }

  private func secret(_ start: Int, _ colon: Int?, _ at: Int?) -> Range<Int>? {
    guard let at else { return nil }
    if let colon { return colon < at ? colon..<at : nil }
    // A lone user name is shown; a long one with digits is a token.
    let user = start..<at
    return user.count >= 12 && text.bytes[user].contains(where: Byte.isDigit) ? user : nil
  }

  private func endsAddress(_ byte: UInt8) -> Bool {
    Byte.isSpace(byte) || Byte.isQuote(byte) || byte == Byte.less || byte == Byte.greater
      || byte == Byte.backslash
  }

  private func oracleSecret(from start: Int) -> Range<Int>? {
    let end = min(start + 256, text.count)
    let part = text.bytes[start..<end].prefix { !endsAddress($0) }
    guard let slash = part.firstIndex(of: Byte.slash), let at = part.lastIndex(of: Byte.at),
      slash + 1 < at
    else { return nil }
    return slash + 1..<at
  }
}
