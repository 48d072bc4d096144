import Intake
import Model
import Rules

extension Examination {
  /// Counts once what the bundle holds twice: a log that lies in it under two names, and
  /// records that stand in two rotated files.
  mutating func dropRepeats() {
    var first: [DocumentFingerprint: String] = [:]
    var repeated: Set<Int> = []
    var periods: [Int: Range<Timestamp>] = [:]
    // Records count as repeats whether or not all around them are examined.
    for index in coverage.sources.indices {
      guard let identity = identities[index] else { continue }
      let path = coverage.sources[index].path
      periods[identity.document] = self.periods[index].map { $0.lowerBound..<$0.upperBound }
      if let original = first[identity.fingerprint] {
        coverage.sources[index].sameAs = original
        coverage.sources[index].statistics = nil
        repeated.insert(identity.document)
      } else {
        first[identity.fingerprint] = path
      }
    }
    if !repeated.isEmpty {
      observations.remove(documents: repeated)
      let sources = coverage.sources.filter { $0.sameAs != nil }.map(\.path)
      errors.remove(documents: repeated, sources: Set(sources))
      dumps.remove(documents: repeated)
    }
    // Files that rotation cut apart tell of no moment twice, save the one of the cut.
    let count = observations.removeRepeats { one, other in
      guard let one = periods[one], let other = periods[other] else { return false }
      return one.overlaps(other)
    }
    if count > 0 { notes.append(.repeated(count)) }
  }
}

/// By what a document is known again.
struct DocumentIdentity: Sendable {
  /// Its position in the bundle.
  var document: Int

  /// Its content in short.
  var fingerprint: DocumentFingerprint
}
