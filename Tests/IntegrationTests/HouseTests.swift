import Foundation
import TestSupport
import Testing

/// What a support team does with a report: correct it, draft from it, compare it, ask, qualify.
@Suite struct HouseTests {
  private let folder: TemporaryFolder
  private let house: String
  private let report: String

  private static let secret = "hunter2-very-secret"
  private static let unknown =
    "20.11.2026 06:14:05.000 *ERROR* [main] org.example.cache.Flusher Cannot flush the cache of"
    + " region 7 password=\(secret)\norg.example.cache.FlushException: disk full\n"
    + "\tat org.example.cache.Flusher.run(Flusher.java:12)\n"

  init() throws {
    folder = try TemporaryFolder()
    house = folder.path("house")
    report = folder.path("report.json")
    try folder.write(ImsPayload.log + Self.unknown, to: "in/error.log")
    let outcome = try Tool.run(
      ["diagnose", folder.path("in"), "--format", "json", "-o", report])
    #expect(outcome.status == 1, "\(outcome.everything)")
  }

  private func correct(_ options: [String] = []) throws -> Outcome {
    try Tool.run(
      [
        "rules", "correct", "--from-report", report, "--finding", "ims-client-secret-unset",
        "--expect", "none", "--reason", "rotated on purpose", "--house", house,
      ] + options)
  }

  @Test("a wrong verdict is corrected once, and holds once the house rules agree")
  func correction() throws {
    let corrected = try correct(["--from", folder.path("in")])
    #expect(corrected.status == 0, "\(corrected.everything)")
    let test = ["rules", "test", "--house", house, "--no-mutations"]
    let failing = try Tool.run(test)
    #expect(failing.status == 4)
    #expect(failing.text.contains("+ ims-client-secret-unset"))
    #expect(failing.messageText.contains("conflicts with the shipped rules"))
    try folder.write("disable: [ims-client-secret-unset]\n", to: "house/rules.yaml")
    #expect(try Tool.run(["rules", "lint", "--house", house]).status == 0)
    let passing = try Tool.run(test)
    #expect(passing.status == 0, "\(passing.everything)")
    let diagnosis = try Tool.diagnose([folder.path("in")], options: ["--house", house])
    #expect(!diagnosis.rules.contains("ims-client-secret-unset"))
  }

  @Test(
    "after an upgrade test, lint and doctor say what the shipped rules made of the layer",
    arguments: [("en", "can go"), ("fr", "peut disparaître"), ("ja", "削除できます")])
  func upgrade(language: String, words: String) throws {
    #expect(try correct().status == 0)
    // A release that does not know the rule any more.
    try folder.write("nothing\n", to: "shipped/README")
    let test = try Tool.run([
      "rules", "test", folder.path("shipped"), "--house", house, "--no-mutations", "--lang",
      language,
    ])
    #expect(test.status == 0, "\(test.everything)")
    #expect(test.messageText.contains(words), "\(test.everything)")
    for command in [["rules", "lint"], ["doctor"]] {
      let outcome = try Tool.run(command + ["--house", house])
      #expect(outcome.everything.contains("conflicts with the shipped rules"))
    }
  }

  @Test("what a report quotes is enough for a case")
  func correctionFromReportAlone() throws {
    let corrected = try correct()
    #expect(corrected.status == 0, "\(corrected.everything)")
    #expect(try correct().status != 0)
  }

  @Test("the house layer is found through the environment, and broken orders are named")
  func configuredLayer() throws {
    try folder.write("disable: [ims-client-secret-unsett]\n", to: "config/aemedic/house/rules.yaml")
    let environment = ["XDG_CONFIG_HOME": folder.path("config")]
    let outcome = try Tool.run(["diagnose", folder.path("in")], environment: environment)
    #expect(outcome.status == 1)
    #expect(outcome.messageText.contains("ims-client-secret-unsett"))
    try folder.write("disable: [ims-client-secret-unset]\n", to: "config/aemedic/house/rules.yaml")
    let quiet = try Tool.run(["diagnose", folder.path("in")], environment: environment)
    #expect(!quiet.text.contains("ims-client-secret-unset"))
    #expect(quiet.messageText.isEmpty)
  }

  @Test("a house rule names its layer in list and report")
  func layer() throws {
    try folder.write(
      "narrow: {ims-client-secret-unset: {applies: {aem: \">=6.3\"}}}\n", to: "house/rules.yaml")
    let json = folder.path("house.json")
    _ = try Tool.run(
      ["diagnose", folder.path("in"), "--house", house, "--format", "json", "-o", json])
    let text = try String(contentsOfFile: json, encoding: .utf8)
    #expect(text.contains("\"layer\" : \"house\""))
    let list = try Tool.run(["rules", "list", "--house", house])
    #expect(list.text.contains(", house)"))
  }

  @Test(
    "a rule is drafted from an unknown error, without its secrets", arguments: ["en", "fr", "ja"])
  func draft(language: String) throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: report))
    let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    let unknowns = object?["unknowns"] as? [[String: Any]]
    let fingerprint = try #require(
      unknowns?.first { "\($0["template"] ?? "")".contains("flush the cache") }?["fingerprint"]
        as? String)
    let rules = folder.path("drafts-\(language)")
    let outcome = try Tool.run([
      "rules", "new", "--from-report", report, "--unknown", fingerprint, "-o", rules, "--lang",
      language,
    ])
    #expect(outcome.status == 0, "\(outcome.everything)")
    let path = outcome.text.replacing("\n", with: "")
    let files = try FileManager.default.subpathsOfDirectory(atPath: path).filter {
      $0.contains(".")
    }
    #expect(files.sorted() == ["cases/expect.yaml", "cases/fires-drafted.log", "rule.yaml"])
    for file in files {
      let text = try String(contentsOfFile: "\(path)/\(file)", encoding: .utf8)
      #expect(!text.contains(Self.secret))
    }
    let lint = try Tool.run(["rules", "lint", rules])
    #expect(lint.status == 0, "\(lint.everything)")
  }

  @Test("two reports are compared; what is new decides the status")
  func diff() throws {
    let healthy = try folder.write(ImsPayload.healthy + "\n", to: "healthy/error.log")
    let worse = try Tool.run(["diff", healthy, report])
    #expect(worse.status == 1)
    #expect(worse.text.contains("ims-client-secret-unset"))
    let better = try Tool.run(["diff", report, healthy, "--format", "json"])
    #expect(better.status == 0, "\(better.everything)")
    #expect(better.text.contains("\"aemedic.difference/1\""))
    #expect(try Tool.run(["diff", report, report]).status == 0)
  }

  @Test("against a baseline only new findings decide the status")
  func baseline() throws {
    let known = try Tool.run(
      ["diagnose", folder.path("in"), "--baseline", report], environment: ["COLUMNS": "200"])
    #expect(known.status == 0, "\(known.everything)")
    #expect(known.text.contains("known from the baseline"))
    let healthy = try folder.write(ImsPayload.healthy + "\n", to: "healthy/error.log")
    let empty = folder.path("empty.json")
    _ = try Tool.run(["diagnose", healthy, "--format", "json", "-o", empty])
    let new = try Tool.run(
      ["diagnose", folder.path("in"), "--baseline", empty], environment: ["COLUMNS": "200"])
    #expect(new.status == 1)
    #expect(new.text.contains("new since the baseline"))
  }

  @Test(
    "missing evidence becomes a letter in the customer’s language", arguments: ["en", "fr", "ja"])
  func ask(language: String) throws {
    let fromReport = try Tool.run(["ask", "--from-report", report, "--lang", language])
    #expect(fromReport.status == 0)
    #expect(fromReport.text.contains("1. "))
    #expect(fromReport.text.contains("/etc/key"))
    let greeting = ["en": "Hello", "fr": "Bonjour", "ja": "お世話"][language] ?? ""
    #expect(fromReport.text.hasPrefix(greeting))
    let fromInput = try Tool.run(["ask", folder.path("in"), "--lang", language])
    #expect(fromInput.output == fromReport.output)
  }

  @Test("a bundle is qualified before a ticket is opened", arguments: ["en", "fr", "ja"])
  func qualify(language: String) throws {
    let outcome = try Tool.run([
      "qualify", folder.path("in"), "--type", "performance", "--lang", language,
    ])
    #expect(outcome.status == 1)
    #expect(outcome.text.contains("KA-17494"))
    #expect(outcome.text.contains("jstack"))
    let json = try Tool.run(["qualify", folder.path("in"), "--format", "json"])
    #expect(json.status == 1)
    #expect(json.text.contains("\"aemedic.qualification/1\""))
  }

  @Test(
    "what is missing on the command line is named",
    arguments: [
      ["rules", "correct"], ["rules", "new"], ["diff", "only-one"],
      ["ask", "--from-report", "/nonexistent.json"],
      ["diagnose", "--house", "/nonexistent", "/dev/null"],
    ])
  func misuse(arguments: [String]) throws {
    let outcome = try Tool.run(arguments)
    #expect(outcome.status != 0 && outcome.status != 1)
    #expect(outcome.messageText.hasPrefix("error: "))
  }
}
