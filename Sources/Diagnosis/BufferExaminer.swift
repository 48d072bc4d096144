import Matching
import Model
import Reading
import Rules

/// Where a buffer stands.
struct BufferOrigin {
  /// The source as shown to people.
  var source: String

  /// The position of its document in the bundle.
  var document: Int

  /// The bytes before it.
  var offset = 0

  /// Whether it goes on with a line that the buffer before it began.
  var isWithinLine = false

  /// Whether a record that it starts without a time lies in the window that is examined.
  var startsInside = true

  /// The repaired text that the buffer is of.
  var repaired: RepairedDocument?

  /// The machine that wrote it, if its path names one.
  var machine: String?

  /// Where a record of the buffer stands, which starts on this line.
  func place(of record: Range<Int>, line: Int) -> Place {
    let bytes = record.lowerBound + offset..<record.upperBound + offset
    guard let repaired else { return Place(source: source, line: line, bytes: bytes) }
    let original = repaired.place(of: bytes)
    return Place(source: source, line: original.line, bytes: original.bytes)
  }
}

/// What a buffer holds, as can be told without what stands before it.
struct BufferFindings {
  /// What rules look for; of text that was not repaired, lines count from the buffer's first.
  var observations: [(address: SignatureAddress, observation: Observation)] = []

  /// The records that tell of errors.
  var errors: [ErrorRecord] = []

  /// The ids it tells, if it is known which machine wrote it.
  var moments: [SharedMoment] = []

  /// Its records and lines.
  var tally: RecordTally

  /// What ended the search, if something did; then errors were not looked at.
  var failure: (any Error)?
}

/// One thread's means to examine buffers of logs and other text.
final class BufferExaminer {
  private let rules: CompiledRules
  private let window: RecordWindow?
  private let scanner: SignatureScanner
  private lazy var identifiers = IdentifierScanner()

  /// Which signatures look into documents of a kind, for the kinds that were met.
  private var wanted: [DocumentKind: [Bool]] = [:]

  /// Prepares one thread.
  ///
  /// - Parameter window: The records that are examined; `nil` is all of them.
  init(rules: CompiledRules, window: RecordWindow? = nil) throws {
    self.rules = rules
    self.window = window
    scanner = try SignatureScanner(rules.textSignatures)
  }

  /// How often a signature's pattern gave up since the last call.
  func takeExceeded() -> [SignatureAddress: Int] {
    scanner.takeExceeded().reduce(into: [:]) { counts, count in
      counts[rules.address(ofTextSignature: count.key), default: 0] += count.value
    }
  }

  /// Looks for every signature, and counts the records.
  ///
  /// - Parameter noticesErrors: Whether errors that no rule knows are of interest, too.
  func findings(
    in bytes: [UInt8], _ range: Range<Int>, as format: any LogFormat, from origin: BufferOrigin,
    noticesErrors: Bool
  ) -> BufferFindings {
    var found = BufferFindings(
      tally: RecordTally(format: format, isWithinLine: origin.isWithinLine))
    guard let window else {
      examine(
        bytes, in: range, as: format, from: origin, noticesErrors: noticesErrors, into: &found)
      return found
    }
    for stretch in window.stretches(of: range, in: bytes, as: format, from: origin) {
      if stretch.isInside {
        examine(
          bytes, in: stretch.range, as: format, from: origin, noticesErrors: noticesErrors,
          into: &found)
      } else {
        found.tally.leaveOut(bytes, in: stretch.range)
      }
    }
    return found
  }

  /// Examines records that go on where the last ones ended.
  private func examine(
    _ bytes: [UInt8], in range: Range<Int>, as format: any LogFormat, from origin: BufferOrigin,
    noticesErrors: Bool, into found: inout BufferFindings
  ) {
    var placed = found.observations.count
    // Which signatures stand in which record, in the order of the records: one for each
    // observation.
    var claims: [(record: Int, signature: Int)] = []
    if found.failure == nil {
      do {
        try scan(bytes, in: range, as: format, from: origin, into: &found, claims: &claims)
      } catch {
        found.failure = error
      }
    }
    var next = 0
    let hasFailed = found.failure != nil
    var errors = found.errors
    var observations = found.observations
    (found.errors, found.observations) = ([], [])
    var tally = found.tally
    // Lines count from the buffer's first, which another buffer may have begun.
    let linesBefore = tally.finishedLines + (origin.isWithinLine ? 1 : 0)
    tally.count(bytes, in: range, marks: claims.map(\.record)) { line in
      if origin.repaired == nil { observations[placed].observation.place.line = linesBefore + line }
      placed += 1
    } onError: { record, linesBefore in
      guard noticesErrors, !hasFailed else { return }
      var claimants: Set<Int> = []
      while next < claims.count, claims[next].record <= record.lowerBound {
        if claims[next].record == record.lowerBound { claimants.insert(claims[next].signature) }
        next += 1
      }
      errors.append(
        ErrorRecord(
          format.entry(record, in: bytes.span), in: bytes, linesBefore: linesBefore,
          claimants: claimants))
    }
    if origin.machine != nil {
      found.moments += identifiers?.moments(in: bytes, range, as: format) ?? []
    }
    found.tally = tally
    found.observations = observations
    found.errors = errors
  }

  private func scan(
    _ bytes: [UInt8], in range: Range<Int>, as format: any LogFormat, from origin: BufferOrigin,
    into found: inout BufferFindings, claims: inout [(record: Int, signature: Int)]
  ) throws {
    // Several signatures may stand in one record.
    var known: LogEntry?
    var failure: (any Error)?
    let signatures = wanted[format.kind] ?? rules.textSignatures(for: format.kind)
    wanted[format.kind] = signatures
    try scanner.scan(bytes, in: range, boundaries: format, wanted: signatures) { match in
      guard failure == nil else { return true }
      do {
        let entry = { () -> LogEntry in
          if let known, known.bytes == match.record { return known }
          let entry = format.entry(match.record, in: bytes.span)
          known = entry
          return entry
        }
        let interpretation = try rules.interpretation(of: match, in: bytes, entry: entry)
        guard case .observed(let address, let captures) = interpretation else {
          return interpretation != .otherCapture
        }
        // Its line is known when lines are counted.
        let place = origin.place(of: match.record, line: 1)
        claims.append((match.record.lowerBound, match.signature))
        var digest = ContentDigest()
        digest.addWords(bytes, in: match.record)
        var observation = Observation(
          signature: address.signature, document: origin.document, place: place,
          time: entry().timestamp, recordDigest: digest.value,
          excerpt: ExcerptCutter.excerpt(of: match.record, match: match.match, in: bytes),
          captures: origin.repaired?.originals(
            of: captures, inRecordAt: match.record.lowerBound + origin.offset, place: place)
            ?? captures)
        observation.repairs = origin.repaired?.plan.repairs ?? []
        found.observations.append((address, observation))
      } catch {
        failure = error
      }
      return true
    }
    if let failure { throw failure }
  }
}
