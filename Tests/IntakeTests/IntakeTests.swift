import ArchiveFixtures
import Foundation
import Model
import TestSupport
import Testing

@testable import Intake

/// What one run of intake gave, by path.
struct Taken {
  var texts: [String: String] = [:]
  var names: [String: String] = [:]
  var truncated: Set<String> = []
  var skipped: [String: SkipReason] = [:]
  var order: [String] = []

  init(
    _ paths: [String], within limits: IntakeLimits = IntakeLimits(), relativeTo folder: String,
    chunk: Int = 1000
  ) throws {
    let shorten = { (path: String) in path.replacing(folder + "/", with: "") }
    for unit in InputUnit.all(of: paths, within: limits) {
      let passedOver = try unit.forEachDocument(within: limits) { document in
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: chunk)
        while case let count = document.read(into: &buffer), count > 0 { bytes += buffer[..<count] }
        let path = shorten(document.path)
        texts[path] = String(decoding: bytes, as: UTF8.self)
        names[path] = shorten(document.name)
        order.append(path)
        if document.isTruncated { truncated.insert(path) }
        #expect(bytes.starts(with: document.head))
      }
      for source in passedOver { skipped[shorten(source.path)] = source.reason }
    }
  }
}

struct IntakeTests {
  let folder = try! TemporaryFolder()
  private let line = "06.06.2019 14:26:13.443 *INFO* [main] a.B hello\n"

  private func take(_ relative: String..., within limits: IntakeLimits = IntakeLimits()) throws
    -> Taken
  {
    try Taken(relative.map { folder.path($0) }, within: limits, relativeTo: folder.url.path)
  }

  @Test("folders are listed in the order of bytes, links and pipes are named and not followed")
  func folders() throws {
    try folder.write("1", to: "in/b.log")
    try folder.write("2", to: "in/B.log")
    try folder.write("3", to: "in/a/é.log")
    try folder.write("4", to: "in/a/z.log")
    try folder.write("", to: "in/empty.log")
    let files = FileManager.default
    try files.createSymbolicLink(atPath: folder.path("in/a/loop"), withDestinationPath: "..")
    try files.createSymbolicLink(atPath: folder.path("in/link.log"), withDestinationPath: "b.log")
    _ = unsafe mkfifo(folder.path("in/pipe"), 0o600)
    let taken = try take("in")
    #expect(taken.order == ["in/B.log", "in/a/z.log", "in/a/é.log", "in/b.log"])
    #expect(
      taken.skipped == [
        "in/empty.log": .empty, "in/a/loop": .symbolicLink, "in/link.log": .symbolicLink,
        "in/pipe": .specialFile,
      ])
  }

  @Test("the same file is taken once, a link that was given is followed")
  func sameFile() throws {
    try folder.write("1", to: "in/b.log")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link.log"), withDestinationPath: "in/b.log")
    #expect(try take("link.log", "in", "in/b.log").order == ["link.log"])
  }

  @Test("a path that is not there is named and relevant")
  func absent() throws {
    try folder.write("1", to: "file")
    let taken = try take("nowhere", "file/below")
    #expect(taken.skipped == ["nowhere": .unreadable, "file/below": .unreadable])
  }

  @Test("a name that is no UTF-8 is found though the command line repaired it")
  func repairedNames() throws {
    let bytes: [[UInt8]] = [
      Array("Anlage".utf8) + [0xFC], [0x83, 0x47, 0x83, 0x89, 0x81, 0x5B], Array("é.log".utf8),
    ]
    for name in bytes {
      let path = Array(folder.path("x").utf8.dropLast()) + name
      let terminated = (path + [0]).map(CChar.init(bitPattern:))
      let descriptor = unsafe open(terminated, O_CREAT | O_WRONLY, 0o600)
      try #require(descriptor >= 0)
      #expect(unsafe write(descriptor, "text", 4) == 4)
      close(descriptor)
    }
    for name in bytes {
      let repaired = String(decoding: name, as: UTF8.self)
      #expect(try take(repaired).texts == [repaired: "text"])
    }
    #expect(try take("\u{FFFD}").skipped == ["\u{FFFD}": .unreadable])
  }

  @Test("nothing but zeros is a log that was cut by its name, and endless when piped in")
  func zeros() {
    let head = [UInt8](repeating: 0, count: 1 << 16)
    #expect(Content(head: head, name: "error.log") == .document)
    #expect(Content(head: head, name: "-") == .skipped(.binary))
  }

  @Test("finds a text in bytes", arguments: 0..<100 as Range<UInt64>)
  func contains(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    func some(_ count: Int) -> String {
      String((0..<count).map { _ in "ab<".randomElement(using: &random) ?? "a" })
    }
    let (text, part) = (some(Int(seed % 20)), some(Int(seed % 4)))
    #expect(Array(text.utf8).contains(part) == (part.isEmpty || text.contains(part)))
  }

  @Test("leaves the rest of an archive when it is told to")
  func stops() throws {
    let members = (0..<20).map { ArchiveFixture.Member.file("\($0).log", Array(line.utf8)) }
    for (form, name) in [(ArchiveFixture.Format.zip, "a.zip"), (.tarGzip, "a.tgz")] {
      let path = try folder.write(ArchiveFixture.archive(form, members), to: name)
      var visited = 0
      let skipped = try InputUnit.all(of: [path])[0].forEachDocument(until: { visited == 3 }) { _ in
        visited += 1
      }
      #expect(visited == 3)
      #expect(skipped.isEmpty)
    }
  }

  @Test("a pipe or device that was named is missed, one in a folder is not")
  func specialFiles() throws {
    _ = unsafe mkfifo(folder.path("pipe"), 0o600)
    #expect(try take("pipe").skipped == ["pipe": .unreadable])
    let zero = try Taken(["/dev/zero"], relativeTo: "/dev")
    #expect(zero.skipped == ["zero": .unreadable])
  }

  @Test(
    "a log that holds some binary is read, where its name or its being piped in tells",
    arguments: [("error.log", true), ("error.log.2024-01-01", true), ("-", true), ("data", false)])
  func binaryInLogs(name: String, isRead: Bool) {
    var random = SplitMix64(seed: 1)
    let garbage = (0..<30_000).map { _ in UInt8.random(in: 0...255, using: &random) }
    let head = Array(String(repeating: line, count: 600).utf8) + garbage
    #expect((Content(head: head, name: name) == .document) == isRead)
    #expect(Content(head: garbage, name: name) == .skipped(.binary))
    let cut = [UInt8](repeating: 0, count: 4_000) + Array(line.utf8)
    #expect((Content(head: cut, name: name) == .document) == isRead)
  }

  @Test("a file that vanished or was replaced after the listing is named")
  func vanished() throws {
    let path = try folder.write("1", to: "a.log")
    let units = InputUnit.all(of: [path])
    try FileManager.default.removeItem(atPath: path)
    #expect(try units[0].forEachDocument { _ in }.map(\.reason) == [.unreadable])
    _ = unsafe mkfifo(path, 0o600)
    #expect(try units[0].forEachDocument { _ in }.map(\.reason) == [.specialFile])
  }

  @Test("a file that shrinks while it is read counts as far as it was read")
  func shrinks() throws {
    let path = try folder.write(String(repeating: line, count: 10_000), to: "a.log")
    let skipped = try InputUnit.all(of: [path])[0].forEachDocument { document in
      _ = unsafe truncate(path, 100_000)
      let (bytes, isTruncated) = document.readWhole(limit: 1 << 30)
      #expect(bytes.count == 100_000)
      #expect(isTruncated && document.isTruncated)
    }
    #expect(skipped.map(\.reason) == [.unreadable])
  }

  @Test("a file that grows while it is read is read as it stood")
  func grows() throws {
    let path = try folder.write(String(repeating: line, count: 3_000), to: "a.log")
    let skipped = try InputUnit.all(of: [path])[0].forEachDocument { document in
      let handle = try #require(FileHandle(forWritingAtPath: path))
      try handle.seekToEnd()
      try handle.write(contentsOf: Data(line.utf8))
      #expect(document.readWhole(limit: 1 << 30).bytes.count == 3_000 * line.utf8.count)
      #expect(!document.isTruncated)
    }
    #expect(skipped.isEmpty)
  }

  @Test(
    "what a file is decides its first bytes, not its name",
    arguments: [
      ([0x89, 0x50, 0x4E, 0x47, 0x0D], "x.log", SkipReason.image),
      ([0xFF, 0xD8, 0xFF, 0xE0], "x.log", .image),
      (Array("GIF89a...".utf8), "x.log", .image),
      (Array("<?xml version='1.0'?>\n<svg xmlns='x'/>".utf8), "x.txt", .image),
      (Array("JAVA PROFILE 1.0.2\0".utf8), "x.log", .heapDump),
      ([0xCA, 0xFE, 0xBA, 0xBE, 0, 0], "x.log", .binary),
      ([0x7F, 0x45, 0x4C, 0x46, 2, 1], "x", .binary),
      (Array("SQLite format 3\0".utf8), "x", .binary),
      ([UInt8](repeating: 0, count: 100), "x.bin", .binary),
      (Array("%PDF-1.7\n".utf8), "x.log", .unsupportedFormat),
      (Array("Rar!\u{1A}\u{07}\u{01}\u{00}".utf8), "x.zip", .unsupportedFormat),
    ] as [([UInt8], String, SkipReason)])
  func signatures(bytes: [UInt8], name: String, reason: SkipReason) throws {
    try folder.write(bytes, to: name)
    let taken = try take(name)
    #expect(taken.skipped == [name: reason])
    #expect(taken.texts.isEmpty)
  }

  @Test(
    "text with a mark, in colour, behind zeros or in an old encoding is a document",
    arguments: [
      (Array("\u{FEFF}with a mark".utf8), "\u{FEFF}with a mark"),
      ([0x93, 0xFA, 0x96, 0x7B, 0x8C, 0xEA], "日本語"), ([0x63, 0x61, 0x66, 0xE9, 0x0A], "café\n"),
      (Array("plain text".utf8).flatMap { [$0, 0] }, "plain text"),
      (Array("\u{1B}[31mred\u{1B}[0m\n".utf8), "\u{1B}[31mred\u{1B}[0m\n"),
      (
        [UInt8](repeating: 0, count: 4096) + Array("log after a cut\n".utf8),
        String(repeating: "\0", count: 4096) + "log after a cut\n"
      ),
    ] as [([UInt8], String)])
  func texts(bytes: [UInt8], text: String) throws {
    try folder.write(bytes, to: "error.log")
    let taken = try take("error.log")
    #expect(taken.skipped.isEmpty)
    #expect(taken.texts["error.log"] == text)
  }

  @Test("archives are opened whatever their name", arguments: ArchiveFixture.Format.allCases)
  func archives(format: ArchiveFixture.Format) throws {
    let long = String(repeating: line, count: 5_000)
    let bytes = ArchiveFixture.archive(
      format, [.folder("logs"), .file("./logs/error.log", text: long), .file("none", [])])
    try folder.write(bytes, to: "bundle.bin")
    let taken = try take("bundle.bin")
    #expect(taken.texts == ["bundle.bin!/logs/error.log": long])
    #expect(taken.names == ["bundle.bin!/logs/error.log": "logs/error.log"])
    #expect(taken.skipped == ["bundle.bin!/none": .empty])
  }

  @Test("a compressed file is one document under its own path")
  func compressedFiles() throws {
    let long = Array(String(repeating: line, count: 5_000).utf8)
    try folder.write(ArchiveFixture.gzip(long), to: "error.log.gz")
    try folder.write(ArchiveFixture.bzip2(long), to: "error.log.bz2")
    try folder.write(ArchiveFixture.xz(long), to: "error.log.xz")
    let taken = try take("error.log.gz", "error.log.bz2", "error.log.xz")
    #expect(taken.texts.values.allSatisfy { $0.utf8.elementsEqual(long) })
    #expect(
      taken.names == [
        "error.log.gz": "error.log", "error.log.bz2": "error.log", "error.log.xz": "error.log",
      ])
    #expect(taken.skipped.isEmpty)
  }

  @Test("archives are followed three deep, and the fourth is named")
  func nesting() throws {
    let fourth = ArchiveFixture.archive(.zip, [.file("deep.log", text: line)])
    let third = ArchiveFixture.archive(
      .sevenZip, [.file("c.log", text: line), .file("4.zip", fourth)])
    let second = ArchiveFixture.archive(
      .tarGzip, [.file("b.log", text: line), .file("3.7z", third), .file("z.log", text: line)])
    let first = ArchiveFixture.archive(
      .zip, [.file("2.tgz", second), .file("a.log.gz", ArchiveFixture.gzip(Array(line.utf8)))])
    try folder.write(first, to: "1.zip")
    let taken = try take("1.zip")
    #expect(
      taken.order == [
        "1.zip!/2.tgz!/b.log", "1.zip!/2.tgz!/3.7z!/c.log", "1.zip!/2.tgz!/z.log",
        "1.zip!/a.log.gz",
      ])
    #expect(taken.skipped == ["1.zip!/2.tgz!/3.7z!/4.zip": .tooDeep])
  }

  @Test("Java archives are passed over, content packages are opened")
  func javaArchives() throws {
    let manifest = ArchiveFixture.Member.file(
      "META-INF/MANIFEST.MF", text: "Manifest-Version: 1.0\n")
    let jar = ArchiveFixture.archive(
      .zip, [manifest, .file("a/B.class", [0xCA, 0xFE, 0xBA, 0xBE])])
    let package = ArchiveFixture.archive(
      .zip,
      [
        manifest, .file("META-INF/vault/properties.xml", text: "<p/>"),
        .file("jcr_root/x.json", text: "{}"),
      ])
    try folder.write(jar, to: "in/bundle.jar")
    try folder.write(jar, to: "in/renamed.zip")
    try folder.write(package, to: "in/package.zip")
    try folder.write(
      ArchiveFixture.archive(.zip, [.file("in.jar", jar), .file("p.zip", package)]), to: "in/z.zip")
    let taken = try take("in")
    #expect(
      taken.skipped == [
        "in/bundle.jar": .javaArchive, "in/renamed.zip": .javaArchive,
        "in/z.zip!/in.jar": .javaArchive,
      ])
    #expect(taken.texts["in/package.zip!/jcr_root/x.json"] == "{}")
    #expect(taken.texts["in/z.zip!/p.zip!/jcr_root/x.json"] == "{}")
  }

  @Test("the stores of a repository are passed over")
  func repository() throws {
    try folder.write("%PDF-1", to: "crx-quickstart/repository/datastore/ab/cd/abcd")
    let segment = ArchiveFixture.archive(
      .tar, [.file("3b0be34b-2a63-4f8d-a05c-5a56bd4e7a4f.0fba7d5e", [0, 1, 2])])
    try folder.write(segment, to: "crx-quickstart/repository/segmentstore/data00000a.tar")
    let taken = try take("crx-quickstart")
    #expect(
      taken.skipped == [
        "crx-quickstart/repository/datastore": .binary,
        "crx-quickstart/repository/segmentstore/data00000a.tar": .binary,
      ])
  }

  @Test(
    "members that would leave their folder, links and devices are named, never read",
    arguments: [
      "../evil.log", "/etc/evil.log", "a/../../evil.log", "C:\\evil.log", "a\\..\\evil.log",
    ])
  func unsafePaths(name: String) throws {
    let bytes = ArchiveFixture.archive(
      .tar,
      [
        .file(name, text: line), .symbolicLink("link", to: "/etc/passwd"),
        .file("ok.log", text: line),
      ])
    try folder.write(bytes, to: "a.tar")
    let taken = try take("a.tar")
    #expect(taken.order == ["a.tar!/ok.log"])
    #expect(taken.skipped == ["a.tar!/\(name)": .unsafePath, "a.tar!/link": .symbolicLink])
  }

  @Test("encrypted members are named, the others read")
  func encrypted() throws {
    try folder.write(
      ArchiveFixture.archive(.zip, [.file("a.log", text: line)], password: "p"), to: "a.zip")
    let inner = ArchiveFixture.archive(.zip, [.file("b.log", text: line)], password: "p")
    try folder.write(
      ArchiveFixture.archive(.tar, [.file("in.zip", inner), .file("c.log", text: line)]),
      to: "b.tar")
    let taken = try take("a.zip", "b.tar")
    #expect(taken.skipped == ["a.zip!/a.log": .encrypted, "b.tar!/in.zip!/b.log": .encrypted])
    #expect(taken.order == ["b.tar!/c.log"])
  }

  @Test("what stands before the damage of a gzip file counts, however small the file")
  func truncatedGzip() throws {
    var random = SplitMix64(seed: 9)
    let text = (0..<200).map { _ in "\(UInt64.random(in: 0...9_999_999, using: &random)) \(line)" }
      .joined()
    let whole = ArchiveFixture.gzip(Array(text.utf8))
    try folder.write(Array(whole.dropLast(200)), to: "error.log.gz")
    let taken = try take("error.log.gz")
    let read = try #require(taken.texts["error.log.gz"])
    #expect(read.utf8.count > 1_000 && text.hasPrefix(read))
    #expect(taken.truncated == ["error.log.gz"])
    #expect(taken.skipped == ["error.log.gz": .damaged])
  }

  @Test(
    "members before the damage of an archive count, and the archive is named",
    arguments: [ArchiveFixture.Format.zip, .tar, .tarGzip])
  func truncatedArchives(format: ArchiveFixture.Format) throws {
    var random = SplitMix64(seed: 10)
    let noise = (0..<100_000).map { _ in UInt8.random(in: 32..<127, using: &random) }
    let inner = ArchiveFixture.archive(format, [.file("a.log", text: line), .file("b.log", noise)])
    let cut = Array(inner[..<(inner.count / 2)])
    try folder.write(cut, to: "cut")
    try folder.write(
      ArchiveFixture.archive(.tar, [.file("cut", cut), .file("ok.log", text: line)]),
      to: "outer.tar")
    let taken = try take("cut", "outer.tar")
    #expect(taken.texts["cut!/a.log"] == line)
    #expect((taken.texts["cut!/b.log"]?.utf8.count ?? 0) > 10_000)
    #expect(taken.texts["outer.tar!/ok.log"] == line)
    #expect(taken.truncated == ["cut!/b.log", "outer.tar!/cut!/b.log"])
    #expect(taken.skipped == ["cut": .damaged, "outer.tar!/cut": .damaged])
  }

  @Test(
    "a bomb is stopped by its ratio, and named with the file that holds it",
    arguments: [ArchiveFixture.Format.zip, .tarGzip, .sevenZip])
  func bomb(format: ArchiveFixture.Format) throws {
    var limits = IntakeLimits()
    limits.ratioFloor = 1 << 20
    let bytes = ArchiveFixture.archive(
      format,
      [.file("a.log", [UInt8](repeating: 0x61, count: 20 << 20)), .file("b.log", text: line)])
    try folder.write(bytes, to: "bomb")
    let taken = try take("bomb", within: limits)
    #expect(taken.skipped["bomb"] == .ratioTooHigh)
    #expect((taken.texts["bomb!/a.log"]?.utf8.count ?? 0) <= bytes.count * 200 + (1 << 20))
    #expect(taken.texts["bomb!/b.log"] == nil)
    // Small files are never taken for bombs.
    #expect(try take("bomb").skipped.isEmpty)
  }

  @Test("limits on members, bytes and files hold and are said")
  func limits() throws {
    let members = (0..<10).map { ArchiveFixture.Member.file("\($0).log", text: line) }
    try folder.write(ArchiveFixture.archive(.zip, members), to: "many.zip")
    var limits = IntakeLimits()
    limits.members = 4
    let few = try take("many.zip", within: limits)
    #expect(few.order.count == 4)
    #expect(few.skipped == ["many.zip": .tooManyMembers])

    limits = IntakeLimits()
    limits.expandedBytes = 100
    let small = try take("many.zip", within: limits)
    #expect(small.skipped["many.zip"] == .expandsTooFar)

    for index in 0..<10 { try folder.write(line, to: "in/\(index / 3)/\(index).log") }
    limits = IntakeLimits()
    limits.files = 5
    let listed = try take("in", within: limits)
    #expect(listed.order.count == 5)
    #expect(listed.skipped == ["in/1": .tooManyMembers])
  }

  @Test("a recognised archive that makes no sense is damaged, one without members is empty")
  func broken() throws {
    try folder.write(Array("PK\u{3}\u{4} and nothing like it, for a long while".utf8), to: "a.zip")
    try folder.write([0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18), to: "b.zip")
    try folder.write([0x1F, 0x8B, 8, 0, 0], to: "c.gz")
    let taken = try take("a.zip", "b.zip", "c.gz")
    #expect(taken.skipped == ["a.zip": .damaged, "b.zip": .empty, "c.gz": .damaged])
    #expect(taken.texts.isEmpty)
  }

  @Test("a document that is read in part or not at all does not disturb the next")
  func partialReading() throws {
    let long = String(repeating: line, count: 20_000)
    let bytes = ArchiveFixture.archive(
      .tarGzip,
      [.file("a.log", text: long), .file("b.log", text: long), .file("c.log", text: line)])
    let path = try folder.write(bytes, to: "a.tgz")
    var heads: [Int] = []
    let skipped = try InputUnit.all(of: [path])[0].forEachDocument { document in
      heads.append(document.head.count)
      if heads.count == 2 { #expect(document.readWhole(limit: 70_000).bytes.count == 70_000) }
    }
    #expect(heads == [65_536, 65_536, line.utf8.count])
    #expect(skipped.isEmpty)
  }

  @Test("what the visitor throws comes out")
  func visitorThrows() throws {
    struct Stop: Error {}
    let path = try folder.write(ArchiveFixture.archive(.zip, [.file("a", text: line)]), to: "a.zip")
    #expect(throws: Stop.self) {
      try InputUnit.all(of: [path])[0].forEachDocument { _ in throw Stop() }
    }
  }

  @Test("flipped bytes never crash and never hang", arguments: 0..<60 as Range<UInt64>)
  func hostile(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let inner = ArchiveFixture.archive(
      .allCases.randomElement(using: &random)!,
      [.file("a.log", text: line), .file("b", text: line)])
    var bytes = ArchiveFixture.archive(
      .allCases.randomElement(using: &random)!, [.file("in", inner), .file("c.log", text: line)])
    for _ in 0..<Int.random(in: 1...10, using: &random) {
      bytes[Int.random(in: bytes.indices, using: &random)] = .random(in: 0...255, using: &random)
    }
    try folder.write(bytes, to: "hostile")
    _ = try take("hostile")
  }
}
