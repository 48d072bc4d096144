public import Model

/// What a log of garbage collections says in sum, in memory that does not grow with the log.
public struct GCStatistics: Sendable {
  /// A collection that stands out.
  public struct Notable: Hashable, Sendable {
    /// Where it stands.
    public let place: Place

    /// When it was logged.
    public let time: Timestamp?

    /// Its duration in milliseconds.
    public let milliseconds: Double

    /// Why it was done.
    public let cause: String?
  }

  /// The heap in use after a collection of everything.
  public struct HeapPoint: Hashable, Sendable {
    /// The seconds since the first record of the log.
    public let seconds: Double

    /// The bytes in use.
    public let bytes: Int
  }

  /// How many collections there are of each kind; concurrent work counts by its phases.
  public private(set) var counts: [GarbageCollection.Kind: Int] = [:]

  /// How many collections had each cause; of more than 64 causes, the first 64.
  public private(set) var causes: [String: Int] = [:]

  /// How many pauses there are.
  public var pauses: Int { Int(durations.total) }

  /// How long the program stood still in all, in milliseconds.
  public private(set) var stopped = 0.0

  /// How long the log covers, in milliseconds; restarts leave no gap in it.
  public private(set) var covered = 0.0

  /// The longest pause.
  public private(set) var longest: Notable?

  /// The last collection of everything.
  public private(set) var lastFull: Notable?

  /// The largest heap that was stated, in bytes.
  public private(set) var capacity: Int?

  /// The heap after collections of everything, or after whole cycles of a concurrent collector;
  /// of a long log, some of them at equal distances.
  public private(set) var heapAfterFull: [HeapPoint] = []

  /// How many times the virtual machine started anew within the log.
  public private(set) var restarts = 0

  // In microseconds.
  private var durations = DurationHistogram()
  private var lastClock: Double?
  private var stride = 1
  private var skipped = 0

  /// Starts to read a log.
  public init() {}

  /// The statistics of a whole log.
  public static func read(_ bytes: [UInt8], source: String) -> GCStatistics {
    var statistics = GCStatistics()
    GCLogFormat().forEachRecord(of: bytes, in: 0..<bytes.count) { record, line in
      statistics.add(
        record, at: Place(source: source, line: line, bytes: record), in: bytes.span)
    }
    return statistics
  }

  /// Counts the next record.
  ///
  /// - Parameter place: Where it stands in the log; asked for only where it stands out.
  public mutating func add(
    _ record: Range<Int>, at place: @autoclosure () -> Place, in bytes: borrowing Span<UInt8>
  ) {
    advanceClock(ofRecordAt: record.lowerBound, in: bytes)
    guard let collection = GarbageCollection(record: record, in: bytes) else { return }
    counts[collection.kind, default: 0] += 1
    let cause = collection.cause.map {
      bytes.text($0.clamped(to: $0.lowerBound..<$0.lowerBound + 128))
    }
    if let cause, collection.kind != .concurrent, causes[cause] != nil || causes.count < 64 {
      causes[cause, default: 0] += 1
    }
    if let size = collection.capacity?.bytes { capacity = max(capacity ?? 0, size) }
    if collection.kind == .full || collection.kind == .cycle, let after = collection.after {
      keep(HeapPoint(seconds: covered / 1_000, bytes: after.bytes))
    }
    guard let milliseconds = collection.milliseconds, collection.isPause else { return }
    durations.count(Int(min(milliseconds * 1_000, 1e15)))
    stopped += milliseconds
    let isLongest = milliseconds > longest?.milliseconds ?? -1
    guard isLongest || collection.kind == .full else { return }
    let notable = Notable(
      place: place(), time: collection.time, milliseconds: milliseconds, cause: cause)
    if isLongest { longest = notable }
    if collection.kind == .full { lastFull = notable }
  }

  /// The share of the time that the program stood still, from 0 to 1.
  public var stoppedShare: Double? { covered > 0 ? min(1, stopped / covered) : nil }

  /// The duration that a share of the pauses does not exceed, in milliseconds; at most three
  /// per cent too long.
  public func pause(atShare share: Double) -> Double? {
    durations.value(atShare: share).map {
      min(Double($0) / 1_000, longest?.milliseconds ?? .infinity)
    }
  }

  /// How fast the heap after full collections grows, in bytes an hour, by least squares; from
  /// three of them on.
  public var growth: Double? {
    guard heapAfterFull.count >= 3 else { return nil }
    let count = Double(heapAfterFull.count)
    let meanTime = heapAfterFull.reduce(0) { $0 + $1.seconds } / count
    let meanSize = heapAfterFull.reduce(0) { $0 + Double($1.bytes) } / count
    var (above, below) = (0.0, 0.0)
    for point in heapAfterFull {
      above += (point.seconds - meanTime) * (Double(point.bytes) - meanSize)
      below += (point.seconds - meanTime) * (point.seconds - meanTime)
    }
    return below > 0 ? above / below * 3_600 : nil
  }

  // Uptime is what a set clock cannot spoil; it starts anew with the virtual machine.
  private mutating func advanceClock(ofRecordAt start: Int, in bytes: borrowing Span<UInt8>) {
    let clock: Double?
    if let prefix = UnifiedPrefix(at: start, in: bytes) {
      clock = prefix.uptime.map { $0 * 1_000 } ?? prefix.time.map { Double($0.milliseconds) }
    } else {
      let prefix = ClassicPrefix(at: start, in: bytes)
      clock = prefix.uptime.map { $0 * 1_000 } ?? prefix.time.map { Double($0.milliseconds) }
    }
    guard let clock else { return }
    if let lastClock {
      // Lines of several threads may stand in the wrong order by a little.
      if clock >= lastClock { covered += clock - lastClock }
      if clock < lastClock - 10_000 {
        restarts += 1
      } else if clock < lastClock {
        return
      }
    }
    lastClock = clock
  }

  private mutating func keep(_ point: HeapPoint) {
    skipped += 1
    guard skipped >= stride else { return }
    skipped = 0
    heapAfterFull.append(point)
    guard heapAfterFull.count == 512 else { return }
    heapAfterFull = heapAfterFull.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
    stride *= 2
  }
}
