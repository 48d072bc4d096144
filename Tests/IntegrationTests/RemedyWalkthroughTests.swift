import Foundation
import Model
import TestSupport
import Testing

@testable import Reporting

/// The whole way of the README on the stand-in of AEM: diagnose, plan, apply, verify, restart,
/// remove, roll back, each with the built program.
@Suite struct RemedyWalkthroughTests {
  private static let crypto = "launchpad/felix/bundle26/data"
  private static let keys = "launchpad/felix/bundle41/data"
  private static let imsPage = PracticeDesk.imsPage

  private static func tree(of sandbox: SandboxInstance) -> [String: Data?] {
    Dictionary(
      uniqueKeysWithValues: [
        crypto + "/storage", keys + "/hmac", keys + "/master",
      ].map { ($0, sandbox.file($0)) })
  }

  @Test("diagnose, plan, apply, verify, restart, remove the keys, roll back")
  func walkthrough() throws {
    let desk = try PracticeDesk(["--state", "jcr-keys"])
    let sandbox = desk.sandbox
    let before = Self.tree(of: sandbox)
    let repository = try sandbox.get("/etc/key.json").bodyText
    let hmac = try sandbox.bytes("/etc/key/hmac")
    let master = try sandbox.bytes("/etc/key/master")
    #expect(try sandbox.get(Self.imsPage).contains("access token: 400"))

    let diagnosis = try Tool.diagnose([sandbox.folder.path("aem")])
    #expect(diagnosis.status == 1)
    let finding = try #require(diagnosis.finding("ims-client-secret-unset"))
    let offer = try #require(finding.remedies.first)
    #expect(offer.plugin == "crypto-key-store")
    let instance = try #require(offer.parameters["instance"])

    let plan = try desk.plan(offer.plugin, ["--action", offer.action], instance: instance)
    let applied = try desk.apply(
      plan, ["--confirmed", "confirm-ims", "--confirmed", "confirm-ims-again"])
    #expect(applied.status == 0, "\(applied.everything)")
    #expect(applied.text.contains("delete-jcr-keys"))
    let run = try #require(try desk.names().first)
    #expect(sandbox.file(Self.crypto + "/storage") == Data("Bundle".utf8))
    #expect(sandbox.file(Self.keys + "/hmac") == hmac)
    #expect(sandbox.file(Self.keys + "/master") == master)
    #expect(try sandbox.get(Self.imsPage).contains("Token retrieved successfully!"))
    // The keys stay where they were until that is approved too.
    #expect(try sandbox.get("/etc/key.json").bodyText == repository)
    #expect(try sandbox.get("/crx/packmgr/list.jsp").contains("\"total\":0"))

    let again = try desk.remedy(["apply", plan.path, "--approve", plan.digest])
    #expect(again.status == 0, "\(again.everything)")
    try desk.restart()
    #expect(try sandbox.get(Self.imsPage).contains("Token retrieved successfully!"))
    // The program looks once; whoever restarted AEM looks again while it is still coming up.
    var verified = try desk.remedy(["verify", run])
    for _ in 0..<60 where verified.status != 0 {
      usleep(1_000_000)
      verified = try desk.remedy(["verify", run])
    }
    #expect(verified.status == 0, "\(verified.everything)")

    let early = try desk.remedy(["resume", run, "--also", "delete-jcr-keys"])
    #expect(early.status == 0)
    #expect(early.text.contains("waiting time"))
    #expect(try sandbox.get("/etc/key.json").bodyText == repository)
    let removed = try desk.remedy([
      "resume", run, "--without-waiting", "--confirmed", "confirm-ims-last",
    ])
    #expect(removed.status == 0, "\(removed.everything)")
    #expect(!(try sandbox.get("/etc/key.json").contains(":hmac")))
    #expect(try sandbox.get(Self.imsPage).contains("Token retrieved successfully!"))

    let back = try desk.remedy(["rollback", run])
    #expect(back.status == 0, "\(back.everything)")
    #expect(Self.tree(of: sandbox) == before)
    #expect(try sandbox.get("/etc/key.json").bodyText == repository)
    #expect(try sandbox.bytes("/etc/key/hmac") == hmac)
    #expect(try sandbox.bytes("/etc/key/master") == master)
    #expect(try sandbox.get("/crx/packmgr/list.jsp").contains("\"total\":0"))
    #expect(try sandbox.get(Self.imsPage).contains("access token: 400"))
    #expect(try Tool.run(["remedy", "runs", "--verify", "--runs", desk.runs]).status == 0)
  }

  @Test("what stands in the way is named, and nothing is half done")
  func faults() throws {
    let desk = try PracticeDesk(["--state", "jcr-keys"])
    let sandbox = desk.sandbox
    let before = Self.tree(of: sandbox)
    let repository = try sandbox.get("/etc/key.json").bodyText
    let plan = try desk.plan("crypto-key-store", instance: sandbox.root)
    let faults: [(fault: String, status: Int32, words: String)] = [
      ("login-redirect", 7, "leads to a login page"), ("unavailable", 7, "answers 503"),
      ("wrong-password", 7, "password is wrong"), ("no-rights", 7, "answers 403"),
      ("dispatcher-in-front", 7, "in front of the instance (x-dispatcher)"),
      ("connection-cut@/etc/key/hmac", 7, "the connection was cut"),
      // The package manager says 200 and “success”: false; then what was begun is taken back.
      ("ok-on-failure", 5, "has been taken back"),
    ]
    for (fault, status, words) in faults {
      try sandbox.switchFaults(fault)
      let outcome = try desk.apply(plan)
      #expect(outcome.status == status, "\(fault): \(outcome.everything)")
      let text = outcome.text.replacing("\n", with: " ")
      #expect(text.contains(words), "\(fault): \(text)")
      try sandbox.switchFaults("")
      #expect(Self.tree(of: sandbox) == before, "\(fault)")
      #expect(try sandbox.get("/etc/key.json").bodyText == repository, "\(fault)")
    }
  }

  @Test("an undo that the instance does not let happen asks for a person, with status 6")
  func needsHands() throws {
    let desk = try PracticeDesk(["--state", "jcr-keys"])
    let plan = try desk.plan("crypto-key-store", instance: desk.sandbox.root)
    let confirmed = ["--confirmed", "confirm-ims", "--confirmed", "confirm-ims-again"]
    #expect(try desk.apply(plan, confirmed).status == 0)
    let run = try #require(try desk.names().first)
    let removed = try desk.remedy([
      "resume", run, "--also", "delete-jcr-keys", "--without-waiting", "--confirmed",
      "confirm-ims-last",
    ])
    #expect(removed.status == 0, "\(removed.everything)")
    try desk.sandbox.switchFaults("wrong-password")
    let stuck = try desk.remedy(["rollback", run])
    #expect(stuck.status == 6, "\(stuck.everything)")
    #expect(stuck.text.contains("delete-jcr-keys"))
    #expect(stuck.text.contains("password is wrong"))
    #expect(stuck.text.contains("A person has to look"))
    try desk.sandbox.switchFaults("")
    let back = try desk.remedy(["rollback", run])
    #expect(back.status == 0, "\(back.everything)")
    #expect(try desk.sandbox.get("/etc/key.json").contains(":hmac"))
  }

  @Test("a folder for runs that counts from the current one is as good as any")
  func relativeFolder() throws {
    let desk = try PracticeDesk(["--state", "jcr-keys", "--fault", "wrong-password"])
    let plan = try desk.plan("crypto-key-store", instance: desk.sandbox.root)
    let here = FileManager.default.currentDirectoryPath.split(separator: "/").map { _ in ".." }
    let relative = here.joined(separator: "/") + desk.sandbox.folder.path("relative-runs")
    let outcome = try Tool.run([
      "remedy", "apply", plan.path, "--approve", plan.digest, "--runs", relative,
      "--password-file", desk.password, "--no-input",
    ])
    #expect(outcome.text.contains("password is wrong"), "\(outcome.everything)")
    #expect(FileManager.default.fileExists(atPath: desk.sandbox.folder.path("relative-runs")))
  }

  @Test("curl’s way to send a text switches a fault on too")
  func curlForm() throws {
    let sandbox = try SandboxInstance()
    let answer = try sandbox.post("/sandbox/faults", "connection-cut@/etc/key#1")
    #expect(answer.bodyText == "connection-cut@/etc/key#1\n")
  }
}
