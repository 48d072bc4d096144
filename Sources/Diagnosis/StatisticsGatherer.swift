import Model
import Reading

/// Counts what the records of one log say in numbers, buffer by buffer in their order, in memory
/// that does not grow with the log.
struct StatisticsGatherer {
  /// How many requests, dumps and the like are listed one by one.
  static let mostListed = 10
  private static let mostDumps = 100

  /// The dumps of its threads, to be compared with others.
  private(set) var dumps = KeptDumps()

  private let format: any LogFormat
  private let source: String
  private let document: Int
  private var traffic: TrafficStatistics?
  private var pairing: RequestPairing?
  private var collections: GCStatistics?
  private var reader: ThreadDumpReader?
  private var repaired: RepairedDocument?
  private var finished = SourceStatistics()

  /// Starts to count; `nil` for a log whose records say nothing in numbers.
  init?(format: any LogFormat, source: String, document: Int) {
    self.format = format
    self.source = source
    self.document = document
    switch format.kind {
    case .requestLog:
      traffic = TrafficStatistics(keepingSlowest: Self.mostListed)
      pairing = RequestPairing()
    case .gcLog: collections = GCStatistics()
    case .threadDump, .consoleLog: reader = ThreadDumpReader(source: source)
    default:
      guard format is any TrafficFormat else { return nil }
      traffic = TrafficStatistics(keepingSlowest: Self.mostListed)
    }
  }

  /// Counts the records of a buffer that goes on where the last one ended.
  ///
  /// - Parameter linesBefore: How many lines lie before its first.
  mutating func read(
    _ bytes: [UInt8], in range: Range<Int>, linesBefore: Int, from origin: BufferOrigin
  ) {
    if var reader {
      self.reader = nil
      repaired = origin.repaired
      reader.read(bytes[range]) { keep($0, from: repaired) }
      self.reader = reader
      return
    }
    let format = format
    format.forEachRecord(of: bytes, in: range, isWithinLine: origin.isWithinLine) { record, line in
      let line = linesBefore + line
      let place = { origin.place(of: record, line: line) }
      if pairing != nil {
        count(request: record, line: line, offset: origin.offset, in: bytes, at: place)
      } else if let format = format as? any TrafficFormat {
        guard let exchange = format.exchange(record, in: bytes.span) else { return }
        traffic?.count(
          exchange, at: place(), request: format.entry(record, in: bytes.span).request(in: bytes))
      } else {
        collections?.add(record, at: place(), in: bytes.span)
      }
    }
  }

  private mutating func count(
    request record: Range<Int>, line: Int, offset: Int, in bytes: [UInt8], at place: () -> Place
  ) {
    let pair = pairing?.read(record, line: line, offset: offset, in: bytes.span)
    if let exchange = RequestLogFormat().exchange(record, in: bytes.span) {
      traffic?.count(exchange, at: place(), request: pair?.request.text)
    } else if let pair {
      traffic?.name(pair.request.text, ofAnswerAt: pair.response.bytes)
    }
  }

  private mutating func keep(_ dump: ThreadDump, from repaired: RepairedDocument?) {
    var dump = dump
    // Where each line is repaired alone, lines keep their numbers.
    if let repaired, !repaired.plan.isByLine {
      dump.mapPlaces { place in
        let original = repaired.place(of: place.bytes)
        return Place(source: place.source, line: original.line, bytes: original.bytes)
      }
    }
    finished.dumpCount += 1
    if finished.dumps.count < Self.mostDumps { finished.dumps.append(ThreadDumpAccount(dump)) }
    dumps.append(dump, document: document)
  }

  /// What was counted, when the log has ended.
  mutating func finish() -> SourceStatistics {
    if var reader {
      self.reader = nil
      reader.finish { keep($0, from: repaired) }
    }
    finished.traffic = traffic.flatMap { traffic in
      traffic.answers > 0 || pairing?.unanswered.isEmpty == false
        ? TrafficAccount(traffic, pairing: pairing, source: source) : nil
    }
    finished.collections = collections.flatMap { $0.counts.isEmpty ? nil : CollectionAccount($0) }
    return finished
  }
}

// MARK: - Accounts

extension TrafficAccount {
  fileprivate init(_ traffic: TrafficStatistics, pairing: RequestPairing?, source: String) {
    let durations = traffic.durations
    self.init(
      answers: traffic.answers, statuses: traffic.statuses,
      durations: DurationSummary(
        count: Int(clamping: durations.total), longest: Double(durations.longest)
      ) { durations.value(atShare: $0).map(Double.init) },
      slowest: traffic.slowest.map { answer in
        Request(
          text: answer.request, milliseconds: answer.duration, time: nil, place: answer.place)
      })
    guard let pairing else { return }
    let open = pairing.unanswered
    pairs = pairing.pairs
    unanswered = open.prefix(StatisticsGatherer.mostListed).map { half in
      Request(
        text: half.text, milliseconds: nil, time: half.time,
        place: Place(source: source, line: half.line, bytes: half.bytes))
    }
    unansweredCount = open.count + pairing.requestsGivenUp
    answersWithoutRequest = pairing.waitingResponses + pairing.responsesWithoutRequest
  }
}

extension CollectionAccount {
  fileprivate init(_ log: GCStatistics) {
    self.init()
    counts = Dictionary(uniqueKeysWithValues: log.counts.map { ($0.key.rawValue, $0.value) })
    causes = log.causes
    pauses = DurationSummary(count: log.pauses, longest: log.longest?.milliseconds ?? 0) {
      log.pause(atShare: $0)
    }
    (stopped, covered) = (log.stopped, log.covered)
    longest = log.longest.map(Pause.init)
    lastFull = log.lastFull.map(Pause.init)
    (capacity, growth, restarts) = (log.capacity, log.growth, log.restarts)
  }
}

extension CollectionAccount.Pause {
  fileprivate init(_ pause: GCStatistics.Notable) {
    self.init(
      milliseconds: pause.milliseconds, time: pause.time, cause: pause.cause, place: pause.place)
  }
}

extension DurationSummary {
  /// - Parameter value: The duration in milliseconds that a share of them does not exceed.
  fileprivate init?(count: Int, longest: Double, value: (_ share: Double) -> Double?) {
    guard let median = value(0.5), let ninety = value(0.9), let ninetyFive = value(0.95),
      let ninetyNine = value(0.99)
    else { return nil }
    self.init(
      count: count, median: median, percentile90: ninety, percentile95: ninetyFive,
      percentile99: ninetyNine, longest: longest)
  }
}
