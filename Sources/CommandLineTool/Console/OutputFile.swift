import Model

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where a result goes: a file, written in one go, or standard output.
struct OutputFile {
  /// The file; `nil` and `-` are standard output.
  let path: String?

  /// Writes a result; whatever happens, a file is either the old one or the whole new one.
  func write(_ text: String, console: Console) throws {
    try write(Array(text.utf8), console: console)
  }

  /// Writes a result of bytes in the same way.
  func write(_ bytes: [UInt8], console: Console) throws {
    guard let path, path != "-" else {
      console.print(bytes)
      return
    }
    var status = stat()
    let exists = unsafe stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT != S_IFREG {
      // A device or a pipe has no old content that could be lost.
      try fill(path, with: bytes, flags: O_WRONLY, like: nil, removingOnFailure: false)
      return
    }
    // A link stays a link: the file that it leads to is replaced.
    let target = exists ? Self.resolved(path) : path
    let temporary = "\(target).\(getpid()).new"
    try fill(
      temporary, with: bytes, flags: O_WRONLY | O_CREAT | O_EXCL, like: exists ? status : nil,
      removingOnFailure: true)
    guard unsafe rename(temporary, target) == 0 else {
      let code = errno
      unsafe unlink(temporary)
      throw UnwritableFile(path: path, code: code)
    }
  }

  /// Adds bytes to the end of a file that others add to, too.
  func append(_ bytes: [UInt8]) throws {
    guard let path else { return }
    try fill(
      path, with: bytes, flags: O_WRONLY | O_CREAT | O_APPEND, like: nil, removingOnFailure: false)
  }

  private static func resolved(_ path: String) -> String {
    guard let resolved = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  /// - Parameter old: The file that will be replaced, whose owner and permissions stay.
  private func fill(
    _ target: String, with bytes: [UInt8], flags: Int32, like old: stat?, removingOnFailure: Bool
  ) throws {
    let descriptor = unsafe open(target, flags | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw UnwritableFile(path: path ?? target, code: errno) }
    if let old {
      // Only root can give a file away; for others it is theirs already, or was never.
      _ = fchown(descriptor, old.st_uid, old.st_gid)
      _ = fchmod(descriptor, old.st_mode & 0o7777)
    }
    var code = Self.write(bytes, to: descriptor)
    // Not every file system can be asked to flush, and not being asked is no failure.
    if code == nil, fsync(descriptor) != 0, errno != EINVAL, errno != ENOTSUP { code = errno }
    if close(descriptor) != 0, code == nil { code = errno }
    if let code {
      if removingOnFailure { unsafe unlink(target) }
      throw UnwritableFile(path: path ?? target, code: code)
    }
  }

  /// Writes all bytes, or gives the system's code of what prevented it.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { piece in
        unsafe Glibc.write(descriptor, piece.baseAddress, piece.count)
      }
      if count < 0 {
        if errno == EINTR { continue }
        return errno
      }
      rest = rest.dropFirst(count)
    }
    return nil
  }
}

/// A file that cannot be written.
struct UnwritableFile: ToolProblem {
  let path: String
  let code: Int32

  var exitStatus: ExitStatus { .usage }

  var location: TextLocation? { TextLocation(file: path) }

  var reason: LocalizedText {
    let words = code == ENOENT || code == ENOTDIR ? Self.noFolder : SystemError(code).words
    return LocalizedText(
      en: "the file cannot be written: \(words.en)",
      fr: "impossible d’écrire le fichier\u{A0}: \(words.fr)",
      ja: "ファイルに書き込めません（\(words.ja)）")
  }

  private static let noFolder = LocalizedText(
    en: "its folder does not exist", fr: "son dossier n’existe pas", ja: "フォルダーが存在しません")
}
