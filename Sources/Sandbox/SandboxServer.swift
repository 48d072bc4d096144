import FoundationEssentials
import HTTPServerKit
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A local stand-in of an AEM instance, to practise remedies on.
///
/// It answers on a loopback address only, with the status codes and oddities of
/// AEM as public sources describe them, and lives in a folder laid out like an
/// installation. User and password are `admin`.
public final class SandboxServer: Sendable {
  /// Where it is reached, such as `http://127.0.0.1:4502`.
  public let address: String

  /// The installation folder, canonical.
  public let folder: String

  private let tree: InstanceTree
  private let startTime: Duration
  private let handler: Handler
  private let server: HTTPServer

  /// Makes a new stand-in in a folder, without starting it.
  ///
  /// - Parameters:
  ///   - program: The program that its start script calls.
  ///   - port: Where it will listen; 0 lets its first start choose.
  /// - Throws: ``SandboxProblem``.
  public static func make(
    in folder: String, state: SandboxState, port: UInt16, program: String, faults: [Fault]
  ) throws {
    let tree = try InstanceTree(making: folder, state: state, port: port, program: program)
    FaultBoard(file: tree.faults).replace(with: faults)
  }

  /// Switches faults of a stand-in on in place of those that are, whether it runs or not.
  public static func switchFaults(_ faults: [Fault], in folder: String) throws {
    FaultBoard(file: try InstanceTree(opening: folder).faults).replace(with: faults)
  }

  /// Whether a folder holds a stand-in.
  public static func exists(in folder: String) -> Bool {
    (try? InstanceTree(opening: folder)) != nil
  }

  /// Starts the stand-in in a folder; a started one answers 503 for a while.
  ///
  /// - Throws: ``SandboxProblem``.
  public init(
    opening folder: String, port: UInt16? = nil, startTime: Duration = .milliseconds(500)
  ) throws {
    tree = try InstanceTree(opening: folder)
    self.folder = tree.install
    self.startTime = startTime
    var settings = try tree.readSettings()
    let lock: CacheLock
    do {
      lock = try CacheLock(path: tree.lock)
    } catch .held {
      throw SandboxProblem.alreadyRunning(folder)
    } catch .failed(let code) {
      throw SandboxProblem.notWritten(
        folder, message: unsafe String(cString: strerror(code)))
    }
    handler = Handler(lock: lock)
    do {
      server = try HTTPServer(port: port ?? settings.port, handler: handler)
    } catch .cannotListen(_, let port, EADDRINUSE) {
      throw SandboxProblem.portTaken(port)
    } catch {
      throw SandboxProblem.notListening(message: "\(error)")
    }
    address = "http://127.0.0.1:\(server.port)"
    if settings.port != server.port {
      // A later start must be found where this one was.
      settings.port = server.port
      try tree.write(settings)
    }
    try begin()
  }

  private func begin() throws {
    do {
      try handler.begin(Instance(tree: tree, address: address, startTime: startTime))
    } catch {
      throw SandboxProblem.notWritten(folder, message: "\(error)")
    }
  }

  /// Runs until it is told to stop: by its control port, over HTTP, or by the caller.
  public func run(until isOver: () -> Bool) throws {
    // The folder that AEM's process works in, by which others know whose process it is.
    _ = unsafe chdir(tree.install)
    try Data("\(getpid())\n".utf8).write(to: URL(filePath: tree.processFile))
    let control = try ControlPort(file: tree.controlPort)
    var stopsAt: ContinuousClock.Instant?
    while stopsAt.map({ ContinuousClock.now < $0 }) ?? true {
      handler.goOn()
      var wish = isOver() ? Instance.Wish.stop : handler.takeWish()
      control.serve(waitingMilliseconds: 50, isStopping: stopsAt != nil) { command in
        if command == .stop { wish = .stop }
      }
      switch wish {
      case .stop where stopsAt == nil:
        stopsAt = .now + handler.beginStopping()
      case .restart where stopsAt == nil:
        _ = handler.beginStopping()
        try begin()
      default: break
      }
    }
    server.stop()
    ErrorLog(path: tree.errorLog).write(
      .info, "org.apache.sling.launchpad", "Apache Sling has been stopped",
      thread: "Apache Sling Terminator")
    control.withdraw()
  }
}

/// Hands requests to the instance, one after the other.
private final class Handler: HTTPHandler {
  private let instance = Mutex<Instance?>(nil)
  // Held as long as the stand-in runs.
  private let lock: CacheLock

  init(lock: CacheLock) {
    self.lock = lock
  }

  func begin(_ new: Instance) {
    instance.withLock { $0 = new }
  }

  func goOn() {
    instance.withLock { $0?.goOn() }
  }

  func takeWish() -> Instance.Wish? {
    instance.withLock { instance in
      let wish = instance?.wish
      instance?.wish = nil
      return wish
    }
  }

  /// Notes that it stops, and tells how long that takes.
  func beginStopping() -> Duration {
    instance.withLock { instance in
      instance?.phase = .stopping
      instance?.log.write(
        .info, "org.apache.sling.launchpad", "Shutting down launchpad",
        thread: "Apache Sling Control Listener: Shutdown")
      return instance?.board.strikes(.slowStop) == true ? .seconds(20) : .milliseconds(200)
    }
  }

  func policy(for head: RequestHead) -> BodyPolicy { .form(limit: 64 << 20) }

  func respond(to request: HTTPRequest) -> HTTPResponse {
    let isOwn = request.path == "/sandbox/faults"
    let board = instance.withLock { $0?.board }
    if !isOwn, board?.strikes(.slowAnswers, at: request.path) == true { usleep(3_000_000) }
    let answer = instance.withLock { $0?.answer(request) } ?? .error(503, "Starting")
    if !isOwn, board?.strikes(.connectionCut, at: request.path) == true { return .cut }
    return answer
  }
}
