import Foundation
import Model
import RemedyProtocol
import TestSupport
import Testing

@testable import Remediation

@Suite("Refusals of crypto-key-store")
struct RefusalTests {
  /// A change that makes an installation one on which the remedy must be refused.
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var refusals: [String]
    var evidence: String
    var change: @Sendable (InstallationFixture) throws -> Void
  }

  private static let felix = "crx-quickstart/launchpad/felix"
  private static let option = "com.adobe.granite.crypto.file.disable"

  static let cases = [
    Case(
      testDescription: "the switch in bin/start", refusals: ["repository-switch"],
      evidence: "bin/start, line 1, sets “\(option)” to “true”"
    ) {
      try $0.folder.write("CQ_JVM_OPTS='-Xmx1g -D\(option)=true'", to: "crx-quickstart/bin/start")
    },
    Case(
      testDescription: "the switch in sling.properties", refusals: ["repository-switch"],
      evidence: "conf/sling.properties, line 2, sets “\(option)” to “TRUE”"
    ) { try $0.folder.write("a=b\n\(option) = TRUE", to: "crx-quickstart/conf/sling.properties") },
    Case(
      testDescription: "no bundle of that name", refusals: ["bundle-keys"],
      evidence: "no manifest in the bundle cache has this name"
    ) { try $0.remove("\(felix)/bundle41") },
    Case(
      testDescription: "two bundles of that name", refusals: ["bundle-crypto"],
      evidence: "launchpad/felix/bundle26 (3.0.20), launchpad/felix/bundle99 (3.1.0)"
    ) { try $0.addBundle(99, name: "com.adobe.granite.crypto", version: "3.1.0") },
    Case(
      testDescription: "an uninstalled bundle", refusals: ["bundle-keys"],
      evidence: "launchpad/felix/bundle41 (1.0.0, uninstalled)"
    ) { try $0.addBundle(41, name: "com.adobe.granite.crypto.file", state: 1) },
    Case(
      testDescription: "a copy of a bundle beside it", refusals: ["felix-cache"],
      evidence: "launchpad/felix/bundle26.bak is no bundle, but its name begins like one"
    ) { try $0.folder.write("JCR", to: "\(felix)/bundle26.bak/data/storage") },
    Case(
      testDescription: "a bundle folder that Felix would delete", refusals: ["felix-cache"],
      evidence: "launchpad/felix/bundle77 has no version folder"
    ) {
      try $0.addBundle(77, name: "com.example")
      try $0.remove("\(felix)/bundle77/version0.0")
    },
    Case(
      testDescription: "no data folder for the keys",
      refusals: ["key-folder", "space"],
      evidence: "launchpad/felix/bundle41/data does not exist"
    ) { try $0.remove("\(felix)/bundle41/data") },
    Case(
      testDescription: "no storage file", refusals: ["storage-selector"],
      evidence: "launchpad/felix/bundle26/data/storage does not exist"
    ) { try $0.remove("\(felix)/bundle26/data/storage") },
    Case(
      testDescription: "a storage file that says something else", refusals: ["storage-selector"],
      evidence: "launchpad/felix/bundle26/data/storage holds something else (4 bytes)"
    ) { try $0.folder.write("Disk", to: "\(felix)/bundle26/data/storage") },
    Case(
      testDescription: "bundle storage without keys", refusals: ["storage-selector"],
      evidence: "launchpad/felix/bundle26/data/storage holds “Bundle” (6 bytes, no line break)"
    ) { try $0.folder.write("Bundle", to: "\(felix)/bundle26/data/storage") },
    Case(
      testDescription: "an empty key file", refusals: ["hmac-file"],
      evidence: "launchpad/felix/bundle41/data/hmac is empty"
    ) { try $0.folder.write("", to: "\(felix)/bundle41/data/hmac") },
    Case(
      testDescription: "a folder in the place of a key", refusals: ["master-file"],
      evidence: "launchpad/felix/bundle41/data/master is not what it should be (file or folder)"
    ) { try $0.folder.write("x", to: "\(felix)/bundle41/data/master/x") },
    Case(
      testDescription: "a symbolic link in the place of a key", refusals: ["file-hmac"],
      evidence: "launchpad/felix/bundle41/data/hmac is a symbolic link"
    ) {
      try FileLink.make(at: $0.folder.path("\(felix)/bundle41/data/hmac"), to: "/etc/hostname")
    },
    Case(
      testDescription: "a symbolic link in the place of a data folder",
      refusals: ["key-folder", "file-hmac", "file-master", "space"],
      evidence: "launchpad/felix/bundle41/data is a symbolic link"
    ) {
      try $0.remove("\(felix)/bundle41/data")
      try FileLink.make(at: $0.folder.path("\(felix)/bundle41/data"), to: "/tmp")
    },
    Case(
      testDescription: "a folder that is no AEM", refusals: ["installation"],
      evidence: "holds no crx-quickstart/launchpad/felix"
    ) { try $0.remove(felix) },
    Case(
      testDescription: "a folder that does not exist", refusals: ["installation"],
      evidence: "does not exist"
    ) { try $0.remove("crx-quickstart") },
  ]

  @Test("refuses with what was seen and what to do, and plans no step", arguments: cases)
  func refuses(_ refusal: Case) throws {
    let fixture = try InstallationFixture()
    try refusal.change(fixture)
    let plan = try Planning.plan(fixture)
    #expect(plan.outcome == .refused)
    #expect(plan.steps.isEmpty)
    for id in refusal.refusals {
      let check = try #require(plan.check(id), "\(plan.checks.map(\.id))")
      #expect(check.status == .refuse)
      #expect(check.advice != nil)
    }
    #expect(
      plan.check(refusal.refusals[0])?.evidence.en.contains(refusal.evidence) == true,
      "\(plan.check(refusal.refusals[0])?.evidence.en ?? "")")
    #expect(Set(plan.refusals) == Set(refusal.refusals))
  }

  @Test("refuses AEM as a Cloud Service, by statement or by address")
  func cloudService() throws {
    let fixture = try InstallationFixture()
    #expect(try Planning.plan(fixture, deployment: .cloudService).refusals == ["deployment"])
    let address = "https://author-p1-e2.adobeaemcloud.com"
    #expect(try Planning.plan(fixture, url: address).refusals == ["deployment"])
    #expect(
      try Planning.plan(fixture, url: address, deployment: .onPremise).refusals
        == ["address-deployment"])
  }

  @Test(
    "refuses files of different owners",
    .enabled(if: getuid() == 0, "only root can give files away"))
  func owners() throws {
    let fixture = try InstallationFixture()
    let storage = fixture.folder.path(InstallationFixture.crypto + "/data/storage")
    try FileManager.default.setAttributes(
      [.ownerAccountID: 4242, .groupOwnerAccountID: 4242], ofItemAtPath: storage)
    let plan = try Planning.plan(fixture)
    #expect(plan.refusals == ["owner"])
    #expect(plan.check("owner")?.evidence.en.contains("to user 4242") == true)
  }

  @Test("takes crx-quickstart itself, the folder around it, and a link to it")
  func folders() throws {
    let fixture = try InstallationFixture()
    try FileLink.make(at: fixture.folder.path("link"), to: fixture.root)
    for path in [
      fixture.root, fixture.root + "/", fixture.folder.path("link"), fixture.folder.path("link/.."),
    ] {
      let tree = try InstallationTree(folder: path)
      #expect(tree.root == URL(filePath: fixture.root).resolvingSymlinksInPath().path)
    }
  }

  @Test("asks for what is missing and names what is wrong in the request")
  func requests() throws {
    let manifest = try #require(Planning.library.manifest("crypto-key-store"))
    let host = HostIdentity(name: "aemedic", version: "0.1.0")
    let planner = RemedyPlanner(host: host, now: Planning.now)
    let target = RemedyTarget(instance: "/nowhere", url: "http://localhost:4502")
    #expect(throws: PlanningProblem.missingURL) {
      try planner.plan(manifest, target: RemedyTarget(instance: "/x", url: nil))
    }
    #expect(throws: PlanningProblem.missingInstance) {
      try planner.plan(manifest, target: RemedyTarget(instance: nil, url: "http://localhost"))
    }
    #expect(throws: PlanningProblem.unknownAction("x", known: ["move-to-bundle-storage"])) {
      try planner.plan(manifest, action: "x", target: target)
    }
    #expect(throws: PlanningProblem.unknownParameter("speed", known: [])) {
      try planner.plan(manifest, target: target, parameters: ["speed": "1"])
    }
    #expect(throws: PlanningProblem.validityInPast(Planning.now.iso8601)) {
      try RemedyPlanner(host: host, now: Planning.now, validUntil: Planning.now)
        .plan(manifest, target: target)
    }
  }

  @Test(
    "never lets a recipe write outside the data of a bundle, inside the cache",
    arguments: [
      ("launchpad/felix/bundle26/data/storage", true), ("launchpad/felix/bundle26/data/a/b", true),
      ("launchpad/felix/bundle26/bundle.info", false),
      ("launchpad/felix/bundle26.bak/data/x", false),
      ("launchpad/felix/bundle26/version0.0/bundle.jar", false),
      ("launchpad/felix/cache.lock", false),
      ("launchpad/felix/bundle26/data/../x", false), ("../x", false), ("/etc/passwd", false),
      ("", false),
      ("launchpad/felix/bundle/data/x", false), ("conf/a", true), ("launchpad/startup/x", false),
    ])
  func writablePaths(path: String, isWritable: Bool) {
    #expect(InstallationTree.isWritable(path) == isWritable)
  }
}
