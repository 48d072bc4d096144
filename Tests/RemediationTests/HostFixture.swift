import Foundation
import Model
import RemedyProtocol
import Synchronization
import TestSupport

@testable import Remediation

/// A host with a clock, randomness and a person of the test's own.
struct HostFixture: Sendable {
  var root: String
  var url: String
  var runs: String
  var answer = Surroundings.Answer.yes
  var time = Planning.now
  var person = "tester"
  var boundary: (@Sendable (Journal.Boundary) -> Void)?
  var shouldStop: @Sendable () -> Bool = { false }
  var observe: @Sendable (RunProgress) -> Void = { _ in }

  init(_ standIn: StandIn, runs: TemporaryFolder) {
    self.init(root: standIn.fixture.root, url: standIn.url, runs: runs.path("runs"))
  }

  init(root: String, url: String, runs: String) {
    self.root = root
    self.url = url
    self.runs = runs
  }

  static let identity = HostIdentity(name: "aemedic", version: "0.1.0")

  static let secrets = Secrets([
    "aem.admin": Secrets.Secret(user: "admin", value: StandIn.password)
  ])

  /// Everything approved, and no waiting, so that one run goes through all steps.
  static let everything = ResumeOptions(approvedSteps: ["delete-jcr-keys"], skipsWaiting: true)

  var store: RunStore { RunStore(folder: runs) }

  var host: RemedyHost {
    RemedyHost(
      identity: Self.identity, library: Planning.library, runs: store,
      surroundings: surroundings)
  }

  var surroundings: Surroundings {
    let random = Mutex(SplitMix64(seed: 7))
    let time = time
    let answer = answer
    var surroundings = Surroundings(
      now: { time },
      sleep: { _ in usleep(300) },
      random: { count in
        random.withLock { random in
          (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
        }
      },
      shouldStop: shouldStop, confirm: { _ in answer }, observe: observe,
      environment: ["PATH": "/usr/bin:/bin"], person: person,
      polling: PollingRules(interval: .milliseconds(1), passes: 2, warmUp: .milliseconds(1)))
    surroundings.boundary = boundary
    return surroundings
  }

  func plan(
    isProduction: Bool = false, change: PlanChange? = nil, validUntil: Timestamp? = nil
  ) throws -> Plan {
    guard let manifest = Planning.library.manifest("crypto-key-store") else {
      throw RunProblem.otherPlugin("crypto-key-store")
    }
    return try RemedyPlanner(
      host: Self.identity, now: Planning.now, validUntil: validUntil, change: change
    ).plan(
      manifest,
      target: RemedyTarget(instance: root, url: url, isProduction: isProduction))
  }

  func apply(
    _ plan: Plan? = nil, approval: Approval = Approval(kind: .yes),
    secrets: Secrets = Self.secrets, options: ResumeOptions = Self.everything
  ) throws -> RunReport {
    try host.apply(plan ?? self.plan(), approval: approval, secrets: secrets, options: options)
  }
}
