import Model
import TestSupport
import Testing

@testable import Matching

/// Records that start at lines beginning with `#`.
private struct HashBoundaries: RecordBoundaries {
  func startsRecord(atLine lineStart: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    lineStart < bytes.count && bytes[lineStart] == UInt8(ascii: "#")
  }
}

@Suite("Signature scanner")
struct SignatureScannerTests {
  private func matches(
    _ signatures: [TextSignature], in text: String, engine: SignatureSet.Engine = .fastest
  ) throws -> [SignatureMatch] {
    let bytes = Array(text.utf8)
    let set = try SignatureSet(signatures, engine: engine)
    let scanner = try SignatureScanner(set)
    var matches: [SignatureMatch] = []
    try scanner.scan(
      bytes, in: 0..<bytes.count, boundaries: HashBoundaries(),
      wanted: [Bool](repeating: true, count: signatures.count)
    ) { matches.append($0) }
    return matches
  }

  private func records(_ matches: [SignatureMatch], in text: String) -> [String] {
    matches.map { match in
      let record = Array(text.utf8)[match.record]
      return "\(match.signature):\(String(decoding: record, as: UTF8.self))"
    }
  }

  @Test("reports each record once for each signature, continuation lines included")
  func reportsRecordsOnce() throws {
    let text = "#one foo\n  foo again\n#two bar\n#three foo\nbar\n"
    let found = try matches(
      [TextSignature(all: ["foo"]), TextSignature(all: ["bar", "foo"])], in: text)
    #expect(
      records(found, in: text) == [
        "0:#one foo\n  foo again\n", "0:#three foo\nbar\n", "1:#three foo\nbar\n",
      ])
  }

  @Test("asks for all, any and none of the literals within one record")
  func literalDemands() throws {
    let text = "#a1 b1\n#a1 b2 c\n#a1\n#b1 a1 d\n"
    let signature = TextSignature(all: ["#a1"], any: [" b1", " b2"], none: [" c"])
    #expect(try records(matches([signature], in: text), in: text) == ["0:#a1 b1\n"])
  }

  @Test("captures by name, in offsets of the buffer")
  func captures() throws {
    let text = "#x\n#took 12 ms\n"
    let found = try matches([TextSignature(pattern: "took (?<time>\\d+) ms")], in: text)
    let capture = try #require(found.first?.captures["time"])
    #expect(String(decoding: Array(text.utf8)[capture], as: UTF8.self) == "12")
  }

  @Test("refuses a signature that nothing anchors")
  func refusesUnanchored() {
    #expect(throws: SignatureError.noAnchor(1)) {
      try SignatureSet([TextSignature(all: ["fine"]), TextSignature(pattern: "\\d+")])
    }
  }

  @Test("counts patterns that hit their limits instead of hanging")
  func limits() throws {
    let text = "#start " + String(repeating: "a", count: 5_000) + "\n"
    let bytes = Array(text.utf8)
    let scanner = try SignatureScanner(
      SignatureSet([TextSignature(all: ["start"], pattern: "(a+)+(a+)+(?:b|c)")]))
    try scanner.scan(bytes, in: 0..<bytes.count, boundaries: HashBoundaries(), wanted: [true]) {
      _ in Issue.record("nothing can match")
    }
    #expect(scanner.exceeded == [0: 1])
  }

  @Test("agrees with a naive search over records", arguments: 0..<300 as Range<UInt64>)
  func agreesWithNaiveSearch(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let words = ["#", "\n", "foo", "bar", "baz", "fo", " "]
    let text = "#" + (0..<60).map { _ in words.randomElement(using: &random) ?? "" }.joined()
    func some() -> [String] {
      ["foo", "bar", "baz", "foob"].filter { _ in Bool.random(using: &random) }
    }
    let signatures = (0..<4).map { _ in TextSignature(all: ["foo"], any: some(), none: some()) }
    var records: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("#") || records.isEmpty {
        records.append(String(line))
      } else {
        records[records.count - 1] += "\n" + line
      }
    }
    var naive: Set<String> = []
    var offset = 0
    for record in records {
      for (number, signature) in signatures.enumerated()
      where signature.all.allSatisfy(record.contains)
        && (signature.any.isEmpty || signature.any.contains(where: record.contains))
        && !signature.none.contains(where: record.contains)
      {
        naive.insert("\(number)@\(offset)")
      }
      offset += record.utf8.count + 1
    }
    for engine in [SignatureSet.Engine.fastest, .ahoCorasick] {
      let found = try matches(signatures, in: text, engine: engine)
      #expect(Set(found.map { "\($0.signature)@\($0.record.lowerBound)" }) == naive)
      #expect(found.count == naive.count)
    }
  }
}
