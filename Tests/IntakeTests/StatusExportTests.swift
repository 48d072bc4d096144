import ArchiveFixtures
import Foundation
import Model
import TestSupport
import Testing

@testable import Intake

/// Exports written after the layout of the Felix inventory; none came from an instance.
struct StatusExportTests {
  let folder = try! TemporaryFolder()
  private static let line = "06.06.2019 14:26:13.443 *INFO* [main] a.B hello\n"

  private static let members: [ArchiveFixture.Member] = [
    .file("000_Product_Information.txt", text: "Adobe Experience Manager (6.5.0)\n"),
    .file("001_Log_Files.txt", text: line),
    .file("001_Log_Files/logs/error.log", text: line),
    .file("017_System_Properties.txt", text: "os.name = Linux\n"),
    .file("json/017_System_Properties.json", text: "{}"),
    .file("020_Anything_Else.txt", text: "x\n"),
    .file("other.txt", text: "y\n"),
  ]

  private static let index = """
    {"created": {"date": "June 7, 2019 10:00:00 AM CEST", "stamp": "1559894400000"}, "files": {
      "productinfo": {"title": "Product Information", "text": "000_Product_Information.txt"},
      "slinglogs": {"title": "Log Files", "text": "001_Log_Files.txt",
        "attachements": ["001_Log_Files/logs/error.log"]},
      "System Properties": {"title": "System Properties", "text": "017_System_Properties.txt",
        "json": "json/017_System_Properties.json"},
      "x-printer": {"title": "Anything Else", "text": "020_Anything_Else.txt"}}}
    """

  private func printers(_ path: String) throws -> (names: [String: String], excerpts: [String]) {
    var names: [String: String] = [:]
    var excerpts: [String] = []
    let skipped = try InputUnit.all(of: [path])[0].forEachDocument { document in
      let name = String(document.path.split(separator: "!/").last ?? "")
      names[name] = document.printer
      if document.excerpt != nil { excerpts.append(name) }
    }
    #expect(skipped.isEmpty)
    return (names, excerpts)
  }

  @Test("the list at the end of the zip names the printers, whatever the numbers")
  func index() throws {
    let zip = ArchiveFixture.archive(
      .zip, Self.members + [.file("index.json", text: Self.index)])
    let found = try printers(folder.write(zip, to: "configuration-status-20190607.zip"))
    #expect(
      found.names == [
        "000_Product_Information.txt": "productinfo", "001_Log_Files.txt": "slinglogs",
        "001_Log_Files/logs/error.log": "slinglogs",
        "017_System_Properties.txt": "system-properties",
        "json/017_System_Properties.json": "system-properties",
        "020_Anything_Else.txt": "x-printer",
      ])
    #expect(found.excerpts == ["001_Log_Files.txt"])
    #expect(try printers(folder.write(zip, to: "renamed.zip")).names == found.names)
  }

  @Test("without the list, or inside another archive, the titles have to do")
  func titles() throws {
    let zip = ArchiveFixture.archive(.zip, Self.members)
    let alone = try printers(folder.write(zip, to: "x.zip"))
    #expect(alone.names["020_Anything_Else.txt"] == "anything-else")
    #expect(alone.names["001_Log_Files.txt"] == "slinglogs")
    #expect(alone.names["other.txt"] == nil)
    let whole = ArchiveFixture.archive(
      .zip, Self.members + [.file("index.json", text: Self.index)])
    let ticket = ArchiveFixture.archive(.tarGzip, [.file("ticket/status.zip", whole)])
    let inner = try printers(folder.write(ticket, to: "ticket.tgz"))
    #expect(inner.names["017_System_Properties.txt"] == "system-properties")
    #expect(inner.excerpts == ["001_Log_Files.txt"])
  }

  @Test("a list that is none, or names what is not there, changes nothing")
  func brokenIndex() throws {
    for text in ["", "{", "[]", #"{"files": {"a": 1}}"#, #"{"files": {"a": {"text": ""}}}"#] {
      let zip = ArchiveFixture.archive(
        .zip, Self.members + [.file("index.json", text: text + " ")])
      let found = try printers(folder.write(zip, to: "x.zip"))
      #expect(found.names["001_Log_Files.txt"] == "slinglogs")
    }
    let nest = String(repeating: "[", count: 200_000)
    #expect(StatusExport(index: Array(nest.utf8)) == nil)
  }

  @Test(
    "a page that was fetched alone is known by its name",
    arguments: [
      ("status-productinfo.txt", "productinfo", false), ("status-slinglogs.txt", "slinglogs", true),
      ("a/status-slinglogs (2).txt", "slinglogs", true),
      ("status-System-Properties.txt", "system-properties", false),
      ("configuration-status-20190607-1.txt", nil, true), ("status.txt", nil, false),
      ("error.log", nil, false),
    ] as [(String, String?, Bool)])
  func pages(name: String, printer: String?, isExcerpt: Bool) throws {
    let path = try folder.write(Self.line, to: name)
    _ = try InputUnit.all(of: [path])[0].forEachDocument { document in
      #expect(document.printer == printer)
      #expect((document.excerpt != nil) == isExcerpt)
    }
  }

  @Test("an archive of many kinds, as a ticket asks for, is read through and through")
  func ticket() throws {
    let status = ArchiveFixture.archive(
      .zip, Self.members + [.file("index.json", text: Self.index)])
    let jar = ArchiveFixture.archive(
      .zip, [.file("META-INF/MANIFEST.MF", text: "Manifest-Version: 1.0\n")])
    let zip = ArchiveFixture.archive(
      .zip,
      [
        .file("configuration-status.zip", status),
        .file("logs/error.log.2019-06-06.gz", ArchiveFixture.gzip(Array(Self.line.utf8))),
        .file("logs/author_aemerror_2019-06-06.log", text: Self.line),
        .file("threaddumps/dump-1.txt", text: "Full thread dump\n"),
        .file("packages.xml", text: "<crx/>\n"), .file("page.har", text: "{}"),
        .file("screenshot.png", [0x89, 0x50, 0x4E, 0x47, 0x0D]),
        .file("heap.hprof", Array("JAVA PROFILE 1.0.2\0".utf8)),
        .file("crx-quickstart/app/cq-quickstart.jar", jar),
        .file("crx-quickstart/repository/datastore/ab/cd/abcd", text: "%PDF-1.4"),
        .file("crx-quickstart/repository/datastore/ef/01/ef01", text: "text of a page"),
      ])
    try folder.write(zip, to: "ticket.zip")
    let taken = try Taken([folder.path("ticket.zip")], relativeTo: folder.url.path)
    #expect(taken.order.count == 13)
    #expect(taken.names["ticket.zip!/logs/error.log.2019-06-06.gz"] == "logs/error.log.2019-06-06")
    #expect(
      taken.skipped == [
        "ticket.zip!/screenshot.png": .image, "ticket.zip!/heap.hprof": .heapDump,
        "ticket.zip!/crx-quickstart/app/cq-quickstart.jar": .javaArchive,
        "ticket.zip!/crx-quickstart/repository/datastore": .binary,
      ])
  }
}
