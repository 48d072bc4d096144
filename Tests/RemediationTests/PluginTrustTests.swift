import Foundation
import Model
import RemedyProtocol
import TestSupport
import Testing

@testable import Remediation

@Suite("Executable plugins, trusted and tried")
struct PluginTrustTests {
  @Test("no code runs before somebody trusts it, nor after a file of it has changed")
  func needsTrust() throws {
    let fixture = try PluginFixture()
    let untrusted = try fixture.manifest(isTrusted: false)
    #expect(untrusted.standing == .untrusted)
    let refused = #expect(throws: PluginProblem.self) { try fixture.plan(untrusted) }
    #expect(refused?.kind == .untrusted(untrusted.digest))

    var trust = try PluginTrust(path: fixture.record)
    try trust.trust(untrusted, person: "ann", now: Planning.now)
    let trusted = try fixture.manifest(isTrusted: false)
    #expect(trusted.standing == .trusted)
    #expect(try fixture.plan(trusted).outcome == .planned)

    // Changed after it was read: the files are looked at again before anything is started.
    try fixture.write("{}", to: "keep-bundles/tests/more.json")
    let changed = #expect(throws: PluginProblem.self) { try fixture.plan(trusted) }
    let now = try fixture.manifest(isTrusted: false)
    #expect(changed?.kind == .changed(trusted: trusted.digest, found: now.digest))
    #expect(now.standing == .changed(trusted: trusted.digest))
    #expect(throws: PluginProblem.self) { try fixture.plan(now) }

    #expect(try trust.forget("keep-bundles"))
    #expect(try fixture.manifest(isTrusted: false).standing == .untrusted)
  }

  @Test("what came with the program is trusted as it came, and only so")
  func shippedDigest() throws {
    let fixture = try PluginFixture()
    let digest = try fixture.manifest().digest
    let same = try fixture.library(shipped: ["keep-bundles": digest])
    #expect(same.manifest("keep-bundles")?.standing == .shipped)
    let other = try fixture.library(shipped: ["keep-bundles": "sha256:00"])
    #expect(other.manifest("keep-bundles")?.standing == .untrusted)
  }

  @Test("the digest knows names, contents and execute permissions")
  func digestCovers() throws {
    let fixture = try PluginFixture()
    let program = fixture.plugins + "/keep-bundles/plugin.sh"
    var digests: Set<String> = [try fixture.manifest().digest]
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: program)
    digests.insert(try fixture.manifest().digest)
    try FileManager.default.moveItem(atPath: program, toPath: program + ".x")
    digests.insert(try fixture.manifest().digest)
    try fixture.write("#!/bin/sh\n", to: "keep-bundles/plugin.sh.x")
    digests.insert(try fixture.manifest().digest)
    #expect(digests.count == 4)
  }

  @Test("a plugin with a file that others may write to, or a link, is left out")
  func writable() throws {
    let fixture = try PluginFixture()
    let program = fixture.plugins + "/keep-bundles/plugin.sh"
    try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: program)
    let writable = try fixture.library()
    #expect(writable.manifest("keep-bundles") == nil)
    #expect(writable.problems.map(\.kind) == [.writableByOthers(path: program)])
    try FileManager.default.removeItem(atPath: program)
    try FileManager.default.createSymbolicLink(atPath: program, withDestinationPath: "/bin/true")
    #expect(try fixture.library().problems.map(\.kind) == [.symbolicLink])
  }

  /// Manifests that do not say what runs.
  @Test(
    "a manifest must name a file of the plugin",
    arguments: [
      (#""command": ["plugin.sh"]"#, #""command": ["/bin/sh"]"#),
      (#""command": ["plugin.sh"]"#, #""command": ["../other/plugin.sh"]"#),
      (#""command": ["plugin.sh"]"#, #""command": []"#),
      (#""kind": "executable","#, ""), (#""kind": "executable""#, #""kind": "recipe""#),
    ])
  func manifests(from: String, to: String) throws {
    let fixture = try PluginFixture(manifest: { $0.replacing(from, with: to) })
    #expect(try fixture.library().manifest("keep-bundles") == nil)
  }

  @Test("the plugins of the README pass the trial", arguments: ["keep-bundles", "quiet-logger"])
  func examples(name: String) throws {
    let fixture = try PluginFixture()
    let trial = try PluginTrial(
      folder: "\(fixture.plugins)/\(name)", host: PluginFixture.host,
      limits: PluginFixture.limits())
    var problems: [String] = []
    var count = 0
    let isGood = trial.run { result in
      count += 1
      if let problem = result.problem { problems.append("\(result.title.en): \(problem.en)") }
    }
    #expect(isGood && problems == [], "\(problems)")
    #expect(count == 7)
  }

  @Test("the recipe of the README is sound")
  func recipe() throws {
    let fixture = try PluginFixture()
    #expect(try fixture.library().problems == [])
    #expect(try fixture.plan(fixture.manifest("wait-for-calm")).steps.map(\.id) == ["wait"])
  }

  /// Faults of plugins that the trial is there to find.
  static let faults: [(String, String, LocalizedText)] = [
    (#"\*'"method":"cancel"'\*\) ;;"#, "", PluginTrial.cancel),
    (#"-32601"#, "-1", PluginTrial.unknown),
    (#"exit 0 ;;"#, "exit 4 ;;", PluginTrial.goodbye),
    (#"'"max":1,"min":1'\*"#, "", PluginTrial.versions),
    (#"'"\$why"'"#, #"'"$(text $$ a b)"'"#, PluginTrial.sample("sample.json")),
    (#""id":"keep""#, #""id":"kept""#, PluginTrial.sample("sample.json")),
  ]

  @Test("the trial finds faults", arguments: faults.indices)
  func findsFault(index: Int) throws {
    let (pattern, replacement, title) = Self.faults[index]
    let regex = try Regex(pattern)
    let fixture = try PluginFixture { $0.replacing(regex, with: replacement) }
    let trial = try PluginTrial(
      folder: "\(fixture.plugins)/keep-bundles", host: PluginFixture.host,
      limits: PluginFixture.limits(.seconds(5)))
    var failed: [String] = []
    let isGood = trial.run { result in if result.problem != nil { failed.append(result.title.en) } }
    #expect(!isGood)
    #expect(failed.contains(title.en), "\(failed)")
  }

  @Test("a plugin reads the instance through the host, and its plan follows what was said")
  func reads() throws {
    let fixture = try PluginFixture()
    let manifest = try fixture.manifest("quiet-logger")
    let path = "/system/console/configMgr/org.apache.sling.commons.log.LogManager.json"
    let body = { (level: String) in
      #"[{"properties":{"org.apache.sling.commons.log.level":{"value":"\#(level)"}}}]"#
    }
    let loud = try fixture.plan(
      manifest, answers: [path: PluginAnswer(status: 200, body: body("debug"))])
    #expect(loud.steps.map(\.id) == ["set-level"])
    #expect(loud.hasReads)
    #expect(loud.steps[0].undo == [.configRestore(pid: "org.apache.sling.commons.log.LogManager")])
    #expect(loud.steps[0].approval == .plan)
    let calm = try fixture.plan(
      manifest, answers: [path: PluginAnswer(status: 200, body: body("info"))])
    #expect(calm.outcome == .unchanged)
    // Nobody to ask: the plugin says so, and the plan does.
    let blind = try fixture.plan(manifest)
    #expect(!blind.hasReads)
    #expect(blind.check("applicable")?.status == .warn)
    #expect(blind.facts.contains { $0.kind == "containment" })
  }
}
