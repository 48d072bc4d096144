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

  /// The text that shows it.
  public var excerpt: Excerpt

  /// The captured values by name; a token's parts stand under `name.part`.
  public var captures: [String: String]

  /// Makes an observation.
  public init(
    signature: String, document: Int, place: Place, time: Timestamp?, excerpt: Excerpt,
    captures: [String: String] = [:]
  ) {
    self.signature = signature
    self.document = document
    self.place = place
    self.time = time
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

  /// An empty log.
  public init() {}

  /// Adds an observation.
  public mutating func append(_ observation: Observation) {
    total += 1
    if kept.count < Self.capacity { kept.append(observation) }
    guard let time = observation.time else { return }
    firstSeen = min(firstSeen ?? time, time)
    lastSeen = max(lastSeen ?? time, time)
  }

  /// Adds what another log holds, which was made later.
  public mutating func append(contentsOf other: ObservationLog) {
    kept += other.kept.prefix(Self.capacity - kept.count)
    total += other.total
    firstSeen = [firstSeen, other.firstSeen].compactMap(\.self).min()
    lastSeen = [lastSeen, other.lastSeen].compactMap(\.self).max()
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
