#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What was piped into the tool.
enum StandardInput {
  /// Everything, up to a limit in bytes.
  static func readAll(limit: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < limit {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe read(STDIN_FILENO, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      bytes += buffer[..<min(count, limit - bytes.count)]
    }
    return bytes
  }
}
