import Intake
import Model
import Reading
import Rules

/// Examines the documents of one unit, one after the other, on one thread.
final class DocumentExaminer {
  /// What was observed so far.
  private(set) var examination = Examination()

  private let rules: CompiledRules
  private let limits: IntakeLimits
  private let window: RecordWindow?
  private let noticesErrors: Bool
  private let countsRecords: Bool

  /// One for each thread that a long log may be examined on.
  private let examiners: [BufferExaminer]
  private let progress: any ProgressObserver

  /// The position of the current document in the bundle.
  private var document: Int

  /// Documents of one unit are numbered below this.
  private static let documentsPerUnit = 1 << 24

  /// Prepares to examine the documents of a unit.
  ///
  /// - Parameters:
  ///   - window: The records that are examined; `nil` is all of them.
  ///   - threads: On how many threads one long log may be examined.
  ///   - noticesErrors: Whether errors that no rule knows are of interest, too.
  ///   - countsRecords: Whether it is counted what records say in numbers.
  init(
    rules: CompiledRules, limits: IntakeLimits, unit: Int, window: RecordWindow? = nil,
    threads: Int = 1, noticesErrors: Bool = true, countsRecords: Bool = false,
    progress: any ProgressObserver
  ) throws {
    self.rules = rules
    self.limits = limits
    self.window = window
    self.noticesErrors = noticesErrors
    self.countsRecords = countsRecords
    self.progress = progress
    examiners = try (0..<max(1, threads)).map { _ in
      try BufferExaminer(rules: rules, window: window)
    }
    document = unit * Self.documentsPerUnit
  }

  /// What was observed, with what the reader of the unit passed over.
  func examination(skipping skipped: [SkippedSource]) -> Examination {
    var whole = examination
    whole.coverage.skipped += skipped
    return whole
  }

  /// Examines a document and keeps an account of it, also of what could not be done.
  func examine(_ document: Document) {
    self.document += 1
    EnvironmentReader.read(path: document.path, into: &examination.environment)
    if document.isMessage {
      EnvironmentReader.read(
        message: document.head, source: document.path, into: &examination.environment)
    }
    do {
      let kind = DocumentKind(
        recognising: document.head, name: document.name, printer: document.printer)
      if !rules.looksInto(file: document.path), let plan = RepairPlan(document, kind: kind) {
        let text = RepairedDocument(document, plan: plan, limit: limits.wholeDocument)
        try scanLog(document, kind: plan.kind, repaired: text)
      } else {
        try examine(document, as: kind)
      }
    } catch {
      // Such as an expression of a rule that gave up: one document must not cost the others.
      examination.coverage.skipped.append(
        SkippedSource(path: document.path, reason: .unreadable, detail: "\(error)"))
    }
    for examiner in examiners {
      examination.exceeded.merge(examiner.takeExceeded(), uniquingKeysWith: +)
    }
  }

  private func examine(_ document: Document, as kind: DocumentKind) throws {
    if kind.isLog, !rules.looksInto(file: document.path) {
      try scanLog(document, kind: kind)
    } else {
      try examineWhole(document, kind: kind)
    }
  }
}

// MARK: - Logs and text, in a stream

extension DocumentExaminer {
  /// - Parameter repaired: The text to read in place of the document's own.
  private func scanLog(
    _ source: Document, kind: DocumentKind, repaired: RepairedDocument? = nil
  ) throws {
    let log = LogExamination(
      source, format: kind.format, repaired: repaired, into: examination,
      origin: BufferOrigin(
        source: source.path, document: document, repaired: repaired,
        machine: SharedMoments.machine(ofLog: source.path)),
      largestRecord: limits.record, window: window, noticesErrors: noticesErrors,
      examiners: examiners, progress: progress)
    if countsRecords {
      log.statistics = StatisticsGatherer(
        format: kind.format, source: source.path, document: document)
    }
    // Of what was observed so far there is to be one copy only.
    examination = Examination()
    log.run()
    examination = log.examination
    if let failure = log.failure { throw failure }
    if log.hasCutRecords { examination.documentsWithCutRecords += 1 }
    let tally = log.tally
    var account = CoveredSource(
      path: source.path, kind: kind, bytes: repaired?.consumed ?? log.size,
      entries: kind.isLog ? tally.records : 1,
      unparsed: kind.isLog ? tally.unparsed : 0, levels: tally.histogram, from: tally.from,
      to: tally.to,
      isTruncated: source.isTruncated || repaired?.isTruncated == true || progress.shouldStop,
      encoding: source.encoding,
      invalidBytes: source.invalidBytes, excerpt: source.excerpt)
    account.errorTimes = tally.errorTimes
    account.outside = tally.leftOut
    account.statistics = log.statistics?.finish()
    if let dumps = log.statistics?.dumps { examination.dumps.append(contentsOf: dumps) }
    examination.append(
      account, period: tally.wholePeriod,
      identity: source.fingerprint.map {
        DocumentIdentity(document: document, fingerprint: $0)
      })
  }
}

// MARK: - Documents read whole

extension DocumentExaminer {
  private func examineWhole(_ source: Document, kind: DocumentKind) throws {
    let isStructured = kind.holdsSettings
    let limit = isStructured ? limits.structuredDocument : limits.wholeDocument
    let (bytes, isTruncated) = source.readWhole(limit: limit)
    if isStructured, bytes.count == limit, isTruncated {
      examination.coverage.skipped.append(
        SkippedSource(path: source.path, reason: .tooLarge, detail: "> \(limit) bytes"))
      return
    }
    progress.advance(bytes: bytes.count, source: source.path)
    for match in try rules.matches(file: source.path, content: bytes) {
      examination.observations.append(observation(of: match, in: bytes), for: match.address)
    }
    var account = CoveredSource(
      path: source.path, kind: kind, bytes: bytes.count, entries: 1, isTruncated: isTruncated,
      encoding: source.encoding, invalidBytes: source.invalidBytes, excerpt: source.excerpt)
    if isStructured {
      let reading = kind.settings(in: bytes, path: source.path, printer: source.printer)
      account.entries = reading.settings.count
      EnvironmentReader.read(reading.settings, into: &examination.environment)
      let found = try rules.matches(in: reading.settings).map { match in
        (match.address, observation(of: match, in: bytes))
      }
      if kind == .dispatcherConfig, !isTruncated {
        examination.keep(
          DispatcherFiles.File(
            document: document, path: source.path, bytes: bytes, observations: found))
      } else {
        for (address, observation) in found {
          examination.observations.append(observation, for: address)
        }
      }
      if let problem = reading.problem {
        // What stands before that place was read; what stands behind it may be missing.
        account.isTruncated = true
        examination.coverage.skipped.append(
          SkippedSource(path: source.path, reason: .damaged, detail: problem.position))
        if reading.settings.isEmpty { return }
      }
      examination.append(account)
    } else {
      let tally = try scan(bytes, as: &account)
      examination.append(account, period: tally.wholePeriod)
    }
  }

  private func scan(_ bytes: [UInt8], as account: inout CoveredSource) throws -> RecordTally {
    let format = account.kind.format
    var origin = BufferOrigin(source: account.path, document: document)
    if let window {
      origin.startsInside = window.holdsFirst(of: 0..<bytes.count, in: bytes, as: format)
    }
    let found = examiners[0].findings(
      in: bytes, 0..<bytes.count, as: format, from: origin, noticesErrors: false)
    for (address, observation) in found.observations {
      examination.observations.append(observation, for: address)
    }
    if let failure = found.failure { throw failure }
    let tally = found.tally
    // A payload is one entry, whatever its lines.
    guard account.kind.isLog else { return tally }
    account.entries = tally.records
    account.outside = tally.leftOut
    (account.unparsed, account.levels) = (tally.unparsed, tally.histogram)
    (account.from, account.to) = (tally.from, tally.to)
    account.errorTimes = tally.errorTimes
    return tally
  }

  private func observation(of match: DocumentMatch, in bytes: [UInt8]) -> Observation {
    Observation(match, document: document, in: bytes)
  }
}

extension Observation {
  /// What stands in a whole document, whose bytes these are.
  init(_ match: DocumentMatch, document: Int, in bytes: [UInt8]) {
    let range = match.place.bytes
    self.init(
      signature: match.address.signature, document: document, place: match.place, time: nil,
      excerpt: ExcerptCutter.excerpt(of: range, match: range, in: bytes),
      captures: match.captures)
  }
}

extension ReadingProblem {
  /// Line and column, as compilers write them.
  fileprivate var position: String {
    [place.line, place.column].compactMap { $0.map(String.init) }.joined(separator: ":")
  }
}
