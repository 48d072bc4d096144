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
    ) {
      matches.append($0)
      return true
    }
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
      _ in
      Issue.record("nothing can match")
      return true
    }
    #expect(scanner.exceeded == [0: 1])
  }

  @Test("a match that is turned down leads to the next in the record, until one counts")
  func turnedDown() throws {
    let bytes = Array("#id=1 id=2 id=3\n#id=4\n#id=5 id=2\n".utf8)
    let scanner = try SignatureScanner(SignatureSet([TextSignature(pattern: "id=(?<id>\\d)")]))
    var offered: [String] = []
    try scanner.scan(bytes, in: 0..<bytes.count, boundaries: HashBoundaries(), wanted: [true]) {
      let id = String(decoding: bytes[$0.captures["id"] ?? 0..<0], as: UTF8.self)
      offered.append(id)
      return id == "2"
    }
    #expect(offered == ["1", "2", "4", "5", "2"])
  }

  @Test("a record in which every match is turned down is given up, and counted")
  func turnedDownForEver() throws {
    let bytes = Array(("#" + String(repeating: "id=1 ", count: 5_000) + "\n").utf8)
    let scanner = try SignatureScanner(SignatureSet([TextSignature(pattern: "id=\\d")]))
    var offered = 0
    try scanner.scan(bytes, in: 0..<bytes.count, boundaries: HashBoundaries(), wanted: [true]) {
      _ in
      offered += 1
      return false
    }
    #expect(offered == SignatureScanner.retries + 1)
    #expect(scanner.exceeded == [0: 1])
  }

  @Test(
    "in a record of many megabytes an expression is tried around its anchors",
    arguments: [0, 1, SignatureScanner.window / 2, SignatureScanner.window, 5 << 20])
  func window(lead: Int) throws {
    // Looks like an anchor, and is none of a match.
    let decoy = Array("id=x ".utf8)
    var bytes = Array("#".utf8) + decoy
    bytes += [UInt8](repeating: UInt8(ascii: "a"), count: lead)
    let start = bytes.count
    bytes += Array(" id=7 ".utf8) + [UInt8](repeating: UInt8(ascii: "b"), count: 3 << 20)
    let found = try matches(
      [TextSignature(pattern: "id=(?<id>\\d)")], in: String(decoding: bytes, as: UTF8.self))
    #expect(found.map(\.captures) == [["id": start + 4..<start + 5]])
    #expect(found.map(\.record) == [0..<bytes.count])
  }

  @Test("the work in a huge record grows with its length, not with its square")
  func hugeRecord() throws {
    // Four hundred bytes are read in vain at every fourth.
    func work(megabytes: Int) throws -> Duration {
      let scanner = try SignatureScanner(
        SignatureSet([TextSignature(all: ["#start"], pattern: "eyJ[eyJ-]{10,400}[!?]")]))
      let bytes = Array(("#start " + String(repeating: "eyJ-", count: megabytes << 18)).utf8)
      return try ProcessorTime.measure {
        try scanner.scan(
          bytes, in: 0..<bytes.count, boundaries: HashBoundaries(), wanted: [true]
        ) { _ in true }
      }
    }
    let short = try work(megabytes: 1)
    #expect(try work(megabytes: 24) < short * 6 + .milliseconds(500))
  }

  @Test(
    "a huge record full of anchors is read twice at most, and each hit looked at once",
    arguments: [1, 2, 8, 32])
  func hugeRecordOfAnchors(mebibytes: Int) throws {
    let piece = "id=x" + String(repeating: "-", count: 60)
    let bytes = Array(("#start " + String(repeating: piece, count: mebibytes << 14)).utf8)
    let signatures = [
      TextSignature(pattern: "id=\\d"), TextSignature(all: ["id=x"], pattern: "id=x+\\d"),
      TextSignature(all: ["#start", "absent"], pattern: "id=x"),
    ]
    let scanner = try SignatureScanner(SignatureSet(signatures))
    try scanner.scan(
      bytes, in: 0..<bytes.count, boundaries: HashBoundaries(), wanted: [true, true, true]
    ) { _ in
      Issue.record("nothing can match")
      return true
    }
    #expect(scanner.work.hits <= 2 * mebibytes << 14)
    #expect(scanner.work.bytes <= 2 * (2 * bytes.count + SignatureScanner.window))
    #expect(scanner.exceeded.isEmpty)
  }

  @Test("matches that are turned down are counted over all of a huge record")
  func turnedDownInHugeRecord() throws {
    // Some hundred in each stretch.
    let piece = "id=1" + String(repeating: "-", count: 8_000)
    let bytes = Array(("#" + String(repeating: piece, count: 2_000) + "\n").utf8)
    let scanner = try SignatureScanner(SignatureSet([TextSignature(pattern: "id=\\d")]))
    var offered = 0
    try scanner.scan(bytes, in: 0..<bytes.count, boundaries: HashBoundaries(), wanted: [true]) {
      _ in
      offered += 1
      return false
    }
    #expect(offered == SignatureScanner.retries + 1)
    #expect(scanner.exceeded == [0: 1])
  }

  @Test(
    "finds the same with the literals of the wanted signatures alone",
    arguments: [SignatureSet.Engine.fastest, .ahoCorasick], 0..<40 as Range<UInt64>)
  func narrowed(engine: SignatureSet.Engine, seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let words = ["#", "\n", "foo", "bar", "baz", "qux", " "]
    let text = "#" + (0..<80).map { _ in words.randomElement(using: &random) ?? "" }.joined()
    let bytes = Array(text.utf8)
    let set = try SignatureSet(
      ["foo", "bar", "foob", "qux", "baz"].map { TextSignature(all: [$0]) }, engine: engine)
    let wanted = (0..<set.count).map { _ in Bool.random(using: &random) }
    func matches(compilingAfter size: Int) throws -> Set<SignatureMatch> {
      let scanner = try SignatureScanner(set, compilingAfter: size)
      var matches: [SignatureMatch] = []
      try scanner.scan(bytes, in: 0..<bytes.count, boundaries: HashBoundaries(), wanted: wanted) {
        matches.append($0)
        return true
      }
      #expect(Set(matches).count == matches.count)
      return Set(matches)
    }
    #expect(try matches(compilingAfter: 1) == matches(compilingAfter: .max))
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
