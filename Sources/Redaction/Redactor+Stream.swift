extension Redactor {
  /// Fills the buffer from an offset on and gives the number of bytes, 0 at the end.
  public typealias Source = (_ buffer: inout [UInt8], _ offset: Int) throws -> Int

  /// Remembers the values of a text of any length, so that they are masked from its start.
  ///
  /// - Throws: Only what `source` throws.
  public mutating func learn(from source: Source) throws {
    try TextWindows.walk(source) { text, fresh, isLast in
      leave(tokensIn: text)
      let claims = found(in: text)
      let end = TextWindows.end(of: fresh, before: isLast, claims, in: text)
      for claim in claims
      where fresh.contains(claim.range.lowerBound) && claim.range.lowerBound < (end ?? 0) {
        learn(claim, in: text)
      }
      return end
    }
  }

  /// Masks a text of any length, piece by piece, in memory that does not grow with it.
  ///
  /// - Parameters:
  ///   - source: Gives the text, in UTF-8.
  ///   - write: Takes the pieces in order.
  /// - Throws: Only what `source` and `write` throw.
  public mutating func redact(
    from source: Source, to write: (_ piece: [UInt8]) throws -> Void
  ) throws {
    try TextWindows.walk(source) { text, fresh, isLast in
      let claims = claims(in: text)
      guard let end = TextWindows.end(of: fresh, before: isLast, claims, in: text) else {
        return nil
      }
      let part = claims.compactMap { $0.clipped(from: fresh.lowerBound, to: end) }
      try write(mask(part, in: text, part: fresh.lowerBound..<end))
      return end
    }
  }

  /// Tells where a text of any length still holds something to be masked.
  ///
  /// - Parameters:
  ///   - source: Gives the text, in UTF-8.
  ///   - report: Takes the line, counted from 1, and what kind of thing stands there.
  /// - Throws: Only what `source` throws.
  public func check(
    _ source: Source, report: (_ line: Int, _ kind: RedactionKind) -> Void
  ) throws {
    var line = 1
    try TextWindows.walk(source) { text, fresh, isLast in
      let claims = claims(in: text)
      guard let end = TextWindows.end(of: fresh, before: isLast, claims, in: text) else {
        return nil
      }
      var offset = fresh.lowerBound
      for claim in claims {
        guard let claim = claim.clipped(from: fresh.lowerBound, to: end) else { continue }
        line += text.bytes[offset..<claim.range.lowerBound].count { $0 == Byte.lineFeed }
        offset = claim.range.lowerBound
        report(line, claim.kind)
      }
      line += text.bytes[offset..<end].count { $0 == Byte.lineFeed }
      return end
    }
  }

  /// The path of a file with what its names tell masked.
  public mutating func redact(path: String) -> String {
    mask(path, isName: true)
  }

  /// What kind of thing to be masked stands first in the path of a file; `nil` if none does.
  public func check(path: String) -> RedactionKind? {
    claims(in: EncodedText(bytes: Array(path.utf8)), isName: true).first?.kind
  }

  /// Remembers the values in the path of a file.
  public mutating func learn(path: String) {
    learn(path)
  }
}

extension Claim {
  /// The claim as far as it lies in a part of the text; `nil` if it does not.
  fileprivate func clipped(from start: Int, to end: Int) -> Claim? {
    guard range.upperBound > start, range.lowerBound < end else { return nil }
    var claim = self
    claim.range = max(range.lowerBound, start)..<min(range.upperBound, end)
    if claim.range != range { claim.value = nil }
    return claim
  }
}

/// A long text in windows: what was handled last stands before each, what comes next behind.
enum TextWindows {
  private static let size = 2 << 20
  private static let largest = 64 << 20

  /// How much of what was handled is kept, so that a name is seen before its value.
  private static let before = 8 << 10

  /// How much is seen and not yet handled, so that a value is seen whole.
  private static let behind = 64 << 10

  /// Walks through a text.
  ///
  /// - Parameter body: Takes a window and its part that was not handled, and whether the text
  ///   ends with it; gives where it stopped, or `nil` if it needs a larger window.
  static func walk(
    _ source: Redactor.Source,
    _ body: (_ text: EncodedText, _ fresh: Range<Int>, _ isLast: Bool) throws -> Int?
  ) throws {
    var buffer = [UInt8](repeating: 0, count: size)
    var (count, handled) = (0, 0)
    var hasEnded = false
    repeat {
      while count < buffer.count, !hasEnded {
        let more = try source(&buffer, count)
        if more == 0 { hasEnded = true }
        count += more
      }
      let text = EncodedText(bytes: count == buffer.count ? buffer : Array(buffer[..<count]))
      guard let end = try body(text, handled..<count, hasEnded) else {
        buffer += [UInt8](repeating: 0, count: buffer.count)
        continue
      }
      if end == count, hasEnded { return }
      let context = contextStart(before: end, in: text.bytes)
      let kept = text.bytes[context...]
      if buffer.count > size, kept.count < size {
        buffer = [UInt8](repeating: 0, count: size)
      }
      buffer.replaceSubrange(0..<kept.count, with: kept)
      (count, handled) = (kept.count, end - context)
    } while true
  }

  /// Up to where a window can be handled: to the start of a line that no claim reaches over.
  static func end(
    of fresh: Range<Int>, before isLast: Bool, _ claims: [Claim], in text: EncodedText
  ) -> Int? {
    if isLast { return fresh.upperBound }
    let bytes = text.bytes
    var end = lineStart(before: max(fresh.lowerBound, fresh.upperBound - behind), bytes)
    for claim in claims.reversed() where claim.range.upperBound > end {
      if claim.range.lowerBound < end { end = lineStart(before: claim.range.lowerBound, bytes) }
    }
    if end > fresh.lowerBound { return end }
    guard bytes.count >= largest else { return nil }
    // A line without an end: cut where no claim is.
    end = max(fresh.lowerBound + 1, fresh.upperBound - behind)
    let crossing = claims.first { $0.range.lowerBound < end && $0.range.upperBound > end }
    return crossing?.range.upperBound ?? end
  }

  private static func lineStart(before offset: Int, _ bytes: [UInt8]) -> Int {
    var start = offset
    while start > 0, bytes[start - 1] != Byte.lineFeed { start -= 1 }
    return start
  }

  /// Where the context of what comes next starts: at a line, if one starts near.
  private static func contextStart(before end: Int, in bytes: [UInt8]) -> Int {
    let floor = max(0, end - before)
    var start = floor
    while start < end, start > 0, bytes[start - 1] != Byte.lineFeed { start += 1 }
    return start < end ? start : floor
  }
}
