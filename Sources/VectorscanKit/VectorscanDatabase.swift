private import CVectorscan
private import Glibc

/// A compiled set of byte strings that are all searched for in one pass.
///
/// Vectorscan is used for literals only: Debian's 5.4.9 loses matches on some
/// regular expressions, and was found exact on literals.
@safe public final class VectorscanDatabase: @unchecked Sendable {
  // Sendable: a database is never changed after it was compiled, and Vectorscan
  // allows concurrent scans of one database with different scratch spaces.

  private let handle: OpaquePointer

  /// Compiles a set of byte strings; the index of each becomes its number in hits.
  ///
  /// - Parameter literals: At least one, none of them empty or starting with a zero byte.
  /// - Throws: The library's message if it refuses the set.
  public init(compiling literals: [[UInt8]]) throws(VectorscanError) {
    guard !literals.isEmpty, literals.allSatisfy({ ($0.first ?? 0) != 0 }) else {
      throw VectorscanError(
        code: HS_INVALID,
        message: "a literal that is empty or starts with a zero byte, or no literal at all")
    }
    var database: OpaquePointer?
    var complaint: UnsafeMutablePointer<hs_compile_error_t>?
    let arena = literals.flatMap { $0 }
    let status = unsafe arena.withUnsafeBytes { bytes in
      let base = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
      var offset = 0
      let expressions: [UnsafePointer<CChar>?] = unsafe literals.map { literal in
        defer { offset += literal.count }
        return unsafe base.map { unsafe $0 + offset }
      }
      let lengths = literals.map(\.count)
      let flags = [UInt32](repeating: 0, count: literals.count)
      let identifiers = literals.indices.map(UInt32.init)
      return unsafe hs_compile_lit_multi(
        expressions, flags, identifiers, lengths, UInt32(literals.count),
        UInt32(HS_MODE_BLOCK), nil, &database, &complaint)
    }
    guard status == HS_SUCCESS, let database = unsafe database else {
      let message = unsafe complaint.flatMap {
        unsafe $0.pointee.message.map { unsafe String(cString: $0) }
      }
      unsafe hs_free_compile_error(complaint)
      throw VectorscanError(code: status, message: message ?? "the set could not be compiled")
    }
    unsafe handle = database
  }

  /// Restores a set from bytes that this library wrote on this kind of machine.
  ///
  /// The bytes are trusted: they must come from our own knowledge file, never
  /// from an input.
  public init(serialized bytes: [UInt8]) throws(VectorscanError) {
    var database: OpaquePointer?
    let status = unsafe bytes.withUnsafeBytes { raw in
      unsafe hs_deserialize_database(
        raw.baseAddress?.assumingMemoryBound(to: CChar.self), raw.count, &database)
    }
    guard status == HS_SUCCESS, let database = unsafe database else {
      throw VectorscanError(code: status, message: "the serialised set is of another machine")
    }
    unsafe handle = database
  }

  deinit {
    unsafe hs_free_database(handle)
  }

  /// The set as bytes, for `init(serialized:)` on the same kind of machine.
  public func serialized() throws(VectorscanError) -> [UInt8] {
    var bytes: UnsafeMutablePointer<CChar>?
    var count = 0
    let status = unsafe hs_serialize_database(handle, &bytes, &count)
    guard status == HS_SUCCESS, let bytes = unsafe bytes else {
      throw VectorscanError(code: status, message: "the set could not be serialised")
    }
    defer { unsafe free(bytes) }
    return unsafe [UInt8](UnsafeRawBufferPointer(start: bytes, count: count))
  }

  fileprivate func allocateScratch() throws(VectorscanError) -> OpaquePointer {
    var scratch: OpaquePointer?
    let status = unsafe hs_alloc_scratch(handle, &scratch)
    guard status == HS_SUCCESS, let scratch = unsafe scratch else {
      throw VectorscanError(code: status, message: "no memory for a scan")
    }
    return unsafe scratch
  }

  fileprivate func scan(
    _ bytes: UnsafeRawBufferPointer, scratch: OpaquePointer,
    onHit: (_ literal: Int, _ end: Int) -> Void
  ) throws(VectorscanError) {
    typealias Handler = (Int, Int) -> Void
    let status = withoutActuallyEscaping(onHit) { handler in
      var box: Handler = handler
      return unsafe withUnsafeMutablePointer(to: &box) { context in
        unsafe hs_scan(
          handle, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), UInt32(bytes.count), 0,
          scratch,
          { literal, _, end, _, context in
            unsafe context?.assumingMemoryBound(to: Handler.self).pointee(Int(literal), Int(end))
            return 0
          }, context)
      }
    }
    guard status == HS_SUCCESS else {
      throw VectorscanError(code: status, message: "the scan stopped")
    }
  }
}

/// One thread's means to scan with a database.
@safe public final class VectorscanScanner {
  private let database: VectorscanDatabase
  private let scratch: OpaquePointer

  /// Allocates the scratch space of one thread, some tens of kilobytes.
  public init(database: VectorscanDatabase) throws(VectorscanError) {
    self.database = database
    unsafe scratch = try database.allocateScratch()
  }

  deinit {
    unsafe hs_free_scratch(scratch)
  }

  /// Reports every place where a literal ends, in order of that end.
  ///
  /// - Parameters:
  ///   - bytes: The buffer; at most 4 GiB of it are scanned at once.
  ///   - range: The part to scan.
  ///   - onHit: Is told the literal's number and the offset in `bytes` just past it.
  public func scan(
    _ bytes: [UInt8], in range: Range<Int>, onHit: (_ literal: Int, _ end: Int) -> Void
  ) throws(VectorscanError) {
    let result = unsafe bytes.withUnsafeBytes { raw -> Result<Void, VectorscanError> in
      do throws(VectorscanError) {
        unsafe try database.scan(UnsafeRawBufferPointer(rebasing: raw[range]), scratch: scratch) {
          onHit($0, range.lowerBound + $1)
        }
        return .success(())
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }
}

/// What Vectorscan refused, in its own words.
public struct VectorscanError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The library's status, negative; see `hs_common.h`.
  public let code: Int32

  /// What went wrong.
  public let message: String

  /// Whether the processor lacks what the library needs, so that another engine must serve.
  public var isUnsupportedProcessor: Bool { code == HS_ARCH_ERROR }

  /// The message with the status.
  public var description: String { "Vectorscan: \(message) (status \(code))" }
}
