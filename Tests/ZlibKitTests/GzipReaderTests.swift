import ArchiveFixtures
import TestSupport
import Testing

@testable import ZlibKit

/// The libraries that may be at work; the faster one where it is installed.
enum Library: CaseIterable {
  case zlib, isal

  var inflater: (any Inflater)? {
    switch self {
    case .zlib: ZlibInflater()
    case .isal: ISALInflater()
    }
  }
}

struct GzipReaderTests {
  private func expand(
    _ bytes: [UInt8], with library: Library, piece: Int = 4096, chunk: Int = 10_000
  ) -> (bytes: [UInt8], failure: (any Error)?) {
    var position = 0
    let reader = GzipReader(library.inflater ?? ZlibInflater()) { buffer in
      let count = min(piece, buffer.count, bytes.count - position)
      buffer.replaceSubrange(..<count, with: bytes[position..<position + count])
      position += count
      return count
    }
    var expanded: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: chunk)
    do {
      while case let count = try reader.read(into: &buffer, at: 3), count > 0 {
        expanded += buffer[3..<3 + count]
      }
    } catch {
      return (expanded, error)
    }
    return (expanded, nil)
  }

  private func text(_ count: Int, seed: UInt64) -> [UInt8] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { _ in UInt8.random(in: 97...110, using: &random) }
  }

  @Test(
    "expands to the same bytes however the input is cut", arguments: [1, 5, 4096, 1 << 17],
    Library.allCases)
  func roundTrip(piece: Int, library: Library) {
    let content = text(200_000, seed: 1)
    let result = expand(ArchiveFixture.gzip(content), with: library, piece: piece, chunk: piece + 3)
    #expect(result.bytes == content)
    #expect(result.failure == nil)
  }

  @Test(
    "several files in a row are one, and zeros behind them are padding", arguments: Library.allCases
  )
  func manyFiles(library: Library) {
    let parts: [[UInt8]] = [text(10, seed: 2), [], text(70_000, seed: 3)]
    let bytes = Array(parts.map { ArchiveFixture.gzip($0) }.joined()) + [0, 0, 0]
    let result = expand(bytes, with: library, piece: 7)
    #expect(result.bytes == Array(parts.joined()))
    #expect(result.failure == nil)
  }

  @Test(
    "every byte before the cut is given, even of a small file", arguments: [30, 200, 1_000],
    Library.allCases)
  func truncated(kept: Int, library: Library) {
    let content = text(2_000, seed: 4)
    let result = expand(Array(ArchiveFixture.gzip(content)[..<kept]), with: library)
    #expect(result.failure as? GzipReader.Failure == .truncated)
    #expect(content.starts(with: result.bytes))
    if kept > 100 { #expect(result.bytes.count >= kept) }
  }

  @Test(
    "garbage behind the last file, and a wrong checksum, are damage after the content",
    arguments: Library.allCases)
  func damaged(library: Library) {
    let content = text(5_000, seed: 5)
    let good = ArchiveFixture.gzip(content)
    let garbage = expand(good + Array("garbage".utf8), with: library)
    #expect(garbage.bytes == content)
    #expect(garbage.failure != nil)
    var wrong = good
    wrong[wrong.count - 6] ^= 1
    #expect(expand(wrong, with: library).bytes == content)
    #expect(
      expand(wrong, with: library).failure as? GzipReader.Failure
        == .damaged("incorrect data check"))
  }

  @Test(
    "flipped bytes never crash and never hang", arguments: 0..<50 as Range<UInt64>, Library.allCases
  )
  func hostile(seed: UInt64, library: Library) {
    var random = SplitMix64(seed: seed)
    var bytes = ArchiveFixture.gzip(text(3_000, seed: seed))
    for _ in 0..<5 {
      bytes[Int.random(in: bytes.indices, using: &random)] ^= UInt8.random(
        in: 1...255, using: &random)
    }
    _ = expand(bytes, with: library, piece: Int.random(in: 1...500, using: &random))
  }

  @Test("both libraries give the same, whatever the sizes", arguments: 0..<40 as Range<UInt64>)
  func libraries(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let count = Int.random(in: 0...30_000, using: &random)
      let isFlat = Bool.random(using: &random)
      bytes += ArchiveFixture.gzip(
        isFlat ? [UInt8](repeating: 97, count: count * 10) : text(count, seed: seed))
    }
    if Bool.random(using: &random) { bytes = Array(bytes.dropLast(5)) }
    let piece = Int.random(in: 1...5_000, using: &random)
    let chunk = Int.random(in: 4...20_000, using: &random)
    let zlib = expand(bytes, with: .zlib, piece: piece, chunk: chunk)
    let isal = expand(bytes, with: .isal, piece: piece, chunk: chunk)
    #expect(zlib.bytes == isal.bytes)
    #expect((zlib.failure == nil) == (isal.failure == nil))
  }
}
