import Foundation
import TestSupport
import Testing

/// Planning a remedy: reads the installation, prints everything, changes nothing.
@Suite struct RemedyTests {
  private static let plan = ["remedy", "plan", "crypto-key-store"]
  private static let url = ["--url", "http://localhost:4502"]

  /// A copy of the example's installation.
  private static func installation(in folder: TemporaryFolder) throws -> String {
    let copy = folder.path("crx-quickstart")
    try FileManager.default.copyItem(
      atPath: Corpus.packagePath("kb/examples/ims-after-restart/crx-quickstart"), toPath: copy)
    return copy
  }

  @Test("the remedies are listed", arguments: ["en", "fr", "ja"])
  func list(language: String) throws {
    let outcome = try Tool.run(["remedy", "list", "--lang", language])
    #expect(outcome.status == 0)
    #expect(outcome.messageText.isEmpty)
    #expect(outcome.text.contains("crypto-key-store 1."))
    #expect(outcome.text.contains("move-to-bundle-storage"))
  }

  @Test(
    "a plan names each file, before and after, in each language", arguments: ["en", "fr", "ja"])
  func planInText(language: String) throws {
    let folder = try TemporaryFolder()
    let instance = try Self.installation(in: folder)
    let before = try Self.state(of: folder)
    let outcome = try Tool.run(
      Self.plan + ["--instance", instance, "--lang", language] + Self.url)
    #expect(outcome.status == 0)
    #expect(outcome.messageText.isEmpty)
    for word in [
      "launchpad/felix/bundle26/data/storage", "launchpad/felix/bundle43/data/hmac",
      "launchpad/felix/bundle43/data/master", "/etc/key", "sha256:",
      // The sums of “JCR” and “Bundle”, without a line break.
      "54016d0b0766620e78ee09e972c1e911f3759a7f4e369b8a2201cea909baec4d",
      "f2daa18861b5c952ff3f26d8a4afb31058606710eb161c875fec41ba89ebd5ff",
    ] {
      #expect(outcome.text.contains(word), "\(word)")
    }
    // The bundle whose name begins like that of the first, and whose id must not be taken.
    #expect(!outcome.text.contains("bundle295"))
    #expect(try Self.state(of: folder) == before)
  }

  @Test(
    "a plan in JSON is one document with its steps and checks, and the folder above is as good")
  func planInJSON() throws {
    let folder = try TemporaryFolder()
    let instance = try Self.installation(in: folder)
    let options = ["--valid-until", "2099-01-01T00:00:00Z", "--format", "json"] + Self.url
    let outcome = try Tool.run(Self.plan + ["--instance", instance] + options)
    #expect(outcome.status == 0)
    let object = try #require(
      try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any])
    #expect(object["schema"] as? String == "aemedic.plan/1")
    #expect(object["validUntil"] as? String == "2099-01-01T00:00:00.000+00:00")
    #expect(object["outcome"] as? String == "planned")
    let steps = try #require(object["steps"] as? [[String: Any]])
    #expect(steps.count > 10)
    #expect(Set(steps.compactMap { $0["id"] as? String }).count == steps.count)
    #expect((object["checks"] as? [Any])?.isEmpty == false)
    let above = try Tool.run(Self.plan + ["--instance", folder.url.path] + options)
    #expect(above.status == 0)
    let file = folder.path("plan.json")
    let written = try Tool.run(Self.plan + ["--instance", instance, "-o", file] + options)
    #expect(written.status == 0)
    #expect(written.output.isEmpty)
    let stored = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: file)))
    #expect((stored as? [String: Any])?["steps"] != nil)
  }

  @Test("what speaks against a plan is refused with status 7", arguments: Refusal.allCases)
  func refusals(refusal: Refusal) throws {
    let folder = try TemporaryFolder()
    let instance = try Self.installation(in: folder)
    try refusal.bring(to: instance)
    let outcome = try Tool.run(
      Self.plan + ["--instance", instance, "--url", refusal.url, "--format", "text"])
    #expect(outcome.status == 7)
    #expect(outcome.text.contains("[not met: refused]"))
  }

  /// Reasons not to move the keys.
  enum Refusal: CaseIterable {
    case keptOnPurpose, alreadyMoved, bundleTwice, cloudService, noBundle

    var url: String {
      self == .cloudService ? "https://author-p1-e2.adobeaemcloud.com" : "http://localhost:4502"
    }

    func bring(to instance: String) throws {
      let felix = "\(instance)/launchpad/felix"
      let files = FileManager.default
      switch self {
      case .keptOnPurpose:
        let start = "\(instance)/bin/start"
        let script = try String(contentsOfFile: start, encoding: .utf8)
        let line = "CQ_JVM_OPTS=\"$CQ_JVM_OPTS -Dcom.adobe.granite.crypto.file.disable=true\"\n"
        try (script + line).write(toFile: start, atomically: true, encoding: .utf8)
      case .alreadyMoved:
        try "Bundle".write(
          toFile: "\(felix)/bundle26/data/storage", atomically: true, encoding: .utf8)
      case .bundleTwice:
        try files.copyItem(atPath: "\(felix)/bundle26", toPath: "\(felix)/bundle99")
      case .noBundle:
        try files.removeItem(atPath: "\(felix)/bundle43")
      case .cloudService:
        break
      }
    }
  }

  /// Every file below a folder with what it holds.
  private static func state(of folder: TemporaryFolder) throws -> [String: Data] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.url.path)
    return Dictionary(
      uniqueKeysWithValues: names.map { name in
        (name, FileManager.default.contents(atPath: folder.path(name)) ?? Data())
      })
  }
}
