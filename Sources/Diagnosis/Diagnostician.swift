private import Dispatch
public import Intake
public import Model
public import Rules

/// The whole way from inputs to a report.
public struct Diagnostician: Sendable {
  private let rules: CompiledRules
  private let catalog: any Catalog
  private let options: Options

  /// How a diagnosis is carried out.
  public struct Options: Sendable {
    /// The reader's language, which decides in which language articles are named.
    public var language = Language.en

    /// How many files are read at once; the report does not depend on it.
    public var jobs = 1

    /// How much is read of hostile or broken input.
    public var limits = IntakeLimits()

    /// The usual way.
    public init() {}
  }

  /// Prepares to diagnose with a set of rules and what they may point to.
  public init(rules: CompiledRules, catalog: any Catalog, options: Options = Options()) {
    self.rules = rules
    self.catalog = catalog
    self.options = options
  }

  /// Reads everything below the paths and concludes.
  ///
  /// - Parameters:
  ///   - paths: Files, folders, archives; `-` is standard input.
  ///   - progress: Is told, from any thread, how much was read; may ask to stop.
  /// - Throws: What the catalog throws; bad input never does.
  public func report(
    on paths: [String], progress: any ProgressObserver = SilentProgress()
  ) throws -> Report {
    let units = InputUnit.all(of: paths, within: options.limits)
    progress.expect(bytes: units.reduce(0) { $0 + ($1.size ?? 0) })
    let whole = try examine(units, progress: progress)
    return try report(on: whole, wasStopped: progress.shouldStop)
  }

  /// Examines units on as many threads as allowed and joins the results in their order.
  private func examine(
    _ units: [InputUnit], progress: any ProgressObserver
  ) throws -> Examination {
    let gathering = OrderedGathering(count: units.count)
    DispatchQueue.concurrentPerform(iterations: min(options.jobs, units.count)) { _ in
      while !progress.shouldStop, let number = gathering.take() {
        let result = Result { try examine(units[number], number: number, progress: progress) }
        gathering.deliver(result, for: number)
      }
    }
    return try gathering.joined()
  }

  private func examine(
    _ unit: InputUnit, number: Int, progress: any ProgressObserver
  ) throws -> Examination {
    let examiner = try DocumentExaminer(
      rules: rules, limits: options.limits, unit: number, progress: progress)
    let skipped = try unit.forEachDocument(
      within: options.limits, until: { progress.shouldStop }
    ) { document in
      // What a person piped in until they stopped it is there to be examined.
      if !progress.shouldStop || document.isTruncated { examiner.examine(document) }
    }
    return examiner.examination(skipping: skipped)
  }

  private func report(on whole: Examination, wasStopped: Bool) throws -> Report {
    let facts = whole.environment.facts
    let findings = try rules.verdicts(on: whole.observations, environment: facts)
      .map {
        try $0.finding(
          catalog: catalog, language: options.language, environment: facts,
          requests: rules.ruleSet.requests)
      }
      .sorted(by: Self.isMoreUrgent)
    let isPartial = wasStopped || whole.coverage.lacksRelevantEvidence
    return Report(
      findings: findings, coverage: whole.coverage, environment: facts,
      isPartial: isPartial, verdict: Self.verdict(findings, isPartial: isPartial),
      notes: notes(on: whole, wasStopped: wasStopped))
  }

  /// Worst first, then surest, then by name.
  private static func isMoreUrgent(_ left: Finding, _ right: Finding) -> Bool {
    if left.severity != right.severity { return left.severity > right.severity }
    if left.confidence != right.confidence { return left.confidence > right.confidence }
    return left.rule.id < right.rule.id
  }

  private static func verdict(_ findings: [Finding], isPartial: Bool) -> Verdict {
    if findings.contains(where: { [.confirmed, .likely].contains($0.status) }) {
      return .knownProblem
    }
    if !findings.isEmpty { return .possibleProblem }
    return isPartial ? .unreadable : .nothingFound
  }

  private func notes(on whole: Examination, wasStopped: Bool) -> [Note] {
    var notes: [Note] = []
    if wasStopped { notes.append(.interrupted) }
    if whole.documentsWithCutRecords > 0 {
      notes.append(.recordsCut(documents: whole.documentsWithCutRecords))
    }
    notes += whole.environment.conflicts.map(Note.conflicting)
    for (address, count) in whole.observations.evictions.sorted(by: { $0.key < $1.key }) {
      notes.append(.evicted(count, signature: name(of: address)))
    }
    for (address, count) in whole.exceeded.sorted(by: { $0.key < $1.key }) {
      notes.append(.exceeded(count, signature: name(of: address)))
    }
    return notes
  }

  private func name(of address: SignatureAddress) -> String {
    "\(rules.ruleSet.rules[address.rule].id).\(address.signature)"
  }
}
