public import Intake
public import Model
public import Rules

/// The whole way from inputs to a report.
public struct Diagnostician: Sendable {
  private let rules: CompiledRules
  private let catalog: any Catalog
  private let search: (any ArticleSearch)?
  private let options: DiagnosisOptions

  /// Prepares to diagnose.
  ///
  /// - Parameters:
  ///   - rules: What is looked for.
  ///   - catalog: What the rules may point to.
  ///   - search: Finds articles for errors that no rule knows; without it none is suggested.
  ///   - options: How it is done.
  public init(
    rules: CompiledRules, catalog: any Catalog, search: (any ArticleSearch)? = nil,
    options: DiagnosisOptions = DiagnosisOptions()
  ) {
    self.search = search
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
    let examiner = BundleExaminer(rules: rules, options: options)
    let whole = try examiner.examination(of: paths, progress: progress)
    return try report(on: whole, wasStopped: progress.shouldStop)
  }

  /// Reads units that a caller put together, and concludes.
  ///
  /// - Throws: What the catalog throws; bad input never does.
  public func report(
    on units: [InputUnit], progress: any ProgressObserver = SilentProgress()
  ) throws -> Report {
    let examiner = BundleExaminer(rules: rules, options: options)
    let whole = try examiner.examination(of: units, progress: progress)
    return try report(on: whole, wasStopped: progress.shouldStop)
  }

  private func report(on whole: Examination, wasStopped: Bool) throws -> Report {
    let facts = whole.environment.facts
    let verdicts = rules.verdicts(
      on: whole.observations, environment: facts, coverage: whole.coverage)
    let findings =
      try verdicts
      .map {
        try $0.finding(
          catalog: catalog, language: options.language, environment: facts,
          requests: rules.ruleSet.requests)
      }
      .sorted(by: Self.isMoreUrgent)
    let arranged = CausalOrder(rules.ruleSet.rules).arranged(findings)
    let isPartial = wasStopped || whole.coverage.lacksRelevantEvidence
    let unknowns = try unknownErrors(in: whole, besides: verdicts)
    return Report(
      findings: arranged, unknowns: unknowns.shown, unknownCount: unknowns.count,
      coverage: whole.coverage, environment: facts,
      isPartial: isPartial, verdict: Self.verdict(findings, isPartial: isPartial),
      notes: notes(on: whole))
  }

  /// The errors that no verdict explains, the most telling first, with articles that may.
  private func unknownErrors(
    in whole: Examination, besides verdicts: [RuleVerdict]
  ) throws -> (shown: [UnknownError], count: Int) {
    let periods = whole.coverage.sources.compactMap { source in
      if let from = source.from, let to = source.to { (source.path, (from, to)) } else { nil }
    }
    let errors = UnknownErrors(
      collector: whole.errors, periods: Dictionary(periods, uniquingKeysWith: { $1 })
    ).ranked(besides: rules.textSignatures(behind: verdicts))
    var shown = Array(errors.prefix(UnknownErrors.limit))
    for index in shown.indices.prefix(UnknownErrors.searched) {
      shown[index].suggestions =
        try search?.suggestions(
          for: shown[index].query, in: options.language, limit: UnknownErrors.suggestionLimit)
        ?? []
    }
    return (shown, errors.count)
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

  private func notes(on whole: Examination) -> [Note] {
    var notes = whole.notes
    if whole.errors.dropped > 0 { notes.append(.errorsDropped(whole.errors.dropped)) }
    notes += rules.ruleSet.leftOut.map(Note.leftOut)
    if whole.documentsWithCutRecords > 0 {
      notes.append(
        .recordsCut(
          documents: whole.documentsWithCutRecords, limit: options.limits.record))
    }
    notes += whole.environment.conflicts.map(Note.conflicting)
    notes += whole.moments.offsets.filter(\.isNotable).map(Note.clockOffset)
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
