import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A tiny HTTP/1.1 server on 127.0.0.1, one request a connection, for tests of clients.
///
/// It listens only while `isOpen` says so, like a program that is stopped and started.
@safe public final class LoopbackServer: Sendable {
  /// What a client asked.
  public struct Request: Sendable {
    /// The method, such as `GET`.
    public var method: String

    /// The target with its query, as it was sent.
    public var target: String

    /// The header fields, names in lower case.
    public var headers: [String: String]

    /// The body.
    public var body: [UInt8]

    /// The target without its query.
    public var path: String {
      String(target.prefix { $0 != "?" }).removingPercentEncoding ?? target
    }

    /// The fields of the query and of a form in the body, in order.
    public var fields: [(name: String, value: String)] {
      let query = target.firstIndex(of: "?").map { target[target.index(after: $0)...] } ?? ""
      let form =
        headers["content-type"]?.contains("form-urlencoded") == true
        ? String(decoding: body, as: UTF8.self) : ""
      return (String(query) + "&" + form).split(separator: "&").map { field in
        let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let text = parts.map {
          String($0).replacingOccurrences(of: "+", with: " ").removingPercentEncoding ?? ""
        }
        return (text[0], text.count > 1 ? text[1] : "")
      }
    }

    /// The value of a field.
    public func field(_ name: String) -> String? { fields.first { $0.name == name }?.value }
  }

  /// What it answers; no status cuts the connection off.
  public struct Answer: Sendable {
    /// The status; without one the connection is cut.
    public var status: Int?

    /// The header fields.
    public var headers: [String: String]

    /// The body.
    public var body: [UInt8]

    /// Makes an answer.
    public init(_ status: Int?, headers: [String: String] = [:], body: [UInt8] = []) {
      self.status = status
      self.headers = headers
      self.body = body
    }

    /// An answer in JSON.
    public static func json(_ text: String, status: Int = 200) -> Answer {
      Answer(status, headers: ["Content-Type": "application/json"], body: Array(text.utf8))
    }
  }

  /// Where it listens.
  public let port: UInt16

  /// Starts; below the range from which clients take their ports, so that it can be had again.
  public init(
    isOpen: @escaping @Sendable () -> Bool = { true },
    answer: @escaping @Sendable (Request) -> Answer
  ) {
    var found: (CInt, UInt16)?
    while found == nil {
      let port = UInt16.random(in: 12_000..<32_000)
      found = Self.listen(port).map { ($0, port) }
    }
    guard let (first, port) = found else { fatalError("no port") }
    self.port = port
    let state = Server(descriptor: first, port: port, isOpen: isOpen, answer: answer)
    let token = self.token
    Thread.detachNewThread { state.serve(until: { token.isSet }) }
  }

  private let token = Token()

  deinit { token.set() }

  fileprivate static func listen(_ port: UInt16) -> CInt? {
    let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    var yes: CInt = 1
    unsafe setsockopt(
      descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<CInt>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let bound = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard bound == 0, Glibc.listen(descriptor, 64) == 0 else {
      close(descriptor)
      return nil
    }
    return descriptor
  }
}

/// A mark that is set once.
private final class Token: Sendable {
  private let value = Atomic<Bool>(false)
  var isSet: Bool { value.load(ordering: .relaxed) }
  func set() { value.store(true, ordering: .relaxed) }
}

/// The loop of a server.
private struct Server: Sendable {
  var descriptor: CInt
  let port: UInt16
  let isOpen: @Sendable () -> Bool
  let answer: @Sendable (LoopbackServer.Request) -> LoopbackServer.Answer

  func serve(until isFinished: () -> Bool) {
    var listening = descriptor
    while !isFinished() {
      if isOpen(), listening < 0 {
        listening = LoopbackServer.listen(port) ?? -1
      } else if !isOpen(), listening >= 0 {
        close(listening)
        listening = -1
      }
      guard listening >= 0 else {
        usleep(500)
        continue
      }
      var state = [pollfd(fd: listening, events: Int16(POLLIN), revents: 0)]
      guard unsafe poll(&state, 1, 2) > 0 else { continue }
      let connection = accept(listening, nil, nil)
      guard connection >= 0 else { continue }
      _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
      // A client that went away in the middle must not hold up the others.
      var patience = timeval(tv_sec: 5, tv_usec: 0)
      unsafe setsockopt(
        connection, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
      handle(connection)
      close(connection)
    }
    if listening >= 0 { close(listening) }
  }

  private func handle(_ connection: CInt) {
    guard let request = read(connection) else { return }
    let answer = answer(request)
    guard let status = answer.status else { return }
    var head = "HTTP/1.1 \(status) Status\r\nConnection: close\r\n"
    for (name, value) in answer.headers { head += "\(name): \(value)\r\n" }
    head += "Content-Length: \(answer.body.count)\r\n\r\n"
    var rest = (Array(head.utf8) + answer.body)[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { piece in
        unsafe send(connection, piece.baseAddress, piece.count, CInt(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  private func read(_ connection: CInt) -> LoopbackServer.Request? {
    var bytes: [UInt8] = []
    let end = Array("\r\n\r\n".utf8)
    var head: Range<Int>?
    while head == nil {
      guard take(connection, into: &bytes) else { return nil }
      head = bytes.firstRange(of: end)
    }
    guard let head else { return nil }
    let lines = String(decoding: bytes[..<head.lowerBound], as: UTF8.self)
      .components(separatedBy: "\r\n")
    let words = lines[0].split(separator: " ")
    guard words.count == 3 else { return nil }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers[line[..<colon].lowercased()] = line[line.index(after: colon)...]
        .trimmingCharacters(in: .whitespaces)
    }
    let length = headers["content-length"].flatMap { Int($0) } ?? 0
    while bytes.count < head.upperBound + length {
      guard take(connection, into: &bytes) else { return nil }
    }
    return LoopbackServer.Request(
      method: String(words[0]), target: String(words[1]), headers: headers,
      body: Array(bytes[head.upperBound..<(head.upperBound + length)]))
  }

  private func take(_ connection: CInt, into bytes: inout [UInt8]) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = unsafe buffer.withUnsafeMutableBytes { piece in
      unsafe recv(connection, piece.baseAddress, piece.count, 0)
    }
    if count > 0 { bytes += buffer[..<count] }
    return count > 0
  }
}
