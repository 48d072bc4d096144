import ArchiveFixtures
import Model
import Reading
import TestSupport
import Testing

@testable import Diagnosis

/// What a bundle holds.
@Suite struct InspectorTests {
  private static let log = """
    26.10.2025 00:30:00.000 *INFO* [main] a.B before
    26.10.2025 04:30:00.000 *WARN* [main] a.B after

    """

  private func inspection(zone: String? = nil, of text: String = log) throws -> Inspection {
    let folder = try TemporaryFolder()
    var options = DiagnosisOptions()
    options.timeZone = zone.flatMap(SystemTimeZones.rules(named:))
    return try Inspector(options: options).inspection(of: [folder.write(text, to: "error.log")])
  }

  @Test("tells the kind, the records, their levels and lines that belong to none")
  func tells() throws {
    let source = try #require(
      try inspection(of: "quickstart\n" + Self.log).coverage.sources.first)
    #expect(source.kind == .errorLog)
    #expect(source.entries == 2)
    #expect(source.unparsed == 1)
    #expect(source.levels == [.info: 1, .warn: 1])
  }

  @Test("the list of a status zip says what its pages are, whatever they are called")
  func statusExport() throws {
    let folder = try TemporaryFolder()
    let zip = ArchiveFixture.archive(
      .zip,
      [
        .file("000_X.txt", text: "1\n2\n3\n4\nAdobe Experience Manager (6.5.17.0)\n"),
        .file("001_Y.txt", text: "java.version = 11.0.20\n"),
        .file(
          "index.json",
          text: """
            {"files": {"productinfo": {"title": "X", "text": "000_X.txt"},
            "System Properties": {"title": "Y", "text": "001_Y.txt"}}}
            """),
      ])
    let inspection = try Inspector().inspection(of: [folder.write(zip, to: "status.zip")])
    #expect(inspection.coverage.sources.map(\.kind).prefix(2) == [.statusPage, .statusPage])
    #expect(inspection.environment["aem"]?.value == "6.5.17.0")
    #expect(inspection.environment["java"]?.value == "11.0.20")
  }

  @Test(
    "times without a zone are read by the clock of the given one",
    arguments: [
      (nil, "2025-10-26T00:30:00.000+00:00", "2025-10-26T04:30:00.000+00:00"),
      ("Europe/Paris", "2025-10-26T00:30:00.000+02:00", "2025-10-26T04:30:00.000+01:00"),
      ("+09:00", "2025-10-26T00:30:00.000+09:00", "2025-10-26T04:30:00.000+09:00"),
    ] as [(String?, String, String)])
  func zones(zone: String?, from: String, to: String) throws {
    let source = try #require(try inspection(zone: zone).coverage.sources.first)
    #expect(source.from?.iso8601 == from)
    #expect(source.to?.iso8601 == to)
    #expect(source.from?.isZoneAssumed == true)
  }

  @Test(
    "names of zones and fixed offsets are known, others and paths are not",
    arguments: [
      ("Asia/Tokyo", 32_400), ("utc", 0), ("+9", 32_400), ("-0330", -12_600), ("+05:45", 20_700),
      ("../../etc/passwd", nil), ("/etc/localtime", nil), ("Mars/Base", nil), ("", nil),
      ("+99:00", nil), ("Europe", nil),
    ] as [(String, Int?)])
  func names(name: String, offset: Int?) {
    #expect(SystemTimeZones.rules(named: name)?.offset(at: 1_700_000_000_000) == offset)
  }
}
