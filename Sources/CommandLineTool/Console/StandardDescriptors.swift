#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The three descriptors that every process expects to be open.
enum StandardDescriptors {
  /// Puts something in the place of those that the caller closed.
  ///
  /// The next file that is opened would take the place otherwise: results would be
  /// written into the knowledge base, or that be read as the input. What stands in
  /// for input cannot be read, and for output cannot be written, so that it is said.
  static func occupy() {
    for descriptor in STDIN_FILENO...STDERR_FILENO {
      guard fcntl(descriptor, F_GETFD) == -1, errno == EBADF else { continue }
      _ = unsafe open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }
}
