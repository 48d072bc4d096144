public import Model

/// Joins the requests of a `request.log` with their responses, while it streams by.
///
/// The number of a request is unique within its pod only. A response often precedes its
/// request in the file, but never by the clock: a response that is older than a request with
/// its number belongs to an earlier life of the instance, which started to count anew.
/// Records that wait for their partner are kept up to a limit; the oldest give way.
public struct RequestPairing: Sendable {
  /// A record as it waits for its partner, or has met it.
  public struct Half: Hashable, Sendable {
    /// When it was written.
    public var time: Timestamp

    /// The line, counted from 1.
    public var line: Int

    /// The bytes in the decompressed source, counted from 0, end excluded.
    public var bytes: Range<Int>

    /// The method and path of a request, cut where they are long.
    public var text: String?
  }

  /// A request and its response.
  public struct Pair: Hashable, Sendable {
    /// The record of the request.
    public var request: Half

    /// The record of the response.
    public var response: Half

    /// The status of the response, and its duration as the log states it.
    public var exchange: Exchange
  }

  private struct Key: Hashable {
    var pod: Int
    var number: Int
  }

  private struct Waiting {
    var half: Half
    /// Of a response.
    var exchange: Exchange?
    /// When it was put here, which tells it from another one with the same number.
    var turn: Int
  }

  /// How many pairs were made.
  public private(set) var pairs = 0

  /// How many responses had no request.
  public private(set) var responsesWithoutRequest = 0

  /// How many requests were given up because too many waited, or their number came again.
  public private(set) var requestsGivenUp = 0

  private var waiting: [Key: Waiting] = [:]
  private var queue: [(key: Key, turn: Int)] = []
  private var head = 0
  private var turn = 0
  private var pods = PodNames()
  private let capacity: Int

  /// Starts with no records waiting.
  ///
  /// - Parameter capacity: How many records may wait for their partner.
  public init(capacity: Int = 65_536) {
    self.capacity = max(1, capacity)
  }

  /// The requests that were not answered so far, in the order in which they stand.
  public var unanswered: [Half] {
    waiting.values.filter { $0.exchange == nil }.map(\.half).sorted { $0.line < $1.line }
  }

  /// The responses that still wait for their request; at the end of a log they have none.
  public var waitingResponses: Int { waiting.values.count { $0.exchange != nil } }

  /// Takes the next record of a log.
  ///
  /// - Parameters:
  ///   - record: Where it stands in the buffer.
  ///   - line: Its line in the source, counted from 1.
  ///   - offset: Where the buffer's first byte stands in the source.
  /// - Returns: The pair that it completes.
  public mutating func read(
    _ record: Range<Int>, line: Int, offset: Int = 0, in bytes: borrowing Span<UInt8>
  ) -> Pair? {
    guard let parts = RequestLogLine(record, in: bytes),
      let number = bytes.number(parts.header.number)
    else { return nil }
    let key = Key(pod: pods.number(of: parts.pod, in: bytes), number: number)
    let half = Half(
      time: parts.header.time, line: line,
      bytes: record.lowerBound + offset..<record.upperBound + offset,
      text: parts.request(in: bytes))
    let exchange = RequestLogFormat().exchange(record, in: bytes)
    if let partner = waiting[key] {
      if let exchange, partner.exchange == nil, half.time >= partner.half.time {
        return complete(key, Pair(request: partner.half, response: half, exchange: exchange))
      }
      if exchange == nil, let answer = partner.exchange, partner.half.time >= half.time {
        return complete(key, Pair(request: half, response: partner.half, exchange: answer))
      }
      if exchange != nil, partner.exchange == nil {
        // Older than the request that waits, which goes on waiting.
        responsesWithoutRequest += 1
        return nil
      }
      giveUp(partner)
    }
    put(Waiting(half: half, exchange: exchange, turn: turn), at: key)
    return nil
  }

  private mutating func complete(_ key: Key, _ pair: Pair) -> Pair {
    waiting[key] = nil
    pairs += 1
    return pair
  }

  private mutating func giveUp(_ record: Waiting) {
    if record.exchange == nil { requestsGivenUp += 1 } else { responsesWithoutRequest += 1 }
  }

  private mutating func put(_ record: Waiting, at key: Key) {
    waiting[key] = record
    queue.append((key, turn))
    turn += 1
    while waiting.count > capacity, head < queue.count {
      let (oldest, turn) = queue[head]
      head += 1
      guard let record = waiting[oldest], record.turn == turn else { continue }
      giveUp(record)
      waiting[oldest] = nil
    }
    if queue.count > 4 * capacity { dropFinished() }
  }

  // Those that met their partner leave their place in the queue behind.
  private mutating func dropFinished() {
    queue = queue[head...].filter { waiting[$0.key]?.turn == $0.turn }
    head = 0
  }
}

/// Numbers the names of pods, so that a key needs no text.
private struct PodNames {
  private var names: [[UInt8]] = []

  /// A log of this many pods is none; those behind share a number.
  private static let most = 4_096

  mutating func number(of pod: Range<Int>?, in bytes: borrowing Span<UInt8>) -> Int {
    guard let pod else { return -1 }
    search: for index in names.indices where names[index].count == pod.count {
      for offset in 0..<pod.count where names[index][offset] != bytes[pod.lowerBound + offset] {
        continue search
      }
      return index
    }
    guard names.count < Self.most else { return Self.most }
    var name: [UInt8] = []
    for place in pod { name.append(bytes[place]) }
    names.append(name)
    return names.count - 1
  }
}
