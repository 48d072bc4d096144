import Foundation
import Glibc
import TestSupport
import Testing

/// The server as a process: how it starts, answers and ends.
@Suite struct ServeTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path("spool"), withIntermediateDirectories: true)
  }

  private func start(_ options: [String] = []) throws -> (process: ChildProcess, port: UInt16) {
    // Below those that the system gives to the clients of other tests.
    let port = UInt16.random(in: 10_000..<32_000)
    let process = try Tool.start(
      ["serve", "--port", String(port), "--spool", folder.path("spool")] + options,
      timeLimit: .seconds(300))
    for _ in 0..<600 {
      let head = "GET /readyz HTTP/1.1\r\nHost: localhost:\(port)\r\nConnection: close\r\n\r\n"
      if (try? RawClient.ask(port, head))?.status == 200 { return (process, port) }
      usleep(100_000)
    }
    throw NotStarted()
  }

  struct NotStarted: Error {}

  private var spools: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path("spool"))) ?? []
  }

  @Test("a termination with work in hand ends cleanly, and nothing uploaded stays")
  func termination() throws {
    let (process, port) = try start()
    let line = "20.11.2026 06:14:01.000 *INFO* [main] org.example.Start fine\n"
    let body = String(repeating: line, count: 300_000)
    let answer = try RawClient.ask(
      port,
      "POST /v1/diagnoses?wait=0 HTTP/1.1\r\nHost: localhost:\(port)\r\nConnection: close\r\n"
        + "Content-Type: text/plain\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
    #expect([200, 202].contains(answer.status))
    #expect(spools.count == 1)
    Glibc.kill(process.id, SIGTERM)
    let outcome = try process.finish(feeding: Feed([]))
    #expect(outcome.status == 0)
    #expect(spools.isEmpty)
    #expect(outcome.everything.contains("http://127.0.0.1:\(port)\n"))
  }

  @Test("a killed server leaves its folder, and the next removes it and serves on")
  func killed() throws {
    let (process, _) = try start()
    let left = try #require(spools.first)
    Glibc.kill(process.id, SIGKILL)
    _ = try process.finish(feeding: Feed([]))
    #expect(spools == [left])
    let (next, _) = try start()
    #expect(spools.count == 1 && spools != [left])
    Glibc.kill(next.id, SIGTERM)
    #expect(try next.finish(feeding: Feed([])).status == 0)
  }

  @Test("reports that were kept are there again, whether the server was ended at work or killed")
  func keptAcrossStarts() throws {
    let reports = ["--keep", "--reports", folder.path("reports.db")]
    var kept: Set<String> = []
    for signal in [SIGTERM, SIGKILL, SIGTERM] {
      let (process, port) = try start(reports)
      let listed = try ask(port, "GET /v1/diagnoses")
      for id in kept { #expect(listed.contains(id)) }
      let line = "20.11.2026 06:14:01.000 *ERROR* [main] org.example.Start broken\n"
      let answer = try ask(port, "POST /v1/diagnoses?wait=30", line)
      let place = try #require(
        answer.split(separator: "Location: /v1/diagnoses/").dropFirst().first)
      kept.insert(String(place.prefix(32)))
      // It is at work when the signal comes.
      _ = try ask(port, "POST /v1/diagnoses?wait=0", String(repeating: line, count: 300_000))
      Glibc.kill(process.id, signal)
      let outcome = try process.finish(feeding: Feed([]))
      #expect(signal == SIGKILL || outcome.status == 0)
    }
    let (process, port) = try start(reports)
    for id in kept {
      #expect(try ask(port, "GET /v1/diagnoses/\(id)").contains("aemedic.report/1"))
    }
    Glibc.kill(process.id, SIGTERM)
    _ = try process.finish(feeding: Feed([]))
    #expect(spools.isEmpty)
  }

  private func ask(_ port: UInt16, _ line: String, _ body: String = "") throws -> String {
    try RawClient.ask(
      port,
      "\(line) HTTP/1.1\r\nHost: localhost:\(port)\r\nConnection: close\r\n"
        + "Content-Type: text/plain\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
  }

  @Test("a client that asks too often is refused where a rate was named")
  func rate() throws {
    let (process, port) = try start(["--max-rate", "1"])
    let statuses = try (0..<15).map { _ in try ask(port, "GET /v1/limits").status }
    #expect(statuses.contains(200) && statuses.contains(429))
    Glibc.kill(process.id, SIGTERM)
    #expect(try process.finish(feeding: Feed([])).status == 0)
  }

  @Test("others are not let in without a token, nor is a port taken twice")
  func refusals() throws {
    let open = try Tool.run(["serve", "--address", "0.0.0.0", "--port", "0"])
    #expect(open.status == 2)
    #expect(open.everything.contains("--token-file"))
    let (process, port) = try start()
    let second = try Tool.run(["serve", "--port", String(port)])
    #expect(second.status == 7)
    #expect(second.everything.contains(String(port)))
    Glibc.kill(process.id, SIGTERM)
    _ = try process.finish(feeding: Feed([]))
  }
}
