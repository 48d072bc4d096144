import FoundationEssentials
import Rules
import TestSupport
import Testing

@testable import Diagnosis

@Suite("Packed values")
struct PackedValuesTests {
  /// Every form that types of rules take.
  private struct Sample: Hashable, Codable {
    enum Shape: Hashable, Codable {
      case plain
      case round(radius: Double, Int?)
      indirect case pair(Shape, Shape)
    }

    enum Word: String, Codable, CaseIterable { case one, two }

    var text: String
    var number: Int
    var small: UInt8
    var fraction: Double
    var flag: Bool
    var absent: String?
    var words: Set<Word>
    var shapes: [Shape]
    var table: [String: [Int?]]
    var pairs: [Word: Double]

    init(using random: inout SplitMix64) {
      let texts = ["", "a", "été", "再起動後に", "\"\\\n\u{0}", String(repeating: "x", count: 300)]
      text = texts.randomElement(using: &random) ?? ""
      number = [0, -1, .max, .min, 63, 64, -65].randomElement(using: &random) ?? 0
      small = .random(in: 0...255, using: &random)
      fraction = [0, -0.5, 1e300, 0.1, 7].randomElement(using: &random) ?? 0
      flag = .random(using: &random)
      absent = .random(using: &random) ? "there" : nil
      words = Set(Word.allCases.filter { _ in Bool.random(using: &random) })
      let shape = Shape.round(radius: fraction, flag ? 1 : nil)
      shapes = [.plain, shape, .pair(.plain, .pair(shape, .plain))]
      table = ["": [], "k": [1, nil, -3]]
      pairs = [.two: 0.25]
    }
  }

  private func packed(_ value: some Encodable) throws -> [UInt8] {
    try PackedValues.packed(json: [UInt8](JSONEncoder().encode(value)))
  }

  @Test("are what they were", arguments: 0..<50 as Range<UInt64>)
  func roundTrip(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let samples = (0..<3).map { _ in Sample(using: &random) }
    #expect(try PackedDecoder.decode([Sample].self, from: packed(samples)) == samples)
  }

  @Test("hold every rule as it was written")
  func rules() throws {
    let rules = RuleFolder(path: Corpus.packagePath("kb/rules")).ruleSet
    try #require(rules.rules.count > 100)
    let packed = try KnowledgePack.encode(rules)
    #expect(try PackedDecoder.decode(RuleSet.self, from: packed) == rules)
  }

  @Test("that are damaged are refused or read as others, without a trap")
  func damaged() throws {
    var random = SplitMix64(seed: 7)
    let whole = try packed([Sample(using: &random), Sample(using: &random)])
    for count in whole.indices {
      #expect(throws: (any Error).self) {
        try PackedDecoder.decode([Sample].self, from: Array(whole.prefix(count)))
      }
    }
    for _ in 0..<20_000 {
      var bytes = whole
      for _ in 0...1 {
        bytes[Int.random(in: bytes.indices, using: &random)] = .random(in: 0...255, using: &random)
      }
      _ = try? PackedDecoder.decode([Sample].self, from: bytes)
    }
  }

  @Test("of another version are refused")
  func otherVersion() {
    #expect(throws: PackedError.otherVersion) {
      try PackedDecoder.decode([Int].self, from: Array("[1]".utf8))
    }
  }

  @Test("that lie too deep in one another are refused")
  func tooDeep() {
    struct Nest: Decodable {
      init(from decoder: any Decoder) throws {
        var inner = try decoder.unkeyedContainer()
        if !inner.isAtEnd { _ = try inner.decode(Nest.self) }
      }
    }
    // Each holds the next: its length, one element.
    var bytes: [UInt8] = []
    for _ in 0..<250 {
      var head: [UInt8] = [6]
      var length = bytes.count + 1
      while length >= 0x80 {
        head.append(UInt8(length & 0x7F) | 0x80)
        length >>= 7
      }
      bytes = head + [UInt8(length), bytes.isEmpty ? 0 : 1] + bytes
    }
    #expect(throws: PackedError.damaged) {
      try PackedDecoder.decode(Nest.self, from: [1, 0] + bytes)
    }
  }
}
