import Model

/// What the sources say in numbers, as JSON: durations in milliseconds, sizes in bytes.
struct StatisticsDocument: Codable {
  let traffic: [Traffic]
  let collections: [Collections]
  let threadDumps: [Dumps]
  let threadSeries: [Series]
  let clockOffsets: [ClockOffset]

  init(_ inspection: Inspection) {
    let told = inspection.coverage.sources.compactMap { source in
      source.statistics.map { (source.path, $0) }
    }
    traffic = told.compactMap { path, numbers in
      numbers.traffic.map { Traffic(source: path, $0) }
    }
    collections = told.compactMap { path, numbers in
      numbers.collections.map { Collections(source: path, $0) }
    }
    threadDumps = told.compactMap { path, numbers in
      numbers.dumpCount > 0
        ? Dumps(source: path, count: numbers.dumpCount, dumps: numbers.dumps) : nil
    }
    threadSeries = inspection.threadSeries.map(Series.init)
    clockOffsets = inspection.clockOffsets.map(ClockOffset.init)
  }
}

extension StatisticsDocument {
  // MARK: Requests

  struct Durations: Codable {
    let count: Int
    let median: Double
    let p90: Double
    let p95: Double
    let p99: Double
    let longest: Double

    init(_ durations: DurationSummary) {
      count = durations.count
      median = thousandths(durations.median)
      p90 = thousandths(durations.percentile90)
      p95 = thousandths(durations.percentile95)
      p99 = thousandths(durations.percentile99)
      longest = thousandths(durations.longest)
    }
  }

  struct Traffic: Codable {
    struct Request: Codable {
      let request: String?
      let milliseconds: Int?
      let time: String?
      let place: PlaceDocument

      init(_ request: TrafficAccount.Request) {
        self.request = request.text
        milliseconds = request.milliseconds
        time = request.time?.iso8601
        place = PlaceDocument(request.place)
      }
    }

    struct Pairing: Codable {
      let pairs: Int
      let unanswered: Int
      let firstUnanswered: [Request]
      let answersWithoutRequest: Int
    }

    let source: String
    let answers: Int
    let statuses: [String: Int]
    let milliseconds: Durations?
    let slowest: [Request]
    let pairing: Pairing?

    init(source: String, _ account: TrafficAccount) {
      self.source = source
      answers = account.answers
      statuses = Dictionary(
        uniqueKeysWithValues: account.statuses.enumerated().map {
          ("\($0.offset + 1)xx", $0.element)
        }
      )
      milliseconds = account.durations.map(Durations.init)
      slowest = account.slowest.map(Request.init)
      pairing = account.pairs.map { pairs in
        Pairing(
          pairs: pairs, unanswered: account.unansweredCount,
          firstUnanswered: account.unanswered.map(Request.init),
          answersWithoutRequest: account.answersWithoutRequest)
      }
    }
  }

  // MARK: Collections

  struct Collections: Codable {
    struct Pause: Codable {
      let milliseconds: Double
      let time: String?
      let cause: String?
      let place: PlaceDocument

      init(_ pause: CollectionAccount.Pause) {
        milliseconds = thousandths(pause.milliseconds)
        time = pause.time?.iso8601
        cause = pause.cause
        place = PlaceDocument(pause.place)
      }
    }

    let source: String
    let counts: [String: Int]
    let causes: [String: Int]
    let pauses: Durations?
    let stopped: Double
    let covered: Double
    let stoppedShare: Double?
    let longestPause: Pause?
    let lastFullCollection: Pause?
    let capacity: Int?
    let growthPerHour: Double?
    let restarts: Int

    init(source: String, _ account: CollectionAccount) {
      self.source = source
      counts = account.counts
      causes = account.causes
      pauses = account.pauses.map(Durations.init)
      stopped = thousandths(account.stopped)
      covered = thousandths(account.covered)
      stoppedShare = account.stoppedShare.map { thousandths($0 * 1_000) / 1_000 }
      longestPause = account.longest.map(Pause.init)
      lastFullCollection = account.lastFull.map(Pause.init)
      capacity = account.capacity
      growthPerHour = account.growth.map { $0.isFinite ? $0.rounded() : 0 }
      restarts = account.restarts
    }
  }

  // MARK: Threads

  struct Dumps: Codable {
    struct Dump: Codable {
      let time: String?
      let virtualMachine: String?
      let threads: Int
      let states: [String: Int]
      let deadlocks: [[String]]
      let locks: [Lock]
      let stacks: [Stack]
      let place: PlaceDocument
    }

    struct Lock: Codable {
      let type: String
      let address: String
      let holder: String?
      let waiting: Int
    }

    struct Stack: Codable {
      let threads: Int
      let frames: [String]
    }

    let source: String
    let count: Int
    let dumps: [Dump]

    init(source: String, count: Int, dumps: [ThreadDumpAccount]) {
      self.source = source
      self.count = count
      self.dumps = dumps.map { dump in
        Dump(
          time: dump.time?.iso8601, virtualMachine: dump.virtualMachine, threads: dump.threads,
          states: dump.states, deadlocks: dump.deadlocks,
          locks: dump.locks.map {
            Lock(
              type: $0.className, address: $0.address, holder: $0.holder, waiting: $0.waiting)
          },
          stacks: dump.stacks.map { Stack(threads: $0.threads, frames: $0.frames) },
          place: PlaceDocument(dump.place))
      }
    }
  }

  struct Series: Codable {
    struct Stay: Codable {
      let thread: String
      let dumps: Int
      let states: [String]
      let processorTime: Double?
      let frames: [String]
      let place: PlaceDocument
    }

    let sources: [String]
    let dumps: Int
    let leftOut: Int
    let from: String?
    let to: String?
    let stayCount: Int
    let stays: [Stay]

    init(_ series: ThreadSeriesAccount) {
      sources = series.sources
      dumps = series.dumps
      leftOut = series.leftOut
      from = series.from?.iso8601
      to = series.to?.iso8601
      stayCount = series.stayCount
      stays = series.stays.map { stay in
        Stay(
          thread: stay.thread, dumps: stay.dumps, states: stay.states,
          processorTime: stay.processorTime.map(thousandths), frames: stay.frames,
          place: PlaceDocument(stay.place))
      }
    }
  }

  // MARK: Clocks

  struct ClockOffset: Codable {
    let earlier: String
    let later: String
    let shared: Int
    let median: Int
    let quartiles: [Int]
    let zone: AssumedZone?

    init(_ offset: Model.ClockOffset) {
      (earlier, later, shared) = (offset.earlier, offset.later, offset.shared)
      median = Int(offset.median)
      quartiles = [Int(offset.lowerQuartile), Int(offset.upperQuartile)]
      zone = offset.isZoneAssumed ? .assumed : nil
    }
  }
}

/// A finite number with three places behind the point.
private func thousandths(_ number: Double) -> Double {
  number.isFinite ? (number * 1_000).rounded() / 1_000 : 0
}
