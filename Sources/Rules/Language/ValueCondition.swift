/// What a value must be: a setting, a capture, a field of a record, a file's text.
///
/// All demands must hold. On a value of several parts a demand holds if one part
/// satisfies it, and a negative demand if no part violates it.
public struct ValueCondition: Hashable, Codable, Sendable {
  /// The demands, in the order written.
  public var demands: [Demand]

  /// Differences of writing that do not count for texts.
  public var folds: Set<Fold> = []

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
    case notOneOf([String])
    case measures(Measure.Kind, Comparisons<Measure>)
    case version(VersionRange)
    case date(Comparisons<Moment>)
    case inNetwork([Network])
  }

  /// Makes a condition.
  public init(demands: [Demand], folds: Set<Fold> = []) {
    self.demands = demands
    self.folds = folds
  }

  /// Whether a value satisfies all demands.
  ///
  /// - Parameter values: The parts of the value; `nil` if there is no such value.
  /// - Throws: If an expression does not compile or gives up at its limits.
  public func holds(for values: [String]?) throws -> Bool {
    let folded = values?.map { $0.folded(folds) }
    return try demands.allSatisfy { try $0.folded(folds).holds(for: folded) }
  }

  /// Literals one of which stands in every value that satisfies the condition, if that is known.
  var literals: [String]? {
    guard folds.isEmpty else { return nil }
    let candidates = demands.compactMap { demand -> [String]? in
      switch demand {
      case .equals(let text), .contains(let text), .startsWith(let text), .endsWith(let text):
        [text]
      case .oneOf(let texts): texts
      default: nil
      }
    }
    return candidates.max { ($0.map(\.count).min() ?? 0) < ($1.map(\.count).min() ?? 0) }
  }
}

extension ValueCondition.Demand {
  fileprivate func folded(_ folds: Set<Fold>) -> Self {
    guard !folds.isEmpty else { return self }
    return switch self {
    case .equals(let text): .equals(text.folded(folds))
    case .notEquals(let text): .notEquals(text.folded(folds))
    case .contains(let text): .contains(text.folded(folds))
    case .notContains(let text): .notContains(text.folded(folds))
    case .startsWith(let text): .startsWith(text.folded(folds))
    case .endsWith(let text): .endsWith(text.folded(folds))
    case .oneOf(let texts): .oneOf(texts.map { $0.folded(folds) })
    case .notOneOf(let texts): .notOneOf(texts.map { $0.folded(folds) })
    case .exists, .matches, .measures, .version, .date, .inNetwork: self
    }
  }

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
    case .notOneOf(let texts): return values != nil && !parts.contains { texts.contains($0) }
    case .measures(let kind, let comparisons):
      return parts.contains { Measure($0, as: kind).map(comparisons.contains) ?? false }
    case .version(let range): return parts.contains { Version($0).map(range.contains) ?? false }
    case .date(let range): return parts.contains { Moment($0).map(range.contains) ?? false }
    case .inNetwork(let networks):
      return parts.contains { part in networks.contains { $0.contains(part) } }
    case .matches(let expression):
      return try ExpressionCache.matches(expression, anyOf: parts)
    }
  }
}
