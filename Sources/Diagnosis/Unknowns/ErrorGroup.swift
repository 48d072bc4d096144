import Model

/// Errors alike: equal root exceptions raised at equal places, with equal templates of messages.
struct ErrorGroup: Sendable {
  /// What makes errors alike.
  struct Key: Hashable, Comparable, Sendable {
    /// The fingerprint of the stack, 0 where there is none.
    var stack: UInt64

    /// The template of the message; that of a record with a stack does not count where
    /// the message only repeats the exception.
    var template: UInt64

    static func < (left: Key, right: Key) -> Bool {
      (left.stack, left.template) < (right.stack, right.template)
    }
  }

  /// How many places are kept.
  static let placeLimit = 20

  /// The text signatures that stand in these records, by number.
  let claimants: Set<Int>

  let template: String
  let exception: String?
  let frame: String?
  let logger: String?
  let excerpt: Excerpt
  private(set) var level: LogLevel?
  private(set) var firstSeen: Timestamp?
  private(set) var lastSeen: Timestamp?
  private(set) var places: [Place]
  private(set) var burst = Burst()

  /// How many there are in each document.
  private(set) var counts: [Int: Int]

  /// How many there are.
  var count: Int { counts.values.reduce(0, +) }

  /// Makes a group without records.
  init(
    claimants: Set<Int>, template: String, exception: String?, frame: String?, logger: String?,
    excerpt: Excerpt
  ) {
    self.claimants = claimants
    self.template = template
    self.exception = exception
    self.frame = frame
    self.logger = logger
    self.excerpt = excerpt
    places = []
    counts = [:]
  }

  /// One record of the group.
  struct Sighting {
    var time: Timestamp?
    var level: LogLevel?
    var document: Int
  }

  /// Adds a record; where it stands is asked for only if places are still kept.
  mutating func add(_ sighting: Sighting, at place: @autoclosure () -> Place) {
    counts[sighting.document, default: 0] += 1
    if places.count < Self.placeLimit { places.append(place()) }
    if let other = sighting.level { level = level.map { max($0, other) } ?? other }
    guard let time = sighting.time else { return }
    firstSeen = min(firstSeen ?? time, time)
    lastSeen = max(lastSeen ?? time, time)
    burst.add(time)
  }

  /// Adds records that come later.
  mutating func append(_ later: ErrorGroup) {
    counts.merge(later.counts, uniquingKeysWith: +)
    places += later.places.prefix(Self.placeLimit - places.count)
    level = [level, later.level].compactMap(\.self).max()
    firstSeen = [firstSeen, later.firstSeen].compactMap(\.self).min()
    lastSeen = [lastSeen, later.lastSeen].compactMap(\.self).max()
    burst.append(later.burst)
  }

  /// Forgets the records of some documents, which hold what others hold.
  mutating func remove(documents: Set<Int>, sources: Set<String>) {
    for document in documents { counts[document] = nil }
    places.removeAll { sources.contains($0.source) }
  }

  /// Replaces every time.
  mutating func mapTimes(_ transform: (Timestamp) -> Timestamp) {
    firstSeen = firstSeen.map(transform)
    lastSeen = lastSeen.map(transform)
  }
}

/// The most records in one minute, told from records that come about in order.
struct Burst: Sendable {
  private var minute = Int64.min
  private var current = 0

  /// The most records in one minute; 0 where none has a time.
  private(set) var peak = 0

  mutating func add(_ time: Timestamp) {
    let next = time.milliseconds / 60_000
    current = next == minute ? current + 1 : 1
    minute = next
    peak = max(peak, current)
  }

  mutating func append(_ later: Burst) {
    let joined = later.minute == minute ? current + later.current : later.current
    peak = max(peak, later.peak, joined)
    (minute, current) = (later.minute, joined)
  }
}
