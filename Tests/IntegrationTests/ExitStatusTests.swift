import ArchiveFixtures
import Foundation
import Model
import TestSupport
import Testing

@testable import Reporting

/// The exit statuses, which are a contract.
@Suite struct ExitStatusTests {
  // MARK: 0 and 1: findings and their threshold

  @Test(
    "the threshold decides which findings count",
    arguments: ["critical", "error", "warning", "notice"])
  func threshold(severity: String) throws {
    let isAtOrBelowError = severity != "critical"
    let diagnosis = try Tool.diagnose(pasted: ImsPayload.log, options: ["--fail-on", severity])
    #expect(diagnosis.status == (isAtOrBelowError ? 1 : 0))
    #expect(diagnosis.rules == ["ims-client-secret-unset"])
    let notice = try Tool.diagnose(
      pasted: "jwt_token=\(JwtCase.token(metascope: "ent_aem_cloud_api"))",
      options: ["--fail-on", severity])
    #expect(notice.status == (severity == "notice" ? 1 : 0))
  }

  @Test("a file alone is diagnosed, like the command with it")
  func fileAlone() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(ImsPayload.log, to: "error.log")
    let alone = try Tool.run([path, "--format", "json"])
    let named = try Tool.run(["diagnose", path, "--format", "json"])
    let piped = try Tool.run(["--format", "json"], input: ImsPayload.log.utf8)
    #expect(alone.status == 1 && named.status == 1 && piped.status == 1)
    #expect(alone.output == named.output)
    let dashes = try Tool.run(["diagnose", "--format=json", "--", path])
    #expect(dashes.output == named.output)
  }

  @Test("results go to the file that was named, and nothing to standard output")
  func outputFile() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("report.json")
    let outcome = try Tool.run(
      ["diagnose", "-", "--format", "json", "-o", path], input: ImsPayload.bare.utf8)
    #expect(outcome.status == 1)
    #expect(outcome.output.isEmpty)
    let report = try JSONDecoder().decode(
      ReportDocument.self, from: Data(contentsOf: URL(filePath: path)))
    #expect(report.findings.map(\.rule) == ["ims-client-secret-unset"])
  }

  // MARK: 2: usage

  @Test(
    "a wrong command line says what was meant, on standard error alone",
    arguments: [
      (["diagnos", "x"], ["“diagnos”", "did you mean “diagnose”?"]),
      (["diagnose", "--formt", "json"], ["“--formt”", "did you mean “--format”?"]),
      (["diagnose", "--format=jsno"], ["“jsno”", "text, json"]),
      (["diagnose", "--format"], ["“--format” needs a value"]),
      (["diagnose", "--format", "json", "--format", "text"], ["more than once"]),
      (["diagnose", "--fail-on", "eror"], ["“eror”", "error, warning"]),
      (["diagnose", "--jobs", "0"], ["“0”"]),
      (["diagnose", "--jobs", "many"], ["“many”"]),
      (["diagnose", "--help=yes"], ["takes no value"]),
      (["search", "--limit", "0", "x"], ["“0”"]),
      (["article"], ["NUMBER"]),
      (["article", "KA-1", "KA-2"], ["“KA-2”"]),
      (["article", "KA-99999"], ["“KA-99999”", "aemedic search"]),
      (["rules", "lst"], ["did you mean “rules list”?"]),
      (["rules"], ["aemedic rules list"]),
      (["kb", "--fast"], ["“kb --fast”"]),
      (["remedy", "plan"], ["REMEDY"]),
      (["remedy", "plan", "crypto-key-stor"], ["crypto-key-store"]),
      (["remedy", "plan", "crypto-key-store"], ["--url"]),
      (
        ["remedy", "plan", "crypto-key-store", "--instance", "/", "--url", "ftp://x"],
        ["“ftp://x”"]
      ),
      (["remedy", "plan", "crypto-key-store", "--param", "x"], ["“x”"]),
      (["--versio"], ["did you mean “--version”?"]),
      (["--version", "--jsn"], ["did you mean “--json”?"]),
    ])
  func usage(arguments: [String], expected: [String]) throws {
    let outcome = try Tool.run(arguments)
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    for words in expected { #expect(outcome.messageText.contains(words)) }
    #expect(!outcome.messageText.contains("Fatal"))
  }

  @Test("a wrong command line is answered in the language of the locale")
  func usageInLanguages() throws {
    for (locale, words) in [
      ("fr_CA.UTF-8", "vouliez-vous dire « --format »"), ("ja_JP.UTF-8", "「--format」"),
    ] {
      let outcome = try Tool.run(["diagnose", "--formt", "x"], environment: ["LC_ALL": locale])
      #expect(outcome.status == 2)
      #expect(outcome.messageText.withPlainSpaces.contains(words))
    }
  }

  // MARK: 3: evidence lost

  /// Input of which something relevant cannot be read.
  enum Loss: CaseIterable {
    case missingPath, truncatedGzip, damagedZip, encryptedZip, pdf, tooDeep
    case damagedConfiguration

    /// Writes it, with a readable text in front if there is room for one.
    func write(_ text: String, to folder: TemporaryFolder) throws -> (path: String, reason: String)
    {
      switch self {
      case .missingPath:
        return (folder.path("not-there.log"), "unreadable")
      case .truncatedGzip:
        // Random bytes behind the text, so that the cut comes late in the text.
        var random = SplitMix64(seed: 1)
        let noise = (0..<200_000).map { _ in UInt8.random(in: 0x21...0x7A, using: &random) }
        let whole = ArchiveFixture.gzip(Array((text + "\n").utf8) + noise)
        return (try folder.write(whole.dropLast(1_000), to: "error.log.gz"), "damaged")
      case .damagedZip:
        let whole = ArchiveFixture.archive(
          .zip, [.file("a.log", text: text), .file("b.log", text: ImsPayload.healthy)])
        return (try folder.write(whole.prefix(whole.count / 2), to: "case.zip"), "damaged")
      case .encryptedZip:
        let whole = ArchiveFixture.archive(
          .zip, [.file("a.log", text: text)], password: "secret")
        return (try folder.write(whole, to: "case.zip"), "encrypted")
      case .pdf:
        return (try folder.write("%PDF-1.7\n\(text)", to: "case.pdf"), "unsupported-format")
      case .tooDeep:
        var archive = ArchiveFixture.archive(.zip, [.file("error.log", text: text)])
        for level in 0..<4 {
          archive = ArchiveFixture.archive(.zip, [.file("\(level).zip", archive)])
        }
        return (try folder.write(archive, to: "case.zip"), "too-deep")
      case .damagedConfiguration:
        let name = "config/com.example.Mail.cfg.json"
        return (try folder.write("{\"a\": [1, 2", to: name), "damaged")
      }
    }
  }

  @Test("evidence that is lost, with nothing found, is status 3 and said", arguments: Loss.allCases)
  func lostEvidence(loss: Loss) throws {
    let folder = try TemporaryFolder()
    let (path, reason) = try loss.write(ImsPayload.healthy, to: folder)
    let diagnosis = try Tool.diagnose([path])
    #expect(diagnosis.status == 3)
    #expect(diagnosis.rules == [])
    #expect(diagnosis.report.partial)
    #expect(diagnosis.report.verdict == .unreadable)
    let lost = diagnosis.report.coverage.skipped.filter(\.relevant)
    #expect(lost.map(\.reason.rawValue).contains(reason))
    #expect(lost.allSatisfy { $0.path.hasPrefix(path) })
    let text = try Tool.run(["diagnose", path], environment: ["COLUMNS": "1000"])
    #expect(text.status == 3)
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let namesLoss = lost.contains { text.text.contains($0.path.split(separator: "/").last ?? "–") }
    #expect(text.text.contains(name) || namesLoss)
  }

  @Test("a finding beside lost evidence is status 1 and partial", arguments: Loss.allCases)
  func findingBesideLostEvidence(loss: Loss) throws {
    let folder = try TemporaryFolder()
    let (path, _) = try loss.write(ImsPayload.healthy, to: folder)
    let log = try folder.write(ImsPayload.log, to: "found/error.log")
    let diagnosis = try Tool.diagnose([path, log])
    #expect(diagnosis.status == 1)
    #expect(diagnosis.rules == ["ims-client-secret-unset"])
    #expect(diagnosis.report.partial)
    #expect(diagnosis.report.verdict == .possibleProblem)
    // Below the threshold the loss counts again.
    #expect(try Tool.diagnose([path, log], options: ["--fail-on", "critical"]).status == 3)
  }

  @Test("what could be read before the damage is found")
  func foundBeforeDamage() throws {
    let folder = try TemporaryFolder()
    let (path, _) = try Loss.truncatedGzip.write(ImsPayload.log, to: folder)
    let diagnosis = try Tool.diagnose([path])
    #expect(diagnosis.status == 1)
    #expect(diagnosis.rules == ["ims-client-secret-unset"])
    #expect(diagnosis.report.coverage.sources.map(\.truncated) == [true])
    #expect(diagnosis.report.partial)
  }

  @Test("files of no interest are named and change nothing")
  func neutralSkips() throws {
    let folder = try TemporaryFolder()
    let class_ = [0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 52] as [UInt8]
    try folder.write([UInt8](), to: "case/empty.log")
    try folder.write([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0], to: "case/shot.png")
    try folder.write("JAVA PROFILE 1.0.2\0 and more", to: "case/dump.hprof")
    try folder.write(class_, to: "case/A.class")
    try folder.write(
      ArchiveFixture.archive(.zip, [.file("META-INF/MANIFEST.MF", text: "Manifest-Version: 1.0")]),
      to: "case/bundle.jar")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("case/link.log"), withDestinationPath: "empty.log")
    let diagnosis = try Tool.diagnose([folder.path("case")])
    #expect(diagnosis.status == 0)
    #expect(!diagnosis.report.partial)
    #expect(diagnosis.report.verdict == .nothingFound)
    let reasons = Dictionary(
      uniqueKeysWithValues: diagnosis.report.coverage.skipped.map {
        (String($0.path.split(separator: "/").last ?? ""), $0.reason.rawValue)
      })
    #expect(
      reasons == [
        "empty.log": "empty", "shot.png": "image", "dump.hprof": "heap-dump",
        "A.class": "binary", "bundle.jar": "java-archive", "link.log": "symbolic-link",
      ])
    #expect(!diagnosis.report.coverage.skipped.contains { $0.relevant })
  }

  @Test("empty input is no failure")
  func emptyInput() throws {
    let diagnosis = try Tool.diagnose(["-"])
    #expect(diagnosis.status == 0)
    #expect(diagnosis.report.coverage.skipped.map(\.reason) == [.empty])
  }

  // MARK: 7: refusals

  @Test("a plan that is refused says why", arguments: ["text", "json"])
  func refusedPlan(format: String) throws {
    let folder = try TemporaryFolder()
    let outcome = try Tool.run([
      "remedy", "plan", "crypto-key-store", "--instance", folder.url.path, "--url",
      "http://localhost:4502", "--format", format,
    ])
    #expect(outcome.status == 7)
    #expect(outcome.text.contains("crx-quickstart"))
    #expect(outcome.messageText.isEmpty)
  }
}

extension String {
  /// The text with ordinary spaces for those that allow no break.
  var withPlainSpaces: String {
    replacing("\u{202F}", with: " ").replacing("\u{A0}", with: " ")
  }
}
