/// The exceptions in a record: each with its message, its frames, its causes, what it suppressed.
///
/// It owns no text: every range counts in the buffer it was read from. A record
/// may hold several exceptions, and a pasted piece may begin amid the frames of
/// one; both come out as they stand.
///
/// The layouts are those of `Throwable.printStackTrace` of the JDK and of
/// Logback's `%ex` and `%rEx`, with line feeds and indentation as they may be.
public struct ExceptionTree: Hashable, Sendable {
  /// How an exception stands to the one above it.
  public enum Relation: Hashable, Sendable {
    /// It stands at the top.
    case thrown

    /// It caused the one above: `Caused by:`.
    case cause

    /// It was suppressed in favour of the one above: `Suppressed:`.
    case suppressed

    /// It was caused by the one above: `Wrapped by:`.
    case wrapper

    /// It is named at the start of the message of the one above, and nowhere else.
    case quoted
  }

  /// One exception.
  public struct Throwable: Hashable, Sendable {
    /// How it stands to its parent; a cause may have lost its parent in pasting.
    public internal(set) var relation: Relation

    /// The position of the exception above it.
    public internal(set) var parent: Int?

    /// Its class; absent where only frames are left.
    public internal(set) var className: Range<Int>?

    /// Its message, without white space around it; absent where there is none.
    public internal(set) var message: Range<Int>?

    /// Its frames, as positions in the tree's ``ExceptionTree/frames``.
    public internal(set) var frames: Range<Int>

    /// How many frames it shares with its parent, which are not printed again.
    public internal(set) var omittedFrames = 0
  }

  /// How much of a record is read.
  public struct Limits: Hashable, Sendable {
    /// The most exceptions.
    public var throwables = 128

    /// The most frames of all exceptions together.
    public var frames = 4_096

    /// The most bytes.
    public var bytes = 4 << 20

    /// Makes the limits that are in force unless somebody asks for others.
    public init() {}
  }

  /// All exceptions, parents before their children.
  public internal(set) var throwables: [Throwable] = []

  /// All frames, those of one exception together.
  public internal(set) var frames: [StackFrame] = []

  /// Whether a limit ended the reading.
  public internal(set) var isCut = false

  /// Reads the exceptions of a record, or of its message.
  public init(
    of record: Range<Int>, in bytes: borrowing Span<UInt8>, limits: Limits = Limits()
  ) {
    self.init(of: record, in: bytes, limits: limits, keepsAllFrames: true)
  }

  /// Reads the exceptions of a record with no more frames than tell where each was raised.
  public static func outline(
    of record: Range<Int>, in bytes: borrowing Span<UInt8>
  ) -> ExceptionTree {
    ExceptionTree(of: record, in: bytes, limits: Limits(), keepsAllFrames: false)
  }

  private init(
    of record: Range<Int>, in bytes: borrowing Span<UInt8>, limits: Limits, keepsAllFrames: Bool
  ) {
    let end = min(record.upperBound, bytes.count)
    let start = max(0, min(record.lowerBound, end))
    var scan = ExceptionScan(
      range: start..<min(end, start + max(0, min(limits.bytes, .max - start))), limits: limits,
      keepsAllFrames: keepsAllFrames)
    scan.run(in: bytes)
    self = scan.tree
    if end - start > limits.bytes { isCut = true }
  }

  init() {}

  /// The position of the exception that the record is about: the first with frames.
  public var primary: Int? {
    throwables.indices.first { index in
      throwables[index].parent == nil
        && (!throwables[index].frames.isEmpty || throwables.contains { $0.parent == index })
    } ?? throwables.indices.first
  }

  /// The positions from an exception down to the one that caused all: causes and quoted ones.
  public func chain(from top: Int) -> [Int] {
    var chain = [top]
    for index in throwables.indices where index > top {
      let throwable = throwables[index]
      guard throwable.parent == chain[chain.count - 1] else { continue }
      if throwable.relation == .cause || throwable.relation == .quoted { chain.append(index) }
    }
    return chain
  }
}
