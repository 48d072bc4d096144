import Dispatch
import Intake
import Model
import Rules

/// Examines everything below some paths, on as many threads as allowed.
struct BundleExaminer {
  let rules: CompiledRules
  let options: DiagnosisOptions

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
    progress.expect(bytes: units.reduce(0) { $0 + ($1.size ?? 0) })
    let gathering = OrderedGathering(count: units.count)
    DispatchQueue.concurrentPerform(iterations: min(options.jobs, units.count)) { _ in
      while !progress.shouldStop, let number = gathering.take() {
        let result = Result { try examine(units[number], number: number, progress: progress) }
        gathering.deliver(result, for: number)
      }
    }
    var whole = try gathering.joined()
    if progress.shouldStop { whole.notes.append(.interrupted) }
    whole.dropRepeats()
    whole.settleTimes(zone: options.timeZone)
    return whole
  }

  private func examine(
    _ unit: InputUnit, number: Int, progress: any ProgressObserver
  ) throws -> Examination {
    let examiner = try DocumentExaminer(
      rules: rules, limits: options.limits, unit: number, progress: progress)
    let skipped = try unit.forEachDocument(
      within: options.limits, passwords: options.passwords, until: { progress.shouldStop }
    ) { document in
      // What a person piped in until they stopped it is there to be examined.
      if !progress.shouldStop || document.isTruncated { examiner.examine(document) }
    }
    return examiner.examination(skipping: skipped)
  }
}
