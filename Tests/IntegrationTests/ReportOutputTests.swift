import Foundation
import TestSupport
import Testing

/// Several reports from one diagnosis: where they go, and what happens where they cannot.
@Suite struct ReportOutputTests {
  private static let formats = [
    "text", "json", "ndjson", "markdown", "html", "sarif", "junit", "github", "github-summary",
  ]

  @Test("writes every form at once, the same bytes as one at a time")
  func together() throws {
    let folder = try TemporaryFolder()
    let reports = Self.formats.flatMap { ["--report", "\($0)=\(folder.path($0))"] }
    let outcome = try Tool.run(["diagnose", "-"] + reports, input: ImsPayload.log.utf8)
    #expect(outcome.status == 1)
    #expect(outcome.text.contains("KA-23909"))
    for format in Self.formats {
      let written = try Data(contentsOf: URL(filePath: folder.path(format)))
      let alone = try Tool.run(["diagnose", "-", "--format", format], input: ImsPayload.log.utf8)
      #expect(Data(alone.output) == written, "\(format)")
    }
    // Nothing is left of the files that were written before they were renamed.
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
    #expect(Set(names) == Set(Self.formats))
  }

  @Test("a report that cannot be written is named, and the others are written")
  func unwritable() throws {
    let folder = try TemporaryFolder()
    let outcome = try Tool.run(
      [
        "diagnose", "-", "--report", "html=\(folder.path("none/a.html"))",
        "--report", "sarif=\(folder.path("b.sarif"))",
      ], input: ImsPayload.log.utf8)
    #expect(outcome.status == 2)
    #expect(outcome.messageText.contains("none/a.html"))
    #expect(outcome.text.contains("KA-23909"))
    #expect(FileManager.default.fileExists(atPath: folder.path("b.sarif")))
  }

  @Test(
    "a misspelt report is refused before the work",
    arguments: ["html", "html=", "htlm=a.html", "=a"])
  func misspelt(value: String) throws {
    let outcome = try Tool.run(["diagnose", "-", "--report", value])
    #expect(outcome.status == 2)
    #expect(outcome.messageText.contains(value))
    #expect(outcome.output.isEmpty)
  }

  @Test("annotations of GitHub bring the summary of the step, behind what stands there")
  func stepSummary() throws {
    let folder = try TemporaryFolder()
    let summary = try folder.write("before\n", to: "summary.md")
    let outcome = try Tool.run(
      ["diagnose", "-", "--format", "github"], input: ImsPayload.log.utf8,
      environment: ["GITHUB_STEP_SUMMARY": summary])
    #expect(outcome.text.hasPrefix("::error title="))
    let text = try String(contentsOf: URL(filePath: summary), encoding: .utf8)
    #expect(text.hasPrefix("before\n# ") && text.contains("KA-23909"))
    // Other forms leave it alone.
    _ = try Tool.run(
      ["diagnose", "-", "--format", "json"], input: ImsPayload.log.utf8,
      environment: ["GITHUB_STEP_SUMMARY": summary])
    #expect(try String(contentsOf: URL(filePath: summary), encoding: .utf8) == text)
  }

  @Test("Markdown speaks to the customer when asked", arguments: ["en", "fr", "ja"])
  func audience(language: String) throws {
    let outcome = try Tool.run(
      [
        "diagnose", "-", "--format", "markdown", "--audience", "customer", "--lang", language,
      ], input: ImsPayload.log.utf8)
    let greeting = ["en": "Hello", "fr": "Bonjour", "ja": "お世話になっております。"][language] ?? ""
    #expect(outcome.text.hasPrefix(greeting))
    #expect(!outcome.text.contains("ims-client-secret-unset"))
  }
}
