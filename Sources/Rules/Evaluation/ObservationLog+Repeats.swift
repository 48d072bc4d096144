import Model

extension ObservationLog {
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
      guard let time = observation.time, let record = observation.recordDigest else { return nil }
      self.time = time
      self.record = record
    }
  }
}
