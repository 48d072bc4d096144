import Foundation
import RemedyProtocol
import TestSupport
import Testing

@testable import Remediation

@Suite("Faults of the instance during a run")
struct FaultTests {
  private static let requests = [
    "GET /system/console/bundles.json", "GET /etc/key.json", "GET /etc/key/master",
    "GET /etc/packages",
    "POST /crx/packmgr/service/.json/etc/packages/aemedic/"
      + "etc-key-before-move.zip?cmd=create",
    "POST /crx/packmgr/service/.json/etc/packages/aemedic/etc-key-before-move.zip?cmd=build",
    "POST /crx/packmgr/service/.json/etc/packages/aemedic/etc-key-before-move.zip?cmd=delete",
    "POST /crx/packmgr/update.jsp", "POST /system/console/crypto", "POST /etc/key",
    "GET /libs/granite",
  ]

  private static let answers: [String: LoopbackServer.Answer] = [
    "cut": .init(nil), "starting": .init(503),
    "login": .init(302, headers: ["Location": "/libs/granite/core/content/login.html"]),
    "page": .init(200, headers: ["Content-Type": "text/html"], body: Array("<html/>".utf8)),
    "refusal": .json("{\"success\":false,\"error\":{\"message\":\"no\"},\"changes\":[]}"),
  ]

  @Test(
    "end in done, refused or taken back, never in a half state", arguments: requests, [0, 3])
  func everywhere(request: String, skipped: Int) throws {
    for (name, answer) in Self.answers.sorted(by: { $0.key < $1.key }) {
      let standIn = try StandIn()
      let runs = try TemporaryFolder()
      let fixture = HostFixture(standIn, runs: runs)
      let before = try (standIn.tree(), standIn.repository)
      standIn.inject(
        StandIn.Fault(request: request, answer: answer, skipped: skipped, remaining: 1))
      let report = try fixture.apply()
      let comment = Comment(rawValue: "\(name) after \(skipped): \(report)")
      standIn.inject(nil)
      if report.result == .done {
        #expect(standIn.repository == StandIn.Repository(keys: [:]), comment)
        continue
      }
      if report.pause?.step == "delete-jcr-keys" {
        // The keys are moved; only the part that was approved by itself was taken back.
        #expect(standIn.repository == before.1, comment)
        let again = try fixture.host.resume(
          #require(report.run), secrets: HostFixture.secrets, options: HostFixture.everything)
        #expect(again.result == .done, comment)
        continue
      }
      #expect(report.result == .refused || report.result == .rolledBack, comment)
      #expect(try standIn.tree() == before.0, comment)
      if report.result == .rolledBack || request.contains("cmd=delete") == false {
        #expect(standIn.repository == before.1, comment)
      }
    }
  }

  @Test("a bundle that stays down after the start takes the move back")
  func lostBundle() throws {
    let standIn = try StandIn()
    let runs = try TemporaryFolder()
    var fixture = HostFixture(standIn, runs: runs)
    let before = try standIn.tree()
    let felix = standIn.fixture.root + "/launchpad/felix/bundle26/data/storage"
    fixture.boundary = { _ in
      let isMoved = FileManager.default.contents(atPath: felix) == Data("Bundle".utf8)
      standIn.change { $0.stoppedBundles = isMoved ? [60] : [] }
    }
    let report = try fixture.apply()
    #expect(report.result == .rolledBack)
    #expect(report.failure?.step == "start")
    #expect(report.failure?.note.en.contains("com.adobe.granite.auth.ims") == true)
    #expect(try standIn.tree() == before)
  }

  @Test("a file that somebody changed after the run is not overwritten by the rollback")
  func foreignHand() throws {
    let standIn = try StandIn()
    let runs = try TemporaryFolder()
    let fixture = HostFixture(standIn, runs: runs)
    let name = try #require(try fixture.apply().run)
    let path = InstallationFixture.crypto + "/data/storage"
    try standIn.fixture.folder.write("Vault", to: path)
    let report = try fixture.host.rollback(name, secrets: HostFixture.secrets)
    #expect(report.result == .needsHands)
    #expect(report.failure?.step == "write-storage")
    #expect(
      FileManager.default.contents(atPath: standIn.fixture.folder.path(path))
        == Data("Vault".utf8))
    let checks = try fixture.host.verify(name, secrets: HostFixture.secrets)
    #expect(checks.contains { $0.status == .fail && $0.step == "write-storage" })
  }
}
