import ArchiveFixtures
import TestSupport
import Testing
import ZlibKit

struct GzipReaderTests {
  private func expand(
    _ bytes: [UInt8], piece: Int = 4096, chunk: Int = 10_000
  ) -> (bytes: [UInt8], failure: (any Error)?) {
    var position = 0
    let reader = GzipReader { buffer in
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

  @Test("expands to the same bytes however the input is cut", arguments: [1, 5, 4096, 1 << 17])
  func roundTrip(piece: Int) {
    let content = text(200_000, seed: 1)
    let result = expand(ArchiveFixture.gzip(content), piece: piece, chunk: piece + 3)
    #expect(result.bytes == content)
    #expect(result.failure == nil)
  }

  @Test("several files in a row are one, and zeros behind them are padding")
  func manyFiles() {
    let parts: [[UInt8]] = [text(10, seed: 2), [], text(70_000, seed: 3)]
    let bytes = Array(parts.map { ArchiveFixture.gzip($0) }.joined()) + [0, 0, 0]
    let result = expand(bytes, piece: 7)
    #expect(result.bytes == Array(parts.joined()))
    #expect(result.failure == nil)
  }

  @Test("every byte before the cut is given, even of a small file", arguments: [30, 200, 1_000])
  func truncated(kept: Int) {
    let content = text(2_000, seed: 4)
    let result = expand(Array(ArchiveFixture.gzip(content)[..<kept]))
    #expect(result.failure as? GzipReader.Failure == .truncated)
    #expect(content.starts(with: result.bytes))
    if kept > 100 { #expect(result.bytes.count >= kept) }
  }

  @Test("garbage behind the last file, and a wrong checksum, are damage after the content")
  func damaged() {
    let content = text(5_000, seed: 5)
    let good = ArchiveFixture.gzip(content)
    let garbage = expand(good + Array("garbage".utf8))
    #expect(garbage.bytes == content)
    #expect(garbage.failure != nil)
    var wrong = good
    wrong[wrong.count - 6] ^= 1
    #expect(expand(wrong).bytes == content)
    #expect(expand(wrong).failure as? GzipReader.Failure == .damaged("incorrect data check"))
  }

  @Test("flipped bytes never crash and never hang", arguments: 0..<50 as Range<UInt64>)
  func hostile(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var bytes = ArchiveFixture.gzip(text(3_000, seed: seed))
    for _ in 0..<5 {
      bytes[Int.random(in: bytes.indices, using: &random)] ^= UInt8.random(
        in: 1...255, using: &random)
    }
    _ = expand(bytes, piece: Int.random(in: 1...500, using: &random))
  }
}
