/// One time that something happened, with its steps in order.
public struct Occurrence: Hashable, Sendable {
  /// The observations that it consists of.
  public var steps: [Observation]

  /// The values in which its steps agree, by the name of the key.
  public var key: [String: String]

  /// Makes an occurrence.
  public init(_ steps: [Observation], key: [String: String] = [:]) {
    self.steps = steps
    self.key = key
  }
}

/// What makes a condition hold.
struct Support: Hashable {
  /// The times it happened.
  var occurrences: [Occurrence]

  /// How many times it happened; more than `occurrences` holds if some were only counted.
  var count: Int

  /// Observations that do not happen but speak for it.
  var supporting: [Observation]

  /// What to bear in mind about it.
  var caveats: Set<Caveat>

  init(
    occurrences: [Occurrence], count: Int? = nil, supporting: [Observation] = [],
    caveats: Set<Caveat> = []
  ) {
    self.occurrences = occurrences
    self.count = count ?? occurrences.count
    self.supporting = supporting
    self.caveats = caveats
  }
}

/// What a reader must bear in mind about a conclusion.
public enum Caveat: String, Hashable, Codable, CaseIterable, Comparable, Sendable {
  /// Records without times were put in the order of their lines, and windows were not applied.
  case lineOrder = "line-order"

  /// The times of a document run backwards by more than writers on several threads explain.
  case outOfOrder = "out-of-order"

  /// More was observed than is kept for correlation, so that occurrences may be missing.
  case evicted

  /// An absence could not be established, because observations were not kept.
  case undecidedAbsence = "undecided-absence"

  /// Orders by name.
  public static func < (left: Caveat, right: Caveat) -> Bool { left.rawValue < right.rawValue }
}
