/// What the records of one source say in numbers.
public struct SourceStatistics: Hashable, Sendable {
  /// How requests were answered, of a log of requests.
  public var traffic: TrafficAccount?

  /// How the memory was cleaned up, of a log of garbage collections.
  public var collections: CollectionAccount?

  /// The threads at each moment that they were dumped at, in the order of the source; bounded
  /// in number.
  public var dumps: [ThreadDumpAccount] = []

  /// How many dumps there are, those included that are not listed.
  public var dumpCount = 0

  /// Makes an account of a source without numbers.
  public init() {}

  /// Whether there is nothing to tell.
  public var isEmpty: Bool { traffic == nil && collections == nil && dumpCount == 0 }

  /// Changes every time in it.
  public mutating func mapTimes(_ transform: (Timestamp) -> Timestamp) {
    traffic?.mapTimes(transform)
    collections?.mapTimes(transform)
    for index in dumps.indices { dumps[index].time = dumps[index].time.map(transform) }
  }
}

/// How long things took: some of the figures that describe many durations.
public struct DurationSummary: Hashable, Sendable {
  /// How many durations were counted.
  public var count: Int

  /// The durations, in milliseconds, that 50, 90, 95 and 99 of a hundred do not exceed; at most
  /// a 32nd too long.
  public var median, percentile90, percentile95, percentile99: Double

  /// The longest, in milliseconds.
  public var longest: Double

  /// Makes a summary, all of it in milliseconds.
  public init(
    count: Int, median: Double, percentile90: Double, percentile95: Double, percentile99: Double,
    longest: Double
  ) {
    self.count = count
    self.median = median
    self.percentile90 = percentile90
    self.percentile95 = percentile95
    self.percentile99 = percentile99
    self.longest = longest
  }
}

/// How the requests of a log were answered.
public struct TrafficAccount: Hashable, Sendable {
  /// A request, as far as the log tells it.
  public struct Request: Hashable, Sendable {
    /// Its method and path; `nil` where the log tells its answer alone.
    public var text: String?

    /// How long the answer took, in milliseconds, if there was one.
    public var milliseconds: Int?

    /// When its record was written.
    public var time: Timestamp?

    /// Where that stands: the record of its answer, or its own if there is none.
    public var place: Place

    /// Makes an account of a request.
    public init(text: String?, milliseconds: Int?, time: Timestamp?, place: Place) {
      self.text = text
      self.milliseconds = milliseconds
      self.time = time
      self.place = place
    }
  }

  /// How many answers there are.
  public var answers: Int

  /// How many of them have a status of 1xx, 2xx, 3xx, 4xx and 5xx, in this order.
  public var statuses: [Int]

  /// How long they took, if the log tells it.
  public var durations: DurationSummary?

  /// The slowest answers, the slowest first.
  public var slowest: [Request]

  /// How many requests met their answer; `nil` for a log that tells both in one record.
  public var pairs: Int?

  /// The first requests that were not answered within the log, bounded in number.
  public var unanswered: [Request] = []

  /// How many requests were not answered, those included that are not listed.
  public var unansweredCount = 0

  /// How many answers have no request within the log.
  public var answersWithoutRequest = 0

  /// Makes an account of a log that tells requests and answers in one record.
  public init(answers: Int, statuses: [Int], durations: DurationSummary?, slowest: [Request]) {
    self.answers = answers
    self.statuses = statuses
    self.durations = durations
    self.slowest = slowest
  }

  fileprivate mutating func mapTimes(_ transform: (Timestamp) -> Timestamp) {
    for index in slowest.indices { slowest[index].time = slowest[index].time.map(transform) }
    for index in unanswered.indices {
      unanswered[index].time = unanswered[index].time.map(transform)
    }
  }
}
