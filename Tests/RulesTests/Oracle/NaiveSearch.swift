import Model

@testable import Rules

/// The operators told a second time, as plainly and as slowly as can be.
///
/// Nothing here is shared with the evaluator: records are points with numbers,
/// and every question is answered by looking at all of them.
struct NaiveSearch {
  /// What the search sees of an observation.
  struct Point: Hashable {
    let name: String
    let document: Int
    let offset: Int
    let seconds: Int?
    let pod: String?
    let took: Int?

    init(_ observation: Observation) {
      name = observation.signature
      document = observation.document
      offset = observation.place.bytes.lowerBound
      seconds = observation.time.map { Int($0.milliseconds / 1_000) }
      pod = observation.captures["pod"]?.text
      took = observation.captures["took"].flatMap { Int($0.text) }
    }

    /// A name for comparisons with what the evaluator found.
    var label: String { "\(name)@\(document):\(offset)" }

    func isSameRecord(_ other: Point) -> Bool {
      document == other.document && offset == other.offset
    }
  }

  let points: [Point]

  init(_ timeline: Timeline) {
    points = timeline.observations.map(Point.init)
  }

  private init(points: [Point]) {
    self.points = points
  }

  /// What can be put in one order: everything timed, and each document's untimed records.
  var tracks: [[Point]] {
    let timed = points.filter { $0.seconds != nil }
    let untimed = Set(points.filter { $0.seconds == nil }.map(\.document)).sorted().map { number in
      points.filter { $0.seconds == nil && $0.document == number }
    }
    return ([timed] + untimed).map { $0.sorted(by: Self.isBefore) }
  }

  /// The points that agree on the pod, one search for each of its values.
  var byPod: [NaiveSearch] {
    Set(points.map(\.pod)).map { pod in NaiveSearch(points: points.filter { $0.pod == pod }) }
  }

  static func isBefore(_ left: Point, _ right: Point) -> Bool {
    let mine = [left.seconds ?? 0, left.document, left.offset]
    let theirs = [right.seconds ?? 0, right.document, right.offset]
    if mine == theirs { return left.name < right.name }
    return mine.lexicographicallyPrecedes(theirs)
  }

  /// Strictly later, in another record.
  static func isLater(_ right: Point, than left: Point) -> Bool {
    let mine = [left.seconds ?? 0, left.document, left.offset]
    let theirs = [right.seconds ?? 0, right.document, right.offset]
    return mine.lexicographicallyPrecedes(theirs)
  }

  static func isNear(_ left: Point, _ right: Point, _ window: Int?) -> Bool {
    guard let window, let start = left.seconds, let end = right.seconds else { return true }
    return abs(end - start) <= window
  }

  // MARK: Operators

  /// Every start in order takes, by exhaustive search, the first chain of free records.
  func sequences(_ names: [String], within window: Int?) -> [[Point]] {
    tracks.flatMap { track -> [[Point]] in
      var used: Set<Point> = []
      func complete(_ chain: [Point]) -> [Point]? {
        guard chain.count < names.count else { return chain }
        for point in track
        where point.name == names[chain.count] && !used.contains(point) && !chain.contains(point)
          && Self.isLater(point, than: chain[chain.count - 1])
          && Self.isNear(chain[0], point, window)
        {
          if let found = complete(chain + [point]) { return found }
        }
        return nil
      }
      var found: [[Point]] = []
      for first in track where first.name == names[0] && !used.contains(first) {
        guard let chain = complete([first]) else { continue }
        found.append(chain)
        used.formUnion(chain)
      }
      return found
    }
  }

  /// Every start in order takes the earliest free record of each other name, as they are named.
  func sets(_ names: [String], within window: Int?) -> [[Point]] {
    tracks.flatMap { track -> [[Point]] in
      var used: Set<Point> = []
      var found: [[Point]] = []
      let starts = track.filter { names.contains($0.name) }.sorted { left, right in
        if left.isSameRecord(right) {
          return names.firstIndex(of: left.name)! < names.firstIndex(of: right.name)!
        }
        return Self.isBefore(left, right)
      }
      for start in starts where !used.contains(start) {
        var chosen = [start]
        for name in names where name != start.name {
          let next = track.first { point in
            point.name == name && !used.contains(point) && Self.isLater(point, than: start)
              && !chosen.contains { $0.isSameRecord(point) }
          }
          if let next, Self.isNear(start, next, window) { chosen.append(next) }
        }
        guard chosen.count == names.count else { continue }
        used.formUnion(chosen)
        found.append(chosen.sorted(by: Self.isBefore))
      }
      return found
    }
  }

  /// Runs from each point in order: everything near the first, taken if it is as wanted.
  static func runs(
    in track: [Point], within window: Int?, where isWanted: ([Point]) -> Bool
  ) -> [[Point]] {
    var rest = track
    var found: [[Point]] = []
    while let first = rest.first {
      let run = rest.filter { isNear(first, $0, window) }
      if isWanted(run) {
        found.append(run)
        rest.removeAll { run.contains($0) }
      } else {
        rest.removeFirst()
      }
    }
    return found
  }

  func counts(_ name: String, _ least: Int, _ most: Int?, within window: Int) -> [[Point]] {
    tracks.flatMap { track in
      Self.runs(in: track.filter { $0.name == name }, within: window) {
        $0.count >= least
      }.filter { $0.count <= most ?? .max }
    }
  }

  /// Whether some window holds more than so many.
  func exceeds(_ name: String, _ most: Int, within window: Int) -> Bool {
    tracks.contains { track in
      let own = track.filter { $0.name == name }
      return own.contains { first in
        own.count { !Self.isBefore($0, first) && Self.isNear(first, $0, window) } > most
      }
    }
  }

  func distinct(
    _ name: String, _ least: Int, _ most: Int? = nil, within window: Int?
  ) -> [[Point]] {
    let lanes = window == nil ? [points] : tracks
    return lanes.flatMap { track in
      Self.runs(in: track.filter { $0.name == name && $0.pod != nil }, within: window) {
        Set($0.map(\.pod)).count >= least
      }.filter { Set($0.map(\.pod)).count <= most ?? .max }
    }
  }

  /// So many in a window that each minute of six seconds has its share.
  func rates(_ name: String, _ number: Int, every unit: Int, within window: Int) -> [[Point]] {
    Self.runs(in: tracks[0].filter { $0.name == name }, within: window) {
      $0.count * unit >= number * window
    }
  }

  func gaps(_ name: String, longerThan window: Int, horizon: Int) -> [[Point]] {
    let own = tracks[0].filter { $0.name == name }
    return own.filter { point in
      let later = own.filter { Self.isLater($0, than: point) }
      let next = later.compactMap(\.seconds).min() ?? horizon
      return next - point.seconds! > window
    }.map { [$0] }
  }

  /// What did not come, with everything that waited for it at the same time.
  func absences(
    _ expected: String, after trigger: String, until end: String?, within window: Int?, horizon: Int
  ) -> [[Point]] {
    tracks.enumerated().flatMap { number, track -> [[Point]] in
      let isTimed = number == 0
      var rest = track.filter { $0.name == trigger }
      var found: [[Point]] = []
      while let first = rest.first {
        rest.removeFirst()
        let later = track.filter { Self.isLater($0, than: first) }
        let near = later.filter { Self.isNear(first, $0, window) }
        let stop = end.flatMap { end in near.first { $0.name == end } }
        let waited = near.filter { point in stop.map { Self.isLater($0, than: point) } ?? true }
        if waited.contains(where: { $0.name == expected }) { continue }
        if end != nil, stop == nil { continue }
        if end == nil, isTimed, let window, first.seconds! + window > horizon { continue }
        let joined = rest.filter(waited.contains)
        found.append([first] + joined)
        rest.removeAll { joined.contains($0) }
      }
      return found
    }
  }

  func figures(
    _ figure: Figure, of name: String, atLeast: Int?, atMost: Int?, samples: Int,
    within window: Int?
  ) -> [[Point]] {
    let lanes = window == nil ? [points] : tracks
    return lanes.flatMap { track in
      Self.runs(in: track.filter { $0.name == name && $0.took != nil }, within: window) { run in
        guard run.count >= samples else { return false }
        let values = run.map { Double($0.took!) }
        let value: Double
        switch figure {
        case .sum: value = values.reduce(0, +)
        case .average: value = values.reduce(0, +) / Double(values.count)
        case .percentile(let tenths):
          value = values.sorted().first { candidate in
            values.count { $0 <= candidate } * 1_000 >= tenths * values.count
          }!
        }
        return value >= Double(atLeast ?? -1) && value <= Double(atMost ?? .max)
      }
    }
  }

  /// Whether a negation rules out what happened at a point.
  func isRuledOut(
    _ step: Point, by name: String, on side: Negation.Side, within window: Int?, byPod: Bool
  ) -> Bool {
    points.contains { other in
      guard other.name == name, (other.seconds == nil) == (step.seconds == nil),
        step.seconds != nil || other.document == step.document,
        Self.isNear(step, other, window), !byPod || other.pod == step.pod
      else { return false }
      switch side {
      case .before: return Self.isLater(step, than: other)
      case .after: return Self.isLater(other, than: step)
      case .around: return true
      }
    }
  }
}
