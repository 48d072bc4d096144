import Foundation
import TestSupport
import Testing

/// A person at a desk with a sandbox, a password file, and a folder for runs.
struct PracticeDesk {
  /// The page that shows how the IMS configurations fare.
  static let imsPage = "/libs/cq/adobeims-configuration/content/configurations.html"

  let sandbox: SandboxInstance
  let password: String
  let runs: String

  var url: String { "http://127.0.0.1:\(sandbox.port)" }
  var common: [String] {
    ["--runs", runs, "--password-file", password, "--no-input", "--check-every", "1"]
  }

  init(_ options: [String] = []) throws {
    sandbox = try SandboxInstance(options)
    runs = sandbox.folder.path("runs")
    password = try sandbox.folder.write("admin\n", to: "password")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: password)
  }

  func remedy(_ arguments: [String]) throws -> Outcome {
    try Tool.run(["remedy"] + arguments + common, timeLimit: .seconds(300))
  }

  /// Plans, and gives the file of the plan and its digest as the program names them.
  func plan(
    _ remedy: String, _ more: [String] = [], instance: String? = nil
  ) throws -> (path: String, digest: String) {
    let path = sandbox.folder.path("\(remedy)-\(UUID().uuidString).json")
    let made = try Tool.run(
      ["remedy", "plan", remedy, "--url", url, "--format", "json", "-o", path]
        + (instance.map { ["--instance", $0] } ?? []) + more)
    #expect(made.status == 0, "\(made.everything)")
    let digest = made.messageText.firstMatch(of: #/--approve (sha256:[0-9a-f]{64})/#)
    return (path, String(try #require(digest, "\(made.everything)").output.1))
  }

  func apply(_ plan: (path: String, digest: String), _ more: [String] = []) throws -> Outcome {
    try remedy(["apply", plan.path, "--approve", plan.digest] + more)
  }

  /// The names of the runs, oldest first.
  func names() throws -> [String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: runs)
    return names.filter { $0 != "locks" }.sorted()
  }

  /// Stops and starts the sandbox with its own scripts.
  func restart() throws {
    #expect(sandbox.script("stop")?.status == 0)
    for _ in 0..<300 where sandbox.script("status")?.status == 0 { usleep(100_000) }
    #expect(sandbox.script("start")?.status == 0)
    try sandbox.waitForPort()
    for _ in 0..<300
    where (try? sandbox.get(Self.imsPage))?.status != 200 {
      usleep(100_000)
    }
  }
}
