import Dispatch
import Intake
import Model
import Reading
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
    var zone = options.timeZone
    var whole = try gathered(from: units, zone: zone, progress: progress)
    if let told = whole.zoneToldLate(window: options.window, zone: zone) {
      if units.allSatisfy(\.canBeReadAgain) {
        zone = told
        whole = try gathered(from: units, zone: zone, progress: progress)
      } else {
        whole.notes.append(.zoneToldLate(told.name))
      }
    }
    if progress.shouldStop { whole.notes.append(.interrupted) }
    try whole.followIncludes(rules: rules)
    whole.dropRepeats()
    whole.settleTimes(zone: zone)
    whole.noteWindow(options.window)
    return whole
  }

  /// What was observed in units, as it was read.
  ///
  /// - Parameter zone: The clock by which logs that state no zone lie in the window.
  private func gathered(
    from units: [InputUnit], zone: TimeZoneRules?, progress: any ProgressObserver
  ) throws -> Examination {
    progress.expect(bytes: units.reduce(0) { $0 + ($1.size ?? 0) })
    let gathering = OrderedGathering(count: units.count)
    let workers = min(options.jobs, units.count)
    // Where there are fewer files than threads, a long log gets several.
    let threads = options.jobs / max(1, workers)
    let window = options.window.map { RecordWindow($0, zone: zone) }
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      while !progress.shouldStop, let number = gathering.take() {
        let result = Result {
          try examine(
            units[number], number: number, window: window, threads: threads, progress: progress)
        }
        gathering.deliver(result, for: number)
      }
    }
    return try gathering.joined()
  }

  private func examine(
    _ unit: InputUnit, number: Int, window: RecordWindow?, threads: Int,
    progress: any ProgressObserver
  ) throws -> Examination {
    let examiner = try DocumentExaminer(
      rules: rules, limits: options.limits, unit: number, window: window, threads: threads,
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
