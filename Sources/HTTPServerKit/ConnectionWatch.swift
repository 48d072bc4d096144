import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The open connections, and until when each may go on as it does.
///
/// The library ends a connection that is silent; this one ends those that are
/// lively for too long. Each connection's socket is held by a descriptor of our
/// own, so that cutting it never meets a number that was given to another file.
final class ConnectionWatch: Sendable {
  /// What a connection is at.
  enum Stage {
    /// A request is awaited, or its head comes in.
    case receiving

    /// The body comes in.
    case uploading

    /// The handler works; it may take its time.
    case working

    /// The answer goes out.
    case sending

    /// A stream goes out, which may take any time.
    case streaming
  }

  private struct Connection {
    var descriptor: Int32
    var stage = Stage.receiving
    var deadline: ContinuousClock.Instant?
  }

  private let limits: ServerLimits
  private let connections = Mutex<[UInt: Connection]>([:])

  init(limits: ServerLimits) {
    self.limits = limits
  }

  /// How many connections have a request that is not answered in full.
  var busyCount: Int {
    connections.withLock { connections in
      connections.values.count { $0.stage != .receiving && $0.stage != .uploading }
    }
  }

  func open(_ id: UInt, socket: Int32) {
    let own = fcntl(socket, F_DUPFD_CLOEXEC, 3)
    connections.withLock {
      $0[id] = Connection(descriptor: own, deadline: .now + limits.head)
    }
  }

  func close(_ id: UInt) {
    let connection = connections.withLock { $0.removeValue(forKey: id) }
    if let connection, connection.descriptor >= 0 { _ = Glibc.close(connection.descriptor) }
  }

  func enter(_ stage: Stage, _ id: UInt) {
    connections.withLock {
      $0[id]?.stage = stage
      $0[id]?.deadline =
        switch stage {
        case .receiving: .now + limits.head
        case .uploading: .now + limits.request
        case .sending: .now + limits.response
        case .working, .streaming: nil
        }
    }
  }

  /// Ends a connection; its thread sees a client that has gone.
  func cut(_ id: UInt) {
    connections.withLock {
      if let connection = $0[id] { Self.cut(connection) }
    }
  }

  /// Ends the connections that are over their time.
  func cutOverdue() {
    let now = ContinuousClock.now
    connections.withLock {
      for connection in $0.values where connection.deadline.map({ $0 < now }) == true {
        Self.cut(connection)
      }
    }
  }

  /// Ends every connection.
  func cutAll() {
    connections.withLock { $0.values.forEach(Self.cut) }
  }

  /// Whether the client has closed its end.
  func hasClientGone(_ id: UInt) -> Bool {
    connections.withLock {
      guard let connection = $0[id], connection.descriptor >= 0 else { return true }
      var state = pollfd(
        fd: connection.descriptor, events: Self.clientHungUp, revents: 0)
      return unsafe poll(&state, 1, 0) > 0
    }
  }

  // `POLLRDHUP` of Linux, which the headers hide from Swift; elsewhere an end is read as data.
  #if os(Linux)
    private static let clientHungUp: Int16 = 0x2000
  #else
    private static let clientHungUp: Int16 = 0
  #endif

  private static func cut(_ connection: Connection) {
    if connection.descriptor >= 0 { _ = shutdown(connection.descriptor, Int32(SHUT_RDWR)) }
  }
}
