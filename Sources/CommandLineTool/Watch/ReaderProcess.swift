import CSystem
import Model

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A program that reads one bundle, apart from this one, so that its fall is not ours.
@safe struct ReaderProcess {
  /// How it ended.
  enum Outcome: Hashable {
    case ended(status: Int32)
    /// A signal ended it, such as 11 for a fault or 9 where memory ran out.
    case fell(signal: Int32)
    /// It was not done in time, and was ended.
    case late
    /// The person wants to stop.
    case interrupted
  }

  let program: String
  let arguments: [String]

  /// Runs it to its end.
  ///
  /// - Returns: How it ended, and the last of what it wrote to standard error.
  func run(
    deadline: Duration, until shouldStop: () -> Bool
  ) throws -> (outcome: Outcome, messages: String) {
    let messages = csystem_memory_file()
    guard messages >= 0 else { throw UnwritableFile(path: program, code: errno) }
    defer { close(messages) }
    let id = try start(messages)
    let outcome = wait(for: id, deadline: deadline, until: shouldStop)
    return (outcome, Self.tail(of: messages))
  }

  private func start(_ messages: CInt) throws -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for (descriptor, flags) in [(STDIN_FILENO, O_RDONLY), (STDOUT_FILENO, O_WRONLY)] {
      unsafe posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", flags, 0)
    }
    unsafe posix_spawn_file_actions_adddup2(&actions, messages, STDERR_FILENO)
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    // A group of its own: Control-C is for the one who watches.
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    var words = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
    defer { unsafe words.forEach { unsafe free($0) } }
    var id: pid_t = 0
    let code = unsafe posix_spawn(&id, program, &actions, &attributes, &words, environ)
    guard code == 0 else { throw UnwritableFile(path: program, code: code) }
    return id
  }

  private func wait(
    for id: pid_t, deadline: Duration, until shouldStop: () -> Bool
  ) -> Outcome {
    let end = ContinuousClock.now + deadline
    var status: CInt = 0
    while true {
      let found = unsafe waitpid(id, &status, WNOHANG)
      if found == id { break }
      if found < 0, errno != EINTR { return .fell(signal: SIGKILL) }
      let isLate = ContinuousClock.now >= end
      if isLate || shouldStop() {
        kill(-id, SIGKILL)
        while unsafe waitpid(id, &status, 0) < 0, errno == EINTR {}
        return isLate ? .late : .interrupted
      }
      usleep(50_000)
    }
    let signal = status & 0x7F
    return signal == 0 ? .ended(status: (status >> 8) & 0xFF) : .fell(signal: signal)
  }

  private static func tail(of file: CInt) -> String {
    let length = 4_096
    let end = Int(lseek(file, 0, SEEK_END))
    var buffer = [UInt8](repeating: 0, count: length)
    let count = unsafe buffer.withUnsafeMutableBytes {
      unsafe pread(file, $0.baseAddress, length, max(0, end - length))
    }
    return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
  }
}
