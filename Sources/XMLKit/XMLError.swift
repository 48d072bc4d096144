/// Why an XML text was not read to its end, and where.
public struct XMLError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Kind: Hashable, Sendable {
    /// The text is not well-formed; the parser's own words, in English.
    case syntax(String)

    /// The text declares or uses an entity of its own, which is never expanded.
    case entity(String)

    /// Elements lie deeper in each other than this many.
    case tooDeep(limit: Int)

    /// One element has more attributes than this.
    case tooManyAttributes(limit: Int)

    /// The text has more bytes than this.
    case tooLarge(limit: Int)
  }

  /// What is wrong.
  public let kind: Kind

  /// The offset in bytes at which the parser noticed it.
  public let offset: Int

  /// The line, counted from 1.
  public let line: Int

  /// The column in characters (Unicode scalars), counted from 1.
  public let column: Int

  init(_ kind: Kind, at offset: Int, in bytes: [UInt8]) {
    self.kind = kind
    self.offset = min(max(0, offset), bytes.count)
    let before = bytes[..<self.offset]
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    line = before.count { $0 == 0x0A } + 1
    column = before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1
  }
}
