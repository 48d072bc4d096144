public import Model
public import Rules

/// The whole way from inputs to a report.
public struct Diagnostician: Sendable {
  private let rules: CompiledRules
  private let catalog: any Catalog
  private let options: DiagnosisOptions

  /// Prepares to diagnose with a set of rules and what they may point to.
  public init(
    rules: CompiledRules, catalog: any Catalog, options: DiagnosisOptions = DiagnosisOptions()
  ) {
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

  private func report(on whole: Examination, wasStopped: Bool) throws -> Report {
    let findings = try rules.verdicts(
      on: whole.observations, environment: whole.environment, coverage: whole.coverage
    )
    .map {
      try $0.finding(
        catalog: catalog, language: options.language, environment: whole.environment,
        requests: rules.ruleSet.requests)
    }
    .sorted(by: Self.isMoreUrgent)
    let arranged = CausalOrder(rules.ruleSet.rules).arranged(findings)
    let isPartial = wasStopped || whole.coverage.lacksRelevantEvidence
    return Report(
      findings: arranged, coverage: whole.coverage, environment: whole.environment,
      isPartial: isPartial, verdict: Self.verdict(findings, isPartial: isPartial),
      notes: notes(on: whole))
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
    notes += rules.ruleSet.leftOut.map(Note.leftOut)
    if whole.documentsWithCutRecords > 0 {
      notes.append(.recordsCut(documents: whole.documentsWithCutRecords))
    }
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
