import Foundation
import Glibc
import Synchronization

/// What a program left behind when it ended.
struct Outcome {
  /// What it wrote to standard output.
  var output: Data

  /// What it wrote to standard error.
  var messages: Data

  /// Its exit status; 128 and the signal's number if a signal ended it, as shells count.
  var status: Int32

  /// Standard output as text.
  var text: String { String(decoding: output, as: UTF8.self) }

  /// Standard error as text.
  var messageText: String { String(decoding: messages, as: UTF8.self) }

  /// Both, to look for what must stand in neither.
  var everything: String { text + messageText }
}

/// A program that runs beside the tests, with pipes to all three of its streams.
///
/// Every descriptor is closed in programs started meanwhile by other tests, so
/// that an end of a pipe is an end.
@safe final class ChildProcess {
  /// Its process id.
  let id: pid_t

  // Between the making of a pipe and its mark no other program may start.
  private static let isStarting = Mutex(())

  private var input: CInt
  private var output: CInt
  private var messages: CInt
  private let arguments: [String]
  private let deadline: ContinuousClock.Instant

  /// The two ends of a pipe.
  typealias Ends = (read: CInt, write: CInt)

  /// Why a program could not be run to its end.
  enum Failure: Error, CustomStringConvertible {
    case notStarted(String, code: CInt)
    case timeOut(arguments: [String], output: String)

    var description: String {
      switch self {
      case .notStarted(let path, let code):
        return "\(path) did not start: \(unsafe String(cString: strerror(code)))"
      case .timeOut(let arguments, let output):
        return "killed at its time limit: \(arguments.joined(separator: " "))\n\(output)"
      }
    }
  }

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - output: The two ends of its standard output, such as a terminal's, instead of a pipe's.
  ///   - timeLimit: When it is killed, counted from now.
  init(
    _ path: String, _ arguments: [String], environment: [String: String],
    output stated: Ends? = nil, timeLimit: Duration
  ) throws {
    // What it starts must meet a broken pipe as under a shell; the tests themselves survive it.
    signal(SIGPIPE, SIG_IGN)
    self.arguments = arguments
    deadline = .now + timeLimit
    (id, input, output, messages) = try Self.isStarting.withLock { _ in
      let (input, output, messages) = (Self.pipe(), stated ?? Self.pipe(), Self.pipe())
      defer { for end in [input.read, output.write, messages.write] { close(end) } }
      do {
        let id = try Self.spawn(
          path, arguments, environment,
          streams: [input.read, output.write, messages.write])
        return (id, input.write, output.read, messages.read)
      } catch {
        for end in [input.write, output.read, messages.read] { close(end) }
        throw error
      }
    }
  }

  private static func spawn(
    _ path: String, _ arguments: [String], _ environment: [String: String], streams: [CInt]
  ) throws -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for (number, descriptor) in streams.enumerated() {
      unsafe posix_spawn_file_actions_adddup2(&actions, descriptor, CInt(number))
    }
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGPIPE)
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    // The threads that run tests hold signals back.
    var nothing = sigset_t()
    unsafe sigemptyset(&nothing)
    unsafe posix_spawnattr_setsigmask(&attributes, &nothing)
    unsafe posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

    let variables = environment.map { "\($0.key)=\($0.value)" }.sorted()
    var id: pid_t = 0
    let code = unsafe withCStrings([path] + arguments) { words in
      unsafe withCStrings(variables) { variables in
        unsafe posix_spawn(&id, path, &actions, &attributes, words, variables)
      }
    }
    guard code == 0 else { throw Failure.notStarted(path, code: code) }
    return id
  }

  /// Lends texts as C does, with a null behind the last.
  private static func withCStrings<Result>(
    _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) throws -> Result
  ) rethrows -> Result {
    let copies = unsafe texts.map { unsafe strdup($0) }
    defer { unsafe copies.forEach { unsafe free($0) } }
    return try unsafe body(copies + [nil])
  }

  deinit {
    for descriptor in [input, output, messages] where descriptor >= 0 { close(descriptor) }
  }

  /// Writes its input, reads all it says, and waits for its end.
  func finish(feeding feed: Feed) throws -> Outcome {
    var feed = feed
    var said = Data()
    var remarked = Data()
    _ = fcntl(input, F_SETFL, O_NONBLOCK)
    while output >= 0 || messages >= 0 {
      if feed.isEmpty, feed.ends { closeInput() }
      let left = ContinuousClock.now.duration(to: deadline)
      guard left > .zero else {
        kill(id, SIGKILL)
        _ = wait()
        throw Failure.timeOut(
          arguments: arguments, output: String(decoding: said + remarked, as: UTF8.self))
      }
      // A negative descriptor is passed over.
      var states = [
        pollfd(fd: feed.isEmpty ? -1 : input, events: Int16(POLLOUT), revents: 0),
        pollfd(fd: output, events: Int16(POLLIN), revents: 0),
        pollfd(fd: messages, events: Int16(POLLIN), revents: 0),
      ]
      let milliseconds = CInt(left.components.seconds * 1_000 + 1)
      guard unsafe poll(&states, 3, milliseconds) > 0 else { continue }
      if states[0].revents != 0, !feed.write(to: input) { closeInput() }
      if states[1].revents != 0 { take(from: &output, into: &said) }
      if states[2].revents != 0 { take(from: &messages, into: &remarked) }
    }
    return Outcome(output: said, messages: remarked, status: wait())
  }

  /// Takes away the reading end of its standard output, as a pager does that is left.
  func closeOutput() {
    close(output)
    output = -1
  }

  private func closeInput() {
    if input >= 0 { close(input) }
    input = -1
  }

  private func take(from descriptor: inout CInt, into data: inout Data) {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = unsafe buffer.withUnsafeMutableBytes {
      unsafe read(descriptor, $0.baseAddress, $0.count)
    }
    if count > 0 {
      data += buffer[..<count]
    } else if count == 0 || errno != EINTR {
      close(descriptor)
      descriptor = -1
    }
  }

  private func wait() -> Int32 {
    var status: CInt = 0
    while unsafe waitpid(id, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  private static func pipe() -> Ends {
    var ends: [CInt] = [-1, -1]
    guard unsafe Glibc.pipe(&ends) == 0 else {
      fatalError("no pipe: \(unsafe String(cString: strerror(errno)))")
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }
}
