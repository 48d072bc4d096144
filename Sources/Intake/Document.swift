public import Model

/// One file or archive member that may hold evidence, as a stream of UTF-8.
///
/// Valid only inside the call that receives it. Text in another encoding is
/// given as UTF-8, without a mark of byte order, and every offset counts in that. UTF-8
/// itself is given byte for byte, with its mark and what is broken in it. Not `Sendable`.
public final class Document {
  /// The source as shown to people: the path as it was given, `outer.zip!/inner/file`
  /// inside an archive, `-` for standard input.
  public var path: String { origin.path }

  /// The path to judge its kind by: the member's own inside an archive, without the
  /// extension of a compression.
  public var name: String { origin.name }

  /// The printer of the web console's status that wrote it, such as `slinglogs`.
  public var printer: String? { origin.printer }

  /// Why it was made with less than the whole, if it was.
  public var excerpt: ExcerptReason? { origin.excerpt }

  /// Whether it is what a person wrote in a mail.
  public var isMessage: Bool { origin.isMessage }

  /// Its first bytes, up to 64 KiB.
  public let head: [UInt8]

  /// Whether reading had to stop before its end; known after the last byte was given.
  public private(set) var isTruncated = false

  /// What it was written in; where it starts with a long piece of ASCII, known later.
  public var encoding: TextEncoding { text.encoding }

  /// How many bytes read so far are no character; shown as U+FFFD.
  public var invalidBytes: Int { text.invalidBytes }

  private let origin: Origin
  private let text: TextStream
  private var given = 0
  private var hasEnded = false
  private var tail = TailBytes()
  private(set) var interruption: Interruption?

  /// Where a document comes from.
  struct Origin {
    var path: String
    var name: String
    var printer: String?
    var excerpt: ExcerptReason?
    var isMessage = false
  }

  init(_ origin: Origin, head: [UInt8], text: TextStream, interruption: Interruption?) {
    self.origin = origin
    self.head = head
    self.text = text
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
      let count = try text.read(into: &buffer, at: offset)
      if count == 0 { hasEnded = true }
      tail.append(buffer, in: offset..<offset + count)
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

  /// What tells it from others without comparing it: the same for the same text, whatever
  /// its path, compression or encoding. `nil` before its last byte was read.
  public var fingerprint: DocumentFingerprint? {
    guard given >= head.count, hasEnded else { return nil }
    return DocumentFingerprint(size: given, head: head, tail: tail.bytes)
  }

  private func end(with interruption: Interruption) {
    hasEnded = true
    isTruncated = true
    self.interruption = interruption
  }
}
