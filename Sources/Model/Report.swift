/// Everything one diagnosis has to say; every output is a view of it.
///
/// The same input, rules and articles give an equal report, whatever the number
/// of threads.
public struct Report: Hashable, Sendable {
  /// The problems found, worst and surest first.
  public var findings: [Finding]

  /// The errors that no finding explains, the most telling first; perhaps not all.
  public var unknowns: [UnknownError]

  /// How many kinds of such errors there are in all.
  public var unknownCount: Int

  /// What the bundle holds.
  public var inspection: Inspection

  /// The answer in a word.
  public var verdict: Verdict

  /// Makes a report.
  public init(
    findings: [Finding], unknowns: [UnknownError] = [], unknownCount: Int = 0,
    coverage: Coverage, environment: [String: EnvironmentFact],
    isPartial: Bool, verdict: Verdict, notes: [Note] = []
  ) {
    self.findings = findings
    self.unknowns = unknowns
    self.unknownCount = unknownCount
    self.verdict = verdict
    inspection = Inspection(
      coverage: coverage, environment: environment, isPartial: isPartial, notes: notes)
  }
}

extension Report {
  /// What was read and what was not.
  public var coverage: Coverage {
    get { inspection.coverage }
    set { inspection.coverage = newValue }
  }

  /// Facts about the installation, by name, such as `deployment`.
  public var environment: [String: EnvironmentFact] {
    get { inspection.environment }
    set { inspection.environment = newValue }
  }

  /// Whether the analysis stopped before its end or evidence was lost.
  public var isPartial: Bool {
    get { inspection.isPartial }
    set { inspection.isPartial = newValue }
  }

  /// Remarks on the analysis itself.
  public var notes: [Note] {
    get { inspection.notes }
    set { inspection.notes = newValue }
  }
}

/// The answer of a diagnosis in a word.
public enum Verdict: String, Hashable, Codable, CaseIterable, Sendable {
  /// At least one finding is confirmed or likely.
  case knownProblem = "known-problem"

  /// Findings, but none better than possible.
  case possibleProblem = "possible-problem"

  /// Everything relevant was read and no rule found anything.
  case nothingFound = "nothing-found"

  /// No rule found anything, and relevant evidence could not be read.
  case unreadable
}

/// A fact about the installation, with where it was read.
public struct EnvironmentFact: Hashable, Sendable {
  /// The value, such as `onprem` or `6.5.19.0`.
  public var value: String

  /// Where it was read; `nil` if a person stated it.
  public var evidence: Place?

  /// Makes a fact.
  public init(value: String, evidence: Place?) {
    self.value = value
    self.evidence = evidence
  }
}

/// A remark on the analysis itself, such as a rule that was left out.
public struct Note: Hashable, Sendable {
  /// A stable name for machines, such as `rule-left-out`.
  public var code: String

  /// The remark for people.
  public var text: LocalizedText

  /// Makes a remark.
  public init(code: String, text: LocalizedText) {
    self.code = code
    self.text = text
  }
}
