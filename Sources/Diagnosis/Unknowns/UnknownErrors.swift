public import Model

/// Searches articles for an error that no rule knows.
public protocol ArticleSearch: Sendable {
  /// The articles that may answer an error, best first.
  ///
  /// - Parameter text: The error as it was written, or the words that describe it.
  func suggestions(
    for text: String, in language: Language, limit: Int
  ) throws -> [ArticleSuggestion]
}

/// Makes of groups of errors what a report tells of those that no finding explains.
struct UnknownErrors {
  /// How many a report shows.
  static let limit = 50

  /// For how many articles are searched, and how many are named.
  static let searched = 20
  static let suggestionLimit = 3

  let collector: ErrorCollector

  /// The period of each source, by its path.
  let periods: [String: (from: Timestamp, to: Timestamp)]

  /// The errors in which none of the signatures stands that led to a finding, the most telling
  /// first.
  ///
  /// Many in one minute count, and that they begin late in their log, which they then have in
  /// common with the trouble itself: the logarithm of the burst, and two for novelty.
  func ranked(besides found: Set<Int>) -> [UnknownError] {
    let errors = merged(collector.sorted.filter { $0.group.claimants.isDisjoint(with: found) })
    // There may be thousands, each of many parts, which are not to be moved about.
    let weights = errors.map(\.weight)
    let order = errors.indices.sorted { left, right in
      if weights[left] != weights[right] { return weights[left] > weights[right] }
      if errors[left].count != errors[right].count {
        return errors[left].count > errors[right].count
      }
      return errors[left].fingerprint < errors[right].fingerprint
    }
    return order.map { errors[$0] }
  }

  /// One error for each key: what rules claimed of it that found nothing is claimed no more.
  private func merged(
    _ groups: [(key: ErrorGroup.Key, group: ErrorGroup)]
  ) -> [UnknownError] {
    var errors: [UnknownError] = []
    var last: (key: ErrorGroup.Key, group: ErrorGroup)?
    for next in groups {
      if let current = last, current.key == next.key {
        var joined = current.group
        joined.append(next.group)
        last = (next.key, joined)
      } else {
        if let last { errors.append(error(last.key, last.group)) }
        last = next
      }
    }
    if let last { errors.append(error(last.key, last.group)) }
    return errors
  }

  private func error(_ key: ErrorGroup.Key, _ group: ErrorGroup) -> UnknownError {
    UnknownError(
      fingerprint: "v1:" + hex(key.stack ^ (key.template &* 0x9E37_79B9_7F4A_7C15)),
      template: group.template, exception: group.exception?.nonEmpty,
      frame: group.frame?.nonEmpty, logger: group.logger, level: group.level,
      count: group.count, burst: max(1, group.burst.peak), novelty: novelty(of: group),
      firstSeen: group.firstSeen, lastSeen: group.lastSeen, excerpt: group.excerpt,
      places: group.places)
  }

  private func novelty(of group: ErrorGroup) -> Double {
    guard let first = group.firstSeen, let source = group.places.first?.source,
      let period = periods[source], period.to > period.from
    else { return 0 }
    let span = Double(period.to.milliseconds - period.from.milliseconds)
    let share = Double(first.milliseconds - period.from.milliseconds) / span
    return (min(1, max(0, share)) * 1_000).rounded() / 1_000
  }

  private func hex(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension UnknownError {
  /// How telling it is, in steps of doubled bursts.
  fileprivate var weight: Int {
    (Int.bitWidth - max(1, burst).leadingZeroBitCount) + Int((novelty * 2).rounded())
      + (level == .fatal ? 2 : 0)
  }

  /// What to search articles with: the record as it begins, with what caused it.
  var query: String {
    [excerpt.text, exception, frame].compactMap(\.self).joined(separator: "\n")
  }
}

extension String {
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
