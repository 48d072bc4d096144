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
  public var record: UInt64?

  /// The text that shows it.
  public var excerpt: Excerpt

  /// The captured values by name; a token's parts stand under `name.part`.
  public var captures: [String: String]

  /// Makes an observation.
  public init(
    signature: String, document: Int, place: Place, time: Timestamp?,
    record: UInt64? = nil, excerpt: Excerpt, captures: [String: String] = [:]
  ) {
    self.signature = signature
    self.document = document
    self.place = place
    self.time = time
    self.record = record
    self.excerpt = excerpt
    self.captures = captures
  }

  /// The observation as a finding shows it.
  var evidence: Evidence {
    Evidence(
      signature: signature, place: place, time: time, excerpt: excerpt, captures: captures)
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

/// The observations of one signature, all counted, the first of them kept.
public struct ObservationLog: Hashable, Sendable {
  /// How many observations are kept for one signature; more are only counted.
  public static let capacity = 10_000

  /// The observations that are kept, in the order in which they were made.
  public private(set) var kept: [Observation] = []

  /// How many were made.
  public private(set) var total = 0

  /// The earliest time among all.
  public private(set) var firstSeen: Timestamp?

  /// The latest time among all.
  public private(set) var lastSeen: Timestamp?

  // How many were made in each document.
  private var totals: [Int: Int] = [:]

  /// An empty log.
  public init() {}

  /// Adds an observation.
  public mutating func append(_ observation: Observation) {
    total += 1
    totals[observation.document, default: 0] += 1
    if kept.count < Self.capacity { kept.append(observation) }
    guard let time = observation.time else { return }
    firstSeen = min(firstSeen ?? time, time)
    lastSeen = max(lastSeen ?? time, time)
  }

  /// Adds what another log holds, which was made later.
  public mutating func append(contentsOf other: ObservationLog) {
    kept += other.kept.prefix(Self.capacity - kept.count)
    total += other.total
    totals.merge(other.totals, uniquingKeysWith: +)
    firstSeen = [firstSeen, other.firstSeen].compactMap(\.self).min()
    lastSeen = [lastSeen, other.lastSeen].compactMap(\.self).max()
  }

  /// Forgets what was observed in some documents, which hold what others hold.
  mutating func remove(documents: Set<Int>) {
    kept.removeAll { documents.contains($0.document) }
    for document in documents { total -= totals.removeValue(forKey: document) ?? 0 }
  }

  /// Leaves of equal records at equal times those of the document that has most of them.
  ///
  /// - Parameter overlap: Whether two documents tell of the same time.
  /// - Returns: How many observations were dropped.
  mutating func removeRepeats(where overlap: (Int, Int) -> Bool) -> Int {
    guard totals.count > 1 else { return 0 }
    var counts: [Repeat: [Int: Int]] = [:]
    for observation in kept {
      guard let key = Repeat(observation) else { continue }
      counts[key, default: [:]][observation.document, default: 0] += 1
    }
    let chosen = counts.compactMapValues { documents in
      documents.count < 2
        ? nil
        : documents.max { $0.value != $1.value ? $0.value < $1.value : $0.key > $1.key }?.key
    }
    guard !chosen.isEmpty else { return 0 }
    let before = kept.count
    kept.removeAll { observation in
      guard let key = Repeat(observation), let document = chosen[key],
        document != observation.document, overlap(document, observation.document)
      else { return false }
      totals[observation.document, default: 0] -= 1
      return true
    }
    total -= before - kept.count
    return before - kept.count
  }

  /// What makes two observations the same one, seen in two logs.
  private struct Repeat: Hashable {
    var time: Timestamp
    var record: UInt64

    init?(_ observation: Observation) {
      guard let time = observation.time, let record = observation.record else { return nil }
      self.time = time
      self.record = record
    }
  }

  /// Replaces every time.
  public mutating func mapTimes(_ transform: (Timestamp) -> Timestamp) {
    for index in kept.indices { kept[index].time = kept[index].time.map(transform) }
    firstSeen = firstSeen.map(transform)
    lastSeen = lastSeen.map(transform)
  }

  /// How many were made and not kept.
  public var evicted: Int { total - kept.count }
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
