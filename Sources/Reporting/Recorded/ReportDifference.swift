public import Model

/// What is new, gone and changed from one report to a later one.
///
/// Findings are the same where their fingerprints are, whatever lines and times;
/// so are unknown errors.
public struct ReportDifference: Hashable, Sendable {
  /// A finding that both reports have, and what differs.
  public struct Change: Hashable, Sendable {
    /// The finding as it was.
    public var before: Finding

    /// The finding as it is.
    public var after: Finding

    /// What differs, in this order.
    public var aspects: [Aspect]
  }

  /// Something of a finding that may change.
  public enum Aspect: String, Hashable, Codable, CaseIterable, Sendable {
    case severity
    case status
    case count
    case version
    case layer
  }

  /// Findings that were not there before, worst first.
  public let new: [Finding]

  /// Findings that are there no more.
  public let gone: [Finding]

  /// Findings that are there as before but for something.
  public let changed: [Change]

  /// How many findings are as they were.
  public let unchanged: Int

  /// Unknown errors that were not there before.
  public let newUnknowns: [UnknownError]

  /// Unknown errors that are there no more, as far as both reports list them.
  public let goneUnknowns: [UnknownError]

  /// Whether either report was made without reading everything.
  public let isPartial: Bool

  /// The times to which the reports were limited; `nil` if neither was.
  public let windows: Windows?

  /// The times to which two reports were limited; `nil` where one was not.
  public struct Windows: Hashable, Sendable {
    /// That of the earlier report.
    public let before: TimeWindow?

    /// That of the later one.
    public let after: TimeWindow?
  }

  /// Compares two reports.
  public init(from before: Report, to after: Report) {
    let old = Dictionary(
      before.findings.map { ($0.fingerprint, $0) }, uniquingKeysWith: { first, _ in first })
    let present = Set(after.findings.map(\.fingerprint))
    new = after.findings.filter { old[$0.fingerprint] == nil }
    gone = before.findings.filter { !present.contains($0.fingerprint) }
    let pairs = after.findings.compactMap { finding in
      old[finding.fingerprint].map { (before: $0, after: finding) }
    }
    changed = pairs.compactMap { before, after in
      let aspects = Aspect.allCases.filter { $0.value(in: before) != $0.value(in: after) }
      return aspects.isEmpty ? nil : Change(before: before, after: after, aspects: aspects)
    }
    unchanged = pairs.count - changed.count
    let oldErrors = Set(before.unknowns.map(\.fingerprint))
    let newErrors = Set(after.unknowns.map(\.fingerprint))
    newUnknowns = after.unknowns.filter { !oldErrors.contains($0.fingerprint) }
    goneUnknowns = before.unknowns.filter { !newErrors.contains($0.fingerprint) }
    isPartial = before.isPartial || after.isPartial
    let windows = Windows(before: before.coverage.window, after: after.coverage.window)
    self.windows = windows == Windows(before: nil, after: nil) ? nil : windows
  }
}

extension ReportDifference.Aspect {
  /// The value of the aspect, as reports write it.
  func value(in finding: Finding) -> String {
    switch self {
    case .severity: finding.severity.rawValue
    case .status: finding.status.rawValue
    case .count: String(finding.count)
    case .version: String(finding.rule.version)
    case .layer: finding.layer
    }
  }
}

extension Report {
  /// The report with each finding marked as new or known, by what an earlier report had.
  public func marked(against baseline: Report) -> Report {
    let known = Set(baseline.findings.map(\.fingerprint))
    var marked = self
    for index in marked.findings.indices {
      marked.findings[index].standing =
        known.contains(marked.findings[index].fingerprint) ? .known : .new
    }
    return marked
  }
}
