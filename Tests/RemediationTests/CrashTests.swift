import Foundation
import RemedyProtocol
import TestSupport
import Testing

@testable import Remediation

/// The host is killed at every line of its journal: before the line, in its middle, behind it.
@Suite("Killed hosts", .serialized)
struct CrashTests {
  /// Runs crypto-key-store in a process of its own that ends by SIGKILL at one boundary.
  private static func killed(
    _ standIn: StandIn, _ runs: TemporaryFolder, at record: Int, _ place: Journal.Boundary.Place
  ) async {
    let root = standIn.fixture.root
    let url = standIn.url
    let folder = runs.path("runs")
    let number = place == .before ? 0 : place == .torn ? 1 : 2
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [
        root = root as String, url = url as String, folder = folder as String,
        record = record as Int, number = number as Int
      ] in
      var fixture = HostFixture(root: root, url: url, runs: folder)
      fixture.boundary = { boundary in
        let places: [Journal.Boundary.Place] = [.before, .torn, .after]
        if boundary == Journal.Boundary(record: record, place: places[number]) {
          kill(getpid(), SIGKILL)
        }
      }
      _ = try fixture.apply()
    }
  }

  /// Where a run can be cut off: behind each intent, before each result, and at the other lines.
  ///
  /// Nothing happens on the target between a result and the next intent, so that these are all
  /// the moments there are. `AEMEDIC_CRASH=all` tries both sides of each line and its middle.
  private static func boundaries() throws -> [Journal.Boundary] {
    let standIn = try StandIn()
    let runs = try TemporaryFolder()
    let fixture = HostFixture(standIn, runs: runs)
    let records = try fixture.store.summary(fixture.apply().run ?? "").records
    let isThorough = ProcessInfo.processInfo.environment["AEMEDIC_CRASH"] == "all"
    return records.flatMap { record -> [Journal.Boundary] in
      let places: [Journal.Boundary.Place] =
        if isThorough {
          [.before, .torn, .after]
        } else if case .finished = record.event {
          record.sequence % 9 == 0 ? [.before, .torn] : [.before]
        } else {
          [.after]
        }
      return places.map { Journal.Boundary(record: record.sequence, place: $0) }
    }
  }

  @Test("resume finishes what was cut off, and rollback then brings everything back")
  func resumeThenRollback() async throws {
    let boundaries = try Self.boundaries()
    let count = boundaries.map(\.record).max() ?? 0
    for boundary in boundaries {
      let (record, place) = (boundary.record, boundary.place)
      let standIn = try StandIn()
      let runs = try TemporaryFolder()
      let before = try (standIn.tree(), standIn.repository)
      await Self.killed(standIn, runs, at: record, place)
      let fixture = HostFixture(standIn, runs: runs)
      let name = try #require(fixture.store.names().first, "line \(record) \(place)")
      if place != .after || record < count {
        let options = HostFixture.everything
        let report = try fixture.host.resume(name, secrets: HostFixture.secrets, options: options)
        #expect(report.result == .done, "line \(record) \(place): \(report)")
      }
      try Self.expectDone(standIn, before: before, "line \(record) \(place)")
      let back = try fixture.host.rollback(name, secrets: HostFixture.secrets)
      #expect(back.result == .rolledBack, "line \(record) \(place): \(back)")
      #expect(try standIn.tree() == before.0, "line \(record) \(place)")
      #expect(standIn.repository == before.1, "line \(record) \(place)")
      #expect(try fixture.store.summary(name).flaw == nil)
    }
    print("crash test: \(count) journal lines, \(boundaries.count) killed, resumed, rolled back")
  }

  @Test("rollback at once brings everything back")
  func rollback() async throws {
    let boundaries = try Self.boundaries()
    let count = boundaries.map(\.record).max() ?? 0
    // A resume goes the same ways, so that every second moment is enough here.
    let chosen = boundaries.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
    for boundary in chosen {
      let record = boundary.record
      let standIn = try StandIn()
      let runs = try TemporaryFolder()
      let before = try (standIn.tree(), standIn.repository)
      await Self.killed(standIn, runs, at: record, boundary.place)
      let fixture = HostFixture(standIn, runs: runs)
      let name = try #require(fixture.store.names().first)
      let back = try fixture.host.rollback(name, secrets: HostFixture.secrets)
      #expect(back.result == .rolledBack, "line \(record): \(back)")
      #expect(try standIn.tree() == before.0, "line \(record)")
      #expect(standIn.repository == before.1, "line \(record)")
      #expect(ConnectionProbe.isOpen(standIn.server.port), "line \(record)")
    }
    print("crash test: \(count) journal lines, \(chosen.count) killed and rolled back at once")
  }

  @Test("a rollback that is killed itself goes on where it was")
  func killedRollback() async throws {
    let standIn = try StandIn()
    let runs = try TemporaryFolder()
    let before = try (standIn.tree(), standIn.repository)
    let fixture = HostFixture(standIn, runs: runs)
    let report = try fixture.apply()
    let name = try #require(report.run)
    let root = standIn.fixture.root
    let url = standIn.url
    let folder = runs.path("runs")
    // Each process comes two lines further, until one comes to the end.
    var kills = 0
    while try fixture.store.summary(name).result != .rolledBack, kills < 60 {
      let limit = try fixture.store.summary(name).records.count + 3
      let isEnding = try fixture.store.summary(name).records.count > 70
      if isEnding { break }
      await #expect(processExitsWith: .failure) {
        [
          root = root as String, url = url as String, folder = folder as String,
          limit = limit as Int, name = name as String
        ] in
        var fixture = HostFixture(root: root, url: url, runs: folder)
        fixture.boundary = { boundary in
          if boundary.record == limit, boundary.place == .after { kill(getpid(), SIGKILL) }
        }
        _ = try fixture.host.rollback(name, secrets: HostFixture.secrets)
        exit(1)
      }
      kills += 1
    }
    if try fixture.store.summary(name).result != .rolledBack {
      _ = try fixture.host.rollback(name, secrets: HostFixture.secrets)
    }
    #expect(try standIn.tree() == before.0)
    #expect(standIn.repository == before.1)
    print("crash test: a rollback killed \(kills) times")
  }

  private static func expectDone(
    _ standIn: StandIn, before: ([String: String], StandIn.Repository), _ comment: String
  ) throws {
    var expected = before.0
    let felix = "launchpad/felix"
    expected["\(felix)/bundle26/data/storage"] = "640 \(Data("Bundle".utf8).base64EncodedString())"
    expected["\(felix)/bundle41/data/hmac"] = "640 \(Data(StandIn.hmac).base64EncodedString())"
    expected["\(felix)/bundle41/data/master"] = "640 \(Data(StandIn.master).base64EncodedString())"
    #expect(try standIn.tree() == expected, "\(comment)")
    #expect(standIn.repository == StandIn.Repository(keys: [:]), "\(comment)")
  }
}
