import CMicrohttpd
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the library's threads share.
final class ServerCore: Sendable {
  let handler: any HTTPHandler
  let limits: ServerLimits
  let watch: ConnectionWatch
  let isStopping = Atomic<Bool>(false)

  init(handler: any HTTPHandler, limits: ServerLimits) {
    self.handler = handler
    self.limits = limits
    watch = ConnectionWatch(limits: limits)
  }

  private static func client(of connection: OpaquePointer) -> String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    unsafe cmicrohttpd_client(connection, &text)
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  static func pause(milliseconds: UInt32) {
    _ = usleep(milliseconds * 1_000)
  }

  /// What the library is started with; it keeps the context until it is stopped.
  func settings(listener: Int32, context: UnsafeMutableRawPointer) -> cmicrohttpd_settings {
    unsafe cmicrohttpd_settings(
      listener: listener, connections: UInt32(clamping: max(1, limits.connections)),
      idle_seconds: UInt32(clamping: max(1, limits.idle.components.seconds)),
      header_bytes: max(4 << 10, limits.headerBytes), answer: answerRequest,
      completed: completeRequest, connection: noteConnection, target: beginRequest,
      context: context, certificates: nil, key: nil)
  }

  /// Goes on with a request; false cuts the connection.
  fileprivate func advance(
    _ exchange: Exchange, on connection: OpaquePointer, method: String,
    upload: UnsafeRawBufferPointer
  ) -> Bool {
    let id = UInt(bitPattern: connection)
    let writer = unsafe ResponseWriter(connection: connection, id: id, core: self)
    if !exchange.hasBegun {
      watch.enter(.uploading, id)
      let headers = unsafe HTTPHeaders(of: connection)
      let client = unsafe Self.client(of: connection)
      guard exchange.begin(method: method, headers: headers, client: client),
        let refusal = exchange.refusal
      else { return true }
      return writer.send(refusal)
    }
    if unsafe !upload.isEmpty { return unsafe exchange.take(Array(upload)) }
    watch.enter(.working, id)
    if let request = exchange.request() { return writer.send(handler.respond(to: request)) }
    return writer.send(exchange.refusal ?? handler.refusal(400))
  }
}

extension HTTPHeaders {
  /// The header fields of a request.
  fileprivate init(of connection: OpaquePointer) {
    self.init()
    let collected = Collected()
    let context = unsafe Unmanaged.passUnretained(collected)
    withExtendedLifetime(collected) {
      _ = unsafe MHD_get_connection_values_n(
        connection, .HEADER_KIND, collectHeader, context.toOpaque())
    }
    self = collected.headers
  }

  fileprivate final class Collected {
    var headers: HTTPHeaders = [:]
  }
}

private func collectHeader(
  context: UnsafeMutableRawPointer?, kind: MHD_ValueKind, name: UnsafePointer<CChar>?,
  nameCount: Int, value: UnsafePointer<CChar>?, valueCount: Int
) -> MHD_Result {
  guard let context = unsafe context, let name = unsafe name else { return .NO }
  let collected = unsafe Unmanaged<HTTPHeaders.Collected>.fromOpaque(context)
    .takeUnretainedValue()
  let nameText = unsafe String(
    decoding: UnsafeRawBufferPointer(start: name, count: nameCount), as: UTF8.self)
  let valueText = unsafe value.map {
    unsafe String(
      decoding: UnsafeRawBufferPointer(start: $0, count: valueCount), as: UTF8.self)
  }
  collected.headers.add(nameText, valueText?.trimmingSpace ?? "")
  return .YES
}

private func core(_ context: UnsafeMutableRawPointer) -> ServerCore {
  unsafe Unmanaged<ServerCore>.fromOpaque(context).takeUnretainedValue()
}

/// A request line has come; what is given back is the request's own from then on.
private func beginRequest(
  context: UnsafeMutableRawPointer?, target: UnsafePointer<CChar>?, connection: OpaquePointer?
) -> UnsafeMutableRawPointer? {
  guard let context = unsafe context, let target = unsafe target,
    let connection = unsafe connection
  else { return nil }
  let core = unsafe core(context)
  core.watch.enter(.receiving, UInt(bitPattern: connection))
  let exchange = Exchange(
    target: unsafe String(cString: target), drainedBytes: core.limits.drainedBytes,
    handler: core.handler)
  return unsafe Unmanaged.passRetained(exchange).toOpaque()
}

private func answerRequest(
  context: UnsafeMutableRawPointer?, connection: OpaquePointer?, path: UnsafePointer<CChar>?,
  method: UnsafePointer<CChar>?, version: UnsafePointer<CChar>?, upload: UnsafePointer<CChar>?,
  uploadCount: UnsafeMutablePointer<Int>?,
  exchange: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
  guard let context = unsafe context, let connection = unsafe connection,
    let method = unsafe method, let uploadCount = unsafe uploadCount,
    let exchange = unsafe exchange?.pointee
  else { return .NO }
  let request = unsafe Unmanaged<Exchange>.fromOpaque(exchange).takeUnretainedValue()
  let bytes = unsafe UnsafeRawBufferPointer(
    start: upload, count: upload == nil ? 0 : uploadCount.pointee)
  let goesOn = unsafe core(context).advance(
    request, on: connection, method: String(cString: method), upload: bytes)
  // All of it is taken, always.
  unsafe uploadCount.pointee = 0
  return goesOn ? .YES : .NO
}

private func completeRequest(
  context: UnsafeMutableRawPointer?, connection: OpaquePointer?,
  exchange: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, reason: MHD_RequestTerminationCode
) {
  guard let context = unsafe context, let connection = unsafe connection else { return }
  unsafe core(context).watch.enter(.receiving, UInt(bitPattern: connection))
  guard let exchange = unsafe exchange, let request = unsafe exchange.pointee else { return }
  unsafe Unmanaged<Exchange>.fromOpaque(request).release()
  unsafe exchange.pointee = nil
}

private func noteConnection(
  context: UnsafeMutableRawPointer?, connection: OpaquePointer?,
  socketContext: UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
  event: MHD_ConnectionNotificationCode
) {
  guard let context = unsafe context, let connection = unsafe connection else { return }
  let watch = unsafe core(context).watch
  let id = UInt(bitPattern: connection)
  if event == .CONNECTION_NOTIFY_STARTED {
    watch.open(id, socket: unsafe cmicrohttpd_socket(connection))
  } else {
    watch.close(id)
  }
}
