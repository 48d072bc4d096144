/// One file or archive member that may hold evidence, as a stream of bytes.
///
/// Valid only inside the call that receives it. A mark of byte order in front of
/// UTF-8 is part of the bytes, so that every offset counts from the first byte
/// of the source. Not `Sendable`.
public final class Document {
  /// The source as shown to people: the path as it was given, `outer.zip!/inner/file`
  /// inside an archive, `-` for standard input.
  public let path: String

  /// The path to judge its kind by: the member's own inside an archive, without the
  /// extension of a compression.
  public let name: String

  /// Its first bytes, up to 64 KiB.
  public let head: [UInt8]

  /// Whether reading had to stop before its end; known after the last byte was given.
  public private(set) var isTruncated = false

  private let rest: any ByteStream
  private var given = 0
  private var hasEnded = false
  private(set) var interruption: Interruption?

  init(
    path: String, name: String, head: [UInt8], rest: any ByteStream, interruption: Interruption?
  ) {
    self.path = path
    self.name = name
    self.head = head
    self.rest = rest
    if let interruption { end(with: interruption) }
  }

  /// Reads on, from the first byte of the document, into the buffer from `offset` on.
  ///
  /// Damage ends the document like its end does; ``isTruncated`` tells.
  ///
  /// - Returns: The number of bytes written, 0 at the end; less than the room is not the end.
  public func read(into buffer: inout [UInt8], at offset: Int = 0) -> Int {
    precondition(offset <= buffer.count, "the buffer ends before the place to fill")
    if given < head.count {
      let count = min(head.count - given, buffer.count - offset)
      buffer.replaceSubrange(offset..<offset + count, with: head[given..<given + count])
      given += count
      return count
    }
    guard !hasEnded, offset < buffer.count else { return 0 }
    do {
      let count = try rest.read(into: &buffer, at: offset)
      if count == 0 { hasEnded = true }
      given += count
      return count
    } catch {
      end(with: Interruption(error))
      return 0
    }
  }

  /// Reads what is left, up to a limit in bytes.
  ///
  /// - Returns: The bytes, and whether there would have been more.
  public func readWhole(limit: Int) -> (bytes: [UInt8], isTruncated: Bool) {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: max(1, min(1 << 18, limit)))
    while case let count = read(into: &buffer), count > 0 {
      let room = limit - bytes.count
      bytes += buffer[..<min(count, room)]
      if count > room { return (bytes, true) }
    }
    return (bytes, isTruncated)
  }

  private func end(with interruption: Interruption) {
    hasEnded = true
    isTruncated = true
    self.interruption = interruption
  }
}
