/// How much is read from hostile or broken input before reading stops.
///
/// The defaults let a bundle of 4 GB with a log of 20 GB inside through.
public struct IntakeLimits: Hashable, Sendable {
  /// How many bytes one file or stream may expand to, all its members together.
  public var expandedBytes = 64 << 30

  /// How many times its own size one file or stream may expand to.
  public var ratio = 200

  /// How many bytes may be expanded before the ratio counts: small files of one repeated
  /// line compress better than any bomb.
  public var ratioFloor = 64 << 20

  /// How many members of one archive are read, those of archives inside it included.
  public var members = 50_000

  /// How many files are taken from one folder, those of folders below it included.
  public var files = 1_000_000

  /// How many archives may lie inside one another.
  public var depth = 3

  /// How many bytes one record of a log may have before it is read in pieces.
  public var record = 32 << 20

  /// How many bytes of a document are held in memory, where its kind must be read whole.
  public var wholeDocument = 64 << 20

  /// How many bytes a document may have that is taken apart into values, each of which
  /// costs some hundred bytes of memory: at worst 270 MB for this much.
  public var structuredDocument = 4 << 20

  /// Makes limits that suit a support case.
  public init() {}
}
