import Glibc
import HTTPServerKit
import Synchronization
import TestSupport
import Testing

/// A server that tells what it was asked.
private final class Echo: HTTPHandler {
  final class Counter: BodySink, Sendable {
    let report: Mutex<[String]>
    init() { report = Mutex([]) }
    func take(_ piece: [UInt8]) throws {
      if piece.contains(UInt8(ascii: "!")) { throw Refused() }
      report.withLock { $0.append("\(piece.count)") }
    }
    func finish() { report.withLock { $0.append("end") } }
    struct Refused: Error {}
  }

  final class Ticks: ResponseStream {
    let count = Mutex(0)
    let last: Int
    init(last: Int) { self.last = last }
    func next() -> ResponsePiece {
      count.withLock {
        $0 += 1
        if $0 % 2 == 1 { return .nothingYet }
        return $0 / 2 <= last ? .bytes(Array("tick \($0 / 2)\n".utf8)) : .end
      }
    }
  }

  let sink = Counter()
  let isGone = Atomic<Bool>(false)

  func policy(for head: RequestHead) -> BodyPolicy {
    switch head.path {
    case "/form": .form(limit: 1 << 20)
    case "/small": .bytes(limit: 4)
    case "/stream": .stream(limit: 1 << 20, to: sink)
    case "/refused": .refuse(HTTPResponse(status: 403, type: "text/plain", text: "no"))
    default: .bytes(limit: 1 << 20)
    }
  }

  func respond(to request: HTTPRequest) -> HTTPResponse {
    switch request.head.path {
    case "/cut": return .cut
    case "/ticks": return HTTPResponse(headers: ["X-Kind": "stream"], stream: Ticks(last: 3))
    case "/endless": return HTTPResponse(headers: [:], stream: Endless(owner: self))
    case "/broken": return HTTPResponse(status: 200, headers: ["X-Bad": "a\r\nSet-Cookie: b"])
    case "/slow":
      usleep(300_000)
      return HTTPResponse(type: "text/plain", text: "slow")
    case "/big": return HTTPResponse(status: 200, body: [UInt8](repeating: 65, count: 32 << 20))
    default: break
    }
    var lines = ["\(request.head.method) \(request.head.path)"]
    lines += request.head.query.map { "?\($0.name)=\($0.text)" }
    switch request.body {
    case .bytes(let bytes): lines.append("\(bytes.count) bytes")
    case .form(let fields):
      lines += fields.map { field in
        "\(field.name)=\(field.text)" + (field.fileName.map { " <\($0)>" } ?? "")
      }
    case .streamed: lines.append(sink.report.withLock { $0.joined(separator: ",") })
    }
    return HTTPResponse(type: "text/plain", text: lines.joined(separator: "\n"))
  }

  final class Endless: ResponseStream {
    let owner: Echo
    init(owner: Echo) { self.owner = owner }
    deinit { owner.isGone.store(true, ordering: .relaxed) }
    func next() -> ResponsePiece { .nothingYet }
  }
}

@Suite struct HTTPServerTests {
  private func server(_ change: (inout ServerLimits) -> Void = { _ in }) throws -> HTTPServer {
    var limits = ServerLimits()
    change(&limits)
    return try HTTPServer(limits: limits, handler: Echo())
  }

  @Test("tells path and query decoded, and keeps a connection for the next request")
  func decodes() throws {
    let server = try server()
    #expect(server.port > 0)
    let client = try RawClient(port: server.port)
    client.send("GET /a%20b/%E3%81%82?x=1+2&y=%2F&&z HTTP/1.1\r\nHost: h\r\n\r\n")
    let first = client.read(until: "?z=\n0 bytes")
    #expect(first.status == 200)
    #expect(first.bodyText == "GET /a b/あ\n?x=1 2\n?y=/\n?z=\n0 bytes")
    client.send("POST /b HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc")
    #expect(client.read().bodyText == "POST /b\n3 bytes")
  }

  @Test("answers HEAD without a body, and any method of capital letters")
  func methods() throws {
    let server = try server()
    let head = try RawClient.ask(
      server.port, "HEAD /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
    #expect(head.status == 200)
    #expect(head.bodyText.isEmpty)
    let other = try RawClient.ask(
      server.port, "PROPFIND /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
    #expect(other.bodyText == "PROPFIND /a\n0 bytes")
  }

  @Test(
    "refuses what two readers could take differently",
    arguments: [
      "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
      "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\nabcde",
      "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
      "GET / HTTP/1.1\r\n\r\n",
      "GET http://other/ HTTP/1.1\r\nHost: a\r\n\r\n",
      "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET /%ff HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET /a?%4 HTTP/1.1\r\nHost: a\r\n\r\n",
      "get / HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
    ])
  func refusesAmbiguity(request: String) throws {
    let server = try server()
    let client = try RawClient(port: server.port)
    client.send(request)
    client.stopSending()
    let answer = client.read()
    #expect((400...501).contains(answer.status ?? 0) || answer.isEmpty, "\(answer)")
    #expect(!answer.contains("bytes"))
    #expect(
      try RawClient.ask(server.port, "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
        .status == 200)
  }

  @Test("refuses huge headers and survives them")
  func hugeHeaders() throws {
    let server = try server()
    let field = "X-Long: \(String(repeating: "x", count: 200_000))\r\n"
    let answer = try RawClient.ask(server.port, "GET / HTTP/1.1\r\nHost: h\r\n\(field)\r\n")
    #expect(answer.isEmpty || (answer.status ?? 0) >= 400)
    let target = String(repeating: "y", count: 200_000)
    let other = try RawClient.ask(server.port, "GET /\(target) HTTP/1.1\r\nHost: h\r\n\r\n")
    #expect(other.isEmpty || (other.status ?? 0) >= 400)
  }

  @Test("a body over its limit is answered with 413, announced or not")
  func tooLong() throws {
    let server = try server()
    let head = "POST /small HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
    #expect(try RawClient.ask(server.port, head + "Content-Length: 4\r\n\r\nabcd").status == 200)
    #expect(try RawClient.ask(server.port, head + "Content-Length: 5\r\n\r\nabcde").status == 413)
    #expect(
      try RawClient.ask(
        server.port, head + "Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n"
      ).status == 413)
    // Not sent unless wanted.
    #expect(
      try RawClient.ask(
        server.port, head + "Expect: 100-continue\r\nContent-Length: 50000000\r\n\r\n"
      ).status == 413)
    let refused = head.replacing("/small", with: "/refused")
    #expect(
      try RawClient.ask(server.port, refused + "Content-Length: 3\r\n\r\nabc").bodyText == "no")
  }

  @Test("an endless body that nobody wants is cut")
  func endlessBody() throws {
    let server = try server { $0.drainedBytes = 1 << 16 }
    let client = try RawClient(port: server.port)
    client.send("POST /small HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n")
    let piece = "10000\r\n" + String(repeating: "x", count: 0x10000) + "\r\n"
    var sent = 0
    while sent < 1_000, client.send(piece) { sent += 1 }
    #expect(sent < 1_000)
  }

  @Test("reads forms of both kinds")
  func forms() throws {
    let server = try server()
    let body = "a=1&a=&b%5B%5D=x+y&hmac%40Delete="
    let urlEncoded = try RawClient.ask(
      server.port,
      "POST /form HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: \(body.utf8.count)\r\n"
        + "Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r\n\r\n\(body)")
    #expect(urlEncoded.bodyText == "POST /form\na=1\na=\nb[]=x y\nhmac@Delete=")
    let parts = """
      --b\r\nContent-Disposition: form-data; name="t"\r\n\r\n\r\n--b\r
      Content-Disposition: form-data; name="f"; filename="a;b.zip"\r
      Content-Type: application/zip\r\n\r\nPK\r\n--a\r\n--b--\r\n
      """
    let multipart = try RawClient.ask(
      server.port,
      "POST /form HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: \(parts.utf8.count)\r\n"
        + "Content-Type: multipart/form-data; boundary=b\r\n\r\n\(parts)")
    #expect(multipart.bodyText == "POST /form\nt=\nf=PK\r\n--a <a;b.zip>")
    let half = try RawClient.ask(
      server.port,
      "POST /form HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 3\r\n"
        + "Content-Type: multipart/form-data; boundary=b\r\n\r\n--b")
    #expect(half.status == 400)
  }

  @Test("hands a body on as it comes; a sink that fails makes it 500")
  func streamsBodies() throws {
    let server = try server()
    let head = "POST /stream HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
    let answer = try RawClient.ask(server.port, head + "Content-Length: 5\r\n\r\nabcde")
    #expect(answer.bodyText.hasSuffix("end"))
    #expect(try RawClient.ask(server.port, head + "Content-Length: 1\r\n\r\n!").status == 500)
  }

  @Test("half an upload leads to nothing")
  func halfUpload() throws {
    let echo = Echo()
    let server = try HTTPServer(handler: echo)
    let client = try RawClient(port: server.port)
    client.send("POST /stream HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nabc")
    client.stopSending()
    #expect(client.read().isEmpty)
    let report = echo.sink.report.withLock { $0 }
    #expect(!report.contains("end"))
  }

  @Test("streams an answer in chunks")
  func streamsAnswers() throws {
    let server = try server()
    let answer = try RawClient.ask(
      server.port, "GET /ticks HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
    #expect(answer.contains("X-Kind: stream"))
    #expect(answer.lowercased().contains("transfer-encoding: chunked"))
    for tick in 1...3 { #expect(answer.contains("tick \(tick)\n")) }
    #expect(answer.hasSuffix("0\r\n\r\n"))
  }

  @Test("a stream whose client has gone is released")
  func goneClient() async throws {
    let echo = Echo()
    let server = try HTTPServer(handler: echo)
    var client: RawClient? = try RawClient(port: server.port)
    client?.send("GET /endless HTTP/1.1\r\nHost: h\r\n\r\n")
    _ = client?.read(until: "\r\n\r\n")
    client = nil
    for _ in 0..<200 where !echo.isGone.load(ordering: .relaxed) {
      try await Task.sleep(for: .milliseconds(50))
    }
    let isGone = echo.isGone.load(ordering: .relaxed)
    #expect(isGone)
  }

  @Test("an answer may be no answer, and a header cannot smuggle another")
  func cutAndBroken() throws {
    let server = try server()
    #expect(try RawClient.ask(server.port, "GET /cut HTTP/1.1\r\nHost: h\r\n\r\n").isEmpty)
    let broken = try RawClient.ask(
      server.port, "GET /broken HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
    #expect(broken.status == 500)
    #expect(!broken.contains("Set-Cookie"))
  }

  @Test("a silent client and one that drips are both ended")
  func slowClients() async throws {
    let server = try server {
      $0.idle = .seconds(1)
      $0.request = .milliseconds(2_500)
    }
    let silent = try RawClient(port: server.port)
    silent.send("GET / HT")
    let dripping = try RawClient(port: server.port)
    var sent = 0
    let start = ContinuousClock.now
    dripping.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n")
    while ContinuousClock.now - start < .seconds(20), dripping.send("x") {
      sent += 1
      try await Task.sleep(for: .milliseconds(100))
    }
    #expect(sent < 190)
    #expect(silent.read().isEmpty)
  }

  @Test("an answer that is not fetched is given up")
  func slowReader() async throws {
    let server = try server { $0.response = .milliseconds(300) }
    let client = try RawClient(port: server.port)
    client.send("GET /big HTTP/1.1\r\nHost: h\r\n\r\n")
    try await Task.sleep(for: .seconds(1))
    #expect(client.read().utf8.count < 32 << 20)
  }

  @Test("serves others again once its connections are free")
  func connectionLimit() throws {
    let server = try server { $0.connections = 2 }
    var held: [RawClient] = []
    for _ in 0..<4 { held.append(try RawClient(port: server.port)) }
    held = []
    let request = "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
    var statuses: [Int?] = []
    for _ in 0..<10 where statuses.last != 200 {
      statuses.append(try RawClient.ask(server.port, request).status)
      usleep(50_000)
    }
    #expect(statuses.last == 200)
  }

  @Test("stopping lets a request end and takes no new one")
  func stops() async throws {
    let server = try server()
    let client = try RawClient(port: server.port)
    client.send("GET /slow HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
    try await Task.sleep(for: .milliseconds(100))
    server.stop()
    #expect(client.read().bodyText == "slow")
    #expect(throws: RawClient.NoConnection.self) { try RawClient(port: server.port) }
    server.stop()
  }

  @Test("says why it cannot listen")
  func cannotListen() throws {
    let server = try server()
    #expect(
      throws: HTTPServerError.cannotListen(
        address: "127.0.0.1", port: server.port, code: EADDRINUSE)
    ) { try HTTPServer(port: server.port, handler: Echo()) }
    #expect(throws: HTTPServerError.badAddress("localhost")) {
      try HTTPServer(address: "localhost", handler: Echo())
    }
  }
}
