import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file that grows at its end, whoever else writes to it.
@safe final class FileAppender {
  private let descriptor: Int32

  struct NotOpened: Error { let code: Int32 }

  init(path: String) throws(NotOpened) {
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw NotOpened(code: errno) }
  }

  deinit { close(descriptor) }

  func append(_ bytes: [UInt8]) {
    _ = unsafe bytes.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
  }
}

/// The lock that a running framework holds on its cache.
///
/// A record lock of the whole file, as Java's `FileChannel` takes it
/// (Felix `BundleCache`, `felix.cache.locking`). It ends with the process.
@safe final class CacheLock: Sendable {
  private let descriptor: Int32

  /// Why it cannot be had.
  enum Problem: Error, Hashable {
    case held(by: Int32)
    case failed(code: Int32)
  }

  init(path: String) throws(Problem) {
    descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .failed(code: errno) }
    var lock = flock()
    lock.l_type = Int16(F_WRLCK)
    lock.l_whence = Int16(SEEK_SET)
    if unsafe fcntl(descriptor, F_SETLK, &lock) == 0 { return }
    let code = errno
    let isAsked = unsafe fcntl(descriptor, F_GETLK, &lock) == 0
    close(descriptor)
    throw isAsked && lock.l_type != Int16(F_UNLCK)
      ? .held(by: lock.l_pid) : .failed(code: code)
  }

  deinit { close(descriptor) }
}

/// Who may do what with files.
enum FileOwnership {
  /// Gives a file to somebody else where that is allowed, and else takes the right to write.
  static func estrange(_ path: String) {
    if geteuid() == 0 {
      _ = unsafe chown(path, 65_534, 65_534)
    } else {
      _ = unsafe chmod(path, 0o555)
    }
  }

  /// Gives it back to the owner of another.
  static func restore(_ path: String, like other: String) {
    var status = stat()
    guard unsafe stat(other, &status) == 0 else { return }
    _ = unsafe chown(path, status.st_uid, status.st_gid)
    _ = unsafe chmod(path, status.st_mode & 0o7777)
  }
}
