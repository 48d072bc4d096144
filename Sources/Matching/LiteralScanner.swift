/// A set of byte strings prepared to be searched for all at once.
///
/// Two engines stand behind it and find the same hits: Vectorscan, and an
/// automaton of ours where Vectorscan cannot run.
public protocol LiteralDatabase: Sendable {
  /// The means of one thread to scan.
  func makeScanner() throws -> any LiteralScanner
}

/// One thread's means to scan buffers for a set of byte strings.
public protocol LiteralScanner: AnyObject {
  /// Reports every place where a literal ends, in order of that end.
  ///
  /// - Parameters:
  ///   - bytes: The buffer.
  ///   - range: The part of it to scan.
  ///   - onHit: Is told the literal's number and the offset in `bytes` just past it.
  func scan(
    _ bytes: [UInt8], in range: Range<Int>, onHit: (_ literal: Int, _ end: Int) -> Void) throws
}
