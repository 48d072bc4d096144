import Foundation
import Model
import RemedyProtocol
import TestSupport
import Testing

@testable import Remediation

/// What is wanted for a while only, and what happens when the while is over.
@Suite("Temporary steps")
struct TemporaryStepTests {
  private static let factory = "org.apache.sling.commons.log.LogManager.factory.config"

  private static func plan(_ standIn: StandIn, logger: String = "com.example.site") throws -> Plan {
    let manifest = try #require(Planning.library.manifest("temporary-logger"))
    return try RemedyPlanner(host: HostFixture.identity, now: Planning.now).plan(
      manifest, target: RemedyTarget(instance: nil, url: standIn.url),
      parameters: ["logger": logger, "minutes": "30"])
  }

  private static func apply(_ fixture: HostFixture, _ plan: Plan) throws -> RunReport {
    try fixture.host.apply(plan, approval: Approval(kind: .yes), secrets: HostFixture.secrets)
  }

  @Test("a logger stays as long as was said, and is then removed")
  func expiry() throws {
    let standIn = try StandIn()
    let runs = try TemporaryFolder()
    var fixture = HostFixture(standIn, runs: runs)
    let before = standIn.repository
    let added = try Self.apply(fixture, Self.plan(standIn))
    let name = try #require(added.run)
    #expect(added.pause == RunReport.Pause(step: "remove-logger", reason: .waiting))
    let logger = try #require(standIn.repository.configurations.values.first)
    #expect(logger["org.apache.sling.commons.log.names"] == ["com.example.site"])

    fixture.time = Timestamp(
      milliseconds: Planning.now.milliseconds + 29 * 60_000, zone: Planning.now.zone)
    #expect(fixture.store.due(now: fixture.time).isEmpty)
    let early = try fixture.host.resume(name, secrets: HostFixture.secrets)
    #expect(early.pause?.reason == .waiting)

    fixture.time = Timestamp(
      milliseconds: Planning.now.milliseconds + 30 * 60_000, zone: Planning.now.zone)
    #expect(fixture.store.due(now: fixture.time).map(\.name) == [name])
    let report = try fixture.host.resume(name, secrets: HostFixture.secrets)
    #expect(report.result == .done, "\(report)")
    #expect(standIn.repository == before)
    #expect(fixture.store.due(now: fixture.time).isEmpty)
    let back = try fixture.host.rollback(name, secrets: HostFixture.secrets)
    #expect(back.result == .rolledBack, "\(back)")
    #expect(standIn.repository == before)
  }

  @Test("the next remedy on the instance removes what has outlived its time, and nothing else")
  func nextRemedy() throws {
    let standIn = try StandIn()
    let runs = try TemporaryFolder()
    var fixture = HostFixture(standIn, runs: runs)
    let first = try #require(try Self.apply(fixture, Self.plan(standIn)).run)
    let names = { () -> [[String]?] in
      standIn.repository.configurations.values.map { $0["org.apache.sling.commons.log.names"] }
    }
    let second = try Self.apply(fixture, Self.plan(standIn, logger: "com.example.shop"))
    #expect(second.pause?.reason == .waiting)
    #expect(names().count == 2)

    fixture.time = Timestamp(
      milliseconds: Planning.now.milliseconds + 31 * 60_000, zone: Planning.now.zone)
    let third = try Self.apply(fixture, Self.plan(standIn, logger: "com.example.cart"))
    #expect(third.pause?.reason == .waiting)
    #expect(names() == [["com.example.cart"]])
    #expect(try fixture.store.summary(first).result == .done)
  }

  @Test("a logger that somebody removed before is no trouble")
  func alreadyGone() throws {
    let standIn = try StandIn()
    let runs = try TemporaryFolder()
    var fixture = HostFixture(standIn, runs: runs)
    let name = try #require(try Self.apply(fixture, Self.plan(standIn)).run)
    standIn.change { $0.configurations = [:] }
    fixture.time = Timestamp(
      milliseconds: Planning.now.milliseconds + 60 * 60_000, zone: Planning.now.zone)
    let report = try fixture.host.resume(name, secrets: HostFixture.secrets)
    #expect(report.result == .done, "\(report)")
  }

  @Test(
    "levels, times and packages beyond the limits are refused",
    arguments: [
      ("level", "trace"), ("minutes", "0"), ("minutes", "1441"), ("logger", "ROOT"),
      ("logger", ""), ("logger", "org.apache.http.wire"), ("logger", "org.apache"),
      ("logger", "com..site"), ("logger", "com.example\"}"), ("logger", "../x.y"),
    ])
  func limits(parameter: String, value: String) throws {
    let manifest = try #require(Planning.library.manifest("temporary-logger"))
    var parameters = ["logger": "com.example.site"]
    parameters[parameter] = value
    #expect(throws: PlanningProblem.self) {
      try RemedyPlanner(host: HostFixture.identity, now: Planning.now).plan(
        manifest, target: RemedyTarget(instance: nil, url: "http://localhost:4502"),
        parameters: parameters)
    }
  }

  @Test("room for the log is looked for where the installation is named, else nobody is assured")
  func space() throws {
    let standIn = try StandIn()
    let manifest = try #require(Planning.library.manifest("temporary-logger"))
    let planner = RemedyPlanner(host: HostFixture.identity, now: Planning.now)
    let parameters = ["logger": "com.example.site"]
    let with = try planner.plan(
      manifest, target: RemedyTarget(instance: standIn.fixture.root, url: standIn.url),
      parameters: parameters)
    #expect(with.check("space")?.status == .pass)
    let without = try planner.plan(
      manifest, target: RemedyTarget(instance: nil, url: standIn.url), parameters: parameters)
    #expect(without.check("space")?.status == .warn)
    #expect(without.outcome == .planned)
  }
}
