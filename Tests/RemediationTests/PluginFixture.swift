import Foundation
import Model
import RemedyProtocol
import TestSupport
import Testing

@testable import Remediation

/// The plugins that `Plugins/README.md` shows, written out as a reader would write them.
enum ReadmePlugins {
  /// One file of a plugin.
  struct File {
    let kind: String
    let language: String
    let plugin: String
    let text: String

    var name: String {
      switch (language, kind) {
      case ("json", "sample"): "tests/sample.json"
      case ("json", _): "remedy.json"
      case ("sh", _): "plugin.sh"
      default: "plugin.py"
      }
    }
  }

  /// The code blocks that name a plugin.
  static let files: [File] = {
    let text =
      (try? String(contentsOfFile: Corpus.packagePath("Plugins/README.md"), encoding: .utf8))
    return (text ?? "").matches(of: /```(\w+) (\w+) ([\w-]+)\n(.*?)```/.dotMatchesNewlines()).map {
      File(
        kind: String($0.output.2), language: String($0.output.1), plugin: String($0.output.3),
        text: String($0.output.4))
    }
  }()
}

/// A folder with plugins and a record of trust.
struct PluginFixture {
  static let host = HostIdentity(name: "aemedic", version: "0.1.0")
  let folder: TemporaryFolder

  var plugins: String { folder.path("plugins") }
  var record: String { folder.path("state/trusted-plugins.json") }

  /// Writes plugins of the README, with a change of the shell plugin's program.
  init(_ change: (String) -> String = { $0 }, manifest: (String) -> String = { $0 }) throws {
    folder = try TemporaryFolder()
    for file in ReadmePlugins.files {
      var text = file.text
      if file.name == "plugin.sh" { text = change(text) }
      if file.plugin == "keep-bundles", file.name == "remedy.json" { text = manifest(text) }
      try write(text, to: "\(file.plugin)/\(file.name)")
    }
  }

  func write(_ text: String, to path: String) throws {
    let file = try folder.write(text, to: "plugins/\(path)")
    let isProgram = text.hasPrefix("#!")
    try FileManager.default.setAttributes(
      [.posixPermissions: isProgram ? 0o755 : 0o644], ofItemAtPath: file)
  }

  func library(shipped: [String: String] = [:]) throws -> RemedyLibrary {
    RemedyLibrary(folders: [plugins], trust: try PluginTrust(path: record), shipped: shipped)
  }

  func manifest(_ id: String = "keep-bundles", isTrusted: Bool = true) throws -> RemedyManifest {
    let found = try library()
    var manifest = try #require(found.manifest(id), "\(found.problems)")
    if isTrusted { manifest.standing = .trusted }
    return manifest
  }

  /// Patience short enough for tests, and long enough for a busy machine.
  static func limits(_ answer: Duration = .seconds(20)) -> PluginLimits {
    var limits = PluginLimits()
    limits.answer = [.hello: answer, .task: answer, .shutdown: answer]
    limits.grace = .milliseconds(300)
    limits.messages = 50
    return limits
  }

  func plan(
    _ manifest: RemedyManifest, limits: PluginLimits = limits(),
    answers: [String: PluginAnswer]? = nil, parameters: [String: String] = [:],
    instance: String? = nil
  ) throws -> Plan {
    try RemedyPlanner(
      host: Self.host, now: Planning.now, validUntil: nil, planner: .current, answers: answers,
      limits: limits
    ).plan(
      manifest, target: RemedyTarget(instance: instance, url: "http://localhost:4502"),
      parameters: parameters)
  }

  /// What planning with the changed shell plugin is refused for.
  func problem(limits: PluginLimits = limits()) throws -> PluginProblem {
    let manifest = try manifest()
    return try #require(throws: PluginProblem.self) { try plan(manifest, limits: limits) }
  }
}
