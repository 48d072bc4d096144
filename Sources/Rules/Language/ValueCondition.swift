import Matching
import PatternKit

/// What a value must be: a setting, a capture, a payload field, a file's text.
///
/// All demands must hold. On a value of several parts a demand holds if one part
/// satisfies it, and a negative demand if no part violates it.
public struct ValueCondition: Hashable, Codable, Sendable {
  /// The demands, in the order written.
  public var demands: [Demand]

  /// One thing that a value must be.
  public enum Demand: Hashable, Codable, Sendable {
    case exists(Bool)
    case equals(String)
    case notEquals(String)
    case contains(String)
    case notContains(String)
    case startsWith(String)
    case endsWith(String)
    case matches(String)
    case oneOf([String])
  }

  /// Whether a value satisfies all demands.
  ///
  /// - Parameter values: The parts of the value; `nil` if there is no such value.
  /// - Throws: If an expression does not compile or gives up at its limits.
  public func holds(for values: [String]?) throws -> Bool {
    try demands.allSatisfy { try $0.holds(for: values) }
  }
}

extension ValueCondition.Demand {
  fileprivate func holds(for values: [String]?) throws -> Bool {
    let parts = values ?? []
    switch self {
    case .exists(let expected): return (values != nil) == expected
    case .equals(let text): return parts.contains(text)
    // A value that is not there cannot differ from anything: absence is asked for by `exists`.
    case .notEquals(let text): return values != nil && !parts.contains(text)
    case .contains(let text): return parts.contains { $0.contains(text) }
    case .notContains(let text): return !parts.contains { $0.contains(text) }
    case .startsWith(let text): return parts.contains { $0.hasPrefix(text) }
    case .endsWith(let text): return parts.contains { $0.hasSuffix(text) }
    case .oneOf(let texts): return parts.contains { texts.contains($0) }
    case .matches(let expression):
      let pattern = try Pattern(expression, options: .signature)
      let matcher = Matcher()
      return try parts.contains { part in
        let bytes = Array(part.utf8)
        return try matcher.firstMatch(of: pattern, in: bytes, range: 0..<bytes.count) != nil
      }
    }
  }
}
