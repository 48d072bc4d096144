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

  /// How long another may take with the same folder.
  private static let patience = 600

  /// Waits for the folder of a file, at most a minute.
  public init(forWriting path: String) throws(KnowledgeError) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    descriptor = unsafe open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unwritable(path: path, FileObstacle(errno: errno)) }
    for _ in 0..<Self.patience {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return }
      // A file system without locks cannot be waited for.
      guard errno == EWOULDBLOCK || errno == EINTR else { return }
      usleep(100_000)
    }
    throw .locked(path: path)
  }

  deinit { close(descriptor) }
}
