import Intake
import Matching
import Model
import Reading
import Rules

/// Examines the documents of one unit, one after the other, on one thread.
final class DocumentExaminer {
  /// What was observed so far.
  private(set) var examination = Examination()

  private let rules: CompiledRules
  private let limits: IntakeLimits
  private let scanner: SignatureScanner
  private let progress: any ProgressObserver

  /// The position of the current document in the bundle.
  private var document: Int

  /// Documents of one unit are numbered below this.
  private static let documentsPerUnit = 1 << 24

  init(
    rules: CompiledRules, limits: IntakeLimits, unit: Int, progress: any ProgressObserver
  ) throws {
    self.rules = rules
    self.limits = limits
    self.progress = progress
    scanner = try SignatureScanner(rules.textSignatures)
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
      let kind = DocumentKind(recognising: document.head, name: document.name)
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
    for (signature, count) in scanner.takeExceeded() {
      examination.exceeded[rules.address(ofTextSignature: signature), default: 0] += count
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
    let format = kind.format
    var chunks = RecordChunks(
      document: repaired ?? source, boundaries: format, largestSize: limits.record)
    var tally = RecordTally(format: format)
    var read = 0
    while !progress.shouldStop || source.isTruncated {
      let step: Void? = try chunks.next { bytes, range, offset in
        if offset == 0, kind == .errorLog {
          EnvironmentReader.read(
            logHead: bytes, in: range, source: source.path, into: &examination.environment)
        }
        repaired?.discard(before: offset)
        let origin = Origin(
          source: source.path, offset: offset, lines: tally.finishedLines, repaired: repaired)
        let claims = try scan(bytes, in: range, format: format, origin: origin)
        tally.count(bytes, in: range) { record, linesBefore in
          collect(
            record, in: bytes, format: format, linesBefore: linesBefore, origin: origin,
            claimants: claims[record.lowerBound] ?? [])
        }
        read += range.count
        progress.advance(bytes: range.count, source: source.path)
      }
      if step == nil { break }
    }
    if chunks.hasCutRecords { examination.documentsWithCutRecords += 1 }
    var account = CoveredSource(
      path: source.path, kind: kind, bytes: repaired?.consumed ?? read,
      entries: kind.isLog ? tally.records : 1,
      unparsed: kind.isLog ? tally.unparsed : 0, levels: tally.histogram, from: tally.from,
      to: tally.to,
      isTruncated: source.isTruncated || repaired?.isTruncated == true || progress.shouldStop,
      encoding: source.encoding,
      invalidBytes: source.invalidBytes, excerpt: source.excerpt)
    account.errorTimes = tally.errorTimes
    examination.append(
      account,
      identity: source.fingerprint.map {
        DocumentIdentity(document: document, fingerprint: $0)
      })
  }

  /// Where a buffer stands in its document.
  private struct Origin {
    var source: String

    /// The bytes before it.
    var offset: Int

    /// The lines before it.
    var lines: Int

    /// The repaired text that the buffer is of.
    var repaired: RepairedDocument?

    /// Where a record of the buffer stands, which starts on this line of the text.
    func place(of record: Range<Int>, line: Int) -> Place {
      let bytes = record.lowerBound + offset..<record.upperBound + offset
      guard let repaired else { return Place(source: source, line: line, bytes: bytes) }
      let original = repaired.place(of: bytes)
      return Place(source: source, line: original.line, bytes: original.bytes)
    }
  }

  /// Adds a record that tells of an error to those alike.
  private func collect(
    _ record: Range<Int>, in bytes: [UInt8], format: any LogFormat, linesBefore: Int,
    origin: Origin, claimants: Set<Int>
  ) {
    examination.errors.add(
      format.entry(record, in: bytes.span), in: bytes,
      at: origin.place(of: record, line: linesBefore + 1), document: document,
      claimants: claimants)
  }

  /// Looks for every signature.
  ///
  /// - Returns: The signatures that stand in a record, by number, by where the record starts.
  @discardableResult
  private func scan(
    _ bytes: [UInt8], in range: Range<Int>, format: any LogFormat, origin: Origin
  ) throws -> [Int: Set<Int>] {
    var claims: [Int: Set<Int>] = [:]
    var lines = LineCounter(from: range.lowerBound)
    var failure: (any Error)?
    try scanner.scan(
      bytes, in: range, boundaries: format, wanted: rules.textSignatures(for: format.kind)
    ) { match in
      guard failure == nil else { return true }
      do {
        let interpretation = try rules.interpretation(of: match, in: bytes, as: format)
        guard case .observed(let address, let captures) = interpretation else {
          return interpretation != .otherCapture
        }
        let entry = format.entry(match.record, in: bytes.span)
        let line = origin.lines + lines.line(of: match.record.lowerBound, in: bytes)
        let place = origin.place(of: match.record, line: line)
        claims[match.record.lowerBound, default: []].insert(match.signature)
        var digest = ContentDigest()
        digest.add(bytes, in: match.record)
        observe(
          address, at: place, time: entry.timestamp, recordDigest: digest.value,
          excerpt: ExcerptCutter.excerpt(of: match.record, match: match.match, in: bytes),
          captures: origin.repaired?.originals(
            of: captures, inRecordAt: match.record.lowerBound + origin.offset, place: place)
            ?? captures,
          repairs: origin.repaired?.plan.repairs ?? [])
      } catch {
        failure = error
      }
      return true
    }
    if let failure { throw failure }
    return claims
  }

  private func observe(
    _ address: SignatureAddress, at place: Place, time: Timestamp? = nil,
    recordDigest: UInt64? = nil,
    excerpt: Excerpt, captures: [String: CapturedValue], repairs: [Repair] = []
  ) {
    var observation = Observation(
      signature: address.signature, document: document, place: place, time: time,
      recordDigest: recordDigest, excerpt: excerpt, captures: captures)
    observation.repairs = repairs
    examination.observations.append(observation, for: address)
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
      observe(match, in: bytes)
    }
    var account = CoveredSource(
      path: source.path, kind: kind, bytes: bytes.count, entries: 1, isTruncated: isTruncated,
      encoding: source.encoding, invalidBytes: source.invalidBytes, excerpt: source.excerpt)
    if isStructured {
      let reading = kind.settings(in: bytes, path: source.path)
      account.entries = reading.settings.count
      EnvironmentReader.read(reading.settings, into: &examination.environment)
      for match in try rules.matches(in: reading.settings) { observe(match, in: bytes) }
      if let problem = reading.problem {
        // What stands before that place was read; what stands behind it may be missing.
        account.isTruncated = true
        examination.coverage.skipped.append(
          SkippedSource(path: source.path, reason: .damaged, detail: problem.position))
        if reading.settings.isEmpty { return }
      }
    } else {
      try scan(bytes, as: &account)
    }
    examination.append(account)
  }

  private func scan(_ bytes: [UInt8], as account: inout CoveredSource) throws {
    let format = account.kind.format
    var tally = RecordTally(format: format)
    tally.count(bytes, in: 0..<bytes.count)
    try scan(
      bytes, in: 0..<bytes.count, format: format,
      origin: Origin(source: account.path, offset: 0, lines: 0))
    // A payload is one entry, whatever its lines.
    guard account.kind.isLog else { return }
    account.entries = tally.records
    (account.unparsed, account.levels) = (tally.unparsed, tally.histogram)
    (account.from, account.to) = (tally.from, tally.to)
    account.errorTimes = tally.errorTimes
  }

  private func observe(_ match: DocumentMatch, in bytes: [UInt8]) {
    let range = match.place.bytes
    observe(
      match.address, at: match.place,
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
