import Foundation
import Model
import RemedyProtocol
import TestSupport
import Testing

@testable import Remediation

@Suite("Carrying out crypto-key-store")
struct ApplyTests {
  private static let storage = InstallationFixture.crypto + "/data/storage"

  @Test("moves the keys byte for byte, restarts twice, deletes last, and takes it all back")
  func thereAndBack() throws {
    let standIn = try StandIn()
    let runs = try TemporaryFolder()
    let before = try (standIn.tree(), standIn.repository)
    let fixture = HostFixture(standIn, runs: runs)
    let report = try fixture.apply()
    #expect(report.result == .done, "\(report)")
    let folder = standIn.fixture.folder
    #expect(FileManager.default.contents(atPath: folder.path(Self.storage)) == Data("Bundle".utf8))
    for (name, key) in [("hmac", StandIn.hmac), ("master", StandIn.master)] {
      let path = folder.path(InstallationFixture.keys + "/data/\(name)")
      #expect(FileManager.default.contents(atPath: path) == Data(key))
      #expect(try FileState.look(at: path)?.mode == 0o640)
    }
    #expect(standIn.repository == StandIn.Repository(keys: [:]))
    let starts = try String(
      contentsOfFile: folder.path("crx-quickstart/logs/starts"), encoding: .utf8)
    #expect(starts == "start\nstart\nstart\n")

    let checks = try fixture.host.verify(#require(report.run), secrets: HostFixture.secrets)
    #expect(checks.allSatisfy { $0.status == .pass }, "\(checks.filter { $0.status != .pass })")
    #expect(checks.count > 10)

    let back = try fixture.host.rollback(#require(report.run), secrets: HostFixture.secrets)
    #expect(back.result == .rolledBack, "\(back)")
    #expect(try standIn.tree() == before.0)
    #expect(standIn.repository == before.1)
  }

  @Test("the same plan applied twice is unchanged")
  func twice() throws {
    let standIn = try StandIn()
    let runs = try TemporaryFolder()
    let fixture = HostFixture(standIn, runs: runs)
    let plan = try fixture.plan()
    #expect(try fixture.apply(plan).result == .done)
    let tree = try standIn.tree()
    #expect(try fixture.apply(plan) == RunReport(result: .unchanged))
    #expect(try standIn.tree() == tree)
    #expect(fixture.store.names().count == 1)
  }
}
