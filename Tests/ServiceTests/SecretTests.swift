import Foundation
import Service
import TestSupport
import Testing

/// Secrets that stand in an upload stand in no answer and in no file that stays.
@Suite struct SecretTests {
  private static let password = "Zx9Kq2mP7vLw4T"
  private static let key = "AKIAIOSFODNN7EXAMPLE"
  private static let token =
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJub2JvZHkifQ.c2lnbmF0dXJlLW9mLW5vYm9keQ"

  private static let log = """
    20.11.2026 06:14:01.000 *INFO* [GET /x?password=\(password) HTTP/1.1] org.example.Start password=\(password)
    20.11.2026 06:14:02.000 *ERROR* [main] org.example.Sign status 400 refused Authorization: Bearer \(token)
    \tat org.example.A.b(A.java:1)
    20.11.2026 06:14:03.000 *ERROR* [main] org.example.Other cannot reach \(password) with aws_access_key_id=\(key)
    \tat org.example.A.c(A.java:1)

    """

  @Test("neither report, log view, status, metrics nor kept file holds a planted secret")
  func planted() throws {
    let desk = try ServiceDesk { settings, folder in
      settings.reportsFile = folder.path("reports.db")
    }
    let location = try desk.diagnose(Self.log, "wait=30&name=password=\(Self.password).log")
    let source = try #require(
      try desk.get("\(location)/sources").list("sources").first?["source"] as? String)
    let name = try #require(source.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
    var answers: [String] = []
    for path in [
      location, "\(location)?format=text", "\(location)/status", "\(location)/events",
      "\(location)/sources", "\(location)/lines?source=\(name)", "\(location)/entries",
      "\(location)/entries?level=ERROR", "\(location)/timeline", "\(location)/lines?source=nope",
      "/v1/diagnoses", "/metrics", "/v1/search?q=password%3D\(Self.password)",
      "/v1/nowhere?token=\(Self.key)", "\(location)/difference?to=\(location.suffix(32))",
    ] {
      answers.append(try desk.get(path).text)
    }
    let body = try JSONSerialization.data(withJSONObject: [
      "rule": ServiceDesk.rule, "log": Self.log,
    ])
    answers.append(try desk.post("/v1/rules/try", String(decoding: body, as: UTF8.self)).text)
    answers.append(try desk.post("/v1/redactions", Self.log, type: "text/plain").text)
    desk.server.stop()
    let kept = try Data(contentsOf: URL(filePath: desk.folder.path("reports.db")))
    answers.append(String(decoding: kept, as: UTF8.self))
    for answer in answers {
      for secret in [Self.password, Self.key, Self.token] {
        #expect(!answer.contains(secret), "\(answer.prefix(4_000))")
      }
    }
    #expect(answers[0].contains("[secret-"))
    #expect(answers[5].contains("[secret-"))
  }

  @Test("behind what secrets are learnt from, lines and entries are masked with their neighbours")
  func beyond() throws {
    let desk = try ServiceDesk { settings, _ in settings.limits.learntBytes = 0 }
    let fine = "20.11.2026 06:14:00.000 *INFO* [main] org.example.Start fine\n"
    let log =
      String(repeating: fine, count: 300) + """
        20.11.2026 06:14:01.000 *INFO* [main] org.example.Start client_secret=\(Self.password)
        20.11.2026 06:14:02.000 *ERROR* [main] org.example.Sign cannot reach \(Self.password)
        20.11.2026 06:14:03.000 *ERROR* [main] org.example.Sign refused \(Self.token)

        """ + String(repeating: fine, count: 300)
    for path in [
      "", "findings", "entries?level=ERROR", "entries?offset=301&count=1",
      "lines?source=error.log&from=302&count=1",
      "lines?source=error.log&q=cannot", "entries?q=cannot&level=ERROR",
    ] {
      let location = try desk.diagnose(log, "wait=30&name=error.log")
      let answer = try desk.get(path.isEmpty ? location : "\(location)/\(path)")
      #expect(answer.status == 200)
      #expect(answer.text.contains("[secret-") || path == "findings", "\(path): \(answer.text)")
      for secret in [Self.password, Self.token] { #expect(!answer.text.contains(secret)) }
    }
  }
}
