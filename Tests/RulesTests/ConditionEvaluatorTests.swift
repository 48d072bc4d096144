import Model
import Testing

@testable import Rules

@Suite("Condition evaluator")
struct ConditionEvaluatorTests {
  static func observation(
    _ signature: String, at seconds: Int?, line: Int, document: Int = 0
  ) -> Observation {
    Timeline.observation(signature, at: seconds, line: line, document: document)
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
    support?.occurrences.map { $0.steps.map(\.place.line) }
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
      evaluator.support(for: .count(name, Limits(atLeast: least, atMost: most), within: nil)) != nil
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
