import Model
import Reading

/// The errors of a bundle in groups, before it is known which of them a finding explains.
struct ErrorCollector: Sendable {
  /// How many groups are kept; errors of further ones are only counted.
  static let capacity = 5_000

  private struct Identity: Hashable {
    var key: ErrorGroup.Key

    /// The number of its set of claimants.
    var claimants: Int
  }

  /// What a group is found by, beside it, for the order of all.
  private struct Kept {
    var key: ErrorGroup.Key
    var group: ErrorGroup
  }

  private var groups: [Kept] = []
  private var positions: [Identity: Int] = [:]

  /// The sets of claimants that occur, numbered; nearly all records have the empty one.
  private var claimantNumbers: [Set<Int>: Int] = [[]: 0]

  /// How many errors belong to groups that were not kept.
  private(set) var dropped = 0

  /// The groups with their keys, in an order that depends on nothing but them.
  var sorted: [(key: ErrorGroup.Key, group: ErrorGroup)] {
    let order = groups.indices.map { (index: $0, claimants: groups[$0].group.claimants.sorted()) }
      .sorted { left, right in
        let (one, other) = (groups[left.index].key, groups[right.index].key)
        if one != other { return one < other }
        return left.claimants.lexicographicallyPrecedes(right.claimants)
      }
    return order.map { (groups[$0.index].key, groups[$0.index].group) }
  }

  /// Where the group of a key is kept, and what it is found by.
  private mutating func find(
    _ key: ErrorGroup.Key, claimants: Set<Int>
  ) -> (identity: Identity, position: Int?) {
    var number = 0
    if !claimants.isEmpty {
      number = claimantNumbers[claimants] ?? claimantNumbers.count
      claimantNumbers[claimants] = number
    }
    let identity = Identity(key: key, claimants: number)
    return (identity, positions[identity])
  }

  private mutating func keep(_ group: ErrorGroup, as identity: Identity) {
    positions[identity] = groups.count
    groups.append(Kept(key: identity.key, group: group))
  }

  /// Adds a record that tells of an error.
  ///
  /// - Parameters:
  ///   - document: The position of its document in the bundle.
  ///   - place: Where it stands in its source.
  mutating func add(
    _ record: ErrorRecord, in bytes: [UInt8], document: Int, at place: @autoclosure () -> Place
  ) {
    let span = bytes.span
    let entry = record.entry
    let (identity, position) = find(record.key, claimants: record.claimants)
    let sighting = ErrorGroup.Sighting(
      time: entry.timestamp, level: entry.level, document: document)
    if let position {
      groups[position].group.add(sighting, at: place())
    } else if groups.count < Self.capacity {
      let stack = StackFingerprint(ofRecord: entry.message, in: span)
      var group = ErrorGroup(
        claimants: record.claimants, template: MessageTemplate(of: entry.message, in: span).text,
        exception: stack?.exception, frame: stack?.frame,
        logger: entry[.logger].map { String(decoding: bytes[$0], as: UTF8.self) },
        excerpt: ExcerptCutter.excerpt(
          of: entry.bytes, match: entry.bytes.lowerBound..<entry.bytes.lowerBound, in: bytes))
      group.add(sighting, at: place())
      keep(group, as: identity)
    } else {
      dropped += 1
    }
  }

  /// Adds the errors of documents that come later.
  mutating func append(contentsOf later: ErrorCollector) {
    dropped += later.dropped
    // In an order of their own, so that the same groups are kept in every run.
    for (key, group) in later.groups.count > Self.capacity - groups.count
      ? later.sorted : later.groups.map({ ($0.key, $0.group) })
    {
      let (identity, position) = find(key, claimants: group.claimants)
      if let position {
        groups[position].group.append(group)
      } else if groups.count < Self.capacity {
        keep(group, as: identity)
      } else {
        dropped += group.count
      }
    }
  }

  /// Forgets the errors of some documents, which hold what others hold.
  mutating func remove(documents: Set<Int>, sources: Set<String>) {
    let all = groups
    (groups, positions) = ([], [:])
    for var kept in all {
      kept.group.remove(documents: documents, sources: sources)
      guard kept.group.count > 0 else { continue }
      keep(kept.group, as: find(kept.key, claimants: kept.group.claimants).identity)
    }
  }

  /// Replaces every time.
  mutating func mapTimes(_ transform: (Timestamp) -> Timestamp) {
    for index in groups.indices { groups[index].group.mapTimes(transform) }
  }
}

/// A record that tells of an error, before it is added to those alike.
struct ErrorRecord: Sendable {
  /// What makes it like others.
  let key: ErrorGroup.Key

  /// Its fields, in offsets of its buffer.
  let entry: LogEntry

  /// How many lines of its buffer lie before it.
  let linesBefore: Int

  /// The text signatures that stand in it, by number.
  let claimants: Set<Int>

  init(_ entry: LogEntry, in bytes: [UInt8], linesBefore: Int, claimants: Set<Int>) {
    let span = bytes.span
    key = ErrorGroup.Key(
      stack: StackFingerprint.hash(ofRecord: entry.message, in: span) ?? 0,
      template: MessageTemplate.hash(of: entry.message, in: span))
    self.entry = entry
    self.linesBefore = linesBefore
    self.claimants = claimants
  }
}
