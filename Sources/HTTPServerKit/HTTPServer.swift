import CMicrohttpd
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Answers requests. Its functions are called on many threads at once, one for each connection.
public protocol HTTPHandler: Sendable {
  /// What becomes of the body of a request whose head has come.
  func policy(for head: RequestHead) -> BodyPolicy

  /// The answer to a complete request. It may block; other connections go on.
  func respond(to request: HTTPRequest) -> HTTPResponse

  /// The answer to a request that the server itself refuses: 400, 413, or 500 for a sink that
  /// failed.
  func refusal(_ status: Int) -> HTTPResponse
}

extension HTTPHandler {
  /// The status as text.
  public func refusal(_ status: Int) -> HTTPResponse {
    HTTPResponse(status: status, type: "text/plain; charset=utf-8", text: "\(status)\n")
  }
}

/// By what a server proves who it is over TLS.
public struct TLSIdentity: Sendable {
  /// The certificates in PEM, the server's own first.
  public var certificates: [UInt8]

  /// The private key in PEM, not encrypted.
  public var key: [UInt8]

  /// Makes an identity of the contents of two files.
  public init(certificates: [UInt8], key: [UInt8]) {
    self.certificates = certificates
    self.key = key
  }

  /// Whether the library was built with TLS.
  public static var isSupported: Bool { MHD_is_feature_supported(.FEATURE_TLS) == .YES }
}

/// An HTTP/1.1 server at one address, built on GNU libmicrohttpd.
///
/// Left to the library: request lines and fields that are too long (414, 431),
/// fields with space in their names, HTTP/1.1 without a host (400), chunks,
/// `100 Continue`, `HEAD`, silent connections. Done here: bodies under a limit,
/// forms, requests that come or are fetched too slowly, and heads that two
/// readers could take differently, which are answered with 400.
@safe public final class HTTPServer: Sendable {
  /// The address it listens at.
  public let address: String

  /// The port it listens at; the chosen one if port 0 was asked for.
  public let port: UInt16

  private let core: ServerCore
  // The library's own; nil once it is stopped.
  private let daemon: Mutex<UInt?>
  private let watchman: Task<Void, Never>

  /// Starts to listen.
  ///
  /// - Parameters:
  ///   - address: An IPv4 or IPv6 address in figures.
  ///   - port: The port; 0 lets the system choose.
  ///   - identity: What makes it speak TLS 1.2 or later; without it sockets are plain.
  public init(
    address: String = "127.0.0.1", port: UInt16 = 0, limits: ServerLimits = ServerLimits(),
    identity: TLSIdentity? = nil, handler: any HTTPHandler
  ) throws(HTTPServerError) {
    let listener = try ListeningSocket(address: address, port: port)
    let core = ServerCore(handler: handler, limits: limits)
    let context = unsafe Unmanaged.passRetained(core)
    var settings = unsafe core.settings(
      listener: listener.descriptor, context: context.toOpaque())
    guard let started = unsafe Self.start(&settings, as: identity) else {
      unsafe context.release()
      close(listener.descriptor)
      throw .cannotStart
    }
    self.address = address
    self.port = listener.port
    self.core = core
    daemon = Mutex(UInt(bitPattern: started))
    watchman = Task.detached { [watch = core.watch] in
      while !Task.isCancelled {
        watch.cutOverdue()
        try? await Task.sleep(for: .milliseconds(100))
      }
    }
  }

  /// Starts the library, which copies certificates and key.
  private static func start(
    _ settings: inout cmicrohttpd_settings, as identity: TLSIdentity?
  ) -> OpaquePointer? {
    guard let identity else { return unsafe cmicrohttpd_start(&settings) }
    let texts = [identity.certificates, identity.key].map { $0.map(CChar.init(bitPattern:)) + [0] }
    return unsafe texts[0].withUnsafeBufferPointer { certificates in
      unsafe texts[1].withUnsafeBufferPointer { key in
        unsafe settings.certificates = certificates.baseAddress
        unsafe settings.key = key.baseAddress
        return unsafe cmicrohttpd_start(&settings)
      }
    }
  }

  deinit {
    stop(within: .zero)
  }

  /// Takes no more connections, lets requests end, and closes.
  ///
  /// Streams are broken off at once. It waits for handlers however long they
  /// take, since their threads cannot be ended; for clients, as long as it is told.
  public func stop(within patience: Duration = .seconds(5)) {
    let taken = daemon.withLock { daemon in
      defer { daemon = nil }
      return daemon
    }
    guard let taken, let daemon = unsafe OpaquePointer(bitPattern: taken) else { return }
    let listener = unsafe MHD_quiesce_daemon(daemon)
    if listener >= 0 { close(listener) }
    core.isStopping.store(true, ordering: .relaxed)
    let deadline = ContinuousClock.now + patience
    while core.watch.busyCount > 0, ContinuousClock.now < deadline {
      ServerCore.pause(milliseconds: 5)
    }
    core.watch.cutAll()
    unsafe MHD_stop_daemon(daemon)
    watchman.cancel()
    // The library's threads are gone, and with them the last who use the context.
    unsafe Unmanaged.passUnretained(core).release()
  }
}
