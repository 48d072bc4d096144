public import Model

/// How the requests of a log were answered, counted while it streams by.
///
/// It needs the same few kilobytes for a gigabyte as for a line; what several logs or
/// several threads counted is merged.
public struct TrafficStatistics: Hashable, Sendable {
  /// An answer that was among the slowest.
  public struct SlowAnswer: Hashable, Sendable {
    /// How long it took, in milliseconds.
    public var duration: Int

    /// Where its record stands.
    public var place: Place

    /// The method and path of its request, where they are known.
    public var request: String?
  }

  /// How many requests were answered.
  public private(set) var answers = 0

  /// How many answers have a status of 1xx, 2xx, 3xx, 4xx and 5xx, in this order.
  public private(set) var statuses = [Int](repeating: 0, count: 5)

  /// How long the answers took, of those that tell it.
  public private(set) var durations = DurationHistogram()

  /// The slowest answers, the slowest first; of equals, those counted first.
  public private(set) var slowest: [SlowAnswer] = []

  /// How many of the slowest answers are kept.
  public let capacity: Int

  /// Starts without answers.
  public init(keepingSlowest capacity: Int = 10) {
    self.capacity = max(0, capacity)
    slowest.reserveCapacity(self.capacity + 1)
  }

  /// Counts an answer; its place and its request are asked for only where it is among the
  /// slowest so far.
  public mutating func count(
    _ exchange: Exchange, at place: @autoclosure () -> Place,
    request: @autoclosure () -> String? = nil
  ) {
    answers += 1
    if let status = exchange.status, (100..<600).contains(status) {
      statuses[status / 100 - 1] += 1
    }
    guard let duration = exchange.duration else { return }
    durations.count(duration)
    if isAmongSlowest(duration) {
      insert(SlowAnswer(duration: duration, place: place(), request: request()))
    }
  }

  /// Tells the request of an answer that was counted, whose record has these bytes.
  public mutating func name(_ request: String?, ofAnswerAt bytes: Range<Int>) {
    guard let index = slowest.firstIndex(where: { $0.place.bytes == bytes }) else { return }
    slowest[index].request = request
  }

  /// Adds what was counted of input that comes later.
  public mutating func merge(_ later: TrafficStatistics) {
    answers += later.answers
    for index in statuses.indices { statuses[index] += later.statuses[index] }
    durations.merge(later.durations)
    for answer in later.slowest where isAmongSlowest(answer.duration) { insert(answer) }
  }

  private func isAmongSlowest(_ duration: Int) -> Bool {
    guard capacity > 0 else { return false }
    return slowest.count < capacity || slowest[slowest.count - 1].duration < duration
  }

  private mutating func insert(_ answer: SlowAnswer) {
    let index = slowest.firstIndex { $0.duration < answer.duration } ?? slowest.count
    slowest.insert(answer, at: index)
    if slowest.count > capacity { slowest.removeLast() }
  }
}
