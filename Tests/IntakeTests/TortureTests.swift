import ArchiveFixtures
import Foundation
import Model
import TestSupport
import Testing

@testable import Intake

/// Input that is large or odd in a way that breaks readers.
struct TortureTests {
  let folder = try! TemporaryFolder()

  @Test("a line of 60 MB comes through whole, plain and in old encodings")
  func longLine() throws {
    let count = 60 << 20
    for (byte, encoding) in [(UInt8(ascii: "x"), TextEncoding.utf8), (0xE9, .latin1)] {
      let path = try folder.write(
        [UInt8](repeating: UInt8(ascii: "x"), count: count) + [byte, 0x0A], to: "a.log")
      let skipped = try InputUnit.all(of: [path])[0].forEachDocument { document in
        var buffer = [UInt8](repeating: 0, count: 2 << 20)
        var total = 0
        while case let read = document.read(into: &buffer), read > 0 { total += read }
        #expect(total == count + 2 + (byte == 0xE9 ? 1 : 0))
        #expect(document.encoding == encoding)
        #expect(document.invalidBytes == 0)
      }
      #expect(skipped.isEmpty)
    }
  }

  @Test("zeros in a log are given as they are")
  func zeros() throws {
    let line = "06.06.2019 14:26:13.443 *INFO* [main] a.B hello"
    let text = Array("\(line)\0\0\(line)\n".utf8) + [UInt8](repeating: 0, count: 100_000)
    let path = try folder.write(text, to: "error.log")
    _ = try InputUnit.all(of: [path])[0].forEachDocument { document in
      #expect(document.readWhole(limit: 1 << 20).bytes == text)
    }
  }

  @Test("a folder of many thousands of files is listed in order")
  func manyFiles() throws {
    for index in 0..<5_000 {
      let name = folder.path("\(index)")
      #expect(FileManager.default.createFile(atPath: name, contents: nil))
    }
    let units = InputUnit.all(of: [folder.url.path])
    #expect(units.count == 5_000)
    #expect(
      units.map(\.path) == units.map(\.path).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  @Test("a bomb of many layers ends at the first limit")
  func layeredBomb() throws {
    var limits = IntakeLimits()
    limits.expandedBytes = 10 << 20
    var bytes = [UInt8](repeating: 0x61, count: 30 << 20)
    for level in 0..<3 {
      bytes = ArchiveFixture.archive(
        .zip, (0..<3).map { .file("\(level)-\($0)", bytes) })
    }
    let path = try folder.write(bytes, to: "bomb.zip")
    var read = 0
    let skipped = try InputUnit.all(of: [path])[0].forEachDocument(within: limits) { document in
      read += document.readWhole(limit: 1 << 30).bytes.count
    }
    #expect(read <= 10 << 20)
    #expect(skipped.contains { $0.path == path && $0.reason == .expandsTooFar })
  }
}
