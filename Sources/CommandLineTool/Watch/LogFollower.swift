import CSystem
import Intake
import Model

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The end of one log that grows, followed through rotation and truncation.
///
/// A log that was renamed is read to its end before the new one is begun; what was copied and
/// cut off begins again at its start. Not `Sendable`: one task owns it.
@safe final class LogFollower {
  /// The log, as the person named it.
  let path: String

  /// Whether complete lines came that were not looked at yet.
  private(set) var hasNews = false

  /// How many lines and bytes stand before the window.
  private(set) var skipped = (lines: 0, bytes: 0)

  private let limit: Int
  private var file: CInt = -1
  private var identity: (device: dev_t, node: ino_t)?
  private var offset = 0
  private var window: [UInt8] = []
  private let copy: CInt

  /// Starts to follow.
  ///
  /// - Parameters:
  ///   - limit: How many bytes of the log are looked at together, the latest ones.
  ///   - fromStart: Whether a log that is there already is read from its start.
  init(path: String, limit: Int, fromStart: Bool) throws {
    self.path = path
    self.limit = limit
    copy = csystem_memory_file()
    guard copy >= 0 else { throw UnwritableFile(path: path, code: errno) }
    guard open() else { return }
    if !fromStart { skip() }
    read()
  }

  deinit {
    if file >= 0 { close(file) }
    close(copy)
  }

  /// Whether there is a log of this name.
  var isOpen: Bool { file >= 0 }

  /// What came; when the log was rotated the old one's end comes first.
  ///
  /// - Returns: Whether something came.
  func poll() -> Bool {
    if hasMoved {
      read()
      // The last line of a log that was left is whole, however it ends.
      if let last = window.last, last != 0x0A {
        window.append(0x0A)
        hasNews = true
      }
      // Nothing of the old log is lost: what came is looked at before the new one is begun.
      guard !hasNews else { return true }
      restart()
      guard open() else { return false }
    } else if isShorter {
      restart()
      offset = 0
    }
    return read()
  }

  /// The window as a document to be examined.
  ///
  /// - Parameter isLast: Whether a line that has not ended is part of it.
  func unit(isLast: Bool) throws -> InputUnit? {
    hasNews = false
    let end = isLast ? window.count : (window.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0)
    guard end > 0 else { return nil }
    guard ftruncate(copy, 0) == 0, lseek(copy, 0, SEEK_SET) == 0 else {
      throw UnwritableFile(path: path, code: errno)
    }
    if let code = OutputFile.write(Array(window[..<end]), to: copy) {
      throw UnwritableFile(path: path, code: code)
    }
    #if os(Linux)
      let source = "/proc/self/fd/\(copy)"
    #else
      let source = "/dev/fd/\(copy)"
    #endif
    return InputUnit(showing: path, readFrom: source, size: end)
  }

  // MARK: The file

  private func open() -> Bool {
    if file >= 0 { close(file) }
    file = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    var status = stat()
    guard file >= 0, unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      if file >= 0 { close(file) }
      file = -1
      identity = nil
      return false
    }
    identity = (status.st_dev, status.st_ino)
    offset = 0
    return true
  }

  /// Whether another file, or none, has the name now.
  private var hasMoved: Bool {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return false }
    guard let identity else { return true }
    return identity.device != status.st_dev || identity.node != status.st_ino
  }

  private var isShorter: Bool {
    var status = stat()
    guard file >= 0, unsafe fstat(file, &status) == 0 else { return false }
    return Int(status.st_size) < offset
  }

  private func restart() {
    window = []
    skipped = (0, 0)
  }

  /// Passes over all but the latest bytes, and counts their lines.
  private func skip() {
    var status = stat()
    guard unsafe fstat(file, &status) == 0 else { return }
    let end = Int(status.st_size) - limit
    while offset < end {
      let piece = bytes(atMost: min(1 << 20, end - offset))
      guard !piece.isEmpty else { return }
      skipped.lines += piece.count { $0 == 0x0A }
      skipped.bytes += piece.count
    }
  }

  @discardableResult
  private func read() -> Bool {
    var hasGrown = false
    while file >= 0 {
      let piece = bytes(atMost: 1 << 18)
      guard !piece.isEmpty else { break }
      hasGrown = true
      if piece.contains(0x0A) { hasNews = true }
      window += piece
      if window.count > limit { trim() }
    }
    return hasGrown
  }

  /// Lets go of the oldest lines.
  private func trim() {
    let excess = window.count - limit
    let cut = window[excess...].firstIndex(of: 0x0A).map { $0 + 1 } ?? excess
    skipped.lines += window[..<cut].count { $0 == 0x0A }
    skipped.bytes += cut
    window.removeFirst(cut)
  }

  private func bytes(atMost count: Int) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: count)
    let read = unsafe buffer.withUnsafeMutableBytes {
      unsafe pread(file, $0.baseAddress, $0.count, offset)
    }
    guard read > 0 else { return [] }
    offset += read
    buffer.removeLast(count - read)
    return buffer
  }
}

extension Place {
  /// The same place in the whole log of which a window was examined.
  func moved(by skipped: (lines: Int, bytes: Int)) -> Place {
    Place(
      source: source, line: line + skipped.lines,
      bytes: bytes.lowerBound + skipped.bytes..<bytes.upperBound + skipped.bytes)
  }
}
