import Model
import Reading

/// The errors of a bundle in groups, before it is known which of them a finding explains.
struct ErrorCollector: Sendable {
  /// How many groups are kept; errors of further ones are only counted.
  static let capacity = 5_000

  private struct Identity: Hashable {
    var key: ErrorGroup.Key
    var claimants: Set<Int>
  }

  private var groups: [Identity: ErrorGroup] = [:]

  /// How many errors belong to groups that were not kept.
  private(set) var dropped = 0

  /// The groups with their keys, in an order that depends on nothing but them.
  var sorted: [(key: ErrorGroup.Key, group: ErrorGroup)] {
    groups.map { ($0.key.key, $0.value) }.sorted { left, right in
      if left.0 != right.0 { return left.0 < right.0 }
      return left.1.claimants.sorted().lexicographicallyPrecedes(right.1.claimants.sorted())
    }
  }

  /// Adds a record that tells of an error.
  ///
  /// - Parameters:
  ///   - entry: Its fields, in offsets of `bytes`.
  ///   - place: Where it stands in its source.
  ///   - document: The position of its document in the bundle.
  ///   - claimants: The text signatures that stand in it, by number.
  mutating func add(
    _ entry: LogEntry, in bytes: [UInt8], at place: Place, document: Int, claimants: Set<Int>
  ) {
    let span = bytes.span
    let tree = ExceptionTree(of: entry.message, in: span)
    let key = ErrorGroup.Key(
      stack: StackFingerprint.hash(of: tree, in: span) ?? 0,
      template: MessageTemplate.hash(of: entry.message, in: span))
    let identity = Identity(key: key, claimants: claimants)
    let sighting = ErrorGroup.Sighting(
      place: place, time: entry.timestamp, level: entry.level, document: document)
    if groups[identity] != nil {
      groups[identity]?.add(sighting)
    } else if groups.count < Self.capacity {
      let stack = StackFingerprint(of: tree, in: span)
      groups[identity] = ErrorGroup(
        claimants: claimants, template: MessageTemplate(of: entry.message, in: span).text,
        exception: stack?.exception, frame: stack?.frame,
        logger: entry[.logger].map { String(decoding: bytes[$0], as: UTF8.self) },
        excerpt: ExcerptCutter.excerpt(
          of: entry.bytes, match: entry.bytes.lowerBound..<entry.bytes.lowerBound, in: bytes),
        sighting: sighting)
    } else {
      dropped += 1
    }
  }

  /// Adds the errors of documents that come later.
  mutating func append(contentsOf later: ErrorCollector) {
    dropped += later.dropped
    // In an order of their own, so that the same groups are kept in every run.
    let additions = later.groups.sorted { left, right in
      if left.key.key != right.key.key { return left.key.key < right.key.key }
      return left.key.claimants.sorted().lexicographicallyPrecedes(right.key.claimants.sorted())
    }
    for (identity, group) in additions {
      if groups[identity] != nil {
        groups[identity]?.append(group)
      } else if groups.count < Self.capacity {
        groups[identity] = group
      } else {
        dropped += group.count
      }
    }
  }

  /// Forgets the errors of some documents, which hold what others hold.
  mutating func remove(documents: Set<Int>, sources: Set<String>) {
    for identity in groups.keys {
      groups[identity]?.remove(documents: documents, sources: sources)
    }
    groups = groups.filter { $0.value.count > 0 }
  }

  /// Replaces every time.
  mutating func mapTimes(_ transform: (Timestamp) -> Timestamp) {
    for identity in groups.keys { groups[identity]?.mapTimes(transform) }
  }
}
