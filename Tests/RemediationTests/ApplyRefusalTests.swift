import Foundation
import Model
import RemedyProtocol
import Synchronization
import TestSupport
import Testing

@testable import Remediation

@Suite("What a host refuses")
struct ApplyRefusalTests {
  private static func problem(_ body: () throws -> RunReport) -> RunProblem? {
    do {
      let report = try body()
      Issue.record("\(report)")
      return nil
    } catch {
      return error as? RunProblem
    }
  }

  private static func later(_ seconds: Int64) -> Timestamp {
    Timestamp(milliseconds: Planning.now.milliseconds + seconds * 1_000, zone: .stated(offset: 0))
  }

  @Test("a plan that is not the approved one, too old, or outside of its window")
  func time() throws {
    let standIn = try StandIn()
    let runs = try TemporaryFolder()
    var fixture = HostFixture(standIn, runs: runs)
    let plan = try fixture.plan()
    let wrong = Approval(kind: .digest, digest: "sha256:00")
    #expect(
      try Self.problem { try fixture.apply(plan, approval: wrong) }
        == .otherDigest(given: "sha256:00", plan: plan.digest()))
    fixture.time = Self.later(86_401)
    #expect(Self.problem { try fixture.apply(plan) } == .expired(plan.validUntil))
    let (start, end) = (Self.later(600).iso8601, Self.later(1_200).iso8601)
    let windowed = try fixture.plan(
      change: PlanChange(id: "CHG1", windowStart: start, windowEnd: end))
    for seconds: Int64 in [0, 599, 1_201] {
      fixture.time = Self.later(seconds)
      #expect(Self.problem { try fixture.apply(windowed) } == .outsideWindow(start, end))
    }
    #expect(fixture.store.names().isEmpty)
    fixture.time = Self.later(600)
    #expect(try fixture.apply(windowed).result == .done)
  }

  @Test("a plan for production without another person’s approval")
  func production() throws {
    let standIn = try StandIn()
    let runs = try TemporaryFolder()
    let fixture = HostFixture(standIn, runs: runs)
    let plan = try fixture.plan(isProduction: true)
    let digest = try plan.digest()
    #expect(Self.problem { try fixture.apply(plan) } == .yesOnProduction)
    #expect(
      Self.problem {
        try fixture.apply(plan, approval: Approval(kind: .digest, digest: digest))
      } == .noApprover)
    #expect(
      Self.problem {
        try fixture.apply(
          plan, approval: Approval(kind: .digest, digest: digest, approver: "tester"))
      } == .approverExecutes("tester"))
    let report = try fixture.apply(
      plan, approval: Approval(kind: .digest, digest: digest, approver: "board"))
    // Waiting times are never skipped here.
    #expect(report.result == nil)
    #expect(report.pause == RunReport.Pause(step: "delete-jcr-keys", reason: .waiting))
    let records = try fixture.store.summary(try #require(report.run)).records
    #expect(
      records[1].event == .approved(plan: digest, by: "board", how: .digest, steps: []))
    let name = try #require(report.run)
    #expect(
      Self.problem {
        try fixture.host.resume(
          name, secrets: HostFixture.secrets, options: HostFixture.everything)
      } == .noApprover)
  }

  @Test("a target that is not as planned", arguments: ["storage", "option", "bundle", "master"])
  func drift(change: String) throws {
    let standIn = try StandIn()
    let runs = try TemporaryFolder()
    let fixture = HostFixture(standIn, runs: runs)
    let plan = try fixture.plan()
    let folder = standIn.fixture.folder
    switch change {
    case "storage": try folder.write("JCR\n", to: InstallationFixture.crypto + "/data/storage")
    case "option":
      try folder.write(
        "JAVA_OPTS=-Dcom.adobe.granite.crypto.file.disable=true",
        to: "crx-quickstart/bin/quickstart")
    case "bundle": try standIn.fixture.addBundle(99, name: "com.adobe.granite.crypto.file")
    default: try folder.write([1, 2, 3], to: InstallationFixture.keys + "/data/master")
    }
    let tree = try standIn.tree()
    guard case .drift(let what) = Self.problem({ try fixture.apply(plan) }) else {
      Issue.record("no drift")
      return
    }
    #expect(!what.isEmpty)
    #expect(try standIn.tree() == tree)
    #expect(fixture.store.names().isEmpty)
    #expect(!standIn.requests.contains { $0.contains("/etc/key") })
  }

  @Test(
    "what only the running instance tells, before anything is changed", arguments: Sign.allCases)
  func online(sign: Sign) throws {
    let standIn = try StandIn(master: sign == .otherKey ? [9, 9, 9] : nil)
    let runs = try TemporaryFolder()
    let fixture = HostFixture(standIn, runs: runs)
    let before = try (standIn.tree(), standIn.repository)
    standIn.inject(sign.fault)
    let secrets =
      sign == .wrongPassword
      ? Secrets(["aem.admin": .init(user: "admin", value: "no")]) : HostFixture.secrets
    let report = try fixture.apply(secrets: secrets)
    #expect(report.result == .refused, "\(report)")
    #expect(report.failure?.step == sign.step, "\(report)")
    #expect(try standIn.tree() == before.0)
    #expect(standIn.repository == before.1)
    // A refused run is over: the next one need not resume it.
    standIn.inject(nil)
    if sign != .otherKey { #expect(try fixture.apply().result == .done) }
  }

  /// Something that speaks against the move.
  enum Sign: String, CaseIterable {
    case wrongPassword, dispatcher, login, notAEM, forbidden, file, absent, otherKey, halfKey
    case emptyKey, page

    var step: String {
      switch self {
      case .otherKey: "compare-keys"
      case .halfKey, .emptyKey, .page: "download-hmac"
      default: "inspect"
      }
    }

    var fault: StandIn.Fault? {
      let bundles = "GET /system/console/bundles.json"
      switch self {
      case .wrongPassword, .otherKey: return nil
      case .dispatcher:
        return .init(request: bundles, answer: .init(200, headers: ["X-Dispatcher": "d1"]))
      case .login:
        return .init(
          request: bundles,
          answer: .init(302, headers: ["Location": "/libs/granite/core/content/login.html"]))
      case .notAEM:
        return .init(request: bundles, answer: .json("{\"s\":[0,0,0,0,0],\"data\":[]}"))
      case .forbidden: return .init(request: bundles, answer: .init(403))
      case .file:
        return .init(request: "GET /etc/key.2.json", answer: .json("{\"hmac\":{\"a\":1}}"))
      case .absent: return .init(request: "GET /etc/key.json", answer: .json("{\":hmac\":3}"))
      case .halfKey:
        return .init(
          request: "GET /etc/key/hmac", answer: .init(200, body: [1, 2, 3]), skipped: 1)
      case .emptyKey: return .init(request: "GET /etc/key/hmac", answer: .init(200))
      case .page:
        return .init(
          request: "GET /etc/key/hmac",
          answer: .init(200, headers: ["Content-Type": "text/html; charset=x"], body: [60]))
      }
    }
  }

  @Test("a second run on a target that is at work, and names who holds it")
  func locked() throws {
    let standIn = try StandIn()
    let runs = try TemporaryFolder()
    let fixture = HostFixture(standIn, runs: runs)
    let plan = try fixture.plan()
    let other = try TemporaryFolder()
    var stranger = HostFixture(standIn, runs: other)
    stranger.person = "colleague"
    // Through another state folder, as another user of the machine has.
    stranger.boundary = { boundary in
      guard boundary == Journal.Boundary(record: 3, place: .after) else { return }
      let problem = Self.problem { try fixture.apply(plan) }
      guard case .locked(let holder) = problem else {
        Issue.record("\(String(describing: problem))")
        return
      }
      #expect(holder.contains("\(getpid())"))
    }
    #expect(try stranger.apply().result == .done)
  }

  @Test("a new run where an old one was not finished")
  func unfinished() throws {
    let standIn = try StandIn()
    let runs = try TemporaryFolder()
    var fixture = HostFixture(standIn, runs: runs)
    // Once the run has begun; before that there would be none.
    let hasBegun = Atomic(false)
    fixture.boundary = { _ in hasBegun.store(true, ordering: .relaxed) }
    fixture.shouldStop = { hasBegun.load(ordering: .relaxed) }
    let first = try fixture.apply()
    #expect(first.pause == RunReport.Pause(step: "inspect", reason: .interrupted))
    fixture.shouldStop = { false }
    #expect(Self.problem { try fixture.apply() } == .unfinished(first.run ?? ""))
    let name = try #require(first.run)
    let report = try fixture.host.resume(
      name, secrets: HostFixture.secrets, options: HostFixture.everything)
    #expect(report.result == .done)
  }

  @Test("a journal that somebody changed")
  func tampered() throws {
    let standIn = try StandIn()
    let runs = try TemporaryFolder()
    let fixture = HostFixture(standIn, runs: runs)
    let report = try fixture.apply(options: ResumeOptions())
    #expect(report.pause?.reason == .approval)
    let name = try #require(report.run)
    let path = runs.path("runs/\(name)/journal.jsonl")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let changed = text.replacingOccurrences(
      of: "\"person\":\"tester\"", with: "\"person\":\"nobody\"")
    try changed.write(toFile: path, atomically: true, encoding: .utf8)
    #expect(try fixture.store.summary(name).flaw == 1)
    guard
      case .brokenJournal = Self.problem({
        try fixture.host.resume(name, secrets: HostFixture.secrets)
      })
    else {
      Issue.record("resumed on a changed journal")
      return
    }
  }
}
