public import Model

/// Where a rule applies.
public struct Gate: Hashable, Codable, Sendable {
  /// The deployments it applies to; empty means all.
  public var deployments: [Deployment]

  /// The AEM versions it applies to; `nil` means all.
  public var aem: VersionRange?

  /// What the known facts say of the gate.
  public enum Answer: Hashable, Sendable {
    /// The rule applies here.
    case open

    /// The rule does not apply here.
    case closed

    /// A fact that would decide is not known.
    case unknown
  }

  /// Whether the rule applies to an installation of which some facts are known.
  public func answer(for environment: [String: EnvironmentFact]) -> Answer {
    var answer = Answer.open
    if !deployments.isEmpty {
      switch environment["deployment"].flatMap({ Deployment(rawValue: $0.value) }) {
      case .some(let known) where !deployments.contains(known): return .closed
      case .some: break
      case .none: answer = .unknown
      }
    }
    if let aem {
      switch environment["aem"].flatMap({ Version($0.value) }) {
      case .some(let known) where !aem.contains(known): return .closed
      case .some: break
      case .none: answer = .unknown
      }
    }
    return answer
  }
}

/// A dotted version number; missing parts count as zero.
public struct Version: Hashable, Comparable, Codable, Sendable {
  private var parts: [Int]

  /// Reads up to eight numbers between dots; what follows the numbers is ignored.
  public init?(_ text: String) {
    let numbers = text.prefix { $0 == "." || ("0"..."9").contains($0) }
    parts = numbers.split(separator: ".").prefix(8).compactMap { Int($0) }
    guard !parts.isEmpty else { return nil }
    while parts.last == 0, parts.count > 1 { parts.removeLast() }
  }

  /// Orders part by part.
  public static func < (left: Version, right: Version) -> Bool {
    left.parts.lexicographicallyPrecedes(right.parts)
  }
}

/// Comparisons that a version must satisfy, all of them: `>=6.3`, `>=6.4 <6.5.20`.
public struct VersionRange: Hashable, Codable, Sendable {
  private var comparisons: [Comparison]

  private struct Comparison: Hashable, Codable {
    var sign: String
    var version: Version
  }

  /// Reads comparisons between spaces; a bare version means equality.
  public init?(_ text: String) {
    comparisons = []
    for word in text.split(separator: " ") {
      let sign = word.prefix { "<>=".contains($0) }
      guard ["", "=", "<", "<=", ">", ">="].contains(sign),
        let version = Version(String(word.dropFirst(sign.count)))
      else { return nil }
      comparisons.append(Comparison(sign: String(sign), version: version))
    }
    guard !comparisons.isEmpty else { return nil }
  }

  /// Whether a version satisfies every comparison.
  public func contains(_ version: Version) -> Bool {
    comparisons.allSatisfy { comparison in
      switch comparison.sign {
      case "<": version < comparison.version
      case "<=": version <= comparison.version
      case ">": version > comparison.version
      case ">=": version >= comparison.version
      default: version == comparison.version
      }
    }
  }
}
