import CProcess
import FoundationEssentials
import RemedyProtocol

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A plugin's process: contained, with a line to it, a line from it, and two logs.
///
/// All three streams from it are drained whenever anything is awaited, so that no full pipe holds
/// up both sides. When it is let go of, its whole group is killed and its folder removed.
final class PluginProcess {
  /// What can come before a deadline.
  enum Event {
    case line([UInt8])
    case longLine
    case closed
    case nothing
  }

  private let id: pid_t
  private var input: Int32
  private let outputs: [Int32]
  private var isOpen = [true, true, true]
  private var buffer: [UInt8] = []
  private(set) var log: PluginLog
  private let folder: String
  private var ending: PluginProblem.Ending?

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - words: The program by its absolute path, and its arguments.
  ///   - readable: What it may look at besides the libraries of the system.
  init(_ words: [String], readable: [String], limits: PluginLimits) throws(SystemProblem) {
    log = PluginLog(limit: limits.log)
    folder = try Self.privateFolder()
    var pipes: [(read: Int32, write: Int32)] = []
    do throws(SystemProblem) {
      for _ in 0..<4 { pipes.append(try Self.pipe()) }
      let theirs = [pipes[0].read, pipes[1].write, pipes[2].write, pipes[3].write]
      id = try Self.start(
        words, folder: folder, descriptors: theirs, readable: readable, limits: limits)
      for file in theirs { close(file) }
      input = pipes[0].write
      // The protocol first: it counts, the logs only have to be drained.
      outputs = [pipes[3].read, pipes[1].read, pipes[2].read]
    } catch {
      for pipe in pipes {
        close(pipe.read)
        close(pipe.write)
      }
      RemovedFolder.remove(folder)
      throw error
    }
    for file in outputs + [input] {
      _ = fcntl(file, F_SETFL, fcntl(file, F_GETFL) | O_NONBLOCK)
    }
  }

  deinit {
    _ = end(grace: .zero)
    for file in outputs { close(file) }
    RemovedFolder.remove(folder)
  }

  /// Writes a line; gives up at the deadline, or where nobody reads.
  func send(_ line: [UInt8], until deadline: ContinuousClock.Instant) -> Bool {
    var rest = line[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { bytes in
        unsafe cprocess_write_quietly(input, bytes.baseAddress, bytes.count)
      }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        guard .now < deadline else { return false }
        pump(until: deadline, writes: true)
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }

  /// The next line of the protocol, without its end.
  func next(until deadline: ContinuousClock.Instant) -> Event {
    while true {
      if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        guard end <= PluginMessage.longestLine else { return .longLine }
        defer { buffer.removeFirst(end + 1) }
        return .line(Array(buffer[..<end]))
      }
      guard buffer.count <= PluginMessage.longestLine else { return .longLine }
      guard isOpen[0] else { return .closed }
      guard .now < deadline else { return .nothing }
      pump(until: deadline, writes: false)
    }
  }

  /// What came of the protocol without the end of a line.
  var rest: [UInt8] { buffer }

  /// Whether it is not its own fault that nothing comes: it wants to run, or waits for the disk,
  /// and has had less than two seconds of a processor so far.
  var isHeldUp: Bool {
    guard let bytes = try? FileBytes.read("/proc/\(id)/stat", limit: 1 << 12) else { return false }
    // The name of the program stands in brackets, and may hold anything.
    let fields =
      String(decoding: bytes, as: UTF8.self).split(separator: ")").last?
      .split(separator: " ") ?? []
    guard fields.count > 12, let user = Int(fields[11]), let system = Int(fields[12]) else {
      return false
    }
    return ["R", "D"].contains(fields[0]) && user + system < 2 * Int(sysconf(Int32(_SC_CLK_TCK)))
  }

  /// Lets the plugin end by itself, then asks, then kills it and everything that it started.
  func end(grace: Duration) -> PluginProblem.Ending {
    if let ending { return ending }
    close(input)
    input = -1
    if !awaitEnd(grace) {
      kill(-id, SIGTERM)
      if grace > .zero { _ = awaitEnd(grace) }
    }
    // Before it is collected: until then nobody else can have its number.
    kill(-id, SIGKILL)
    var status: CInt = 0
    while unsafe waitpid(id, &status, 0) < 0, errno == EINTR {}
    let deadline = ContinuousClock.now + .milliseconds(200)
    while isOpen.contains(true), .now < deadline { pump(until: deadline, writes: false) }
    let signal = status & 0x7F
    let ending: PluginProblem.Ending =
      signal == 0 ? .status((status >> 8) & 0xFF) : .signal(signal)
    self.ending = ending
    return ending
  }

  /// Whether it ends by itself within a time.
  func awaitEnd(_ patience: Duration) -> Bool {
    let deadline = ContinuousClock.now + patience
    while cprocess_has_ended(id) == 0 {
      guard .now < deadline else { return false }
      pump(until: min(deadline, .now + .milliseconds(20)), writes: false)
      if !isOpen.contains(true) { usleep(5_000) }
    }
    return true
  }

  /// Waits for the streams and takes what comes, a piece of each.
  private func pump(until deadline: ContinuousClock.Instant, writes: Bool) {
    var waits = (0..<3).filter { isOpen[$0] }.map { index in
      pollfd(fd: outputs[index], events: Int16(POLLIN), revents: 0)
    }
    if writes { waits.append(pollfd(fd: input, events: Int16(POLLOUT), revents: 0)) }
    let (seconds, attoseconds) = (deadline - .now).components
    let most: Int64 = 100
    let milliseconds = seconds > 0 ? most : min(most, attoseconds / 1_000_000_000_000_000 + 1)
    guard unsafe poll(&waits, nfds_t(waits.count), Int32(max(0, milliseconds))) > 0 else { return }
    for index in 0..<3 where isOpen[index] {
      let found = waits.first { $0.fd == outputs[index] }?.revents ?? 0
      if found != 0 { take(index) }
    }
  }

  private func take(_ index: Int) {
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    let count = unsafe piece.withUnsafeMutableBytes { bytes in
      unsafe read(outputs[index], bytes.baseAddress, bytes.count)
    }
    if count < 0, errno == EINTR || errno == EAGAIN { return }
    guard count > 0 else {
      isOpen[index] = false
      return
    }
    if index == 0 {
      // What comes when nothing is awaited any more is not kept.
      if buffer.count <= PluginMessage.longestLine { buffer += piece[..<count] }
    } else {
      log.append(piece[..<count])
    }
  }

  // MARK: - Starting

  private static func pipe() throws(SystemProblem) -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe2(&ends, O_CLOEXEC) == 0 else { throw SystemProblem(code: errno, path: "") }
    return (ends[0], ends[1])
  }

  private static func privateFolder() throws(SystemProblem) -> String {
    var path = Array("/tmp/aemedic-plugin-XXXXXX".utf8CString)
    let made = unsafe path.withUnsafeMutableBufferPointer { bytes in
      unsafe bytes.baseAddress.map { unsafe mkdtemp($0) != nil } ?? false
    }
    let text = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard made else { throw SystemProblem(code: errno, path: text) }
    return text
  }

  /// All that a plugin's environment holds.
  private static func environment(_ folder: String) -> [String] {
    [
      "AEMEDIC_PLUGIN_PROTOCOL=1", "HOME=\(folder)", "LANG=C.UTF-8", "PATH=/usr/bin:/bin",
      "PYTHONDONTWRITEBYTECODE=1", "TMPDIR=\(folder)", "TZ=UTC",
    ]
  }

  private static func start(
    _ words: [String], folder: String, descriptors: [Int32], readable: [String],
    limits: PluginLimits
  ) throws(SystemProblem) -> pid_t {
    let looks = PluginContainment.libraries() + readable
    let rooms = looks.map { ($0, 0) } + [(folder, 1), ("/dev/null", 1)]
    var id: pid_t = 0
    var code: Int32 = 0
    var failed: Int32 = 0
    // A program that is being started elsewhere may hold the file open for a moment.
    for _ in 0..<100 {
      failed = unsafe withCStrings(rooms.map(\.0)) { paths in
        let list = unsafe zip(paths, rooms).map { path, room in
          unsafe cprocess_room(path: path, is_writable: Int32(room.1))
        }
        return unsafe list.withUnsafeBufferPointer { list in
          unsafe withCStrings([folder]) { folders in
            var containment = unsafe cprocess_containment()
            unsafe containment.descriptors = (
              descriptors[0], descriptors[1], descriptors[2], descriptors[3]
            )
            unsafe containment.folder = UnsafePointer(folders[0])
            unsafe containment.rooms = list.baseAddress
            unsafe containment.room_count = list.count
            unsafe containment.processor_seconds = rlim_t(limits.processorSeconds)
            unsafe containment.memory = rlim_t(limits.memory)
            unsafe containment.files = rlim_t(limits.files)
            unsafe containment.processes = rlim_t(
              PluginContainment.tasks(of: getuid()) + limits.processes)
            unsafe containment.file_size = rlim_t(limits.fileSize)
            unsafe containment.landlock_abi = Int32(PluginContainment.current.landlock)
            return unsafe withCStrings(words) { words in
              unsafe withCStrings(environment(folder)) { variables in
                unsafe cprocess_start_contained(
                  &containment, words[0], words, variables, &id, &code)
              }
            }
          }
        }
      }
      guard failed != 0, code == ETXTBSY else { break }
      usleep(10_000)
    }
    guard failed == 0 else { throw SystemProblem(code: code, path: words[0]) }
    return id
  }
}

/// Lends copies of texts as C has them, with the null that ends a list.
func withCStrings<Result>(
  _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) throws -> Result
) rethrows -> Result {
  let copies = unsafe texts.map { unsafe strdup($0) }
  defer { unsafe copies.forEach { unsafe free($0) } }
  return try unsafe body(copies + [nil])
}

/// A folder of ours that is no longer needed.
private enum RemovedFolder {
  static func remove(_ path: String) {
    try? FileManager.default.removeItem(atPath: path)
  }
}
