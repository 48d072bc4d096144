import CISAL
import CZlib

/// What expands one gzip file after the other.
protocol Inflater: AnyObject {
  /// Expands once, moving both places on; true at the end of a file, whose checksum was right.
  ///
  /// - Throws: ``GzipReader/Failure/damaged(_:)``, after writing every byte before the damage.
  func expand(
    _ input: [UInt8], _ rest: inout Range<Int>, into buffer: inout [UInt8], from filled: inout Int
  ) throws -> Bool

  /// Starts with the next file.
  func restart() throws
}

/// Intel's library, which takes two fifths of the time.
@safe final class ISALInflater: Inflater {
  private let reader: UnsafeMutableRawPointer

  /// - Returns: `nil` where the library was not there when this was compiled.
  init?() {
    guard let reader = unsafe cisal_open() else { return nil }
    unsafe self.reader = unsafe reader
  }

  deinit {
    unsafe cisal_close(reader)
  }

  func expand(
    _ input: [UInt8], _ rest: inout Range<Int>, into buffer: inout [UInt8], from filled: inout Int
  ) throws -> Bool {
    var inputLeft = UInt32(clamping: rest.count)
    var outputLeft = UInt32(clamping: buffer.count - filled)
    let (given, room) = (Int(inputLeft), Int(outputLeft))
    let status = unsafe input.withUnsafeBufferPointer { input in
      unsafe buffer.withUnsafeMutableBufferPointer { buffer in
        unsafe cisal_expand(
          reader, input.baseAddress.map { unsafe $0 + rest.lowerBound }, &inputLeft,
          buffer.baseAddress.map { unsafe $0 + filled }, &outputLeft)
      }
    }
    let isStuck = Int(inputLeft) == given && Int(outputLeft) == room && given > 0
    rest = rest.lowerBound + given - Int(inputLeft)..<rest.upperBound
    filled += room - Int(outputLeft)
    switch status {
    case cisal_finished: return true
    case cisal_more where !isStuck: return false
    case cisal_wrong_checksum: throw GzipReader.Failure.damaged("incorrect data check")
    default: throw GzipReader.Failure.damaged("invalid compressed data")
    }
  }

  func restart() {
    unsafe cisal_restart(reader)
  }
}

/// zlib, which is everywhere.
@safe final class ZlibInflater: Inflater {
  // The library keeps a pointer to its state, which may not move.
  private let stream: UnsafeMutablePointer<z_stream>

  init() {
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

  func expand(
    _ input: [UInt8], _ rest: inout Range<Int>, into buffer: inout [UInt8], from filled: inout Int
  ) throws -> Bool {
    let room = min(buffer.count - filled, Int(UInt32.max))
    let status = unsafe input.withUnsafeBufferPointer { input in
      unsafe buffer.withUnsafeMutableBufferPointer { buffer in
        // The library only reads there; its type is older than `const`.
        unsafe stream.pointee.next_in = unsafe UnsafeMutablePointer(
          mutating: input.baseAddress.map { unsafe $0 + rest.lowerBound })
        unsafe stream.pointee.avail_in = UInt32(rest.count)
        unsafe stream.pointee.next_out = unsafe buffer.baseAddress.map { unsafe $0 + filled }
        unsafe stream.pointee.avail_out = UInt32(room)
        return unsafe inflate(stream, Z_NO_FLUSH)
      }
    }
    rest = unsafe rest.upperBound - Int(stream.pointee.avail_in)..<rest.upperBound
    filled += unsafe room - Int(stream.pointee.avail_out)
    switch status {
    case Z_OK, Z_BUF_ERROR: return false
    case Z_STREAM_END: return true
    default: throw damage()
    }
  }

  func restart() throws {
    guard unsafe inflateReset(stream) == Z_OK else { throw damage() }
  }

  private func damage() -> GzipReader.Failure {
    .damaged(unsafe stream.pointee.msg.map { unsafe String(cString: $0) } ?? "")
  }
}
