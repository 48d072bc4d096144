import CProcess

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A script of the installation's own `bin` folder, run as the user that owns the installation.
///
/// It gets a session of its own, so that what it starts outlives this program and its
/// terminal; what it says goes to a file of the run.
struct InstanceScript {
  let tree: InstallationTree
  let name: String
  let environment: [String: String]
  let log: String

  /// Whether it is there.
  var exists: Bool {
    (try? tree.look(at: "bin/\(name)"))?.kind == .file
  }

  /// Starts it and waits for its end.
  ///
  /// - Parameter wait: Called while it runs; gives up waiting, not the script, by throwing.
  /// - Returns: Its exit status; 128 and the signal if one ended it.
  func run(wait: () throws -> Void) throws -> Int32 {
    let id = try spawn()
    var status: CInt = 0
    while true {
      let found = unsafe waitpid(id, &status, WNOHANG)
      if found == id { break }
      if found < 0, errno != EINTR { return 0 }
      try wait()
    }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  /// The words of the call; root steps down to the owner first, so that no file becomes root's.
  private var words: [String] {
    let script = tree.path("bin/\(name)")
    guard geteuid() == 0, tree.state.owner != 0 else { return [script] }
    return [
      Self.stepDown, "--reuid", String(tree.state.owner), "--regid", String(tree.state.group),
      "--init-groups", "--", script,
    ]
  }

  /// The tool of util-linux by which root becomes somebody else.
  static let stepDown = "/usr/bin/setpriv"

  private func spawn() throws -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_addopen(
      &actions, 1, log, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW, 0o600)
    unsafe posix_spawn_file_actions_adddup2(&actions, 1, 2)
    // An instance that kept the caller's pipes open would keep their readers waiting for years.
    unsafe cprocess_close_from(&actions, 3)
    let above = tree.root.split(separator: "/").dropLast().joined(separator: "/")
    unsafe cprocess_start_in(&actions, "/" + above)
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe posix_spawnattr_setsigmask(&attributes, &signals)
    unsafe sigfillset(&signals)
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    unsafe posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK) | cprocess_new_session)
    let words = words
    let program = words[0]
    let variables = environment.map { "\($0.key)=\($0.value)" }.sorted()
    var id: pid_t = 0
    var code = ETXTBSY
    // A program that is being started elsewhere may hold the script open for a moment.
    for _ in 0..<100 where code == ETXTBSY {
      code = unsafe withCStrings(words) { words in
        unsafe withCStrings(variables) { variables in
          unsafe posix_spawn(&id, program, &actions, &attributes, words, variables)
        }
      }
      if code == ETXTBSY { usleep(10_000) }
    }
    guard code == 0 else { throw SystemProblem(code: code, path: tree.path("bin/\(name)")) }
    return id
  }
}

/// The variables that decide how an instance starts.
enum InstanceEnvironment {
  private static let names: Set<String> = [
    "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TZ", "TMPDIR", "LD_LIBRARY_PATH",
  ]
  private static let beginnings = ["CQ_", "JAVA_", "JVM_", "LC_"]

  /// Those of them that an environment has.
  static func relevant(_ environment: [String: String]) -> [String: String] {
    environment.filter { name, _ in
      names.contains(name) || beginnings.contains { name.hasPrefix($0) }
    }
  }

  /// Those of a running process, if they may be read.
  static func relevant(ofProcess id: Int32) -> [String: String]? {
    guard let bytes = try? FileBytes.read("/proc/\(id)/environ", limit: 1 << 20), !bytes.isEmpty
    else { return nil }
    return relevant(
      bytes.split(separator: 0).reduce(into: [:]) { variables, entry in
        let text = String(decoding: entry, as: UTF8.self)
        guard let sign = text.firstIndex(of: "=") else { return }
        variables[String(text[..<sign])] = String(text[text.index(after: sign)...])
      })
  }
}
