import Dispatch
import Intake
import Model
import Reading
import Rules
import Synchronization

/// The examination of one log, buffer by buffer, on one thread or on several.
///
/// One thread at a time reads, or inflates, the next buffer; each examines its own; what was found
/// is joined in the order of the buffers, whoever comes first. Buffers are cut at the same places
/// for any number of threads, so that nothing that is found depends on it.
///
/// The places of a repaired text change while it is read, so it is examined on one thread.
final class LogExamination: @unchecked Sendable {
  // Sendable: the document and its buffers are touched only with `reading` held, what was
  // found only with `joining` held, and an examiner by the one thread of its number.

  /// A buffer that was read.
  private struct Piece {
    var number: Int
    var bytes: [UInt8]
    var range: Range<Int>
    var origin: BufferOrigin
  }

  /// What was observed so far.
  private(set) var examination: Examination

  /// The records and lines so far.
  private(set) var tally: RecordTally

  /// What ended the search, if something did.
  private(set) var failure: (any Error)?

  /// How many bytes were examined.
  private(set) var size = 0

  /// Counts what the records say in numbers, where that is asked for.
  var statistics: StatisticsGatherer?

  /// Whether a record was too long for a buffer.
  var hasCutRecords: Bool { chunks.hasCutRecords }

  private let document: Document
  private let format: any LogFormat
  private let repaired: RepairedDocument?
  private let window: RecordWindow?
  private let noticesErrors: Bool
  private let progress: any ProgressObserver
  private let examiners: [BufferExaminer]

  private let reading = Mutex(())
  private var chunks: RecordChunks
  private var origin: BufferOrigin
  private var count = 0

  /// Buffers to be used again.
  private let spare = Mutex<[[UInt8]]>([])

  /// Whether what comes next is to be left alone, because something ended the search.
  private let hasFailed = Atomic(false)

  private let joining = Mutex(())
  private var waiting: [Int: (piece: Piece, found: BufferFindings)] = [:]
  private var joined = 0

  /// How many more buffers may be read before others are joined.
  private let permits: DispatchSemaphore

  /// Prepares to examine a log.
  ///
  /// - Parameters:
  ///   - repaired: The text to read in place of the document's own.
  ///   - examination: What was observed before, which the log is added to.
  ///   - window: The records that are examined; `nil` is all of them.
  ///   - examiners: One for each thread that may be used.
  init(
    _ document: Document, format: any LogFormat, repaired: RepairedDocument?,
    into examination: consuming Examination, origin: BufferOrigin, largestRecord: Int,
    window: RecordWindow?, noticesErrors: Bool, examiners: [BufferExaminer],
    progress: any ProgressObserver
  ) {
    self.document = document
    self.format = format
    self.repaired = repaired
    self.examination = examination
    self.origin = origin
    self.window = window
    self.noticesErrors = noticesErrors
    self.examiners = repaired == nil ? examiners : Array(examiners.prefix(1))
    self.progress = progress
    chunks = RecordChunks(
      document: repaired ?? document, boundaries: format, largestSize: largestRecord)
    tally = RecordTally(format: format)
    permits = DispatchSemaphore(value: 2 * self.examiners.count)
  }

  /// Examines the whole log.
  func run() {
    // What its head holds whole is not worth a second thread.
    guard examiners.count > 1, document.head.count >= 1 << 16 else { return work(examiners[0]) }
    DispatchQueue.concurrentPerform(iterations: examiners.count) { work(examiners[$0]) }
  }

  private func work(_ examiner: BufferExaminer) {
    while true {
      permits.wait()
      guard let piece = reading.withLock({ _ in read() }) else {
        permits.signal()
        return
      }
      let found = examiner.findings(
        in: piece.bytes, piece.range, as: format, from: piece.origin,
        noticesErrors: noticesErrors)
      progress.advance(bytes: piece.range.count, source: piece.origin.source)
      for _ in 0..<joining.withLock({ _ in join(found, of: piece) }) { permits.signal() }
    }
  }

  private func read() -> Piece? {
    guard !progress.shouldStop || document.isTruncated, !hasFailed.load(ordering: .relaxed),
      let (bytes, range, offset) = chunks.take(reusing: spare.withLock { $0.popLast() } ?? [])
    else { return nil }
    origin.offset = offset
    repaired?.discard(before: offset)
    if count == 0, let window {
      origin.startsInside = window.holdsFirst(of: range, in: bytes, as: format)
    }
    let piece = Piece(number: count, bytes: bytes, range: range, origin: origin)
    count += 1
    if let window {
      origin.startsInside = window.holdsLast(of: range, in: bytes, as: format, from: origin)
    }
    if !range.isEmpty { origin.isWithinLine = bytes[range.upperBound - 1] != 0x0A }
    return piece
  }

  /// Keeps what was found until it is its turn, and gives how many had theirs.
  private func join(_ found: BufferFindings, of piece: Piece) -> Int {
    waiting[piece.number] = (piece, found)
    let first = joined
    while let (piece, found) = waiting.removeValue(forKey: joined) {
      joined += 1
      if failure == nil { add(found, of: piece) }
      spare.withLock { spare in
        if spare.count < examiners.count { spare.append(piece.bytes) }
      }
    }
    return joined - first
  }

  private func add(_ found: BufferFindings, of piece: Piece) {
    if piece.number == 0, format.kind == .errorLog {
      EnvironmentReader.read(
        logHead: piece.bytes, in: piece.range, source: piece.origin.source,
        into: &examination.environment)
    }
    let linesBefore = repaired == nil ? tally.finishedLines : 0
    for (address, var observation) in found.observations {
      observation.place.line += linesBefore
      examination.observations.append(observation, for: address)
    }
    failure = found.failure
    guard failure == nil else {
      hasFailed.store(true, ordering: .relaxed)
      return
    }
    for error in found.errors {
      examination.errors.add(
        error, in: piece.bytes, document: piece.origin.document,
        at: piece.origin.place(
          of: error.entry.bytes, line: tally.lines + error.linesBefore + 1))
    }
    if let machine = piece.origin.machine { examination.moments.add(found.moments, of: machine) }
    count(piece)
    tally.append(found.tally)
    size += piece.range.count
  }

  /// Counts what the records of a buffer say, those that lie in the window.
  private func count(_ piece: Piece) {
    guard statistics != nil else { return }
    var linesBefore = tally.finishedLines
    guard let window else {
      statistics?.read(
        piece.bytes, in: piece.range, linesBefore: linesBefore, from: piece.origin)
      return
    }
    var origin = piece.origin
    for stretch in window.stretches(of: piece.range, in: piece.bytes, as: format, from: origin) {
      if stretch.isInside {
        statistics?.read(piece.bytes, in: stretch.range, linesBefore: linesBefore, from: origin)
      }
      linesBefore += piece.bytes[stretch.range].count { $0 == 0x0A }
      origin.isWithinLine = false
    }
  }
}
