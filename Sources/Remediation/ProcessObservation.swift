#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Whether the instance's process seems to be running, told from its files alone.
///
/// Two signs are looked at: the process that `conf/cq.pid` names, and the lock
/// that a running Felix holds on `cache.lock`. The lock is asked after, never
/// taken, and no file is written.
struct ProcessObservation {
  /// What `conf/cq.pid` leads to.
  enum Process: Hashable {
    case noFile
    case unreadableFile
    case gone(Int32)

    /// A process has this number; whether it is the instance is known from its
    /// working folder or command line, unless those may not be read.
    case alive(Int32, isInstance: Bool?)
  }

  /// What holds `cache.lock`.
  enum Lock: Hashable {
    case noFile
    case free

    /// Held, by this process if the system says.
    case held(Int32?)
    case unreadable(String)
  }

  var process: Process
  var lock: Lock

  /// The arguments of the running instance, if they may be read; never shown, as
  /// they may hold passwords.
  var arguments: [String]?

  /// Whether the instance runs; `nil` if the signs do not tell.
  var isRunning: Bool? {
    if case .held = lock { return true }
    switch process {
    case .alive(_, isInstance: true): return true
    case .alive(_, isInstance: nil): return nil
    default: break
    }
    if case .unreadable = lock { return nil }
    return process == .unreadableFile ? nil : false
  }

  init(tree: InstallationTree) {
    lock = Self.lock(in: tree)
    process = Self.process(in: tree)
    if case .alive(let id, isInstance: true) = process {
      arguments = Self.arguments(of: id)
    } else if case .held(let id?) = lock {
      arguments = Self.arguments(of: id)
    }
  }

  private static func process(in tree: InstallationTree) -> Process {
    let path = "conf/cq.pid"
    do {
      guard try tree.look(at: path) != nil else { return .noFile }
      let text = String(decoding: try FileBytes.read(tree.path(path), limit: 64), as: UTF8.self)
      guard let id = Int32(text.filter { !$0.isWhitespace }), id > 1 else {
        return .unreadableFile
      }
      guard kill(id, 0) == 0 || errno == EPERM, !isEnded(id) else { return .gone(id) }
      return .alive(id, isInstance: belongs(id, to: tree))
    } catch {
      return .unreadableFile
    }
  }

  /// Whether a process has ended and only waits for its parent to notice, as in containers.
  private static func isEnded(_ id: Int32) -> Bool {
    guard let bytes = try? FileBytes.read("/proc/\(id)/stat", limit: 4_096),
      // The name of the program may hold anything, but no parenthesis follows it.
      let end = bytes.lastIndex(of: UInt8(ascii: ")")), end + 2 < bytes.count
    else { return false }
    return bytes[end + 2] == UInt8(ascii: "Z")
  }

  /// Process numbers are used again, so a living one proves nothing by itself.
  private static func belongs(_ id: Int32, to tree: InstallationTree) -> Bool? {
    let install = String(tree.root.prefix(upTo: tree.root.lastIndex(of: "/") ?? tree.root.endIndex))
    let folder = workingFolder(of: id)
    let arguments = arguments(of: id)
    if folder == nil, arguments == nil { return nil }
    let works = folder.map { $0 == install || ($0 + "/").hasPrefix(tree.root + "/") } ?? false
    return works || (arguments ?? []).contains { $0.contains(tree.root + "/") }
  }

  private static func workingFolder(of id: Int32) -> String? {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      guard let base = bytes.baseAddress else { return 0 }
      return unsafe readlink(
        "/proc/\(id)/cwd", base.assumingMemoryBound(to: CChar.self), bytes.count)
    }
    return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
  }

  private static func arguments(of id: Int32) -> [String]? {
    guard let bytes = try? FileBytes.read("/proc/\(id)/cmdline", limit: 1 << 20), !bytes.isEmpty
    else { return nil }
    return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }

  // Java's `FileChannel.tryLock` takes a POSIX record lock, which `flock(2)`
  // does not see and `F_GETLK` does, without taking one.
  private static func lock(in tree: InstallationTree) -> Lock {
    let path = InstallationTree.felix + "/cache.lock"
    do {
      guard try tree.look(at: path) != nil else { return .noFile }
    } catch {
      return .unreadable("\(error)")
    }
    let descriptor = unsafe open(tree.path(path), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      return .unreadable(SystemProblem(code: errno, path: path).message)
    }
    defer { close(descriptor) }
    var question = flock()
    question.l_type = Int16(F_WRLCK)
    question.l_whence = Int16(SEEK_SET)
    guard unsafe fcntl(descriptor, F_GETLK, &question) == 0 else {
      return .unreadable(SystemProblem(code: errno, path: path).message)
    }
    guard question.l_type != Int16(F_UNLCK) else { return .free }
    return .held(question.l_pid > 0 ? question.l_pid : nil)
  }
}
