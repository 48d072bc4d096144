import Foundation
import TestSupport
import Testing

/// Carrying out a plan from the command line, as far as no instance is needed for it.
@Suite struct RemedyRunTests {
  /// A copy of the example's installation with a plan for it; nothing listens at the address.
  private struct Desk {
    let folder: TemporaryFolder
    let instance: String
    let plan: String
    let digest: String
    let password: String

    var common: [String] { ["--runs", folder.path("runs"), "--password-file", password] }

    init(production: Bool = false) throws {
      folder = try TemporaryFolder()
      instance = folder.path("crx-quickstart")
      try FileManager.default.copyItem(
        atPath: Corpus.packagePath("kb/examples/ims-after-restart/crx-quickstart"),
        toPath: instance)
      for script in ["start", "stop", "status"] {
        try folder.write("#!/bin/sh\nexit 3\n", to: "crx-quickstart/bin/\(script)")
      }
      plan = folder.path("plan.json")
      password = try folder.write("n0t-for-eyes\n", to: "password")
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: password)
      let made = try Tool.run(
        [
          "remedy", "plan", "crypto-key-store", "--instance", instance, "--url",
          "http://127.0.0.1:1", "--format", "json", "-o", plan,
        ] + (production ? ["--production"] : []))
      #expect(made.status == 0, "\(made.everything)")
      let digest = made.messageText.firstMatch(of: #/--approve (sha256:[0-9a-f]{64})/#)
      self.digest = String(try #require(digest, "\(made.messageText)").output.1)
    }

    func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Outcome {
      try Tool.run(["remedy"] + arguments, environment: environment)
    }
  }

  @Test("nobody’s approval, another plan’s, or none on production is refused with status 7")
  func approval() throws {
    let desk = try Desk()
    for arguments in [[], ["--approve", "sha256:00"], ["--no-input"]] {
      let outcome = try desk.run(["apply", desk.plan] + arguments + desk.common)
      #expect(outcome.status == 7, "\(arguments): \(outcome.everything)")
    }
    let production = try Desk(production: true)
    for arguments in [["--yes"], ["--approve", production.digest]] {
      let outcome = try production.run(["apply", production.plan] + arguments + production.common)
      #expect(outcome.status == 7, "\(arguments): \(outcome.everything)")
    }
    #expect(!FileManager.default.fileExists(atPath: desk.folder.path("runs")))
  }

  @Test("an instance that does not answer changes nothing, and the run can be shown and exported")
  func unreachable() throws {
    let desk = try Desk()
    let outcome = try desk.run(["apply", desk.plan, "--approve", desk.digest] + desk.common)
    #expect(outcome.status == 7)
    #expect(outcome.text.contains("Refused before anything was changed"))
    let runs = ["--runs", desk.folder.path("runs")]
    let listed = try desk.run(["runs", "--verify"] + runs)
    #expect(listed.status == 0)
    #expect(listed.text.contains("sound"))
    let name = String(try #require(listed.text.split(separator: "\n").first))
    for language in ["en", "fr", "ja"] {
      let shown = try desk.run(["runs", name, "--lang", language] + runs)
      #expect(shown.status == 0)
      #expect(shown.text.contains("inspect"))
    }
    let exported = try desk.run(["runs", "--export", name] + runs)
    let evidence = try #require(
      try JSONSerialization.jsonObject(with: exported.output) as? [String: Any])
    #expect(evidence["chain"] as? String == "sound")
    #expect(evidence["digest"] as? String == desk.digest)
    #expect(!(exported.everything + outcome.everything).contains("n0t-for-eyes"))
    #expect(try desk.run(["resume", name] + desk.common).status == 7)
    #expect(try desk.run(["rollback", "no-such-run"] + desk.common).status == 2)
  }

  @Test("a password file that others can read, or no password at all, is refused")
  func password() throws {
    let desk = try Desk()
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: desk.password)
    let arguments = ["apply", desk.plan, "--approve", desk.digest]
    let open = try desk.run(arguments + desk.common)
    #expect(open.status == 7)
    #expect(open.messageText.contains("chmod 600"))
    let none = try desk.run(arguments + ["--runs", desk.folder.path("runs")])
    #expect(none.status == 7)
    #expect(none.messageText.contains("aem.admin"))
    let variable = try desk.run(
      arguments + ["--runs", desk.folder.path("runs")],
      environment: ["AEMEDIC_PASSWORD": "n0t-for-eyes"])
    #expect(variable.status == 7)
    #expect(variable.text.contains("Refused before anything was changed"))
  }

  @Test("a target that another program has locked is left alone with status 8")
  func locked() throws {
    let desk = try Desk()
    let folder = unsafe open(desk.instance, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { close(folder) }
    #expect(flock(folder, LOCK_EX | LOCK_NB) == 0)
    let outcome = try desk.run(["apply", desk.plan, "--approve", desk.digest] + desk.common)
    #expect(outcome.status == 8)
    #expect(outcome.messageText.contains("\(getpid())"))
  }

  @Test("a file that is no plan, and a plan that somebody edited, are not carried out")
  func strangePlans() throws {
    let desk = try Desk()
    let text = try String(contentsOfFile: desk.plan, encoding: .utf8)
    let path = try desk.folder.write(
      text.replacingOccurrences(of: "\"0640\"", with: "\"0666\"")
        .replacingOccurrences(of: "\"soakSeconds\":86400", with: "\"soakSeconds\":0"),
      to: "edited.json")
    let edited = try desk.run(["apply", path, "--approve", desk.digest] + desk.common)
    #expect(edited.status == 7)
    let own = try desk.run(["apply", path, "--yes"] + desk.common)
    #expect(own.status == 7)
    let strange = try desk.folder.write("{}", to: "strange.json")
    #expect(try desk.run(["apply", strange, "--yes"] + desk.common).status == 2)
  }
}
