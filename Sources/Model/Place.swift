/// Where a piece of evidence stands: a source, a line, a range of bytes.
public struct Place: Hashable, Sendable {
  /// The source as shown to people: a path, `-` for standard input, or
  /// `outer.zip!/inner/file` inside an archive.
  public var source: String

  /// The first line, counted from 1.
  public var line: Int

  /// The bytes in the decompressed source, counted from 0, end excluded.
  public var bytes: Range<Int>

  /// Makes a place; lines count from 1, bytes from 0.
  public init(source: String, line: Int, bytes: Range<Int>) {
    self.source = source
    self.line = line
    self.bytes = bytes
  }
}
