import Glibc

/// A client that sends exactly the bytes it is told, so that tests can be rude.
@safe final class RawClient {
  private let socket: Int32

  struct NoConnection: Error { let code: Int32 }

  init(port: UInt16) throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let status = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else {
      close(socket)
      throw NoConnection(code: errno)
    }
    var patience = timeval(tv_sec: 20, tv_usec: 0)
    unsafe setsockopt(
      socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(socket) }

  /// Sends bytes; false if the server has closed.
  @discardableResult
  func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  func stopSending() { shutdown(socket, Int32(SHUT_WR)) }

  /// What comes until a mark stands in it, or the server closes.
  func read(until mark: String? = nil) -> String {
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while mark.map({ !String(decoding: all, as: UTF8.self).contains($0) }) ?? true {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe recv(socket, $0.baseAddress, $0.count, 0)
      }
      guard count > 0 else { break }
      all += buffer[..<count]
    }
    return String(decoding: all, as: UTF8.self)
  }

  /// Sends a request and reads to the end of the connection.
  static func ask(_ port: UInt16, _ request: String) throws -> String {
    let client = try RawClient(port: port)
    client.send(request)
    return client.read()
  }
}

extension String {
  /// The status code of an answer.
  var status: Int? { split(separator: " ").dropFirst().first.flatMap { Int($0) } }

  /// What follows the header fields of an answer.
  var bodyText: String {
    guard let end = firstRange(of: "\r\n\r\n") else { return "" }
    return String(self[end.upperBound...])
  }
}
