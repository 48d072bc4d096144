import DigestKit
import RemedyProtocol

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads and changes files below one folder, and never anything outside of it.
///
/// Each folder on the way is opened from the one above it without following links, so that
/// nothing that is moved meanwhile leads elsewhere. A file is replaced in one move: written
/// beside its place under a name of the run's own, flushed, renamed, and its folder flushed.
@safe final class TargetFiles: Sendable {
  private let root: CInt

  /// The inode of the folder.
  let inode: UInt64

  /// Opens the folder.
  init(root path: String) throws(SystemProblem) {
    root = unsafe open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard root >= 0 else { throw SystemProblem(code: errno, path: path) }
    var status = stat()
    guard unsafe fstat(root, &status) == 0 else {
      let problem = SystemProblem(code: errno, path: path)
      close(root)
      throw problem
    }
    inode = UInt64(status.st_ino)
  }

  deinit { close(root) }

  /// What stands at a path, as a plan states it.
  func state(of path: String) throws(SystemProblem) -> ResourceState {
    guard let folder = try openFolder(of: path) else { return .absent }
    defer { close(folder) }
    guard let status = try status(path, in: folder) else { return .absent }
    guard status.st_mode & S_IFMT == S_IFREG else { return .named(state: "other") }
    let bytes = try read(path)
    return .file(
      bytes: bytes.count, sha256: SHA256.digest(of: bytes).hex, text: nil,
      access: FileAccess(status))
  }

  /// The content of a file.
  func read(_ path: String) throws(SystemProblem) -> [UInt8] {
    guard let folder = try openFolder(of: path) else {
      throw SystemProblem(code: ENOENT, path: path)
    }
    defer { close(folder) }
    let file = unsafe openat(
      folder, Self.name(of: path), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { throw SystemProblem(code: errno, path: path) }
    defer { close(file) }
    return try FileBytes.readAll(file, path: path, limit: Self.longest)
  }

  /// Replaces a file, or makes it, with this content, owner and mode.
  ///
  /// - Parameter mark: What the name of the temporary file ends in; whoever resumes knows it.
  func replace(
    _ path: String, with content: [UInt8], access: FileAccess, mark: String
  ) throws(SystemProblem) {
    guard let mode = mode_t(access.mode, radix: 8), let folder = try openFolder(of: path) else {
      throw SystemProblem(code: ENOENT, path: path)
    }
    defer { close(folder) }
    let temporary = Self.temporary(path, mark: mark)
    let file = unsafe openat(
      folder, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw SystemProblem(code: errno, path: path) }
    do throws(SystemProblem) {
      defer { close(file) }
      try FileBytes.write(content, to: file, path: path)
      guard fchown(file, uid_t(clamping: access.owner), gid_t(clamping: access.group)) == 0,
        fchmod(file, mode) == 0, fsync(file) == 0
      else { throw SystemProblem(code: errno, path: path) }
      guard unsafe renameat(folder, temporary, folder, Self.name(of: path)) == 0 else {
        throw SystemProblem(code: errno, path: path)
      }
    } catch {
      unsafe unlinkat(folder, temporary, 0)
      throw error
    }
    try flush(folder, path: path)
  }

  /// Removes what a broken write may have left beside a file.
  func removeTemporary(of path: String, mark: String) throws(SystemProblem) {
    guard let folder = try openFolder(of: path) else { return }
    defer { close(folder) }
    guard unsafe unlinkat(folder, Self.temporary(path, mark: mark), 0) == 0 else {
      guard errno == ENOENT else { throw SystemProblem(code: errno, path: path) }
      return
    }
    try flush(folder, path: path)
  }

  /// Removes a file.
  func remove(_ path: String) throws(SystemProblem) {
    guard let folder = try openFolder(of: path) else { return }
    defer { close(folder) }
    guard unsafe unlinkat(folder, Self.name(of: path), 0) == 0 || errno == ENOENT else {
      throw SystemProblem(code: errno, path: path)
    }
    try flush(folder, path: path)
  }

  /// Changes the permission bits of a file.
  func setMode(_ mode: String, of path: String) throws(SystemProblem) {
    guard let bits = mode_t(mode, radix: 8), let folder = try openFolder(of: path) else {
      throw SystemProblem(code: ENOENT, path: path)
    }
    defer { close(folder) }
    let file = unsafe openat(
      folder, Self.name(of: path), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { throw SystemProblem(code: errno, path: path) }
    defer { close(file) }
    guard fchmod(file, bits) == 0, fsync(file) == 0 else {
      throw SystemProblem(code: errno, path: path)
    }
  }

  // No file that a remedy handles is larger; a run must not fill the memory.
  private static let longest = 256 << 20

  /// The folder that holds a path; `nil` if it does not exist.
  private func openFolder(of path: String) throws(SystemProblem) -> CInt? {
    guard InstallationTree.isPlain(path) else { throw SystemProblem(code: EINVAL, path: path) }
    var current = fcntl(root, F_DUPFD_CLOEXEC, 0)
    for part in path.split(separator: "/").dropLast() {
      guard current >= 0 else { break }
      let next = unsafe openat(
        current, String(part), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      let code = errno
      close(current)
      current = next
      errno = code
    }
    guard current >= 0 else {
      guard errno == ENOENT else { throw SystemProblem(code: errno, path: path) }
      return nil
    }
    return current
  }

  private func status(_ path: String, in folder: CInt) throws(SystemProblem) -> stat? {
    var status = stat()
    guard unsafe fstatat(folder, Self.name(of: path), &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      guard errno == ENOENT else { throw SystemProblem(code: errno, path: path) }
      return nil
    }
    return status
  }

  private func flush(_ folder: CInt, path: String) throws(SystemProblem) {
    guard fsync(folder) == 0 || errno == EINVAL else {
      throw SystemProblem(code: errno, path: path)
    }
  }

  private static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  private static func temporary(_ path: String, mark: String) -> String {
    ".\(name(of: path)).\(mark).aemedic-new"
  }
}

extension FileAccess {
  fileprivate init(_ status: stat) {
    let octal = String(UInt32(status.st_mode) & 0o777, radix: 8)
    self.init(
      mode: String(repeating: "0", count: 4 - octal.utf8.count) + octal,
      owner: Int(status.st_uid), group: Int(status.st_gid))
  }
}

extension FileBytes {
  /// Everything in an open file, up to a limit beyond which the file is refused.
  static func readAll(_ file: CInt, path: String, limit: Int) throws(SystemProblem) -> [UInt8] {
    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { piece in
        unsafe Glibc.read(file, piece.baseAddress, piece.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw SystemProblem(code: errno, path: path) }
      guard count > 0 else { return content }
      content += buffer[..<count]
      guard content.count <= limit else { throw SystemProblem(code: EFBIG, path: path) }
    }
  }

  /// Writes all bytes to an open file.
  static func write(_ bytes: [UInt8], to file: CInt, path: String) throws(SystemProblem) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { piece in
        unsafe Glibc.write(file, piece.baseAddress, piece.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw SystemProblem(code: errno, path: path) }
      rest = rest.dropFirst(count)
    }
  }
}
