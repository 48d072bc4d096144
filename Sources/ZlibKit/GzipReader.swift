/// Expands gzip data piece by piece, and gives every byte that can be had before damage.
///
/// Several gzip files in a row are read as one, as RFC 1952 asks; zeros behind
/// the last one are padding. Not `Sendable`: one task owns it.
public final class GzipReader {
  /// What keeps the data from being expanded.
  public enum Failure: Error, Hashable, Sendable {
    /// The data ends before the file does.
    case truncated

    /// The data contradicts itself; with the library's own words.
    case damaged(String)
  }

  /// Fills the buffer from its start and gives the number of bytes, 0 at the end.
  public typealias ByteSource = (_ buffer: inout [UInt8]) throws -> Int

  private let source: ByteSource
  private let inflater: any Inflater
  private var input = [UInt8](repeating: 0, count: 1 << 17)
  private var rest = 0..<0
  private var isBetweenFiles = false
  // The last buffer was filled: the library may hold more than it could give.
  private var wasFilled = false
  private var hasEnded = false
  private var failure: (any Error)?

  /// Starts reading from a source of bytes.
  public convenience init(source: @escaping ByteSource) {
    self.init(ISALInflater() ?? ZlibInflater() as any Inflater, source: source)
  }

  init(_ inflater: any Inflater, source: @escaping ByteSource) {
    self.inflater = inflater
    self.source = source
  }

  /// Reads on, into the buffer from `offset` on.
  ///
  /// - Returns: The number of bytes written, 0 at the end.
  /// - Throws: ``Failure``, or what the source throws; only after every byte before it was given.
  public func read(into buffer: inout [UInt8], at offset: Int = 0) throws -> Int {
    precondition(offset <= buffer.count, "the buffer ends before the place to fill")
    var filled = offset
    do {
      while filled < buffer.count, failure == nil, try step(into: &buffer, from: &filled) {}
    } catch {
      failure = error
    }
    if filled == offset, let failure { throw failure }
    return filled - offset
  }

  /// Expands once; false at the end.
  private func step(into buffer: inout [UInt8], from filled: inout Int) throws -> Bool {
    if hasEnded { return false }
    if rest.isEmpty, !wasFilled {
      rest = 0..<(try source(&input))
      if rest.isEmpty {
        hasEnded = true
        guard isBetweenFiles else { throw Failure.truncated }
        return false
      }
    }
    if isBetweenFiles {
      wasFilled = false
      while let first = rest.first, input[first] == 0 { rest = first + 1..<rest.upperBound }
      if rest.isEmpty { return true }
      try inflater.restart()
      isBetweenFiles = false
    }
    isBetweenFiles = try inflater.expand(input, &rest, into: &buffer, from: &filled)
    wasFilled = filled == buffer.count
    return true
  }
}
