public import Model

/// Where a rule applies.
public struct Gate: Hashable, Codable, Sendable {
  /// The deployments it applies to; empty means all.
  public var deployments: [Deployment]

  /// The AEM versions it applies to; `nil` means all.
  public var aem: VersionRange?

  /// The run modes one of which must be set; empty means all.
  public var runModes: [String] = []

  /// What the known facts say of the gate.
  public enum Answer: Hashable, Sendable {
    /// The rule applies here.
    case open

    /// The rule does not apply here.
    case closed

    /// A fact that would decide is not known.
    case unknown
  }

  /// A condition of a gate, with the fact it was decided on.
  public struct Decision: Hashable, Sendable {
    /// What the rule demands, such as `aem >=6.3`.
    public var demand: String

    /// What is known, if anything is.
    public var fact: String?

    /// What that says.
    public var answer: Answer
  }

  /// What the known facts say of each condition of the gate.
  public func decisions(for environment: [String: EnvironmentFact]) -> [Decision] {
    var decisions: [Decision] = []
    if !deployments.isEmpty {
      let fact = environment["deployment"]?.value
      decisions.append(
        Decision(
          demand: "deployment " + deployments.map(\.rawValue).joined(separator: "|"), fact: fact,
          answer: Answer(fact.flatMap { Deployment(rawValue: $0) }.map(deployments.contains))))
    }
    if let aem {
      let fact = environment["aem"]?.value
      decisions.append(
        Decision(
          demand: "aem \(aem)", fact: fact,
          answer: Answer(fact.flatMap { Version($0) }.map(aem.contains))))
    }
    if !runModes.isEmpty {
      let fact = environment["runModes"]?.value
      let known = fact.map { Set($0.split(separator: ",").map { $0.filter { $0 != " " } }) }
      decisions.append(
        Decision(
          demand: "run-mode " + runModes.joined(separator: "|"), fact: fact,
          answer: Answer(known.map { !$0.isDisjoint(with: runModes) })))
    }
    return decisions
  }

  /// Whether the rule applies to an installation of which some facts are known.
  public func answer(for environment: [String: EnvironmentFact]) -> Answer {
    let answers = decisions(for: environment).map(\.answer)
    if answers.contains(.closed) { return .closed }
    return answers.contains(.unknown) ? .unknown : .open
  }
}

extension Gate.Answer {
  fileprivate init(_ holds: Bool?) {
    switch holds {
    case .some(true): self = .open
    case .some(false): self = .closed
    case .none: self = .unknown
    }
  }
}

/// A dotted version number; missing parts count as zero.
public struct Version: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
  private var parts: [Int]

  /// Reads up to eight numbers between dots; what follows the numbers is ignored.
  public init?(_ text: String) {
    let numbers = text.prefix { $0 == "." || ("0"..."9").contains($0) }
    parts = numbers.split(separator: ".").prefix(8).compactMap { Int($0) }
    guard !parts.isEmpty else { return nil }
    while parts.last == 0, parts.count > 1 { parts.removeLast() }
  }

  /// The numbers between dots.
  public var description: String { parts.map(String.init).joined(separator: ".") }

  /// Orders part by part.
  public static func < (left: Version, right: Version) -> Bool {
    left.parts.lexicographicallyPrecedes(right.parts)
  }
}
