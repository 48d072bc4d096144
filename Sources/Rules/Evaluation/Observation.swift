public import Model

/// A signature seen at a place, perhaps at a time, with what it captured.
public struct Observation: Hashable, Sendable {
  /// The signature's name within its rule.
  public var signature: String

  /// The position of its document in the bundle, which orders what has no time.
  public var document: Int

  /// Where it stands.
  public var place: Place

  /// When it happened, if the record says so.
  public var time: Timestamp?

  /// The bytes of the record in short, by which one is known again that stands in two logs.
  public var recordDigest: UInt64?

  /// The text that shows it.
  public var excerpt: Excerpt

  /// The captured values by name; a token's parts stand under `name.part`.
  public var captures: [String: CapturedValue]

  /// What was done to the text before it could be read.
  public var repairs: [Repair] = []

  /// Makes an observation.
  public init(
    signature: String, document: Int, place: Place, time: Timestamp?,
    recordDigest: UInt64? = nil, excerpt: Excerpt, captures: [String: CapturedValue] = [:]
  ) {
    self.signature = signature
    self.document = document
    self.place = place
    self.time = time
    self.recordDigest = recordDigest
    self.excerpt = excerpt
    self.captures = captures
  }

  /// The observation as a finding shows it.
  var evidence: Evidence {
    var evidence = Evidence(
      signature: signature, place: place, time: time, excerpt: excerpt,
      captures: captures.mapValues(\.text), origins: captures.compactMapValues(origin(of:)))
    evidence.repairs = repairs
    return evidence
  }

  private func origin(of value: CapturedValue) -> CaptureOrigin? {
    guard let range = value.range else { return nil }
    let start = place.bytes.lowerBound
    return CaptureOrigin(
      type: value.type.rawValue, bytes: start + range.lowerBound..<start + range.upperBound)
  }

  /// The record it was made in, the same for every signature that stands there.
  struct Record: Hashable {
    var document: Int
    var start: Int
  }

  /// What tells it from every other observation.
  struct Mark: Hashable {
    var signature: String
    var record: Record
  }

  var record: Record { Record(document: document, start: place.bytes.lowerBound) }

  var mark: Mark { Mark(signature: signature, record: record) }

  /// Whether it is known to come later, in another record.
  func follows(_ earlier: Observation) -> Bool {
    earlier.precedes(self) && earlier.record != record
  }

  /// Its values of keys; `nil` where it has none.
  func values(of keys: [JoinKey]) -> [String?] {
    keys.map { key in key.captures[signature].flatMap { captures[$0]?.text } }
  }

  /// Whether this one is known to come before another.
  ///
  /// Times decide; equal times and records without time keep the order of
  /// their document. Records of different documents without time have none.
  func precedes(_ other: Observation) -> Bool {
    if let time, let otherTime = other.time, time != otherTime { return time < otherTime }
    if document == other.document {
      return place.bytes.lowerBound < other.place.bytes.lowerBound
    }
    return time != nil && other.time != nil && document < other.document
  }
}

/// A value that a signature captured.
public struct CapturedValue: Hashable, Sendable {
  /// The value as it stands, or what is said of it where it must not be shown.
  public var text: String

  /// What kind of value it is.
  public var type: CaptureType

  /// Where it stands, in bytes from the start of its record; `nil` if it was drawn from several.
  public var range: Range<Int>?

  /// Makes a value.
  public init(_ text: String, type: CaptureType = .text, range: Range<Int>? = nil) {
    self.text = text
    self.type = type
    self.range = range
  }
}

/// The observations of one signature, all counted, the first of them kept.
public struct ObservationLog: Hashable, Sendable {
  /// How many observations are kept for one signature; more are only counted.
  public static let capacity = 10_000

  /// The observations that are kept, in the order in which they were made.
  public internal(set) var kept: [Observation] = []

  /// How many were made.
  public internal(set) var total = 0

  /// The earliest time among all.
  public private(set) var firstSeen: Timestamp?

  /// The latest time among all.
  public private(set) var lastSeen: Timestamp?

  // How many were made in each document.
  var totals: [Int: Int] = [:]

  /// From when to when observations were made that are not kept, in milliseconds since 1970.
  private var evictedTimes: ClosedRange<Int64>?

  /// Whether observations without a time were made that are not kept.
  private(set) var hasEvictedUntimed = false

  /// An empty log.
  public init() {}

  /// Adds an observation.
  public mutating func append(_ observation: Observation) {
    total += 1
    totals[observation.document, default: 0] += 1
    if kept.count < Self.capacity { kept.append(observation) } else { evict(observation) }
    guard let time = observation.time else { return }
    firstSeen = min(firstSeen ?? time, time)
    lastSeen = max(lastSeen ?? time, time)
  }

  /// Adds what another log holds, which was made later.
  public mutating func append(contentsOf other: ObservationLog) {
    let room = Self.capacity - kept.count
    for observation in other.kept.dropFirst(room) { evict(observation) }
    kept += other.kept.prefix(room)
    noteEvictions(of: other)
    total += other.total
    totals.merge(other.totals, uniquingKeysWith: +)
    firstSeen = [firstSeen, other.firstSeen].compactMap(\.self).min()
    lastSeen = [lastSeen, other.lastSeen].compactMap(\.self).max()
  }

  /// The same observations under another rule's name for the signature.
  func renamed(_ signature: String) -> ObservationLog {
    var log = self
    for index in log.kept.indices { log.kept[index].signature = signature }
    return log
  }

  /// Replaces every time.
  public mutating func mapTimes(_ transform: (Timestamp) -> Timestamp) {
    for index in kept.indices { kept[index].time = kept[index].time.map(transform) }
    firstSeen = firstSeen.map(transform)
    lastSeen = lastSeen.map(transform)
    if let times = evictedTimes {
      let ends = [times.lowerBound, times.upperBound].map {
        transform(Timestamp(milliseconds: $0)).milliseconds
      }
      evictedTimes = (ends.min() ?? times.lowerBound)...(ends.max() ?? times.upperBound)
    }
  }

  /// How many were made and not kept.
  public var evicted: Int { total - kept.count }

  /// Whether an observation that is not kept may have been made in a span of time.
  func mayHaveEvicted(in span: ClosedRange<Int64>) -> Bool {
    evictedTimes.map { $0.overlaps(span) } ?? false
  }

  /// Takes note of what another log did not keep, of which this one holds a part.
  mutating func noteEvictions(of other: ObservationLog) {
    if let times = other.evictedTimes { widen(by: times) }
    if other.hasEvictedUntimed { hasEvictedUntimed = true }
  }

  private mutating func evict(_ observation: Observation) {
    guard let time = observation.time?.milliseconds else {
      hasEvictedUntimed = true
      return
    }
    widen(by: time...time)
  }

  private mutating func widen(by times: ClosedRange<Int64>) {
    let known = evictedTimes ?? times
    evictedTimes =
      min(known.lowerBound, times.lowerBound)...max(known.upperBound, times.upperBound)
  }
}

/// The observations of a bundle, by rule and signature.
public struct ObservationStore: Hashable, Sendable {
  private var logs: [SignatureAddress: ObservationLog] = [:]

  /// An empty store.
  public init() {}

  /// Adds an observation for a signature.
  public mutating func append(_ observation: Observation, for address: SignatureAddress) {
    logs[address, default: ObservationLog()].append(observation)
  }

  /// Adds the observations of documents that come later.
  public mutating func append(contentsOf other: ObservationStore) {
    for (address, log) in other.logs {
      logs[address, default: ObservationLog()].append(contentsOf: log)
    }
  }

  /// Forgets what was observed in some documents, which hold what others hold.
  public mutating func remove(documents: Set<Int>) {
    for address in logs.keys { logs[address]?.remove(documents: documents) }
  }

  /// Leaves of equal records at equal times, which stand in logs that overlap, one each.
  ///
  /// - Parameter overlap: Whether two documents tell of the same time.
  /// - Returns: How many observations were dropped.
  public mutating func removeRepeats(where overlap: (Int, Int) -> Bool) -> Int {
    logs.keys.reduce(0) { $0 + (logs[$1]?.removeRepeats(where: overlap) ?? 0) }
  }

  /// Replaces every time.
  public mutating func mapTimes(_ transform: (Timestamp) -> Timestamp) {
    for address in logs.keys { logs[address]?.mapTimes(transform) }
  }

  /// The observations of a signature.
  public func log(for address: SignatureAddress) -> ObservationLog {
    logs[address] ?? ObservationLog()
  }

  /// How many observations are kept, those of all signatures together.
  public var keptCount: Int {
    logs.values.reduce(0) { $0 + $1.kept.count }
  }

  /// The signatures of which not every observation was kept, with how many were not.
  public var evictions: [SignatureAddress: Int] {
    logs.compactMapValues { $0.evicted > 0 ? $0.evicted : nil }
  }
}

/// A signature of a rule, by the rule's position in its set.
public struct SignatureAddress: Hashable, Comparable, Codable, Sendable {
  /// The rule's position.
  public var rule: Int

  /// The signature's name.
  public var signature: String

  /// Makes an address.
  public init(rule: Int, signature: String) {
    self.rule = rule
    self.signature = signature
  }

  /// Orders by rule, then by name.
  public static func < (left: SignatureAddress, right: SignatureAddress) -> Bool {
    (left.rule, left.signature) < (right.rule, right.signature)
  }
}
