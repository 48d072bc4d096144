import Model
import TestSupport
import Testing

@testable import Matching

@Suite("Anchors")
struct AnchorTests {
  private struct Lines: RecordBoundaries {
    func startsRecord(atLine lineStart: Int, in bytes: borrowing Span<UInt8>) -> Bool { true }
  }

  @Test(
    "are the rarest of the literals that must stand there",
    arguments: [
      // Longer, but every start of an instance writes these words a thousand times.
      (TextSignature(all: ["Service REGISTERED from Bundle", "lockfile"]), ["lockfile"]),
      (TextSignature(all: ["com.day.cq.Service", "cannot lock"]), ["cannot lock"]),
      (
        TextSignature(all: ["REGISTERED"], any: ["index corrupt", "Service for config"]),
        ["index corrupt", "Service for config"]
      ),
      (
        TextSignature(pattern: "TarMK GC #\\d+: compaction cancelled"), [": compaction cancelled"]
      ),
      (
        TextSignature(pattern: "of resource bundle service \\d+ (?:was) quarantined"),
        [" quarantined"]
      ),
    ])
  func areRarest(signature: TextSignature, anchors: [String]) {
    #expect(signature.anchors == anchors)
  }

  @Test(
    "are searched for up to where they end as no ordinary word does",
    arguments: [
      ("short", "short"),
      ("Cannot derive user name for bundle", "Cannot d"),
      // What makes it rare comes last.
      ("org.apache.sling.Xylophone", "org.apache.sling.Xylo"),
      ("Service REGISTERED from Bundle", "Service REGISTERED"),
      ("クライアント", "クライアント"),
    ])
  func searchedPart(literal: String, part: String) {
    let found = OrdinaryWords.searchedPart(of: Array(literal.utf8))
    #expect(literal.utf8.starts(with: found))
    #expect(String(decoding: found, as: UTF8.self).hasPrefix(part))
  }

  @Test("may be none of those that show a match")
  func matchIsShownByTellingLiteral() throws {
    let signature = TextSignature(all: ["Service REGISTERED from Bundle", "lockfile"])
    #expect(signature.telling == ["Service REGISTERED from Bundle"])
    let bytes = Array("a\nlockfile of Service REGISTERED from Bundle 3\n".utf8)
    let scanner = try SignatureScanner(SignatureSet([signature]))
    var shown: [String] = []
    try scanner.scan(bytes, in: 0..<bytes.count, boundaries: Lines(), wanted: [true]) { match in
      shown.append(String(decoding: bytes[match.match], as: UTF8.self))
      return true
    }
    #expect(shown == ["Service REGISTERED from Bundle"])
  }

  @Test("that were compiled for other signatures are not used")
  func compiledLiteralsOfOthers() throws {
    let compiled = try SignatureSet([TextSignature(all: ["foo"])]).compiledLiterals()
    let set = try SignatureSet([TextSignature(all: ["bar"])], compiledLiterals: compiled)
    let bytes = Array("foo bar\n".utf8)
    var ends: [Int] = []
    try set.makeLiteralScanner()?.scan(bytes, in: 0..<bytes.count) { ends.append($1) }
    #expect(ends == [7])
  }

  @Test("are found again from the back", arguments: 0..<200 as Range<UInt64>)
  func lastOffset(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let choices: [UInt8] = [0x0A, 0x0B, 0x8A, 0x00, 0x09, 0xFF]
    let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
      choices.randomElement(using: &random) ?? 0
    }
    let start = Int.random(in: 0...bytes.count, using: &random)
    let end = Int.random(in: start...bytes.count, using: &random)
    #expect(bytes.lastOffset(of: 0x0A, in: start..<end) == bytes[start..<end].lastIndex(of: 0x0A))
  }
}
