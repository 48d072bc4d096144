#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A client that sends exactly the bytes it is told, so that tests can be rude.
@safe public final class RawClient {
  private let socket: Int32

  /// There was nobody to connect to.
  public struct NoConnection: Error {
    /// The system's code.
    public let code: Int32
  }

  /// Connects to a port of this machine.
  public init(port: UInt16) throws {
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
  public func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  /// Sends bytes; false if the server has closed.
  @discardableResult
  public func send(_ bytes: [UInt8]) -> Bool {
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

  /// Ends what it sends.
  public func stopSending() { shutdown(socket, Int32(SHUT_WR)) }

  /// What comes until a mark stands in it, or the server closes; as text.
  public func read(until mark: String? = nil) -> String {
    var all: [UInt8] = []
    while mark.map({ !String(decoding: all, as: UTF8.self).contains($0) }) ?? true {
      let piece = readPiece()
      guard !piece.isEmpty else { break }
      all += piece
    }
    return String(decoding: all, as: UTF8.self)
  }

  /// What follows the header fields until the server closes.
  public func readBody() -> [UInt8] {
    var all: [UInt8] = []
    while case let piece = readPiece(), !piece.isEmpty { all += piece }
    let end = Array("\r\n\r\n".utf8)
    let start = all.indices.first { all[$0...].starts(with: end) }
    return start.map { Array(all[($0 + end.count)...]) } ?? []
  }

  private func readPiece() -> ArraySlice<UInt8> {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = unsafe buffer.withUnsafeMutableBytes {
      unsafe recv(socket, $0.baseAddress, $0.count, 0)
    }
    return buffer.prefix(max(0, count))
  }

  /// Sends a request and reads to the end of the connection.
  public static func ask(_ port: UInt16, _ request: String) throws -> String {
    let client = try RawClient(port: port)
    client.send(request)
    return client.read()
  }
}

extension String {
  /// The status code of an answer.
  public var status: Int? { split(separator: " ").dropFirst().first.flatMap { Int($0) } }

  /// What follows the header fields of an answer.
  public var bodyText: String {
    guard let end = firstRange(of: "\r\n\r\n") else { return "" }
    return String(self[end.upperBound...])
  }
}
