import Foundation
import TestSupport
import Testing

/// What `doctor` says of an installation, and where settings come from.
@Suite struct DoctorTests {
  private struct Account: Decodable {
    struct Check: Decodable {
      var area: String
      var name: String
      var state: String
      var value: String?
    }
    var schema: String
    var checks: [Check]
  }

  private func account(_ environment: [String: String]) throws -> (Account, Int32) {
    let outcome = try Tool.run(["doctor", "--format", "json"], environment: environment)
    return (try JSONDecoder().decode(Account.self, from: outcome.output), outcome.status)
  }

  @Test("a sound installation is in order, area by area")
  func sound() throws {
    let (account, status) = try account([:])
    #expect(status == 0)
    #expect(account.schema == "aemedic.doctor/1")
    #expect(account.checks.allSatisfy { $0.state != "problem" })
    for area in [
      "libraries", "processor", "kernel", "knowledge", "plugins", "folders", "terminal", "time",
      "configuration",
    ] {
      #expect(account.checks.contains { $0.area == area }, "\(area)")
    }
    #expect(account.checks.contains { $0.area == "plugins" && $0.name == "crypto-key-store" })
  }

  @Test("a missing knowledge base is a problem with advice", arguments: ["en", "fr", "ja"])
  func missing(language: String) throws {
    let environment = ["AEMEDIC_KB": "/nonexistent/aemedic.kb"]
    let (account, status) = try account(environment)
    #expect(status == 4)
    #expect(account.checks.contains { $0.area == "knowledge" && $0.state == "problem" })
    let shown = try Tool.run(["doctor", "--lang", language], environment: environment)
    #expect(shown.status == 4)
    #expect(shown.text.contains("/nonexistent/aemedic.kb"))
    #expect(shown.text.contains("aemedic kb build"))
  }

  @Test("doctor shows where settings come from, also broken ones, which stop other commands")
  func settings() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("timezone: Asia/Tokyo\njobs: 2\n", to: "aemedic/config.yaml")
    let home = ["XDG_CONFIG_HOME": folder.url.path]
    let (sound, status) = try account(home.merging(["AEMEDIC_JOBS": "3"]) { $1 })
    #expect(status == 0)
    func value(_ name: String, _ account: Account) -> String? {
      account.checks.first { $0.area == "configuration" && $0.name == name }?.value
    }
    #expect(value("timezone", sound) == "Asia/Tokyo (\(file):1)")
    #expect(value("jobs", sound) == "3 (AEMEDIC_JOBS)")

    try folder.write("jbos: 2\n", to: "aemedic/config.yaml")
    #expect(try account(home).1 == 4)
    let refused = try Tool.run(["diagnose", "-"], environment: home)
    #expect(refused.status == 2)
    #expect(refused.messageText.contains("\(file):1:1"))
    #expect(refused.messageText.contains("jobs"))
    #expect(try Tool.run(["--help"], environment: home).status == 0)
    #expect(try Tool.run(["--version"], environment: home).status == 0)
  }

  @Test("what a command refuses is laid at the door of the file or variable that says it")
  func misplaced() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("# mine\njobs: many\n", to: "aemedic/config.yaml")
    let inFile = try Tool.run(
      ["diagnose", "-"], environment: ["XDG_CONFIG_HOME": folder.url.path])
    #expect(inFile.status == 2)
    #expect(inFile.messageText.contains("\(file):2"))
    let inVariable = try Tool.run(["diagnose", "-"], environment: ["AEMEDIC_JOBS": "many"])
    #expect(inVariable.status == 2)
    #expect(inVariable.messageText.contains("AEMEDIC_JOBS"))
    let won = try Tool.run(
      ["diagnose", "-", "--jobs", "1"], input: "x".utf8, environment: ["AEMEDIC_JOBS": "many"])
    #expect(won.status != 2)
  }

  @Test("the language that is settled is spoken, and no command repeats it")
  func language() throws {
    let folder = try TemporaryFolder()
    try folder.write("lang: fr\n", to: "aemedic/config.yaml")
    let home = ["XDG_CONFIG_HOME": folder.url.path, "LANG": "ja_JP.UTF-8"]
    let french = try Tool.run(["diagnose", "-"], input: ImsPayload.log.utf8, environment: home)
    #expect(french.text.contains("Problème"))
    #expect(!french.text.contains("--lang"))
    let japanese = try Tool.run(
      ["diagnose", "--help", "--lang", "ja"], environment: home)
    #expect(japanese.text.contains("オプション"))
  }
}
