import Foundation
import HTTPClientKit
import TestSupport
import Testing

@Suite("HTTP client")
struct HTTPClientTests {
  private static let client = HTTPClient(userAgent: "test/1", connectLimit: .seconds(2))

  private static func problem(_ request: HTTPRequest) -> HTTPProblem? {
    do throws(HTTPProblem) {
      _ = try client.send(request)
      return nil
    } catch {
      return error
    }
  }

  @Test("sends what it is told, and gives what it is answered")
  func exchange() throws {
    let server = LoopbackServer { request in
      #expect(request.method == "POST")
      #expect(request.target == "/a%20b?c=d")
      #expect(request.headers["user-agent"] == "test/1")
      #expect(request.headers["x-note"] == "one: two")
      #expect(request.headers["authorization"] == "Basic YWRtaW46cMOpIHY=")
      #expect(request.headers["expect"] == nil)
      #expect(request.body == [0, 1, 255, 10])
      return .init(201, headers: ["X-Answer": "  yes  "], body: [0, 13, 10, 200])
    }
    let answer = try Self.client.send(
      HTTPRequest(
        "POST", "http://127.0.0.1:\(server.port)/a%20b?c=d", headers: [("X-Note", "one: two")],
        body: [0, 1, 255, 10], credentials: HTTPCredentials(user: "admin", password: "pé v")))
    #expect(answer.status == 201)
    #expect(answer.header("x-answer") == "yes")
    #expect(answer.body == [0, 13, 10, 200])
  }

  @Test("takes a redirect for an answer")
  func redirect() throws {
    let server = LoopbackServer { request in
      #expect(request.target == "/")
      return .init(302, headers: ["Location": "/elsewhere"])
    }
    let answer = try Self.client.send(HTTPRequest("GET", "http://127.0.0.1:\(server.port)/"))
    #expect(answer.status == 302)
    #expect(answer.header("location") == "/elsewhere")
  }

  private static func late() -> LoopbackServer.Answer {
    Thread.sleep(forTimeInterval: 0.3)
    return .init(200)
  }

  @Test("names what went wrong")
  func problems() {
    let server = LoopbackServer { request in
      switch request.target {
      case "/cut": .init(nil)
      case "/slow": Self.late()
      default: .init(200, body: [UInt8](repeating: 1, count: 5_000))
      }
    }
    let base = "http://127.0.0.1:\(server.port)"
    #expect(Self.problem(HTTPRequest("GET", base + "/cut")) == .cut)
    #expect(
      Self.problem(HTTPRequest("GET", base + "/long", longestAnswer: 4_999))
        == .tooLong(limit: 4_999))
    #expect(
      Self.problem(HTTPRequest("GET", base + "/slow", timeLimit: .milliseconds(50))) == .timedOut)
    #expect(Self.problem(HTTPRequest("GET", "http://127.0.0.1:1/")) == .notConnected)
    #expect(Self.problem(HTTPRequest("GET", "http://host.invalid/")) == .unknownHost)
  }

  @Test(
    "sends nothing that could end a line or name another scheme",
    arguments: ["http://127.0.0.1/\r\nX: y", "", "file:///etc/passwd", "http://127.0.0.1/ü"])
  func hostileAddress(url: String) {
    switch Self.problem(HTTPRequest("GET", url)) {
    case .badRequest, .notHTTP: break
    case let other: Issue.record("\(String(describing: other))")
    }
    let request = HTTPRequest("GET", "http://127.0.0.1:1/", headers: [("X", "a\r\nY: b")])
    #expect(Self.problem(request) == .badRequest("X"))
  }
}
