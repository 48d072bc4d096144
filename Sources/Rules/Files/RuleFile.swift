import Model

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The bytes of a file of rules, with what keeps them from being read.
enum RuleFile {
  /// No rule comes near it; a larger file is something else.
  static let limit = 1 << 20

  static func bytes(of file: String) throws(RuleProblem) -> [UInt8] {
    // Without O_NONBLOCK, opening a pipe would wait for a writer.
    let descriptor = unsafe open(file, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw problem(system(errno), file) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw problem(system(errno), file) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw problem("not a regular file", file) }
    guard status.st_size <= limit else { throw problem("> \(limit) bytes", file) }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var filled = 0
    while filled < bytes.count {
      let count = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe read(
          descriptor, buffer.baseAddress.map { unsafe $0 + filled }, buffer.count - filled)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw problem(system(errno), file) }
      if count == 0 { break }
      filled += count
    }
    return Array(bytes[..<filled])
  }

  private static func system(_ code: Int32) -> String {
    unsafe strerror(code).map { unsafe String(cString: $0) } ?? String(code)
  }

  private static func problem(_ message: String, _ file: String) -> RuleProblem {
    RuleProblem(.unreadable(message), at: TextLocation(file: file))
  }
}
