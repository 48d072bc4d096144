import ArchiveKit
import Glibc
import Model
import ZlibKit

/// Bytes that come one after the other; reading never goes back.
protocol ByteStream: AnyObject {
  /// Fills the buffer from `offset` on and gives the number of bytes, 0 at the end.
  func read(into buffer: inout [UInt8], at offset: Int) throws -> Int
}

/// What ends a stream before its end, in the words of the report.
struct Interruption: Error {
  var reason: SkipReason
  var detail: String
  /// Whether nothing that follows in the same archive can be read.
  var endsArchive = true
}

extension Interruption {
  /// Translates what the layers below throw.
  init(_ error: any Error) {
    switch error {
    case let interruption as Interruption:
      self = interruption
    case let error as ArchiveError:
      let reason: SkipReason =
        switch error.kind {
        case .unreadable: .unreadable
        case .truncated, .damaged: .damaged
        case .encrypted: .encrypted
        case .wrongPassword: .wrongPassword
        case .unsupportedEncryption: .unsupportedEncryption
        case .unsupported: .unsupportedFormat
        }
      self.init(reason: reason, detail: error.message, endsArchive: error.isFatal)
    case GzipReader.Failure.truncated:
      self.init(reason: .damaged, detail: "unexpected end of gzip data")
    case GzipReader.Failure.damaged(let message):
      self.init(reason: .damaged, detail: message)
    default:
      self.init(reason: .unreadable, detail: String(describing: error))
    }
  }

  /// The system's own message for its last error.
  static func system(_ code: CInt) -> Interruption {
    Interruption(
      reason: .unreadable, detail: unsafe strerror(code).map { unsafe String(cString: $0) } ?? "")
  }
}

/// An open file, or standard input.
final class FileStream: ByteStream {
  let descriptor: CInt
  private let closes: Bool

  /// The size when it was opened; `nil` for a pipe.
  let size: Int?

  /// How many bytes were taken from it.
  private(set) var position = 0

  init(descriptor: CInt, size: Int?, closes: Bool) {
    self.descriptor = descriptor
    self.size = size
    self.closes = closes
  }

  deinit {
    if closes { close(descriptor) }
  }

  func read(into buffer: inout [UInt8], at offset: Int) throws -> Int {
    var room = buffer.count - offset
    // A log that is being written is read as it stood when it was opened.
    if let size { room = min(room, size - position) }
    guard room > 0 else { return 0 }
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      unsafe Glibc.read(descriptor, bytes.baseAddress.map { unsafe $0 + offset }, room)
    }
    // A signal that someone listens to ends the waiting for input that may never come.
    guard count >= 0 else { throw Interruption.system(errno) }
    if count == 0, let size, position < size {
      throw Interruption(reason: .unreadable, detail: "\(position)/\(size) bytes")
    }
    position += count
    return count
  }
}

/// The current member of an archive.
final class MemberStream: ByteStream {
  private let reader: ArchiveReader

  init(reader: ArchiveReader) {
    self.reader = reader
  }

  func read(into buffer: inout [UInt8], at offset: Int) throws -> Int {
    try reader.read(into: &buffer, at: offset)
  }
}

/// A gzip file, expanded.
final class GzipStream: ByteStream {
  private let reader: GzipReader

  init(_ source: any ByteStream) {
    reader = GzipReader { try source.read(into: &$0, at: 0) }
  }

  func read(into buffer: inout [UInt8], at offset: Int) throws -> Int {
    try reader.read(into: &buffer, at: offset)
  }
}

/// A stream whose first bytes were read already, to see what it is.
final class RewoundStream: ByteStream {
  private let rest: any ByteStream
  private var head: ArraySlice<UInt8>
  // What ended the reading of the head, if something did.
  private let interruption: Interruption?

  init(head: [UInt8], rest: any ByteStream, interruption: Interruption? = nil) {
    self.head = head[...]
    self.rest = rest
    self.interruption = interruption
  }

  func read(into buffer: inout [UInt8], at offset: Int) throws -> Int {
    guard !head.isEmpty else {
      if let interruption { throw interruption }
      return try rest.read(into: &buffer, at: offset)
    }
    let count = min(head.count, buffer.count - offset)
    buffer.replaceSubrange(offset..<offset + count, with: head.prefix(count))
    head.removeFirst(count)
    return count
  }
}

/// Expanded bytes, counted against the limits of the file they come from.
final class CountedStream: ByteStream {
  private let source: any ByteStream
  private let budget: Budget

  init(_ source: any ByteStream, budget: Budget) {
    self.source = source
    self.budget = budget
  }

  func read(into buffer: inout [UInt8], at offset: Int) throws -> Int {
    let count = try source.read(into: &buffer, at: offset)
    try budget.spend(count)
    return count
  }
}

/// How much one file may still expand to.
final class Budget {
  private let limits: IntakeLimits
  private let consumed: () -> Int
  private var expanded = 0
  private var members = 0

  /// Starts with nothing spent; `consumed` gives how many bytes of the file were read so far.
  init(limits: IntakeLimits, consumed: @escaping () -> Int) {
    self.limits = limits
    self.consumed = consumed
  }

  func spend(_ bytes: Int) throws {
    expanded += bytes
    try check(expanded)
  }

  /// Fails before a member is passed over that claims to be larger than what is left.
  func checkClaim(_ size: Int) throws {
    let (total, overflows) = expanded.addingReportingOverflow(size)
    try check(overflows ? .max : total)
  }

  func countMember() throws {
    members += 1
    guard members <= limits.members else {
      throw Interruption(reason: .tooManyMembers, detail: "> \(limits.members)")
    }
  }

  private func check(_ total: Int) throws {
    guard total <= limits.expandedBytes else {
      throw Interruption(reason: .expandsTooFar, detail: "> \(limits.expandedBytes) bytes")
    }
    if total > limits.ratioFloor {
      let (allowed, overflows) = consumed().multipliedReportingOverflow(by: limits.ratio)
      guard overflows || total <= allowed else {
        throw Interruption(reason: .ratioTooHigh, detail: "> \(limits.ratio):1")
      }
    }
  }
}
