/// How bad a finding is, from worst to mildest.
public enum Severity: String, Hashable, Codable, CaseIterable, Comparable, Sendable {
  case critical
  case error
  case warning
  case notice

  /// Orders by badness: `notice < warning < error < critical`.
  public static func < (left: Severity, right: Severity) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int {
    switch self {
    case .notice: 0
    case .warning: 1
    case .error: 2
    case .critical: 3
    }
  }
}

/// How far the evidence decides a finding, from proven to undecided.
public enum FindingStatus: String, Hashable, Codable, CaseIterable, Sendable {
  /// The evidence admits no other known reading.
  case confirmed

  /// The evidence speaks for it and nothing speaks against it.
  case likely

  /// The evidence fits, and also fits something else; the finding asks for what would decide.
  case possible

  /// The evidence contradicts itself or could not be read to the end.
  case inconclusive
}
