import Foundation
import Model
import RemedyProtocol
import TestSupport
import Testing

@testable import Remediation

/// The planner, run with the crypto-key-store plugin of this checkout on small installations.
enum Planning {
  static let library = RemedyLibrary(
    folders: [Corpus.packageFolder.appending(path: "Plugins").path])

  static let now = Timestamp(milliseconds: 1_795_000_000_000, zone: .stated(offset: 0))

  static func plan(
    _ fixture: InstallationFixture, url: String? = "http://localhost:4502",
    deployment: RemedyDeployment? = nil, user: Operator = .current
  ) throws -> Plan {
    let manifest = try #require(library.manifest("crypto-key-store"), "\(library.problems)")
    let planner = RemedyPlanner(
      host: HostIdentity(name: "aemedic", version: "0.1.0"), now: now, validUntil: nil,
      planner: user)
    return try planner.plan(
      manifest,
      target: RemedyTarget(instance: fixture.root, url: url, deployment: deployment))
  }
}

extension Plan {
  func check(_ id: String) -> PlanCheck? { checks.first { $0.id == id } }
  func step(_ id: String) -> PlanStep? { steps.first { $0.id == id } }
  var refusals: [String] { checks.filter { $0.status == .refuse }.map(\.id) }
}

@Suite("Plan of crypto-key-store")
struct RemedyPlannerTests {
  @Test("the plugin of the checkout is read without problems")
  func plugin() {
    #expect(Planning.library.problems == [])
    let action = Planning.library.remedyAction(
      plugin: "crypto-key-store", action: "move-to-bundle-storage")
    #expect(action == RemedyAction(parameters: ["instance": "folder", "url": "url"], risk: "high"))
    #expect(Planning.library.remedyAction(plugin: "crypto-key-store", action: "x") == nil)
    #expect(Planning.library.remedyAction(plugin: "x", action: "x") == nil)
  }

  @Test("plans hmac, then master, then storage last, each with its state before and after")
  func order() throws {
    let fixture = try InstallationFixture()
    let plan = try Planning.plan(fixture)
    #expect(plan.outcome == .planned)
    let files = plan.steps.flatMap(\.effects).filter { $0.resource.hasPrefix("file:") }
    let felix = "file:launchpad/felix"
    #expect(
      files.map(\.resource) == [
        "\(felix)/bundle41/data/hmac", "\(felix)/bundle41/data/master",
        "\(felix)/bundle26/data/storage",
      ])
    #expect(files.map(\.operation) == [.create, .create, .update])
    let state = try #require(
      try FileState.look(at: fixture.folder.path(InstallationFixture.crypto + "/data/storage")))
    let access = FileAccess(mode: "0640", owner: Int(state.owner), group: Int(state.group))
    #expect(files[0].before == .absent)
    #expect(files[0].after == .content(unknown: "hmac", access: access))
    #expect(
      files[2].before
        == .file(bytes: 3, sha256: Self.sha256("JCR"), text: "JCR", access: access))
    #expect(
      files[2].after
        == .file(bytes: 6, sha256: Self.sha256("Bundle"), text: "Bundle", access: access))
  }

  private static func sha256(_ text: String) -> String {
    // Known digests, so that the test does not ask the code under test.
    switch text {
    case "JCR": "54016d0b0766620e78ee09e972c1e911f3759a7f4e369b8a2201cea909baec4d"
    default: "f2daa18861b5c952ff3f26d8a4afb31058606710eb161c875fec41ba89ebd5ff"
    }
  }

  @Test("stops before it writes, restarts twice, and deletes last, approved by itself")
  func phases() throws {
    let plan = try Planning.plan(InstallationFixture())
    let ids = plan.steps.map(\.id)
    let order = [
      "compare-keys", "back-up-keys", "stop", "write-hmac", "write-master", "write-storage",
      "start",
      "stop-again", "start-again", "delete-jcr-keys",
    ]
    #expect(ids.filter(order.contains) == order)
    let delete = try #require(plan.step("delete-jcr-keys"))
    #expect(delete.approval == .explicit)
    #expect(delete.soakSeconds == 86_400)
    #expect(delete.reversible == .package)
    #expect(delete.undo == [.packageInstall(artifact: "etc-key-package")])
    #expect(delete.effects.map(\.resource) == ["jcr:/etc/key/hmac", "jcr:/etc/key/master"])
    #expect(delete.effects.map(\.before) == [.unknown(id: "hmac"), .unknown(id: "master")])
    #expect(
      plan.step("write-storage")?.undo == [
        .fileRestore(path: "launchpad/felix/bundle26/data/storage")
      ])
    #expect(plan.step("stop")?.undo == [.aemStart])
    #expect(plan.pivotStep == nil)
    let firstEffect = plan.steps.firstIndex { $0.approval != .none }
    #expect(firstEffect == ids.firstIndex(of: "back-up-keys"))
    #expect(plan.unknowns.map(\.id) == ["bundle-ids", "etc-key", "hmac", "master"])
    for unknown in plan.unknowns {
      let resolved = try #require(ids.firstIndex(of: unknown.resolvedBy))
      #expect(resolved < (firstEffect ?? 0))
    }
    for step in plan.steps {
      #expect(step.requires.allSatisfy(ids.prefix { $0 != step.id }.contains), "\(step.id)")
    }
  }

  @Test("the same files give the same bytes, and reading them back gives the same plan")
  func deterministic() throws {
    let fixture = try InstallationFixture(hmac: [1, 2, 3], master: [4, 5])
    let plan = try Planning.plan(fixture)
    let bytes = try plan.canonicalJSON()
    #expect(try Planning.plan(fixture).canonicalJSON() == bytes)
    #expect(try Plan(canonicalJSON: bytes) == plan)
    #expect(try plan.digest().hasPrefix("sha256:"))
    #expect(bytes.last == 0x0A)
  }

  @Test("a plan with a field that is not known is refused")
  func foreignField() throws {
    let bytes = try Planning.plan(InstallationFixture()).canonicalJSON()
    let text = String(decoding: bytes, as: UTF8.self)
    let changed = text.replacingOccurrences(
      of: #""soakSeconds":86400"#, with: #""soak":1,"soakSeconds":86400"#)
    #expect(changed != text)
    #expect(throws: StrictJSONProblem.self) { try Plan(canonicalJSON: Array(changed.utf8)) }
  }

  @Test("planning writes nothing")
  func readOnly() throws {
    let fixture = try InstallationFixture(hmac: [1])
    let before = try Self.listing(fixture)
    _ = try Planning.plan(fixture)
    #expect(try Self.listing(fixture) == before)
  }

  private static func listing(_ fixture: InstallationFixture) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: fixture.root).sorted().map { path in
      let attributes = try FileManager.default.attributesOfItem(atPath: fixture.root + "/" + path)
      return "\(path) \(attributes[.size] ?? 0) \(attributes[.modificationDate] ?? 0)"
    }
  }

  @Test("existing keys are compared before anything is changed, and never overwritten unequal")
  func existingKeys() throws {
    let plan = try Planning.plan(InstallationFixture(hmac: [1, 2, 3], master: [4]))
    #expect(plan.outcome == .planned)
    for (check, key) in [("hmac-file", "hmac"), ("master-file", "master")] {
      let path = "launchpad/felix/bundle41/data/\(key)"
      #expect(plan.check(check)?.status == .unknown)
      #expect(plan.check(check)?.resolvedBy == "compare-keys")
      guard case .assert(let conditions) = plan.step("compare-keys")?.action else {
        Issue.record("no comparison")
        return
      }
      #expect(conditions.contains(.fileAbsentOrEqual(path: path, artifact: key)))
      #expect(plan.step("write-\(key)")?.effects.map(\.operation) == [.keep])
      #expect(plan.step("write-\(key)")?.undo == [])
    }
    // The first effect comes after the comparison.
    let ids = plan.steps.map(\.id)
    #expect(
      try #require(ids.firstIndex(of: "compare-keys"))
        < #require(plan.steps.firstIndex { $0.approval != .none }))
  }

  @Test("no byte of a key gets into the plan")
  func noKeyBytes() throws {
    let key = Array("k3y-m4terial-that-nobody-may-see".utf8)
    let plan = try Planning.plan(InstallationFixture(hmac: key, master: key))
    let text = String(decoding: try plan.canonicalJSON(), as: UTF8.self)
    #expect(!text.contains("k3y-m4terial"))
    #expect(!text.contains(Data(key).base64EncodedString()))
    #expect(!text.contains("control-port-secret"))
  }

  @Test("says which line break the storage file has", arguments: ["JCR\n", "JCR\r\n", "Bundle\n"])
  func lineBreak(storage: String) throws {
    let plan = try Planning.plan(InstallationFixture(storage: storage))
    #expect(plan.outcome == .planned)
    #expect(
      plan.check("storage-selector")?.evidence.en.contains("followed by a line break") == true)
    #expect(plan.step("write-storage")?.effects.map(\.operation) == [.update])
  }

  @Test("an installation that is as it should be gives no steps")
  func unchanged() throws {
    let plan = try Planning.plan(InstallationFixture(storage: "Bundle", hmac: [1], master: [2]))
    #expect(plan.outcome == .unchanged)
    #expect(plan.steps.isEmpty)
    #expect(plan.summary.en.contains("already says “Bundle”"))
    #expect(plan.refusals.isEmpty)
  }

  @Test("a user who could not write is warned, not refused")
  func otherUser() throws {
    let stranger = Operator(user: 4_242_424, groups: [4_242_424])
    let plan = try Planning.plan(InstallationFixture(), user: stranger)
    #expect(plan.outcome == .planned)
    #expect(
      plan.checks.filter { $0.status == .warn }.map(\.id)
        == ["new-owner", "crypto-folder-writable", "key-folder-writable"])
    guard case .assert(let conditions) = plan.step("compare-keys")?.action else {
      Issue.record("no assertion")
      return
    }
    #expect(conditions.contains(.ownerSettable(path: "launchpad/felix/bundle26/data/storage")))
  }

  @Test("an unencrypted address of another machine is warned about")
  func unencrypted() throws {
    let fixture = try InstallationFixture()
    #expect(
      try Planning.plan(fixture, url: "http://author:4502").check("encrypted-address")?.status
        == .warn)
    #expect(
      try Planning.plan(fixture, url: "https://author:4502").check("encrypted-address") == nil)
    #expect(try Planning.plan(fixture).check("encrypted-address") == nil)
  }
}
