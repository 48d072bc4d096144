public import Model
import Rules

/// Tells what a bundle holds, without looking for problems.
public struct Inspector: Sendable {
  private let options: DiagnosisOptions

  /// Prepares to inspect.
  public init(options: DiagnosisOptions = DiagnosisOptions()) {
    self.options = options
  }

  /// Reads everything below the paths and says what it is.
  ///
  /// - Parameters:
  ///   - paths: Files, folders, archives; `-` is standard input.
  ///   - progress: Is told, from any thread, how much was read; may ask to stop.
  public func inspection(
    of paths: [String], progress: any ProgressObserver = SilentProgress()
  ) throws -> Inspection {
    let examiner = BundleExaminer(
      rules: try CompiledRules(RuleSet()), options: options, noticesErrors: false,
      countsRecords: true)
    let whole = try examiner.examination(of: paths, progress: progress)
    var inspection = Inspection(
      coverage: whole.coverage, environment: whole.environment.facts,
      isPartial: progress.shouldStop || whole.coverage.lacksRelevantEvidence, notes: whole.notes)
    inspection.clockOffsets = whole.moments.offsets
    inspection.notes += inspection.clockOffsets.map(Note.clockOffset)
    inspection.threadSeries = whole.dumps.series(
      settle: whole.clock(zone: options.timeZone) ?? { $0 })
    return inspection
  }
}
