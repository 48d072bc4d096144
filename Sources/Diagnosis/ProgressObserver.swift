/// Who wants to know how far a diagnosis is, and may stop it.
///
/// Called from any thread, for every few megabytes.
public protocol ProgressObserver: Sendable {
  /// How many bytes there are to read, as far as that is known beforehand.
  func expect(bytes: Int)

  /// That many more bytes of a source were read, after decompression.
  func advance(bytes: Int, source: String)

  /// Whether the diagnosis is to end with what it has.
  var shouldStop: Bool { get }
}

/// Nobody.
public struct SilentProgress: ProgressObserver {
  /// Makes an observer that does nothing.
  public init() {}

  /// Does nothing.
  public func expect(bytes: Int) {}

  /// Does nothing.
  public func advance(bytes: Int, source: String) {}

  /// Never.
  public var shouldStop: Bool { false }
}
