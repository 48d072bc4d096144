/// How much a server takes from its clients.
public struct ServerLimits: Hashable, Sendable {
  /// How many connections are open at once; each has a thread.
  public var connections = 64

  /// How many bytes request line and header fields may take; more is answered with 414 or 431.
  public var headerBytes = 32 << 10

  /// How long a connection may be silent, in whole seconds at least 1.
  public var idle = Duration.seconds(30)

  /// How long the head of a request may take to come, the wait for it included.
  public var head = Duration.seconds(60)

  /// How long the body of a request may take to come, however lively; a slow one is cut.
  public var request = Duration.seconds(120)

  /// How long an answer of known length may take to be fetched; streams may take any time.
  public var response = Duration.seconds(300)

  /// How many bytes of an unwanted body are read away so that the client sees the answer.
  ///
  /// An answer sent over unread bytes is lost: the system resets the connection.
  public var drainedBytes = 4 << 20

  /// The usual limits.
  public init() {}
}

/// Why a server does not run.
public enum HTTPServerError: Error, Hashable, Sendable {
  /// This is no IPv4 or IPv6 address in figures.
  case badAddress(String)

  /// The system does not let it listen there; with the system's code.
  case cannotListen(address: String, port: UInt16, code: Int32)

  /// The library does not start.
  case cannotStart
}
