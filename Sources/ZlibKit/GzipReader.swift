import CZlib

/// Expands gzip data piece by piece, and gives every byte that can be had before damage.
///
/// Several gzip files in a row are read as one, as RFC 1952 asks; zeros behind
/// the last one are padding. Not `Sendable`: one task owns it.
@safe public final class GzipReader {
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
  // The library keeps a pointer to its state, which may not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private var input = [UInt8](repeating: 0, count: 1 << 17)
  private var rest = 0..<0
  private var isBetweenFiles = false
  private var hasEnded = false
  private var failure: (any Error)?

  /// Starts reading from a source of bytes.
  public init(source: @escaping ByteSource) {
    self.source = source
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    guard unsafe czlib_start_gzip(stream) == Z_OK else {
      fatalError("zlib could not be started: out of memory, or another version than compiled for")
    }
  }

  deinit {
    _ = unsafe inflateEnd(stream)
    unsafe stream.deinitialize(count: 1)
    unsafe stream.deallocate()
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
    if rest.isEmpty {
      rest = 0..<(try source(&input))
      if rest.isEmpty {
        hasEnded = true
        guard isBetweenFiles else { throw Failure.truncated }
        return false
      }
    }
    if isBetweenFiles {
      while let first = rest.first, input[first] == 0 { rest = first + 1..<rest.upperBound }
      if rest.isEmpty { return true }
      guard unsafe inflateReset(stream) == Z_OK else { throw damage() }
      isBetweenFiles = false
    }

    let room = min(buffer.count - filled, Int(UInt32.max))
    let status = unsafe input.withUnsafeMutableBufferPointer { input in
      unsafe buffer.withUnsafeMutableBufferPointer { buffer in
        unsafe stream.pointee.next_in = unsafe input.baseAddress.map { unsafe $0 + rest.lowerBound }
        unsafe stream.pointee.avail_in = UInt32(rest.count)
        unsafe stream.pointee.next_out = unsafe buffer.baseAddress.map { unsafe $0 + filled }
        unsafe stream.pointee.avail_out = UInt32(room)
        return unsafe inflate(stream, Z_NO_FLUSH)
      }
    }
    rest = unsafe rest.upperBound - Int(stream.pointee.avail_in)..<rest.upperBound
    filled += unsafe room - Int(stream.pointee.avail_out)
    switch status {
    case Z_OK, Z_BUF_ERROR: return true
    case Z_STREAM_END:
      isBetweenFiles = true
      return true
    default: throw damage()
    }
  }

  private func damage() -> Failure {
    .damaged(unsafe stream.pointee.msg.map { unsafe String(cString: $0) } ?? "")
  }
}
