import Model

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Keeps others from writing a knowledge base in the same folder until it is let go.
///
/// Who reads a file, adds to it and writes it back must hold it from the reading on, or what
/// another adds meanwhile is lost. Readers need no lock. The lock leaves no file behind and
/// goes with the process.
public final class KnowledgeLock: Sendable {
  private let descriptor: Int32

  /// Waits for the folder of a file, at most a minute.
  public convenience init(forWriting path: String) throws(KnowledgeError) {
    try self.init(forWriting: path, attempts: 600)
  }

  /// Tries to lock the folder of a file, ten times a second.
  init(forWriting path: String, attempts: Int) throws(KnowledgeError) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    descriptor = unsafe open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unwritable(path: path, FileObstacle(errno: errno)) }
    for _ in 0..<attempts {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return }
      // A file system without locks cannot be waited for.
      guard errno == EWOULDBLOCK || errno == EINTR else { return }
      usleep(100_000)
    }
    throw .locked(path: path)
  }

  deinit { close(descriptor) }
}
