import ArchiveFixtures
import ArchiveKit
import TestSupport
import Testing

/// Everything that is in an archive, with the errors met on the way.
struct Unpacked {
  var names: [String] = []
  var kinds: [ArchiveEntry.Kind] = []
  var contents: [String: [UInt8]] = [:]
  var errors: [ArchiveError] = []

  init(_ reader: ArchiveReader, chunk: Int = 1000) {
    while errors.count < 10 {
      do {
        guard let entry = try reader.nextEntry() else { return }
        names.append(entry.path)
        kinds.append(entry.kind)
        contents[entry.path] = []
        var buffer = [UInt8](repeating: 0, count: chunk)
        while case let count = try reader.read(into: &buffer), count > 0 {
          contents[entry.path]?.append(contentsOf: buffer[..<count])
        }
      } catch let error as ArchiveError {
        errors.append(error)
      } catch {
        Issue.record(error)
        return
      }
    }
  }
}

/// Hands out bytes in pieces of a given size.
func pieces(of bytes: [UInt8], size: Int) -> ArchiveReader.ByteSource {
  var position = 0
  return { buffer in
    let count = min(size, buffer.count, bytes.count - position)
    buffer.replaceSubrange(..<count, with: bytes[position..<position + count])
    position += count
    return count
  }
}

func noise(_ count: Int, seed: UInt64) -> [UInt8] {
  var random = SplitMix64(seed: seed)
  return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
}

struct ArchiveReaderTests {
  let folder = try! TemporaryFolder()

  @Test(
    "members come back in order, byte for byte, from a file and from a source of bytes",
    arguments: ArchiveFixture.Format.allCases, [1, 7, 100_000])
  func roundTrip(format: ArchiveFixture.Format, chunk: Int) throws {
    let long = noise(300_000, seed: 1)
    let bytes = ArchiveFixture.archive(
      format,
      [
        .folder("logs"), .file("logs/error.log", long), .file("empty.txt", []),
        .file("a", text: "x"),
      ])
    let readSize = max(chunk, 64)
    let file = Unpacked(
      try ArchiveReader(path: folder.write(bytes, to: "archive")), chunk: readSize)
    #expect(file.contents["logs/error.log"] == long)
    #expect(file.contents["a"] == Array("x".utf8))
    #expect(file.contents["empty.txt"] == [])
    #expect(file.errors.isEmpty)
    #expect(file.kinds.filter { $0 == .folder }.count == 1)

    // 7-Zip keeps its list at the end: without seeking it cannot be read.
    guard format != .sevenZip else { return }
    let stream = Unpacked(
      try ArchiveReader(source: pieces(of: bytes, size: chunk)), chunk: readSize)
    #expect(stream.contents == file.contents)
    #expect(stream.names == file.names)
    #expect(stream.errors.isEmpty)
  }

  @Test("a single compressed file is one member, also when it is several gzip files in a row")
  func compressedFiles() throws {
    let content = noise(200_000, seed: 2)
    let joined =
      ArchiveFixture.gzip(Array(content[..<50_000]))
      + ArchiveFixture.gzip(Array(content[50_000...]))
    for bytes in [joined, ArchiveFixture.bzip2(content), ArchiveFixture.xz(content)] {
      let reader = try ArchiveReader(layout: .compressedFile, source: pieces(of: bytes, size: 4096))
      #expect(Unpacked(reader).contents == ["data": content])
    }
  }

  @Test("names outside ASCII survive whatever the locale, and broken ones are repaired")
  func names() throws {
    let tar = ArchiveFixture.archive(.tar, [.file("日本語/é.log", text: "x")])
    #expect(Unpacked(try ArchiveReader(source: pieces(of: tar, size: 512))).names == ["日本語/é.log"])
    var broken = tar
    broken = ArchiveFixture.archive(.zip, [.file("name-é.log", text: "x")])
    for index in broken.indices.dropLast() where broken[index...].starts(with: "é".utf8) {
      broken[index] = 0xFF
    }
    let repaired = Unpacked(try ArchiveReader(source: pieces(of: broken, size: 512))).names
    #expect(repaired.count == 1)
    #expect(repaired.first?.hasPrefix("name-\u{FFFD}") == true)
  }

  @Test("a zip that claims UTF-8 names gives them under the C locale")
  func flaggedNames() throws {
    // Local header, method stored, flag bit 11, name “é”, no content.
    var bytes: [UInt8] = [0x50, 0x4B, 3, 4, 20, 0, 0, 8] + [UInt8](repeating: 0, count: 18)
    bytes += [2, 0, 0, 0, 0xC3, 0xA9]
    // The end of a central directory that lists nothing.
    bytes += [0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18)
    #expect(Unpacked(try ArchiveReader(source: pieces(of: bytes, size: 512))).names == ["é"])
  }

  @Test("links are told from files")
  func links() throws {
    let bytes = ArchiveFixture.archive(
      .tar, [.file("a", text: "x"), .symbolicLink("b", to: "/etc/passwd")])
    #expect(
      Unpacked(try ArchiveReader(source: pieces(of: bytes, size: 512))).kinds == [
        .file, .symbolicLink,
      ])
  }

  @Test("an encrypted member is told apart, and the plain reading of others goes on")
  func encrypted() throws {
    let bytes = ArchiveFixture.archive(
      .zip, [.file("secret", text: "x"), .file("more", text: "y")], password: "p")
    let unpacked = Unpacked(try ArchiveReader(path: folder.write(bytes, to: "zip")))
    #expect(unpacked.names == ["secret", "more"])
    #expect(unpacked.errors.map(\.kind) == [.encrypted, .encrypted])
    #expect(unpacked.errors.allSatisfy { !$0.isFatal })
  }

  @Test(
    "what stands before the end of a truncated archive is given",
    arguments: [ArchiveFixture.Format.zip, .tar, .tarGzip])
  func truncated(format: ArchiveFixture.Format) throws {
    let first = noise(100_000, seed: 3)
    let bytes = ArchiveFixture.archive(
      format, [.file("first", first), .file("second", noise(100_000, seed: 4))])
    let path = try folder.write(Array(bytes[..<(bytes.count * 4 / 5)]), to: "cut")
    let unpacked = Unpacked(try ArchiveReader(path: path))
    #expect(unpacked.contents["first"] == first)
    #expect((unpacked.contents["second"]?.count ?? 0) > 0)
    #expect(unpacked.errors.map(\.kind) == [.truncated])
  }

  @Test("bytes that are no archive, and a file that is not there, are told apart")
  func notAnArchive() throws {
    let path = try folder.write("only words\n", to: "words.zip")
    #expect(throws: ArchiveError.self) { try ArchiveReader(path: path).nextEntry() }
    let error = #expect(throws: ArchiveError.self) {
      try ArchiveReader(path: folder.path("absent.zip"))
    }
    #expect(error?.kind == .unreadable)
  }

  @Test("an error of the source comes out as it is")
  func failingSource() throws {
    struct Lost: Error {}
    let bytes = ArchiveFixture.archive(.tar, [.file("a", noise(500_000, seed: 5))])
    var supplied = 0
    #expect(throws: Lost.self) {
      let whole = pieces(of: bytes, size: 10_000)
      let reader = try ArchiveReader { buffer in
        supplied += 1
        if supplied > 5 { throw Lost() }
        return try whole(&buffer)
      }
      _ = try reader.nextEntry()
      var buffer = [UInt8](repeating: 0, count: 1 << 20)
      while try reader.read(into: &buffer) > 0 {}
    }
  }

  @Test("flipped bytes never crash and never hang", arguments: 0..<60 as Range<UInt64>)
  func hostile(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let format = ArchiveFixture.Format.allCases.randomElement(using: &random)!
    var bytes = ArchiveFixture.archive(
      format,
      [
        .file("a", noise(2_000, seed: seed)),
        .file("b", text: String(repeating: "b", count: 5_000)),
      ])
    for _ in 0..<Int.random(in: 1...20, using: &random) {
      bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(
        in: 0...255, using: &random)
    }
    let path = try folder.write(bytes, to: "hostile")
    if let reader = try? ArchiveReader(path: path) { _ = Unpacked(reader) }
    if let reader = try? ArchiveReader(source: pieces(of: bytes, size: 333)) {
      _ = Unpacked(reader)
    }
  }
}
