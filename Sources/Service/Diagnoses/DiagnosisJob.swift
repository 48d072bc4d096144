import Diagnosis
import Dispatch
import FoundationEssentials
import Model
import Reading
import Reporting
import Synchronization

/// One diagnosis from its upload until it is forgotten.
final class DiagnosisJob: ProgressObserver {
  /// How far it is.
  enum Phase: String {
    case waiting
    case running
    case done
    case cancelled
    case failed

    var isOver: Bool { self != .waiting && self != .running }
  }

  private struct State {
    var phase = Phase.waiting
    var expected = 0
    var read = 0
    var current: String?
    var started: ContinuousClock.Instant?
    var duration: Duration?
    var report: Report?
    var tag = ""
    var problem: LocalizedText?
    var isCancelled = false
    var isKept = false
  }

  /// What it is called, which nobody can guess.
  let id: String

  /// When it came.
  let created: Timestamp

  /// The language in which articles are named.
  let language: Language

  /// The zone of logs that state none, if the asker named one.
  let timeZone: TimeZoneRules?

  /// The files, named as in the report.
  let names: [String]

  /// How many bytes they have.
  let bytes: Int

  /// Whether it may be asked for again once it was answered.
  let isRemembered: Bool

  /// The log view of its input.
  let log: LogView

  private let folder: String
  private let spool: Spool
  private let limit: Duration
  private let state = Mutex(State())
  private let end = DispatchGroup()

  init(
    _ upload: UploadSink, created: Timestamp, language: Language, timeZone: TimeZoneRules?,
    isRemembered: Bool, spool: Spool, limit: Duration, log: LogView
  ) {
    id = upload.id
    bytes = upload.bytes
    (folder, names) = upload.handOver()
    self.created = created
    self.language = language
    self.timeZone = timeZone
    self.isRemembered = isRemembered
    self.spool = spool
    self.limit = limit
    self.log = log
    end.enter()
  }

  deinit {
    log.close()
    try? FileManager.default.removeItem(atPath: folder)
    spool.give(bytes)
  }

  /// The folder of its files.
  var input: String { "\(folder)/input" }

  /// What is to be read: files and folders right below the input.
  var paths: [String] {
    var seen: Set<Substring> = []
    return names.compactMap { name in
      let first = name.prefix { $0 != "/" }
      return seen.insert(first).inserted ? "\(input)/\(first)" : nil
    }
  }

  // MARK: Progress

  func expect(bytes: Int) {
    state.withLock { $0.expected = bytes }
  }

  func advance(bytes: Int, source: String) {
    state.withLock {
      $0.read += bytes
      $0.current = source
    }
  }

  var shouldStop: Bool {
    state.withLock { state in
      state.isCancelled || state.started.map { ContinuousClock.now - $0 > limit } ?? false
    }
  }

  // MARK: Its way

  /// Begins it; false if it was cancelled while it waited.
  func begin() -> Bool {
    state.withLock { state in
      guard state.phase == .waiting else { return false }
      state.phase = .running
      state.started = .now
      return true
    }
  }

  /// Ends it with a redacted report, or with what went wrong.
  func finish(_ result: Result<Report, any Error>) {
    let isFirst = state.withLock { state in
      guard !state.phase.isOver else { return false }
      state.duration = state.started.map { ContinuousClock.now - $0 }
      state.current = nil
      switch result {
      case .success where state.isCancelled: state.phase = .cancelled
      case .success(let report):
        state.phase = .done
        state.report = report
      case .failure(let error):
        state.phase = state.isCancelled ? .cancelled : .failed
        state.problem =
          (error as? any Problem)?.reason ?? .unfinishedWork
      }
      return true
    }
    if isFirst { end.leave() }
  }

  /// Whether somebody asked it to end.
  var isCancelled: Bool { state.withLock { $0.isCancelled } }

  /// Asks it to end as soon as it can.
  func cancel() {
    let wasWaiting = state.withLock { state in
      state.isCancelled = true
      return state.phase == .waiting
    }
    log.close()
    if wasWaiting { finish(.failure(CancellationError())) }
  }

  /// Waits for its end; false if that takes longer.
  func wait(_ patience: Duration) -> Bool {
    let milliseconds = Int(clamping: patience.components.seconds) * 1_000
    return end.wait(timeout: .now() + .milliseconds(milliseconds)) == .success
  }

  /// Takes note that its report is on disk.
  func markAsKept() {
    state.withLock { $0.isKept = true }
  }

  // MARK: What is known of it

  var phase: Phase { state.withLock { $0.phase } }

  /// The report, redacted, once there is one.
  var report: Report? { state.withLock { $0.report } }

  var problem: LocalizedText? { state.withLock { $0.problem } }

  func status(in language: Language) -> DiagnosisStatus {
    state.withLock { state in
      DiagnosisStatus(
        id: id, state: state.phase.rawValue, sources: names.map { log.redacted($0) },
        bytes: bytes, read: state.read,
        current: state.phase == .running ? state.current.map { log.redacted($0) } : nil,
        created: created.iso8601,
        seconds: (state.duration ?? state.started.map { ContinuousClock.now - $0 }).map {
          (Double($0.components.seconds * 1_000 + $0.components.attoseconds / 1_000_000_000_000_000)
            / 1_000)
        },
        kept: state.isKept, verdict: state.report?.verdict.rawValue,
        findings: state.report?.findings.count,
        worst: state.report?.findings.map(\.severity).max()?.rawValue,
        partial: state.report?.isPartial, hasLog: state.phase == .done,
        problem: state.problem?[language])
    }
  }
}

/// What a client is told of a diagnosis besides its report.
struct DiagnosisStatus: Codable, Hashable {
  var id: String
  var state: String
  var sources: [String]
  var bytes: Int
  var read: Int
  var current: String?
  var created: String
  var seconds: Double?
  var kept: Bool
  var verdict: String?
  var findings: Int?
  var worst: String?
  var partial: Bool?
  var hasLog: Bool
  var problem: String?
}

extension LocalizedText {
  /// What is said of an error that nobody foresaw.
  static let unfinishedWork = LocalizedText(
    en: "the work could not be finished", fr: "le travail n’a pas abouti",
    ja: "処理を完了できませんでした")
}
