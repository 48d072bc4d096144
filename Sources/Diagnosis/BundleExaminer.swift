import Dispatch
import Intake
import Model
import Rules

/// Examines everything below some paths, on as many threads as allowed.
struct BundleExaminer {
  let rules: CompiledRules
  let options: DiagnosisOptions

  /// Whether errors that no rule knows are of interest, too.
  var noticesErrors = true

  /// Whether it is counted what records say in numbers.
  var countsRecords = false

  /// What was observed, the results of all units joined in their order.
  ///
  /// - Parameters:
  ///   - paths: Files, folders, archives; `-` is standard input.
  ///   - progress: Is told, from any thread, how much was read; may ask to stop.
  func examination(
    of paths: [String], progress: any ProgressObserver
  ) throws -> Examination {
    let units = InputUnit.all(of: paths, within: options.limits).map { unit in
      options.copyFolder.map(unit.shown(below:)) ?? unit
    }
    return try examination(of: units, progress: progress)
  }

  /// What was observed in units, the results joined in their order.
  func examination(
    of units: [InputUnit], progress: any ProgressObserver
  ) throws -> Examination {
    progress.expect(bytes: units.reduce(0) { $0 + ($1.size ?? 0) })
    let gathering = OrderedGathering(count: units.count)
    let workers = min(options.jobs, units.count)
    // Where there are fewer files than threads, a long log gets several.
    let threads = options.jobs / max(1, workers)
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      while !progress.shouldStop, let number = gathering.take() {
        let result = Result {
          try examine(units[number], number: number, threads: threads, progress: progress)
        }
        gathering.deliver(result, for: number)
      }
    }
    var whole = try gathering.joined()
    if progress.shouldStop { whole.notes.append(.interrupted) }
    try whole.followIncludes(rules: rules)
    whole.dropRepeats()
    whole.settleTimes(zone: options.timeZone)
    return whole
  }

  private func examine(
    _ unit: InputUnit, number: Int, threads: Int, progress: any ProgressObserver
  ) throws -> Examination {
    let examiner = try DocumentExaminer(
      rules: rules, limits: options.limits, unit: number, threads: threads,
      noticesErrors: noticesErrors, countsRecords: countsRecords, progress: progress)
    let skipped = try unit.forEachDocument(
      within: options.limits, passwords: options.passwords, until: { progress.shouldStop }
    ) { document in
      // What a person piped in until they stopped it is there to be examined.
      if !progress.shouldStop || document.isTruncated { examiner.examine(document) }
    }
    return examiner.examination(skipping: skipped)
  }
}
