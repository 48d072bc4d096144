import Matching
import PatternKit
import Synchronization

/// The expressions of demands, compiled once for all threads, and the means to match them.
///
/// To compile one takes a hundred times as long as to try it on a value.
enum ExpressionCache {
  private struct Idle: @unchecked Sendable {
    // Sendable: a matcher is kept here or used by the one thread that took it.
    let matcher: Matcher
  }

  /// How many expressions are kept; rules have some hundreds.
  private static let capacity = 4_096

  private static let patterns = Mutex<[String: Pattern]>([:])
  private static let idle = Mutex<[Idle]>([])

  /// Whether any of some values matches an expression.
  ///
  /// - Throws: If the expression does not compile or gives up at its limits.
  static func matches(_ expression: String, anyOf values: [String]) throws -> Bool {
    guard !values.isEmpty else { return false }
    let pattern = try pattern(expression)
    let matcher = idle.withLock { $0.popLast() }?.matcher ?? Matcher()
    defer { idle.withLock { $0.append(Idle(matcher: matcher)) } }
    return try values.contains { value in
      let bytes = Array(value.utf8)
      return try matcher.firstMatch(of: pattern, in: bytes, range: 0..<bytes.count) != nil
    }
  }

  private static func pattern(_ expression: String) throws -> Pattern {
    if let known = patterns.withLock({ $0[expression] }) { return known }
    let pattern = try Pattern(expression, options: .signature)
    patterns.withLock { patterns in
      if patterns.count >= capacity { patterns.removeAll() }
      patterns[expression] = pattern
    }
    return pattern
  }
}
