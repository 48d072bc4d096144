import Model
import TestSupport
import Testing

@testable import Rules

@Suite("Condition evaluator")
struct ConditionEvaluatorTests {
  static func observation(
    _ signature: String, at seconds: Int?, line: Int, document: Int = 0
  ) -> Observation {
    Observation(
      signature: signature, document: document,
      place: Place(source: "log\(document)", line: line, bytes: line * 100..<line * 100 + 50),
      time: seconds.map { Timestamp(milliseconds: Int64($0) * 1_000) }, excerpt: Excerpt(text: ""))
  }

  static func evaluator(_ observations: [Observation]) -> ConditionEvaluator {
    var logs: [String: ObservationLog] = [:]
    for observation in observations {
      logs[observation.signature, default: ObservationLog()].append(observation)
    }
    return ConditionEvaluator(logs: logs)
  }

  /// Occurrences as line numbers, to compare and to read.
  static func lines(_ support: Support?) -> [[Int]]? {
    support?.occurrences.map { $0.map(\.place.line) }
  }

  @Test("all: the first part happens, the others support it")
  func allParts() throws {
    let evaluator = Self.evaluator([
      Self.observation("a", at: 1, line: 1), Self.observation("a", at: 2, line: 2),
      Self.observation("b", at: nil, line: 9, document: 1),
    ])
    let support = try #require(
      evaluator.support(for: .all([.observed("a"), .any([.observed("b"), .observed("c")])])))
    #expect(support.count == 2)
    #expect(support.supporting.map(\.place.line) == [9])
    #expect(evaluator.support(for: .all([.observed("a"), .observed("c")])) == nil)
    #expect(evaluator.support(for: .all([.observed("a"), .not(.observed("b"))])) == nil)
    #expect(evaluator.support(for: .all([.not(.observed("c")), .observed("a")]))?.count == 2)
  }

  @Test("sequence: both ends of the window belong to it, equal times keep file order")
  func sequenceEdges() {
    let evaluator = Self.evaluator([
      Self.observation("a", at: 0, line: 1), Self.observation("b", at: 10, line: 2),
      Self.observation("b", at: 20, line: 4), Self.observation("a", at: 20, line: 5),
      Self.observation("b", at: 31, line: 6),
    ])
    let window = Window(milliseconds: 10_000)
    #expect(Self.lines(evaluator.support(for: .sequence(["a", "b"], within: window))) == [[1, 2]])
  }

  @Test("sequence: one record is not followed by itself, nor used twice")
  func sequenceIdentity() {
    let evaluator = Self.evaluator([
      Self.observation("a", at: 1, line: 1), Self.observation("b", at: 1, line: 1),
      Self.observation("a", at: 2, line: 2), Self.observation("b", at: 3, line: 3),
    ])
    #expect(Self.lines(evaluator.support(for: .sequence(["a", "b"], within: nil))) == [[1, 3]])
    #expect(
      Self.lines(evaluator.support(for: .sequence(["a", "a"], within: nil))) == [[1, 2]])
  }

  @Test("sequence: without times the lines of one document count, and only those")
  func sequenceWithoutTimes() {
    let evaluator = Self.evaluator([
      Self.observation("a", at: nil, line: 5), Self.observation("b", at: nil, line: 2),
      Self.observation("b", at: nil, line: 9, document: 1),
      Self.observation("a", at: nil, line: 3, document: 1),
    ])
    #expect(Self.lines(evaluator.support(for: .sequence(["a", "b"], within: nil))) == [[3, 9]])
  }

  @Test("count: at most holds for nothing at all, at least one for something")
  func countBounds() {
    let evaluator = Self.evaluator([Self.observation("a", at: 1, line: 1)])
    func holds(_ name: String, _ least: Int?, _ most: Int?) -> Bool {
      evaluator.support(for: .count(name, atLeast: least, atMost: most, within: nil)) != nil
    }
    #expect(holds("a", 1, nil))
    #expect(!holds("a", 2, nil))
    #expect(holds("b", nil, 3))
    #expect(!holds("b", nil, nil))
    #expect(!holds("a", nil, 0))
  }

  @Test("more observations than are kept are still counted")
  func countsEvicted() {
    let many = (0..<ObservationLog.capacity + 5).map { Self.observation("a", at: $0, line: $0) }
    let evaluator = Self.evaluator(many)
    #expect(evaluator.support(for: .observed("a"))?.count == ObservationLog.capacity + 5)
  }
}

@Suite("Correlation agrees with a naive search")
struct CorrelationOracleTests {
  /// A random timeline of three signatures, some of them on the same record.
  static func timeline(seed: UInt64) -> [Observation] {
    var random = SplitMix64(seed: seed)
    var line = 0
    return (0..<Int.random(in: 0...24, using: &random)).flatMap { _ -> [Observation] in
      line += 1
      let time = Int.random(in: 0...40, using: &random)
      let document = Int.random(in: 0...1, using: &random)
      return ["a", "b", "c"].filter { _ in Int.random(in: 0..<5, using: &random) < 2 }.map {
        ConditionEvaluatorTests.observation($0, at: time, line: line, document: document)
      }
    }
  }

  /// The order of the specification, told as a key: time, document, place.
  static func key(_ observation: Observation) -> [Int] {
    [
      Int(observation.time?.milliseconds ?? 0), observation.document,
      observation.place.bytes.lowerBound,
    ]
  }

  static func isBefore(_ left: Observation, _ right: Observation) -> Bool {
    key(left).lexicographicallyPrecedes(key(right))
  }

  /// Every start in order takes, by exhaustive search, the first chain of free records.
  static func naiveSequences(
    _ names: [String], within window: Int, in timeline: [Observation]
  ) -> [[Observation]] {
    var used: Set<[String]> = []
    func mark(_ observation: Observation) -> [String] {
      [observation.signature] + key(observation).map(String.init)
    }
    func chain(from chain: [Observation]) -> [Observation]? {
      guard chain.count < names.count else { return chain }
      let candidates = timeline.filter {
        $0.signature == names[chain.count] && !used.contains(mark($0))
          && !chain.map(mark).contains(mark($0)) && isBefore(chain[chain.count - 1], $0)
          && key($0)[0] - key(chain[0])[0] <= window
      }
      for candidate in candidates.sorted(by: isBefore) {
        if let found = Self.extend(chain + [candidate], with: chain(from:)) { return found }
      }
      return nil
    }
    var chains: [[Observation]] = []
    for first in timeline.filter({ $0.signature == names[0] }).sorted(by: isBefore)
    where !used.contains(mark(first)) {
      if let found = chain(from: [first]) {
        chains.append(found)
        used.formUnion(found.map(mark))
      }
    }
    return chains
  }

  static func extend(
    _ chain: [Observation], with search: ([Observation]) -> [Observation]?
  ) -> [Observation]? {
    search(chain)
  }

  static func naiveRuns(
    of name: String, atLeast size: Int, within window: Int, in timeline: [Observation]
  ) -> [[Observation]] {
    var rest = timeline.filter { $0.signature == name }.sorted(by: isBefore)
    var runs: [[Observation]] = []
    while let first = rest.first {
      let run = rest.filter { key($0)[0] - key(first)[0] <= window }
      if run.count >= size {
        runs.append(run)
        rest.removeAll { run.contains($0) }
      } else {
        rest.removeFirst()
      }
    }
    return runs
  }

  @Test("sequences of two and three steps", arguments: 0..<2_000 as Range<UInt64>)
  func sequences(seed: UInt64) {
    let timeline = Self.timeline(seed: seed)
    let evaluator = ConditionEvaluatorTests.evaluator(timeline)
    for names in [["a", "b"], ["a", "b", "c"], ["b", "a", "b"]] {
      for window in [0, 5_000, 15_000] {
        let support = evaluator.support(
          for: .sequence(names, within: Window(milliseconds: Int64(window))))
        #expect(
          (support?.occurrences ?? [])
            == Self.naiveSequences(names, within: window, in: timeline),
          "\(names) within \(window)")
      }
    }
  }

  @Test("counts within a window", arguments: 0..<2_000 as Range<UInt64>)
  func counts(seed: UInt64) {
    let timeline = Self.timeline(seed: seed)
    let evaluator = ConditionEvaluatorTests.evaluator(timeline)
    for size in 1...4 {
      for window in [0, 3_000, 12_000] {
        let support = evaluator.support(
          for: .count(
            "a", atLeast: size, atMost: nil, within: Window(milliseconds: Int64(window))))
        #expect(
          (support?.occurrences ?? [])
            == Self.naiveRuns(of: "a", atLeast: size, within: window, in: timeline))
      }
    }
  }
}
