import Foundation
import Intake
import Model
import Reading
import TestSupport
import Testing

@testable import Diagnosis

/// Cutting documents into buffers of whole records.
@Suite struct RecordChunksTests {
  @Test("gives the same records whatever the buffers", arguments: 0..<60 as Range<UInt64>)
  func sameRecordsWhateverBuffers(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let bytes = Samples.log(entries: Int.random(in: 0...40, using: &random), using: &random)
    let longest = records(of: bytes).map(\.count).max() ?? 0
    let usual = Int.random(in: 1...300, using: &random)
    let pieces = try cut(bytes, usualSize: usual, largestSize: max(usual, 4 * longest))
    #expect(Array(pieces.map(\.bytes).joined()) == bytes)
    #expect(!pieces.contains { $0.hasCutRecords })
    #expect(pieces.flatMap { records(of: $0.bytes) } == records(of: bytes))
    #expect(pieces.map(\.offset) == offsets(of: pieces))
  }

  @Test("gives every byte even of records that fit no buffer", arguments: 0..<60 as Range<UInt64>)
  func everyByteOfLongRecords(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let bytes = Samples.log(entries: Int.random(in: 1...20, using: &random), using: &random)
    let usual = Int.random(in: 1...40, using: &random)
    let pieces = try cut(bytes, usualSize: usual, largestSize: usual * 4)
    #expect(Array(pieces.map(\.bytes).joined()) == bytes)
    #expect(pieces.map(\.offset) == offsets(of: pieces))
    #expect(pieces.allSatisfy { !$0.bytes.isEmpty })
  }

  @Test("says when a record was too long")
  func saysWhenRecordWasTooLong() throws {
    let header = "20.11.2026 06:14:02.117 *ERROR* [x] a.B message\n"
    let frames = String(repeating: "\tat a.B.c(B.java:1)\n", count: 20)
    let pieces = try cut(Array((header + frames).utf8), usualSize: 64, largestSize: 128)
    #expect(pieces.contains { $0.hasCutRecords })
    // Where no record starts, a line is better than anywhere.
    #expect(pieces.allSatisfy { $0.bytes.last == UInt8(ascii: "\n") })
  }

  @Test("a document without a line end is one piece")
  func documentWithoutLineEnd() throws {
    let pieces = try cut(Array("one".utf8), usualSize: 2, largestSize: 1 << 20)
    #expect(pieces.map(\.bytes) == [Array("one".utf8)])
  }

  private struct Piece {
    var bytes: [UInt8]
    var offset: Int
    var hasCutRecords: Bool
  }

  private func cut(_ bytes: [UInt8], usualSize: Int, largestSize: Int) throws -> [Piece] {
    var pieces: [Piece] = []
    try Samples.withDocument(bytes) { document in
      var chunks = RecordChunks(
        document: document, boundaries: ErrorLogFormat(), usualSize: usualSize,
        largestSize: largestSize)
      while let (piece, offset) = chunks.next({ (Array($0[$1]), $2) }) {
        pieces.append(Piece(bytes: piece, offset: offset, hasCutRecords: chunks.hasCutRecords))
      }
    }
    return pieces
  }

  private func offsets(of pieces: [Piece]) -> [Int] {
    pieces.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.bytes.count) }.dropLast()
  }

  /// The records by the definition: from one header line to the next.
  private func records(of bytes: [UInt8]) -> [[UInt8]] {
    var records: [[UInt8]] = []
    for line in Samples.lines(of: bytes) {
      if records.isEmpty || Samples.isHeader(line) { records.append([]) }
      records[records.count - 1] += line
    }
    return records
  }
}
