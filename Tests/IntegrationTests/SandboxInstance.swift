import Foundation
import TestSupport
import Testing

/// A sandbox that the built program runs, in a folder of its own, at a port of its own.
final class SandboxInstance {
  let folder: TemporaryFolder
  private(set) var port: UInt16 = 0
  private var process: ChildProcess?

  /// Where `crx-quickstart` lies.
  var root: String { folder.path("aem/crx-quickstart") }

  struct NotStarted: Error {
    let output: String
  }

  /// Makes a sandbox, starts it in the foreground, and waits until it is up.
  init(_ options: [String] = [], isAwaited: Bool = true) throws {
    folder = try TemporaryFolder()
    process = try Tool.start(
      ["sandbox", folder.path("aem"), "--port", "0"] + options,
      // Hundreds of tests may run beside it.
      timeLimit: .seconds(300))
    try waitForPort(isUp: isAwaited)
  }

  deinit {
    if let process { kill(process.id, SIGTERM) }
    _ = try? process?.finish(feeding: Feed([]))
    _ = script("stop")
  }

  /// Waits for the port, and until the login page is there.
  func waitForPort(isUp: Bool = true) throws {
    let settings = root + "/conf/sandbox.json"
    for _ in 0..<600 {
      if let data = FileManager.default.contents(atPath: settings),
        let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
        let port = object["port"] as? Int, port > 0
      {
        self.port = UInt16(port)
        guard isUp else { return }
        let page = try? get("/libs/granite/core/content/login.html")
        let log = (try? String(contentsOfFile: root + "/logs/error.log", encoding: .utf8)) ?? ""
        if page?.contains("QUICKSTART_HOMEPAGE") == true, log.contains("Startup finished") {
          return
        }
      }
      usleep(100_000)
    }
    throw NotStarted(output: (try? String(contentsOfFile: settings, encoding: .utf8)) ?? "")
  }

  /// Ends it as Ctrl-C does, and gives what it said.
  func interrupt() throws -> Outcome {
    let process = try #require(process)
    self.process = nil
    kill(process.id, SIGINT)
    return try process.finish(feeding: Feed([]))
  }

  /// Waits for the end of the process that ran in the foreground.
  func finish() throws -> Outcome {
    let process = try #require(process)
    self.process = nil
    return try process.finish(feeding: Feed([]))
  }

  /// Runs a script of `bin`.
  func script(_ name: String) -> Outcome? {
    try? ChildProcess(
      root + "/bin/" + name, [], environment: Tool.bareEnvironment, timeLimit: .seconds(60)
    ).finish(feeding: Feed([]))
  }

  /// Asks as `admin`, or as someone else.
  func get(_ path: String, user: String? = "admin:admin", headers: String = "") throws -> String {
    try ask("GET", path, user: user, headers: headers)
  }

  /// Posts a URL-encoded form.
  func post(
    _ path: String, _ form: String, user: String? = "admin:admin",
    headers: String = "Accept: application/json\r\n"
  ) throws -> String {
    try ask(
      "POST", path, user: user,
      headers: headers + "Content-Type: application/x-www-form-urlencoded\r\n", body: form)
  }

  func ask(
    _ method: String, _ path: String, user: String? = "admin:admin", headers: String = "",
    body: String = ""
  ) throws -> String {
    try RawClient.ask(port, request(method, path, user, headers, body))
  }

  /// The bytes that a path is answered with.
  func bytes(_ path: String) throws -> Data {
    let client = try RawClient(port: port)
    client.send(request("GET", path, "admin:admin", "", ""))
    return Data(client.readBody())
  }

  private func request(
    _ method: String, _ path: String, _ user: String?, _ headers: String, _ body: String
  ) -> String {
    var head = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
    if let user {
      head += "Authorization: Basic \(Data(user.utf8).base64EncodedString())\r\n"
    }
    head += headers + "Content-Length: \(body.utf8.count)\r\n\r\n"
    return head + body
  }

  /// Switches faults on in place of those that are.
  func switchFaults(_ faults: String) throws {
    #expect(try ask("POST", "/sandbox/faults", body: faults).status == 200)
  }

  /// A file of the tree.
  func file(_ path: String) -> Data? {
    FileManager.default.contents(atPath: "\(root)/\(path)")
  }
}
