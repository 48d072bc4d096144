import Foundation
import RemedyProtocol
import Sandbox
import TestSupport
import Testing

@testable import Remediation

/// Every fault that the stand-in of AEM can switch on, at every step of every small recipe.
///
/// `AEMEDIC_FAULTS=all` tries all of them, once and for good; otherwise every fifth is tried.
@Suite("Faults at the steps of recipes")
struct RecipeFaultTests {
  /// A recipe with what of the instance it can change.
  struct Recipe: CustomTestStringConvertible, Sendable {
    let id: String
    var state = SandboxState.bundleKeys
    var parameters: [String: String] = [:]
    let looks: [String]

    var testDescription: String { id }
  }

  private static let bundles = "/system/console/bundles.json"

  static let recipes = [
    Recipe(id: "bundle-restart", parameters: ["bundle": "com.day.cq.cq-mailer"], looks: [bundles]),
    Recipe(id: "script-cache-clear", looks: [bundles]),
    Recipe(
      id: "replication-queue-retry", state: .replicationBlocked,
      looks: ["/etc/replication/agents.author/publish/jcr:content.json"]),
    Recipe(id: "dispatcher-flush", parameters: ["path": "/content/example"], looks: [bundles]),
    Recipe(
      id: "temporary-logger", parameters: ["logger": "com.example.site"],
      looks: [
        "/system/console/configMgr/(service.factoryPid="
          + "org.apache.sling.commons.log.LogManager.factory.config).json"
      ]),
    Recipe(id: "clientlib-invalidate", looks: [bundles]),
    Recipe(
      id: "workflow-purge", parameters: ["days": "30"], looks: ["/var/workflow/instances.1.json"]),
  ]

  /// Start and stop are no part of these recipes.
  private static let kinds = Fault.Kind.allCases.filter {
    ![.slowStart, .slowStop, .slowAnswers, .driftedFile, .wrongOwner].contains($0)
  }

  /// A stand-in with a person who carries out one recipe on it.
  private struct Practice {
    let recipe: Recipe
    let folder: TemporaryFolder
    let server: SandboxServer
    let plan: Plan
    var fixture: HostFixture

    init(_ recipe: Recipe) throws {
      self.recipe = recipe
      folder = try TemporaryFolder()
      let place = folder.path("aem")
      try SandboxServer.make(
        in: place, state: recipe.state, port: 0, program: "/bin/false", faults: [])
      server = try SandboxServer(opening: place, startTime: .zero)
      fixture = HostFixture(root: "", url: server.address, runs: folder.path("runs"))
      let manifest = try #require(Planning.library.manifest(recipe.id))
      var parameters = recipe.parameters
      if recipe.id == "dispatcher-flush" { parameters["dispatcher"] = server.address }
      plan = try RemedyPlanner(host: HostFixture.identity, now: Planning.now).plan(
        manifest, target: RemedyTarget(instance: nil, url: server.address),
        parameters: parameters)
      _ = try state()
    }

    /// What the instance holds of all that the recipe can change.
    func state() throws -> [String] {
      let connection = InstanceConnection(
        server.address, host: HostFixture.identity, secrets: Self.secrets)
      return try recipe.looks.map { String(decoding: try connection.content($0), as: UTF8.self) }
    }

    func switchFaults(_ faults: [Fault]) throws {
      try SandboxServer.switchFaults(faults, in: folder.path("aem"))
    }

    var options: ResumeOptions {
      ResumeOptions(
        approvedSteps: plan.steps.filter { $0.approval == .explicit }.map(\.id),
        confirmed: Set(plan.steps.map(\.id)), skipsWaiting: true)
    }

    func apply() throws -> RunReport {
      try fixture.host.apply(
        plan, approval: Approval(kind: .yes), secrets: Self.secrets, options: options)
    }

    func resume(_ run: String) throws -> RunReport {
      try fixture.host.resume(run, secrets: Self.secrets, options: options)
    }

    static let secrets = Secrets(["aem.admin": Secrets.Secret(user: "admin", value: "admin")])
  }

  @Test(
    "end in done, refused or taken back, or name the step that needs a person", arguments: recipes)
  func everywhere(recipe: Recipe) throws {
    let clean = try Practice(recipe)
    let before = try clean.state()
    #expect(try clean.apply().result == .done)
    let after = try clean.state()
    let isThorough = ProcessInfo.processInfo.environment["AEMEDIC_FAULTS"] == "all"
    var number = 0
    var tried = 0
    for kind in Self.kinds {
      for step in 1...clean.plan.steps.count {
        for once in [false, true] {
          number += 1
          guard isThorough || number % 5 == recipe.id.utf8.count % 5 else { continue }
          tried += 1
          try attempt(recipe, kind, at: step, once: once, states: (before, after))
        }
      }
    }
    print("fault test: \(recipe.id), \(tried) of \(number) faults")
  }

  private func attempt(
    _ recipe: Recipe, _ kind: Fault.Kind, at step: Int, once: Bool,
    states: (before: [String], after: [String])
  ) throws {
    let fault = try #require(Fault(kind.rawValue + (once ? "#1" : "")))
    var practice = try Practice(recipe)
    let folder = practice.folder.path("aem")
    practice.fixture.observe = { progress in
      guard case .step(_, step, _) = progress else { return }
      try? SandboxServer.switchFaults([fault], in: folder)
    }
    var report = try practice.apply()
    let comment = { Comment(rawValue: "\(recipe.id), \(fault.text) at \(step): \(report)") }
    try practice.switchFaults([])
    practice.fixture.observe = { _ in }
    if report.result != .done {
      // Whatever it came to, it is said which step it was and why.
      let failure = try #require(report.failure, comment())
      #expect(!failure.note.en.isEmpty && !failure.note.fr.isEmpty && !failure.note.ja.isEmpty)
    }
    let isPivot = practice.plan.steps.contains {
      $0.id == report.failure?.step && $0.reversible == .no
    }
    if report.result == .needsHands || report.result == nil {
      let run = try #require(report.run, comment())
      report = try practice.resume(run)
    }
    let now = try practice.state()
    switch report.result {
    case .done: #expect(now == states.after, comment())
    case .refused, .rolledBack: #expect(now == states.before, comment())
    case .needsHands:
      // What cannot be taken back, and cannot be proved, is for a person to look at.
      #expect(isPivot || practice.plan.pivotStep != nil, comment())
      #expect(now == states.before || now == states.after, comment())
    case .unchanged, nil: Issue.record(comment())
    }
  }
}
