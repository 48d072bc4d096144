import Foundation
import RemedyProtocol
import TestSupport
import Testing

@testable import Remediation

@Suite("Secrets of a run")
struct RunSecretTests {
  /// The forms in which a secret could be seen.
  private static func forms(_ secret: [UInt8]) -> [Data] {
    let data = Data(secret)
    let text = String(decoding: secret, as: UTF8.self)
    let hex = secret.map { String(format: "%02x", $0) }.joined()
    return [
      data, Data(data.base64EncodedString().utf8), Data(hex.utf8), Data(hex.uppercased().utf8),
      Data((text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text).utf8),
    ]
  }

  private static let secrets = [
    Array(StandIn.password.utf8), Array("admin:\(StandIn.password)".utf8), StandIn.hmac,
    StandIn.master,
  ]

  @Test("stand in no plan, journal, log or evidence, and not with what the run starts")
  func nowhere() throws {
    let standIn = try StandIn()
    let runs = try TemporaryFolder()
    let fixture = HostFixture(standIn, runs: runs)
    // A server that repeats what it was told.
    let echo = "{\"success\":false,\"msg\":\"bad \(StandIn.password) YWRt\"}"
      .replacingOccurrences(of: "\"Admin\"", with: "\\\"Admin\\\"")
    standIn.inject(
      StandIn.Fault(request: "POST /crx/packmgr/update.jsp", answer: .json(echo), remaining: 1))
    let failed = try fixture.apply()
    #expect(failed.failure?.note.en.contains("•••") == true)
    let name = try #require(try fixture.apply().run)
    let process = try String(contentsOfFile: standIn.fixture.root + "/conf/cq.pid", encoding: .utf8)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    var places: [String: Data] = ["evidence": Data(try fixture.store.evidence(name).canonical)]
    for part in ["environ", "cmdline"] {
      places[part] = FileManager.default.contents(atPath: "/proc/\(process)/\(part)")
    }
    for path in try FileManager.default.subpathsOfDirectory(atPath: runs.path("runs"))
    where !path.contains("/artifacts/") && !path.contains("/backup/") {
      places[path] = FileManager.default.contents(atPath: runs.path("runs/\(path)"))
    }
    #expect(places.count > 6)
    for (place, content) in places {
      for secret in Self.secrets {
        for form in Self.forms(secret) {
          #expect(content.range(of: form) == nil, "\(place)")
        }
      }
    }
  }

  @Test("kept key material belongs to the operator alone, and can be shredded")
  func keptPrivately() throws {
    let standIn = try StandIn()
    let runs = try TemporaryFolder()
    let fixture = HostFixture(standIn, runs: runs)
    let name = try #require(try fixture.apply().run)
    let folder = runs.path("runs/\(name)")
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder) + [""] {
      let state = try #require(try FileState.look(at: "\(folder)/\(path)"))
      #expect(state.mode & 0o077 == 0, "\(path)")
    }
    let removed = try fixture.store.shred(name)
    #expect(removed.contains("artifacts/hmac"))
    #expect(removed.contains { $0.hasPrefix("artifacts/bundle-folders/") })
    #expect(removed.contains("backup/write-storage"))
    #expect(!FileManager.default.fileExists(atPath: "\(folder)/artifacts/etc-key-package"))
    #expect(FileManager.default.fileExists(atPath: "\(folder)/artifacts/bundles"))
  }

  @Test("a secret in a file is taken only if nobody else can read it")
  func files() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("p w\n", to: "password")
    let modes: [Int: Bool] = [0o600: true, 0o400: true, 0o640: false, 0o604: false, 0o660: false]
    for (mode, isTaken) in modes {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
      let value = try? SecretSource.file(path).read(environment: [:])
      #expect(value == (isTaken ? "p w" : nil))
    }
    #expect(throws: SecretProblem.self) {
      try SecretSource.file(folder.url.path).read(environment: [:])
    }
    #expect(throws: SecretProblem.emptyVariable("X")) {
      try SecretSource.environment("X").read(environment: ["X": ""])
    }
  }

  @Test("masks a secret in each form, and leaves other text as it is")
  func mask() {
    var mask = SecretMask()
    mask.add(Array("a&b \"c\"/ü=1".utf8))
    let text = "x a&b \"c\"/ü=1 y a%26b%20%22c%22%2F%C3%BC%3D1 z"
    #expect(mask.masked(text) == "x ••• y ••• z")
    #expect(mask.masked("\"a&b \\\"c\\\"/ü=1\"") == "\"•••\"")
    #expect(mask.masked(Data("a&b \"c\"/ü=1".utf8).base64EncodedString()) == "•••")
    #expect(mask.masked("a&b") == "a&b")
  }

  @Test("a hardened process leaves no core")
  func hardened() async {
    await #expect(processExitsWith: .success) {
      let isHardened = Hardening.apply()
      var limit = rlimit()
      _ = unsafe getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
      exit(isHardened && limit.rlim_max == 0 ? EXIT_SUCCESS : EXIT_FAILURE)
    }
  }
}
