import ArchiveFixtures
import ArchiveKit
import Foundation
import Intake
import Model
import Redaction
import TestSupport
import Testing

@testable import CleanCopy

/// Copies of files, folders and archives, in which nothing planted is left.
@Suite struct CleanCopyTests {
  static let secret = "Tr0ub4dor-und-Drei"

  /// What no byte of a copy may hold: the secret in its encodings, and the names.
  static let planted: [String] = {
    let bytes = Array(secret.utf8)
    return [
      secret, Data(bytes).base64EncodedString().replacing("=", with: ""),
      Data(Array("u:".utf8) + bytes).base64EncodedString(),
      bytes.map { String($0, radix: 16) }.joined(), "lxd1", "web01", "acme", "jdoe", "10.20.30.40",
      "dhcp-192-168-0-66",
    ]
  }()

  /// A case with rotated logs, a configuration, a nested archive and names that tell.
  static func members() -> [(String, [UInt8])] {
    let bytes = Array(secret.utf8)
    let old = "May  8 20:35:09 lxd1 systemd[1]: start\n"
    let new = """
      29.03.2026 00:00:01.000 *ERROR* [main] com.day.cq.Foo lxd1 on http://web01.acme-corp.com/ failed
      abc-10.20.30.40 and dhcp-192-168-0-66 for user jdoe7 at /content/acme/en, password=\(secret)
      basic \(planted[1]) and \(planted[2]) and \(planted[3])

      """
    let config = #"{"smtp.password":"\#(secret)","host":"web01.acme-corp.com"}"#
    let units = "host web01 \(secret)\n".utf16
    let wide: [UInt8] = [0xFF, 0xFE] + units.map { [UInt8($0 & 255), UInt8($0 >> 8)] }.joined()
    let inner = ArchiveFixture.archive(
      .zip, [.file("web01/jdoe7.log", text: "user=jdoe7 \(secret)\n")])
    return [
      ("logs/messages-20260401", Array("lxd1 is gone\n".utf8)),
      ("logs/messages", Array(old.utf8)),
      ("logs/web01_error.log", Array(new.utf8)),
      ("logs/\(secret).log", Array("nothing\n".utf8)),
      ("logs/acme.log.gz", ArchiveFixture.gzip(Array("lxd1 \(secret) acme-corp.com\n".utf8))),
      ("conf/mail.cfg.json", Array(config.utf8)), ("wide.txt", wide),
      ("inner.zip", inner), ("core.bin", [0x7F, 0x45, 0x4C, 0x46, 0, 1, 2, 3] + bytes),
    ]
  }

  private static func expectClean(_ bytes: [UInt8], _ what: String) {
    let text = String(decoding: bytes, as: UTF8.self).lowercased()
    for leak in planted { #expect(!text.contains(leak.lowercased()), "\(leak) in \(what)") }
  }

  @Test("nothing planted is left in the copy of a folder, in its names or in what is told")
  func copiesFolders() throws {
    let folder = try TemporaryFolder()
    for (name, content) in Self.members() { try folder.write(content, to: "case/\(name)") }
    var copy = Cleaner(of: [folder.path("case")], redactor: Redactor(.everything))
    let output = folder.path("out")
    let summary = try copy.write(to: output)
    let files = try FileManager.default.subpathsOfDirectory(atPath: output).sorted()
    #expect(
      files.contains("logs/host-1_error.log") || files.contains { $0.hasSuffix("_error.log") })
    #expect(files.contains { $0.hasSuffix(".gz") })
    #expect(files.contains { $0.hasSuffix(".zip") })
    #expect(!files.contains { $0.contains("core") })
    for file in files {
      Self.expectClean(Array(file.utf8), "the name \(file)")
      guard let data = FileManager.default.contents(atPath: output + "/" + file) else { continue }
      Self.expectClean(Array(data), file)
    }
    #expect(summary.leftOut.map(\.reason) == [.binary])
    for source in summary.leftOut { Self.expectClean(Array(source.path.utf8), "what is told") }

    // Nothing is left to be masked, by those who know the values either.
    var check = Cleaner(
      of: [output], redactor: Redactor(.everything, tokens: copy.redactor.tokens))
    var leaks: [Cleaner.Leak] = []
    _ = try check.check { leaks.append($0) }
    #expect(leaks.isEmpty, "\(leaks)")
    var first = Cleaner(of: [folder.path("case")], redactor: Redactor(.everything))
    _ = try first.check { leaks.append($0) }
    #expect(leaks.contains { $0.kind == .secret })
    #expect(leaks.contains { $0.line == nil })
  }

  @Test(
    "an archive is copied as an archive",
    arguments: [
      (ArchiveFixture.Format.zip, "zip"), (.tar, "tar"), (.tarGzip, "tar.gz"),
    ])
  func copiesArchives(format: ArchiveFixture.Format, ending: String) throws {
    let folder = try TemporaryFolder()
    let members = Self.members().map { ArchiveFixture.Member.file($0.0, $0.1) }
    let path = try folder.write(ArchiveFixture.archive(format, members), to: "case.\(ending)")
    let output = folder.path("clean.\(ending)")
    var copy = Cleaner(of: [path], redactor: Redactor(.everything))
    _ = try copy.write(to: output)
    let raw = try #require(FileManager.default.contents(atPath: output))
    Self.expectClean(Array(raw), "the bytes of the archive")
    let reader = try ArchiveReader(path: output)
    var names: [String] = []
    while let entry = try reader.nextEntry() {
      names.append(entry.path)
      Self.expectClean(Array(entry.path.utf8), "a member's name")
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      let count = try reader.read(into: &buffer)
      #expect(count > 0)
      Self.expectClean(Array(buffer[..<count]), entry.path)
    }
    #expect(names.count == 8)
    #expect(names.contains { $0.hasPrefix("inner.zip/") })
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).count == 2)
  }

  @Test("two copies of the same input are the same bytes")
  func isRepeatable() throws {
    let folder = try TemporaryFolder()
    let members = Self.members().map { ArchiveFixture.Member.file($0.0, $0.1) }
    let path = try folder.write(ArchiveFixture.archive(.zip, members), to: "case.zip")
    for name in ["a.zip", "b.zip"] {
      var copy = Cleaner(of: [path], redactor: Redactor(.everything))
      _ = try copy.write(to: folder.path(name))
    }
    #expect(
      FileManager.default.contents(atPath: folder.path("a.zip"))
        == FileManager.default.contents(atPath: folder.path("b.zip")))
  }

  @Test("the original is never replaced, nor a folder that holds something")
  func refuses() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("password=Tr0ub4dor\n", to: "in/a.log")
    var same = Cleaner(of: [path], redactor: Redactor(.everything))
    #expect(throws: CleanCopyProblem.outputIsInput(path)) { _ = try same.write(to: path) }
    try folder.write("x", to: "full/x")
    var full = Cleaner(of: [folder.path("in")], redactor: Redactor(.everything))
    #expect(throws: CleanCopyProblem.outputExists(folder.path("full"))) {
      _ = try full.write(to: folder.path("full"))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).count == 2)
    #expect(FileManager.default.contents(atPath: path) == Data("password=Tr0ub4dor\n".utf8))
  }
}
