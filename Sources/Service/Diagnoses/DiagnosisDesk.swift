import Diagnosis
import Dispatch
import FoundationEssentials
import Model
import Reading
import Reporting
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where diagnoses come in, wait, are carried out and are remembered for a while.
///
/// Small uploads do not wait behind large ones: each kind has its own places.
final class DiagnosisDesk: Sendable {
  private enum Lane: Hashable {
    case quick
    case long

    /// What is no larger is quick.
    static let largestQuick = 8 << 20
  }

  private struct Board {
    var jobs: [String: DiagnosisJob] = [:]
    // In the order in which they came.
    var order: [String] = []
    var waiting: [Lane: [DiagnosisJob]] = [:]
    var running: [Lane: Int] = [:]
    var isClosed = false
    var finished: [String: Int] = [:]
  }

  /// Where uploads lie.
  let spool: Spool

  private let pack: KnowledgePack
  private let settings: ServiceSettings
  private let kept: KeptReports?
  private let indexRoom: IndexRoom
  private let board = Mutex(Board())

  init(pack: KnowledgePack, settings: ServiceSettings, spool: Spool, kept: KeptReports?) {
    self.pack = pack
    self.settings = settings
    self.spool = spool
    self.kept = kept
    indexRoom = IndexRoom(entries: settings.limits.indexedEntries)
  }

  /// Takes an upload that is complete, and begins with it as soon as there is a place.
  func accept(
    _ upload: UploadSink, language: Language, timeZone: TimeZoneRules?, isRemembered: Bool
  ) throws -> DiagnosisJob {
    var options = settings.diagnosis
    options.timeZone = timeZone ?? options.timeZone
    let job = DiagnosisJob(
      upload, created: settings.now(), language: language, timeZone: options.timeZone,
      isRemembered: isRemembered, spool: spool, limit: settings.limits.diagnosisTime,
      log: LogView(
        room: indexRoom, spool: spool, limits: options.limits, passwords: options.passwords,
        learning: settings.limits.learntBytes))
    let lane: Lane = job.bytes <= Lane.largestQuick ? .quick : .long
    let forgotten = try board.withLock { board -> [DiagnosisJob] in
      if board.isClosed { throw ServiceProblem.stopping }
      let waiting = board.waiting.values.reduce(0) { $0 + $1.count }
      guard waiting < settings.limits.waiting else { throw ServiceProblem.tooManyWaiting }
      board.jobs[job.id] = job
      board.order.append(job.id)
      board.waiting[lane, default: []].append(job)
      return forgetOldest(&board)
    }
    _ = forgotten
    beginNext(lane)
    return job
  }

  /// Takes the oldest that are over off the board until no more are left than may be.
  private func forgetOldest(_ board: inout Board) -> [DiagnosisJob] {
    var forgotten: [DiagnosisJob] = []
    var rest = board.order[...]
    while board.jobs.count > settings.limits.remembered, let id = rest.popFirst() {
      guard let job = board.jobs[id], job.phase.isOver else { continue }
      board.jobs[id] = nil
      forgotten.append(job)
    }
    let jobs = board.jobs
    board.order.removeAll { jobs[$0] == nil }
    return forgotten
  }

  private func beginNext(_ lane: Lane) {
    let job = board.withLock { board -> DiagnosisJob? in
      guard board.running[lane, default: 0] < settings.limits.running else { return nil }
      while let job = board.waiting[lane]?.first {
        board.waiting[lane]?.removeFirst()
        guard !job.phase.isOver else { continue }
        board.running[lane, default: 0] += 1
        return job
      }
      return nil
    }
    guard let job else { return }
    DispatchQueue.global().async {
      self.carryOut(job)
      self.board.withLock { board in
        board.running[lane, default: 1] -= 1
        board.finished[job.report?.verdict.rawValue ?? job.phase.rawValue, default: 0] += 1
      }
      self.beginNext(lane)
    }
  }

  private func carryOut(_ job: DiagnosisJob) {
    guard job.begin() else { return }
    var options = settings.diagnosis
    options.language = job.language
    options.timeZone = job.timeZone
    options.copyFolder = job.input
    let diagnostician = Diagnostician(
      rules: pack.rules, catalog: pack.catalog, search: pack.catalog, options: options)
    do {
      let report = try diagnostician.report(on: job.paths, progress: job)
      let masked = job.log.open(report, paths: job.paths, copyFolder: job.input, zone: job.timeZone)
      // On disk before anybody is told of it, and nowhere if it was cancelled meanwhile.
      if job.isRemembered, !job.isCancelled, let kept {
        try kept.add(masked, status: job.status(in: job.language))
        // It may have been removed while it was written.
        if job.isCancelled { _ = try kept.remove(job.id) } else { job.markAsKept() }
      }
      job.finish(.success(masked))
    } catch {
      job.finish(.failure(error))
    }
  }

  /// A diagnosis that is remembered.
  func job(_ id: String) -> DiagnosisJob? {
    board.withLock { $0.jobs[id] }
  }

  /// All that are remembered, the newest first.
  var jobs: [DiagnosisJob] {
    board.withLock { board in board.order.reversed().compactMap { board.jobs[$0] } }
  }

  /// Forgets a diagnosis, and ends it if it is not over; false if there is none.
  func remove(_ id: String) -> Bool {
    let job = board.withLock { board -> DiagnosisJob? in
      board.order.removeAll { $0 == id }
      return board.jobs.removeValue(forKey: id)
    }
    job?.cancel()
    return job != nil
  }

  /// Whether it takes anything.
  var isOpen: Bool { board.withLock { !$0.isClosed } }

  /// How much there is to do, and how many diagnoses came to which end.
  var load: (waiting: Int, running: Int, remembered: Int, finished: [String: Int]) {
    board.withLock { board in
      (
        board.waiting.values.reduce(0) { $0 + $1.count }, board.running.values.reduce(0, +),
        board.jobs.count, board.finished
      )
    }
  }

  /// Takes nothing more, ends everything, and waits for what works.
  func close(within patience: Duration) {
    let jobs = board.withLock { board in
      board.isClosed = true
      return Array(board.jobs.values)
    }
    for job in jobs { job.cancel() }
    let deadline = ContinuousClock.now + patience
    while board.withLock({ $0.running.values.contains { $0 > 0 } }), ContinuousClock.now < deadline
    {
      _ = usleep(5_000)
    }
    board.withLock { board in
      board.jobs = [:]
      board.order = []
    }
  }
}
