import Foundation
import RemedyProtocol
import TestSupport
import Testing

@testable import Remediation

/// Every kind of effect that a recipe can name, there and back, by a remedy made for the test.
@Suite("Effects")
struct EffectTests {
  private static func text(_ word: String) -> String {
    "{\"en\": \"\(word)\", \"fr\": \"\(word)\", \"ja\": \"\(word)\"}"
  }

  private static func step(_ id: String, _ action: String, _ more: String = "") -> String {
    "{\"id\": \"\(id)\", \"title\": \(text(id)), \"phase\": \"change\", \"action\": \(action)\(more)}"
  }

  /// A host whose only remedy has these steps.
  private static func host(
    _ standIn: StandIn, _ folder: TemporaryFolder, needs: String, steps: [String]
  ) throws -> Practice {
    try folder.write(
      """
      {"schema": "aemedic.remedy/1", "id": "practice", "version": "1.0.0",
       "protocol": {"min": 1, "max": 1}, "title": \(text("practice")), "articles": [],
       "targets": ["onprem"], "actions": [{"id": "all", "title": \(text("all")),
       "summary": \(text("all")), "risk": "low", "downtime": "bundle", "needs": [\(needs)],
       "parameters": [], "recipe": {"facts": [],
       "unchanged": {"conditions": [{"file.present": {"path": "never"}}],
       "message": \(text("never"))}, "checks": [], "unknowns": [], "artifacts": [],
       "steps": [\(steps.joined(separator: ",\n"))]}}]}
      """, to: "plugins/practice/remedy.json")
    for path in ["plugins", "plugins/practice", "plugins/practice/remedy.json"] {
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o700], ofItemAtPath: folder.path(path))
    }
    return try Practice(
      plugins: folder.path("plugins"), runs: folder.path("runs"), url: standIn.url,
      root: needs.contains("instance") ? standIn.fixture.root : nil)
  }

  /// The remedy of a test with a host that carries it out.
  private struct Practice {
    let fixture: HostFixture
    let host: RemedyHost
    let plan: Plan

    init(
      plugins: String, runs: String, url: String, root: String?,
      boundary: (@Sendable (Journal.Boundary) -> Void)? = nil
    ) throws {
      let library = RemedyLibrary(folders: [plugins])
      #expect(library.problems == [])
      let manifest = try #require(library.manifest("practice"))
      var fixture = HostFixture(root: root ?? "", url: url, runs: runs)
      fixture.boundary = boundary
      self.fixture = fixture
      plan = try RemedyPlanner(host: HostFixture.identity, now: Planning.now).plan(
        manifest, target: RemedyTarget(instance: root, url: url))
      host = RemedyHost(
        identity: HostFixture.identity, library: library, runs: fixture.store,
        surroundings: fixture.surroundings)
    }
  }

  private static let secrets = Secrets([
    "aem.admin": .init(user: "admin", value: StandIn.password),
    "ims.secret": .init(value: "client-s3cret"),
  ])

  private static let onlineSteps = [
    Self.step(
      "change-shop",
      #"{"osgi.config.put": {"pid": "com.example.Shop", "properties": [{"name": "name", "values": ["b"]}]}}"#,
      #", "after": [{"osgi.config.holds": {"pid": "com.example.Shop", "property": "tags", "values": ["x", "y"]}}]"#
    ),
    Self.step(
      "new-logger",
      #"{"osgi.config.put": {"pid": "logger", "factory": "com.example.Log", "properties": [{"name": "level", "values": ["debug"]}, {"name": "key", "secret": "ims.secret"}]}}"#
    ),
    Self.step("stop-shop", #"{"bundle.stop": {"symbolicName": "com.example.shop"}}"#),
    Self.step(
      "start-shop", #"{"bundle.start": {"symbolicName": "com.example.shop"}}"#,
      #", "after": [{"bundle.active": {"symbolicName": "com.example.shop"}}]"#),
    Self.step(
      "try-crypto",
      #"{"http.request": {"method": "POST", "path": "/system/console/crypto/.json", "form": [{"name": "datum", "randomBytes": 8}], "status": 200, "changes": "cache:/"}}"#
    ),
    Self.step("drop-shop", #"{"osgi.config.delete": {"pid": "com.example.Shop"}}"#),
  ]

  @Test("configurations, bundles and requests, with no more than an address")
  func online() throws {
    let standIn = try StandIn()
    let folder = try TemporaryFolder()
    standIn.change {
      $0.configurations = ["com.example.Shop": ["name": ["a"], "tags": ["x", "y"]]]
    }
    let before = standIn.repository
    let practice = try Self.host(standIn, folder, needs: "\"url\"", steps: Self.onlineSteps)
    #expect(practice.plan.target.instance == nil)
    #expect(practice.plan.steps.flatMap(\.secretUse).contains("ims.secret"))
    let report = try practice.host.apply(
      practice.plan, approval: Approval(kind: .yes), secrets: Self.secrets)
    #expect(report.result == .done, "\(report)")
    let configurations = standIn.repository.configurations
    #expect(configurations["com.example.Shop"] == nil)
    #expect(
      configurations["com.example.Log~1"] == ["level": ["debug"], "key": ["client-s3cret"]])
    #expect(standIn.requests.contains { $0.hasPrefix("POST /system/console/bundles/61") })
    let back = try practice.host.rollback(try #require(report.run), secrets: Self.secrets)
    #expect(back.result == .rolledBack, "\(back)")
    #expect(standIn.repository == before)
    let evidence = String(
      decoding: try practice.fixture.store.evidence(report.run ?? "").canonical, as: UTF8.self)
    #expect(!evidence.contains("client-s3cret"))
  }

  @Test("cut off at any line, they are finished or taken back", arguments: 3...15)
  func killed(line: Int) async throws {
    let standIn = try StandIn()
    let folder = try TemporaryFolder()
    standIn.change {
      $0.configurations = ["com.example.Shop": ["name": ["a"], "tags": ["x", "y"]]]
    }
    let before = standIn.repository
    let practice = try Self.host(standIn, folder, needs: "\"url\"", steps: Self.onlineSteps)
    let (plugins, runs, url) = (folder.path("plugins"), folder.path("runs"), standIn.url)
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [plugins = plugins as String, runs = runs as String, url = url as String, line = line as Int]
      in
      // An odd line is an intent: the act has not begun; an even one a result: it is over.
      let place: Journal.Boundary.Place = line % 2 == 0 ? .before : .after
      let practice = try Practice(plugins: plugins, runs: runs, url: url, root: nil) { boundary in
        if boundary == Journal.Boundary(record: line, place: place) { kill(getpid(), SIGKILL) }
      }
      _ = try practice.host.apply(
        practice.plan, approval: Approval(kind: .yes), secrets: EffectTests.secrets)
    }
    let name = try #require(practice.fixture.store.names().first)
    if line % 3 != 0 {
      let report = try practice.host.resume(name, secrets: Self.secrets)
      #expect(report.result == .done, "\(report)")
      #expect(standIn.repository.configurations.count == 1)
    }
    let back = try practice.host.rollback(name, secrets: Self.secrets)
    #expect(back.result == .rolledBack, "\(back)")
    #expect(standIn.repository == before)
  }

  @Test("a bundle that was stopped on purpose stays stopped")
  func stoppedOnPurpose() throws {
    let standIn = try StandIn()
    let folder = try TemporaryFolder()
    standIn.change { $0.stoppedBundles = [61] }
    let practice = try Self.host(
      standIn, folder, needs: "\"url\"",
      steps: [Self.step("stop-shop", #"{"bundle.stop": {"symbolicName": "com.example.shop"}}"#)])
    let report = try practice.host.apply(
      practice.plan, approval: Approval(kind: .yes), secrets: Self.secrets)
    #expect(report.result == .done)
    _ = try practice.host.rollback(try #require(report.run), secrets: Self.secrets)
    #expect(standIn.repository.stoppedBundles == [61])
  }

  @Test("files are written, protected and deleted, and come back with owner and mode")
  func files() throws {
    let standIn = try StandIn()
    let folder = try TemporaryFolder()
    let installation = standIn.fixture.folder
    try installation.write("old", to: "crx-quickstart/conf/old.txt")
    for (path, mode) in [("old.txt", 0o604), ("sling.properties", 0o644)] {
      try FileManager.default.setAttributes(
        [.posixPermissions: mode], ofItemAtPath: installation.path("crx-quickstart/conf/\(path)"))
    }
    let before = try standIn.tree()
    let practice = try Self.host(
      standIn, folder, needs: "\"url\", \"instance\"",
      steps: [
        Self.step("protect", #"{"file.chmod": {"path": "conf/sling.properties", "mode": "0600"}}"#),
        Self.step(
          "write",
          #"{"file.write": {"path": "conf/new.txt", "text": "new", "like": "conf/sling.properties"}}"#
        ),
        Self.step("delete", #"{"file.delete": {"path": "conf/old.txt"}}"#),
      ])
    let report = try practice.host.apply(
      practice.plan, approval: Approval(kind: .yes), secrets: Self.secrets)
    #expect(report.result == .done, "\(report)")
    let after = try standIn.tree()
    #expect(after["conf/old.txt"] == nil)
    #expect(after["conf/sling.properties"]?.hasPrefix("600 ") == true)
    #expect(after["conf/new.txt"] == "644 \(Data("new".utf8).base64EncodedString())")
    let back = try practice.host.rollback(try #require(report.run), secrets: Self.secrets)
    #expect(back.result == .rolledBack, "\(back)")
    #expect(try standIn.tree() == before)
  }

  @Test("a link that appears on the way leads nowhere")
  func link() throws {
    let folder = try TemporaryFolder()
    try folder.write("secret", to: "outside/data/storage")
    try folder.write("inside", to: "root/a/data/storage")
    let files = try TargetFiles(root: folder.path("root"))
    let access = FileAccess(mode: "0600", owner: Int(geteuid()), group: Int(getegid()))
    try files.replace("a/data/storage", with: [1], access: access, mark: "t")
    try FileManager.default.removeItem(atPath: folder.path("root/a"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("root/a"), withDestinationPath: folder.path("outside"))
    #expect(throws: SystemProblem.self) {
      try files.replace("a/data/storage", with: [2], access: access, mark: "t")
    }
    #expect(throws: SystemProblem.self) { try files.read("a/data/storage") }
    #expect(throws: SystemProblem.self) { try files.read("../outside/data/storage") }
    #expect(
      FileManager.default.contents(atPath: folder.path("outside/data/storage"))
        == Data("secret".utf8))
  }

  @Test("no recipe stops a bundle that the instance cannot do without")
  func protectedBundle() throws {
    let standIn = try StandIn()
    let folder = try TemporaryFolder()
    #expect(throws: PlanningProblem.self) {
      try Self.host(
        standIn, folder, needs: "\"url\"",
        steps: [
          Self.step("stop", #"{"bundle.stop": {"symbolicName": "org.apache.felix.http.jetty"}}"#)
        ])
    }
  }
}
