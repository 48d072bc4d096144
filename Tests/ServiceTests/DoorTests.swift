import Foundation
import TestSupport
import Testing

@testable import Service

/// Who is let in, and what rude clients achieve.
@Suite struct DoorTests {
  private let desk: ServiceDesk

  init() throws {
    desk = try ServiceDesk()
  }

  @Test("only a host that is ours is answered")
  func hosts() throws {
    for host in ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"] {
      #expect(
        try desk.get("/v1/limits", headers: ["Host": "\(host):\(desk.port)"]).status == 200)
    }
    for host in [
      "evil.example", "evil.example:\(desk.port)", "127.0.0.1", "127.0.0.1:1",
      "localhost.evil.example:\(desk.port)", "127.0.0.1:\(desk.port).evil.example", "",
    ] {
      for path in ["/v1/limits", "/", "/healthz", "/openapi.json"] {
        #expect(
          try desk.get(path, headers: ["Host": host]).isProblem(421, "wrong-host"), "\(host)")
      }
    }
  }

  @Test("another site can neither read nor change anything through a browser")
  func origins() throws {
    let ours = "http://127.0.0.1:\(desk.port)"
    let token = try #require(try desk.get("/v1/session").object["token"] as? String)
    #expect(token.count == 32)
    for origin in ["http://evil.example", "null", "https://127.0.0.1:\(desk.port)", ours + ".evil"]
    {
      let answer = try desk.post(
        "/v1/redactions", "x", type: "text/plain",
        headers: ["Origin": origin, "X-Aemedic-Token": token])
      #expect(answer.isProblem(403, "wrong-origin"), "\(origin)")
      #expect(try desk.get("/v1/session", headers: ["Origin": origin]).status == 403)
    }
    for site in ["cross-site", "same-site", "Same-Origin "] where site != "Same-Origin " {
      #expect(try desk.get("/v1/session", headers: ["Sec-Fetch-Site": site]).status == 403)
    }
    let link = ["Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"]
    #expect(try desk.get("/", headers: link).status == 200)
    let without = try desk.post(
      "/v1/redactions", "x", type: "text/plain", headers: ["Origin": ours])
    #expect(without.isProblem(403, "missing-token"))
    let wrong = try desk.post(
      "/v1/redactions", "x", type: "text/plain",
      headers: ["Sec-Fetch-Site": "same-origin", "X-Aemedic-Token": "0" + token.dropFirst()])
    #expect(wrong.status == (token.hasPrefix("0") ? 200 : 403))
    let right = try desk.post(
      "/v1/redactions", "x", type: "text/plain",
      headers: ["Origin": ours, "X-Aemedic-Token": token])
    #expect(right.status == 200)
    #expect(right.headers["access-control-allow-origin"] == nil)
  }

  @Test("a bearer is asked for where one was set, and always off loopback")
  func bearer() throws {
    let guarded = try ServiceDesk { settings, _ in settings.bearer = "open-sesame-1234" }
    for path in ["/v1/limits", "/v1/session", "/metrics", "/v1/diagnoses"] {
      let answer = try guarded.get(path)
      #expect(answer.isProblem(401, "missing-bearer"), "\(path)")
      #expect(answer.headers["www-authenticate"] == "Bearer")
      for word in [
        "Bearer open-sesame-1235", "Bearer", "Basic open-sesame-1234", "open-sesame-1234",
      ] {
        #expect(try guarded.get(path, headers: ["Authorization": word]).status == 401)
      }
      #expect(
        try guarded.get(path, headers: ["Authorization": "bearer open-sesame-1234"]).status == 200)
    }
    for path in ["/", "/healthz", "/readyz", "/openapi.json", "/api"] {
      #expect(try guarded.get(path).status == 200, "\(path)")
    }
    #expect(throws: (any Error).self) {
      try ServiceDesk { settings, _ in settings.address = "0.0.0.0" }
    }
  }

  @Test("every answer tells browsers to do no more with it than meant")
  func headers() throws {
    for path in ["/", "/app/main.js", "/v1/limits", "/nowhere", "/api", "/v1/diagnoses/x"] {
      let answer = try desk.get(path)
      #expect(answer.headers["x-content-type-options"] == "nosniff")
      #expect(answer.headers["referrer-policy"] == "no-referrer")
      let policy = try #require(answer.headers["content-security-policy"])
      #expect(policy.hasPrefix("default-src 'none'"))
      #expect(!policy.contains("script-src 'unsafe") && !policy.contains("unsafe-eval"))
    }
    let page = try desk.get("/").headers["content-security-policy"] ?? ""
    #expect(page.contains("script-src 'self'") && !page.contains("unsafe"))
  }

  @Test("serves the files of the page and none beside them")
  func page() throws {
    #expect(try desk.get("/").body.contains("<title>page"))
    #expect(try desk.get("/d/0123").body.contains("<title>page"))
    let script = try desk.get("/app/main.js")
    #expect(script.headers["content-type"] == "text/javascript; charset=utf-8")
    let tag = try #require(script.headers["etag"])
    #expect(try desk.get("/app/main.js", headers: ["If-None-Match": tag]).status == 304)
    #expect(try desk.ask("HEAD", "/app/main.js").status == 200)
    for path in [
      "/README.md", "/.secret.txt", "/../outside.txt", "/%2e%2e/outside.txt",
      "/app/../../outside.txt",
      "/..%2foutside.txt", "//etc/passwd", "/app/", "/app", "/index.html/", "/./index.html",
      "/..%5coutside.txt",
    ] {
      #expect(try desk.get(path).status == 404, "\(path)")
    }
    #expect(try desk.ask("POST", "/", body: []).isProblem(405, "wrong-method"))
  }

  @Test("methods that a path does not have are named, and ids lead nowhere else")
  func methods() throws {
    let answer = try desk.ask("PUT", "/v1/diagnoses", body: [])
    #expect(answer.isProblem(405, "wrong-method"))
    #expect(answer.headers["allow"] == "GET, HEAD, POST")
    #expect(try desk.get("/v1/rules/try").headers["allow"] == "POST")
    for method in ["OPTIONS", "TRACE", "PATCH", "PROPFIND"] {
      #expect(try desk.ask(method, "/v1/limits").status == 405)
    }
    for id in [
      "..", "%2e%2e", "..%2f..", "x", String(repeating: "0", count: 31),
      String(repeating: "A", count: 32), String(repeating: "0", count: 32), "%F0%9F%92%A9",
    ] {
      for rest in ["", "/status", "/events", "/lines?source=lock", "/sources"] {
        #expect(try desk.get("/v1/diagnoses/\(id)\(rest)").status == 404, "\(id)\(rest)")
      }
      #expect(try desk.ask("DELETE", "/v1/diagnoses/\(id)").status == 404)
    }
  }

  @Test("what is too large, empty or broken is refused, and leaves nothing on disk")
  func badUploads() throws {
    let small = try ServiceDesk { settings, _ in
      settings.limits.uploadBytes = 1_000
      settings.limits.bodyBytes = 1_000
      settings.limits.files = 2
    }
    let long = String(repeating: "x", count: 1_001)
    #expect(try small.post("/v1/diagnoses", long, type: "text/plain").isProblem(413, "too-large"))
    #expect(try small.post("/v1/redactions", long, type: "text/plain").isProblem(413, "too-large"))
    let chunked = try RawClient(port: small.port)
    chunked.send(
      "POST /v1/diagnoses HTTP/1.1\r\nHost: localhost:\(small.port)\r\nConnection: close\r\n"
        + "Transfer-Encoding: chunked\r\n\r\n3e9\r\n\(long)\r\n0\r\n\r\n")
    #expect(Answer(chunked.read()).isProblem(413, "too-large"))
    #expect(try small.post("/v1/diagnoses", "", type: "text/plain").isProblem(422, "nothing-in"))
    let multipart = "multipart/form-data; boundary=b"
    let part = "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\nx\r\n"
    #expect(
      try small.post("/v1/diagnoses", part + part + part + "--b--", type: multipart)
        .isProblem(413, "too-many-files"))
    #expect(try small.post("/v1/diagnoses", part, type: multipart).isProblem(400, "bad-form"))
    #expect(
      try small.post("/v1/diagnoses", "x", type: "multipart/form-data").isProblem(400, "bad-form"))
    #expect(
      try small.post("/v1/diagnoses?timezone=../../etc/passwd", "x", type: "text/plain")
        .isProblem(400, "bad-parameter"))
    #expect(try small.get("/v1/diagnoses").list("diagnoses").isEmpty)
    let spool = try #require(small.spools.first)
    for _ in 0..<100 {
      let names = try FileManager.default.contentsOfDirectory(
        atPath: small.folder.path("spool/\(spool)"))
      if names == ["lock"] { return }
      usleep(20_000)
    }
    Issue.record("an upload is left on disk")
  }

  @Test("no more is taken than can wait or lie on disk, and it is said when to come back")
  func fullHouse() throws {
    let full = try ServiceDesk { settings, _ in
      settings.limits.waiting = 0
    }
    let waiting = try full.post("/v1/diagnoses", "x", type: "text/plain")
    #expect(waiting.isProblem(429, "too-many-waiting"))
    #expect(waiting.headers["retry-after"] == "1")
    let crowded = try ServiceDesk { settings, _ in
      settings.limits.spoolBytes = 100
    }
    let room = try crowded.post(
      "/v1/diagnoses", String(repeating: "x", count: 200), type: "text/plain")
    #expect(room.isProblem(503, "no-room"))
    #expect(room.headers["retry-after"] == "60")
    let forgetful = try ServiceDesk { settings, _ in
      settings.limits.remembered = 2
    }
    let locations = try (0..<4).map { _ in try forgetful.diagnose() }
    #expect(try forgetful.get("/v1/diagnoses").list("diagnoses").count <= 3)
    #expect(try forgetful.get(locations[0]).status == 404)
    #expect(try forgetful.get(locations[3]).status == 200)
  }

  @Test("a client that asks too often is told when to come back, and then is answered")
  func rate() throws {
    let strict = try ServiceDesk { settings, _ in settings.limits.requestsPerSecond = 2 }
    for _ in 0..<20 { #expect(try strict.get("/v1/limits").status == 200) }
    var answers: [Answer] = []
    for path in ["/v1/limits", "/", "/nowhere"] { answers.append(try strict.get(path)) }
    answers.append(try strict.post("/v1/diagnoses", "x", type: "text/plain"))
    // What was asked while the credit came back is answered.
    #expect(answers.count { $0.isProblem(429, "too-many-requests") } >= 3)
    let refusal = try #require(answers.first { $0.status == 429 })
    #expect(refusal.headers["retry-after"] == "1")
    #expect(refusal.object["detail"] as? String != nil)
    sleep(1)
    #expect(try strict.get("/v1/limits").status == 200)
  }

  @Test("each client has a credit of its own, which comes back with time and never grows too large")
  func credits() {
    let limit = RateLimit(perSecond: 3)
    let start = ContinuousClock.now
    func asked(_ client: String, _ count: Int, after seconds: Double) -> Int {
      (0..<count).count { _ in limit.wait(for: client, at: start + .seconds(seconds)) == nil }
    }
    #expect(asked("192.0.2.1", 100, after: 0) == 30)
    #expect(asked("192.0.2.2", 20, after: 0) == 20)
    #expect(asked("192.0.2.1", 100, after: 2) == 6)
    #expect(asked("192.0.2.1", 100, after: 1_000) == 30)
    #expect(asked("192.0.2.1", 100, after: 1_000) == 0)
    // A crowd of others makes room, and nobody is kept out for it.
    for other in 0..<10_001 { _ = limit.wait(for: "\(other)", at: start + .seconds(1_000)) }
    #expect(asked("192.0.2.1", 1, after: 1_000) == 1)
  }

  @Test("half an upload and smuggled requests come to nothing")
  func rudeness() throws {
    let half = try RawClient(port: desk.port)
    half.send(
      "POST /v1/diagnoses HTTP/1.1\r\nHost: localhost:\(desk.port)\r\nContent-Length: 100\r\n\r\nabc"
    )
    half.stopSending()
    #expect(half.read().isEmpty)
    for smuggled in [
      "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
      "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /v1/session HTTP/1.1\r\n\r\n",
      "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    ] {
      let client = try RawClient(port: desk.port)
      client.send("POST /v1/diagnoses HTTP/1.1\r\nHost: localhost:\(desk.port)\r\n" + smuggled)
      client.stopSending()
      let answer = client.read()
      #expect(answer.isEmpty || (answer.status ?? 0) >= 400, "\(answer)")
      #expect(!answer.contains("\"token\""))
    }
    #expect(try desk.get("/v1/diagnoses").list("diagnoses").isEmpty)
  }

  @Test("a thousand idle connections keep nobody out")
  func idleConnections() throws {
    var idle: [RawClient] = []
    for _ in 0..<1_000 {
      // This process holds both ends, and may open only so many files.
      guard let client = try? RawClient(port: desk.port) else { break }
      idle.append(client)
    }
    #expect(idle.count == 1_000)
    #expect(try desk.get("/healthz").status == 200)
    #expect(try desk.diagnose().hasPrefix("/v1/diagnoses/"))
    idle = []
    #expect(try desk.get("/healthz").status == 200)
  }

  @Test("tells what it does for Prometheus")
  func metrics() throws {
    _ = try desk.diagnose()
    let text = try desk.get("/metrics").body
    #expect(text.contains("aemedic_requests_total{call=\"createDiagnosis\",status=\"200\"} 1"))
    #expect(text.contains("aemedic_request_seconds_bucket{le=\"+Inf\"}"))
    #expect(text.contains("aemedic_uploaded_bytes_total \(ServiceDesk.log.utf8.count)"))
  }
}
