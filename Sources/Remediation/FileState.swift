import DigestKit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What stands at a path, symbolic links not followed.
struct FileState: Hashable {
  enum Kind: Hashable {
    case file, folder, symbolicLink, other
  }

  var kind: Kind
  var bytes: Int
  var mode: UInt32
  var owner: UInt32
  var group: UInt32
  var device: UInt64
  var inode: UInt64

  /// Looks at a path; `nil` if nothing stands there.
  static func look(at path: String) throws(SystemProblem) -> FileState? {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else {
      let code = errno
      guard code == ENOENT || code == ENOTDIR else { throw SystemProblem(code: code, path: path) }
      return nil
    }
    let kind: Kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .symbolicLink
      default: .other
      }
    return FileState(
      kind: kind, bytes: Int(status.st_size), mode: UInt32(status.st_mode) & 0o7777,
      owner: status.st_uid, group: status.st_gid, device: UInt64(status.st_dev),
      inode: UInt64(status.st_ino))
  }
}

/// A refusal of the operating system.
struct SystemProblem: Error, Hashable {
  var code: Int32
  var path: String

  /// The system's own words.
  var message: String {
    unsafe String(cString: strerror(code))
  }
}

/// Reads regular files, without following a final symbolic link and without waiting on a pipe.
enum FileBytes {
  /// The first bytes of a file, at most `limit` of them.
  static func read(_ path: String, limit: Int) throws(SystemProblem) -> [UInt8] {
    var content: [UInt8] = []
    try forEachPiece(of: path) { piece in
      content += piece.prefix(limit - content.count)
      return content.count < limit
    }
    return content
  }

  /// The length and SHA-256 of a whole file.
  static func fingerprint(_ path: String) throws(SystemProblem) -> (bytes: Int, sha256: String) {
    var hash = SHA256()
    var count = 0
    try forEachPiece(of: path) { piece in
      hash.update(Array(piece).span)
      count += piece.count
      return true
    }
    return (count, hash.finalize().hex)
  }

  private static func forEachPiece(
    of path: String, _ body: (ArraySlice<UInt8>) -> Bool
  ) throws(SystemProblem) {
    let descriptor = unsafe open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemProblem(code: errno, path: path) }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe readBytes(descriptor, bytes.baseAddress, bytes.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw SystemProblem(code: errno, path: path) }
      guard count > 0, body(buffer[..<count]) else { return }
    }
  }
}

private func readBytes(
  _ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int
) -> Int {
  unsafe read(descriptor, buffer, count)
}
