import TestSupport
import Testing
import VectorscanKit

@testable import Matching

@Suite("Literal scanners")
struct LiteralScannerTests {
  /// A place where a literal ends.
  struct Hit: Hashable, Comparable {
    var end: Int
    var literal: Int

    static func < (left: Hit, right: Hit) -> Bool {
      (left.end, left.literal) < (right.end, right.literal)
    }
  }

  func hits(of database: any LiteralDatabase, in bytes: [UInt8], range: Range<Int>) throws -> [Hit]
  {
    var hits: [Hit] = []
    try database.makeScanner().scan(bytes, in: range) { hits.append(Hit(end: $1, literal: $0)) }
    return hits.sorted()
  }

  func naiveHits(of literals: [[UInt8]], in bytes: [UInt8], range: Range<Int>) -> [Hit] {
    var hits: [Hit] = []
    for end in range.lowerBound...range.upperBound {
      for (number, literal) in literals.enumerated()
      where end - range.lowerBound >= literal.count
        && bytes[end - literal.count..<end].elementsEqual(literal)
      {
        hits.append(Hit(end: end, literal: number))
      }
    }
    return hits.sorted()
  }

  @Test(
    "both engines agree with a naive search on random bytes", arguments: 0..<200 as Range<UInt64>)
  func agreeWithNaiveSearch(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let alphabet = UInt8.random(in: 1...3, using: &random)
    func bytes(_ lengths: ClosedRange<Int>) -> [UInt8] {
      (0..<Int.random(in: lengths, using: &random)).map { _ in
        UInt8.random(in: 1...alphabet + 1, using: &random)
      }
    }
    let literals = Array(Set((0..<6).map { _ in bytes(1...6) })).sorted {
      $0.lexicographicallyPrecedes($1)
    }
    let haystack = bytes(0...300)
    let lower = Int.random(in: 0...haystack.count, using: &random)
    let range = lower..<haystack.count
    let naive = naiveHits(of: literals, in: haystack, range: range)
    #expect(try hits(of: AhoCorasick(literals: literals), in: haystack, range: range) == naive)
    let vectorscan = try VectorscanDatabase(compiling: literals)
    #expect(try hits(of: vectorscan, in: haystack, range: range) == naive)
    let restored = try VectorscanDatabase(serialized: vectorscan.serialized())
    #expect(try hits(of: restored, in: haystack, range: range) == naive)
  }

  @Test("the automaton knows all 256 bytes apart")
  func allBytes() throws {
    let literals = (0...255).map { [UInt8($0), UInt8(255 - $0)] }
    let haystack = (0...255).flatMap { [UInt8($0), UInt8(255 - $0)] }
    let range = 0..<haystack.count
    #expect(
      try hits(of: AhoCorasick(literals: literals), in: haystack, range: range)
        == naiveHits(of: literals, in: haystack, range: range))
  }

  @Test("bytes that are no database are refused")
  func refusesForeignBytes() {
    #expect(throws: VectorscanError.self) {
      try VectorscanDatabase(serialized: Array("not a database".utf8))
    }
    #expect(throws: VectorscanError.self) { try VectorscanDatabase(compiling: [[]]) }
  }
}
