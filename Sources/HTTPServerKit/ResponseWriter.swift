import CMicrohttpd
import Synchronization

/// Gives answers to the library.
@safe struct ResponseWriter {
  private let connection: OpaquePointer
  private let id: UInt
  private let core: ServerCore

  init(connection: OpaquePointer, id: UInt, core: ServerCore) {
    unsafe self.connection = unsafe connection
    self.id = id
    self.core = core
  }

  /// Sends an answer; false if the connection is to be cut.
  func send(_ response: HTTPResponse) -> Bool {
    switch response.body {
    case .cut:
      return false
    case .bytes(let bytes):
      core.watch.enter(.sending, id)
      let made = unsafe bytes.withUnsafeBytes { bytes in
        // The library copies; that its parameter could be written to is a matter of its age.
        unsafe MHD_create_response_from_buffer(
          bytes.count, UnsafeMutableRawPointer(mutating: bytes.baseAddress),
          .RESPMEM_MUST_COPY)
      }
      return unsafe queue(made, response)
    case .stream(let stream):
      core.watch.enter(.streaming, id)
      let sender = StreamSender(stream: stream, connection: id, core: core)
      let context = unsafe Unmanaged.passRetained(sender)
      let made = unsafe MHD_create_response_from_callback(
        UInt64.max, 32 << 10, fillFromStream, context.toOpaque(), releaseStream)
      if unsafe made == nil { unsafe context.release() }
      return unsafe queue(made, response)
    }
  }

  private func queue(_ made: OpaquePointer?, _ response: HTTPResponse) -> Bool {
    guard let made = unsafe made else { return false }
    defer { unsafe MHD_destroy_response(made) }
    for field in response.headers.fields {
      // The library refuses what would break the framing: line ends, a second length.
      guard unsafe MHD_add_response_header(made, field.name, field.value) == .YES else {
        return sendsInstead(of: response)
      }
    }
    let status = (200...599).contains(response.status) ? response.status : 500
    return unsafe MHD_queue_response(connection, UInt32(status), made) == .YES
  }

  /// An answer with an impossible header is our own mistake: the client is told that much.
  private func sendsInstead(of response: HTTPResponse) -> Bool {
    send(.plain(500))
  }
}

/// Hands the bytes of a stream to the library as it asks for them.
private final class StreamSender {
  private let stream: any ResponseStream
  private let connection: UInt
  private let core: ServerCore
  private var rest: ArraySlice<UInt8> = []

  init(stream: any ResponseStream, connection: UInt, core: ServerCore) {
    self.stream = stream
    self.connection = connection
    self.core = core
  }

  /// Fills a buffer; the count, or the library's code for an end.
  func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    while rest.isEmpty {
      if core.isStopping.load(ordering: .relaxed) || core.watch.hasClientGone(connection) {
        return -2
      }
      switch stream.next() {
      case .bytes(let bytes): rest = bytes[...]
      case .nothingYet: ServerCore.pause(milliseconds: 20)
      case .end: return -1
      case .failed: return -2
      }
    }
    let count = min(buffer.count, rest.count)
    unsafe buffer.copyBytes(from: rest.prefix(count))
    rest = rest.dropFirst(count)
    return count
  }
}

private func fillFromStream(
  context: UnsafeMutableRawPointer?, position: UInt64, buffer: UnsafeMutablePointer<CChar>?,
  room: Int
) -> Int {
  guard let context = unsafe context, let buffer = unsafe buffer else { return -2 }
  let sender = unsafe Unmanaged<StreamSender>.fromOpaque(context).takeUnretainedValue()
  return unsafe sender.fill(UnsafeMutableRawBufferPointer(start: buffer, count: room))
}

private func releaseStream(context: UnsafeMutableRawPointer?) {
  if let context = unsafe context {
    unsafe Unmanaged<StreamSender>.fromOpaque(context).release()
  }
}
