import Model

/// What the sources say in numbers, as JSON: durations in milliseconds, sizes in bytes.
struct StatisticsView: Encodable {
  let traffic: [TrafficView]
  let collections: [CollectionView]
  let threadDumps: [DumpsView]
  let threadSeries: [SeriesView]
  let clockOffsets: [ClockOffsetView]

  init(_ inspection: Inspection) {
    let told = inspection.coverage.sources.compactMap { source in
      source.statistics.map { (source.path, $0) }
    }
    traffic = told.compactMap { path, numbers in
      numbers.traffic.map { TrafficView(source: path, $0) }
    }
    collections = told.compactMap { path, numbers in
      numbers.collections.map { CollectionView(source: path, $0) }
    }
    threadDumps = told.compactMap { path, numbers in
      numbers.dumpCount > 0
        ? DumpsView(source: path, count: numbers.dumpCount, dumps: numbers.dumps) : nil
    }
    threadSeries = inspection.threadSeries.map(SeriesView.init)
    clockOffsets = inspection.clockOffsets.map(ClockOffsetView.init)
  }
}

// MARK: - Requests

struct DurationView: Encodable {
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

struct TrafficView: Encodable {
  struct RequestView: Encodable {
    let request: String?
    let milliseconds: Int?
    let time: String?
    let place: PlaceView

    init(_ request: TrafficAccount.Request) {
      self.request = request.text
      milliseconds = request.milliseconds
      time = request.time?.iso8601
      place = PlaceView(request.place)
    }
  }

  struct PairingView: Encodable {
    let pairs: Int
    let unanswered: Int
    let firstUnanswered: [RequestView]
    let answersWithoutRequest: Int
  }

  let source: String
  let answers: Int
  let statuses: [String: Int]
  let milliseconds: DurationView?
  let slowest: [RequestView]
  let pairing: PairingView?

  init(source: String, _ account: TrafficAccount) {
    self.source = source
    answers = account.answers
    statuses = Dictionary(
      uniqueKeysWithValues: account.statuses.enumerated().map { ("\($0.offset + 1)xx", $0.element) }
    )
    milliseconds = account.durations.map(DurationView.init)
    slowest = account.slowest.map(RequestView.init)
    pairing = account.pairs.map { pairs in
      PairingView(
        pairs: pairs, unanswered: account.unansweredCount,
        firstUnanswered: account.unanswered.map(RequestView.init),
        answersWithoutRequest: account.answersWithoutRequest)
    }
  }
}

// MARK: - Collections

struct CollectionView: Encodable {
  struct PauseView: Encodable {
    let milliseconds: Double
    let time: String?
    let cause: String?
    let place: PlaceView

    init(_ pause: CollectionAccount.Pause) {
      milliseconds = thousandths(pause.milliseconds)
      time = pause.time?.iso8601
      cause = pause.cause
      place = PlaceView(pause.place)
    }
  }

  let source: String
  let counts: [String: Int]
  let causes: [String: Int]
  let pauses: DurationView?
  let stopped: Double
  let covered: Double
  let stoppedShare: Double?
  let longestPause: PauseView?
  let lastFullCollection: PauseView?
  let capacity: Int?
  let growthPerHour: Double?
  let restarts: Int

  init(source: String, _ account: CollectionAccount) {
    self.source = source
    counts = account.counts
    causes = account.causes
    pauses = account.pauses.map(DurationView.init)
    stopped = thousandths(account.stopped)
    covered = thousandths(account.covered)
    stoppedShare = account.stoppedShare.map { thousandths($0 * 1_000) / 1_000 }
    longestPause = account.longest.map(PauseView.init)
    lastFullCollection = account.lastFull.map(PauseView.init)
    capacity = account.capacity
    growthPerHour = account.growth.map { $0.isFinite ? $0.rounded() : 0 }
    restarts = account.restarts
  }
}

// MARK: - Threads

struct DumpsView: Encodable {
  struct DumpView: Encodable {
    let time: String?
    let virtualMachine: String?
    let threads: Int
    let states: [String: Int]
    let deadlocks: [[String]]
    let locks: [LockView]
    let stacks: [StackView]
    let place: PlaceView
  }

  struct LockView: Encodable {
    let type: String
    let address: String
    let holder: String?
    let waiting: Int
  }

  struct StackView: Encodable {
    let threads: Int
    let frames: [String]
  }

  let source: String
  let count: Int
  let dumps: [DumpView]

  init(source: String, count: Int, dumps: [ThreadDumpAccount]) {
    self.source = source
    self.count = count
    self.dumps = dumps.map { dump in
      DumpView(
        time: dump.time?.iso8601, virtualMachine: dump.virtualMachine, threads: dump.threads,
        states: dump.states, deadlocks: dump.deadlocks,
        locks: dump.locks.map {
          LockView(
            type: $0.className, address: $0.address, holder: $0.holder, waiting: $0.waiting)
        },
        stacks: dump.stacks.map { StackView(threads: $0.threads, frames: $0.frames) },
        place: PlaceView(dump.place))
    }
  }
}

struct SeriesView: Encodable {
  struct StayView: Encodable {
    let thread: String
    let dumps: Int
    let states: [String]
    let processorTime: Double?
    let frames: [String]
    let place: PlaceView
  }

  let sources: [String]
  let dumps: Int
  let leftOut: Int
  let from: String?
  let to: String?
  let stayCount: Int
  let stays: [StayView]

  init(_ series: ThreadSeriesAccount) {
    sources = series.sources
    dumps = series.dumps
    leftOut = series.leftOut
    from = series.from?.iso8601
    to = series.to?.iso8601
    stayCount = series.stayCount
    stays = series.stays.map { stay in
      StayView(
        thread: stay.thread, dumps: stay.dumps, states: stay.states,
        processorTime: stay.processorTime.map(thousandths), frames: stay.frames,
        place: PlaceView(stay.place))
    }
  }
}

// MARK: - Clocks

struct ClockOffsetView: Encodable {
  let earlier: String
  let later: String
  let shared: Int
  let median: Int64
  let quartiles: [Int64]
  let zone: String?

  init(_ offset: ClockOffset) {
    (earlier, later, shared) = (offset.earlier, offset.later, offset.shared)
    median = offset.median
    quartiles = [offset.lowerQuartile, offset.upperQuartile]
    zone = offset.isZoneAssumed ? "assumed" : nil
  }
}

/// A finite number with three places behind the point.
private func thousandths(_ number: Double) -> Double {
  number.isFinite ? (number * 1_000).rounded() / 1_000 : 0
}
