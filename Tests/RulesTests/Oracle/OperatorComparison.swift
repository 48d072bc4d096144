import Model

@testable import Rules

/// An operator of the condition language, compared on random timelines with the naive search.
enum OperatorComparison: String, CaseIterable, Sendable {
  case sequence, set, count, countAtMost, distinct, distinctAtMost, rate, gap, absent, absentUntil
  case sum, average, percentile, groups, unless, logic

  /// What the evaluator says otherwise than the search on the timeline of a seed; `nil` if nothing.
  func difference(seed: UInt64) -> String? {
    let timeline = Timeline(seed: seed)
    let evaluator = timeline.evaluator(horizon: Self.horizon)
    let search = NaiveSearch(timeline)
    for (condition, expected) in cases(search) {
      let found = Self.labels(evaluator.support(for: condition)?.occurrences.map(\.steps) ?? [])
      let wanted = Self.labels(expected)
      if found != wanted { return "seed \(seed), \(condition): \(found) instead of \(wanted)" }
    }
    return verdictDifference(timeline, evaluator, search).map { "seed \(seed), \($0)" }
  }

  private static let horizon = 45

  private static func window(_ seconds: Int?) -> Window? {
    seconds.map { Window(milliseconds: Int64($0) * 1_000) }
  }

  private static func labels(_ occurrences: [[Observation]]) -> [[String]] {
    labels(occurrences.map { $0.map(NaiveSearch.Point.init) })
  }

  private static func labels(_ occurrences: [[NaiveSearch.Point]]) -> [[String]] {
    occurrences.map { $0.map(\.label) }.sorted { $0.joined() < $1.joined() }
  }

  private func cases(_ search: NaiveSearch) -> [(Condition, [[NaiveSearch.Point]])] {
    let windows = [0, 5, 15, nil]
    let chains = [["a", "b"], ["a", "b", "c"], ["b", "a", "b"], ["a", "a"]]
    switch self {
    case .sequence:
      return chains.flatMap { names in
        windows.map {
          (
            .sequence(names, within: Self.window($0)),
            search.sequences(names, within: $0)
          )
        }
      }
    case .set:
      return [["a", "b"], ["c", "a", "b"]].flatMap { names in
        windows.map {
          (.set(names, within: Self.window($0)), search.sets(names, within: $0))
        }
      }
    case .count:
      return [(1, nil), (2, nil), (4, nil), (2, 3)].flatMap { least, most in
        [0, 3, 12].map { window in
          (
            .count("a", Limits(atLeast: least, atMost: most), within: Self.window(window)),
            search.counts("a", least, most, within: window)
          )
        }
      }
    case .distinct:
      return [(1, nil), (2, nil), (3, nil), (1, 2)].flatMap { least, most in
        [0, 6, 15, nil].map { window in
          (
            .distinct(
              CapturePath(signature: "b", capture: "pod"),
              Limits(atLeast: least, atMost: most),
              within: Self.window(window)),
            search.distinct("b", least, most, within: window)
          )
        }
      }
    case .rate:
      return [(1, 6), (2, 5), (3, 7)].flatMap { number, unit in
        [4, 10, 20].map { window in
          (
            .rate("a", Rate("\(number)/\(unit)s")!, within: Self.window(window)!),
            search.rates("a", number, every: unit, within: window)
          )
        }
      }
    case .gap:
      return [1, 5, 12].map { window in
        (
          .gap("a", longerThan: Self.window(window)!),
          search.gaps("a", longerThan: window, horizon: Self.horizon)
        )
      }
    case .absent, .absentUntil:
      return absences(search)
    case .sum, .average, .percentile:
      return figures(search)
    case .groups:
      let keys = [JoinKey(name: "pod", captures: ["a": "pod", "b": "pod", "c": "host"])]
      return [5, nil].flatMap { window -> [(Condition, [[NaiveSearch.Point]])] in
        [
          (
            .grouped(.sequence(["a", "c"], within: Self.window(window)), by: keys),
            search.byPod.flatMap { $0.sequences(["a", "c"], within: window) }
          ),
          (
            .grouped(.set(["c", "a", "b"], within: Self.window(window)), by: keys),
            search.byPod.flatMap { $0.sets(["c", "a", "b"], within: window) }
          ),
        ]
      }
    case .countAtMost, .distinctAtMost, .unless, .logic: return []
    }
  }

  private func absences(_ search: NaiveSearch) -> [(Condition, [[NaiveSearch.Point]])] {
    let ends: [String?] = self == .absent ? [nil] : ["c", "a"]
    return ends.flatMap { end in
      [3, 10, nil].map { window in
        (
          .absent(
            Expectation(
              expected: "b", trigger: "a", end: end, window: Self.window(window))),
          search.absences(
            "b", after: "a", until: end, within: window, horizon: Self.horizon)
        )
      }
    }
  }

  private func figures(_ search: NaiveSearch) -> [(Condition, [[NaiveSearch.Point]])] {
    let kinds: [Figure] =
      switch self {
      case .sum: [.sum]
      case .average: [.average]
      default: [.percentile(tenths: 500), .percentile(tenths: 950), .percentile(tenths: 999)]
      }
    let path = CapturePath(signature: "c", capture: "took")
    func measure(_ number: Int?) -> Measure? {
      number.flatMap { Measure("\($0)", as: .number) }
    }
    return kinds.flatMap { kind in
      [(60, nil), (nil, 25), (30, 50)].flatMap { least, most in
        [(1, 5), (2, 12), (3, nil)].map { samples, window in
          (
            .figure(
              kind, of: path, Limits(atLeast: measure(least), atMost: measure(most)),
              samples: samples, within: Self.window(window)),
            search.figures(
              kind, of: "c", atLeast: least, atMost: most, samples: samples, within: window)
          )
        }
      }
    }
  }

  /// Comparisons of a yes or no, or of what a negation leaves.
  private func verdictDifference(
    _ timeline: Timeline, _ evaluator: ConditionEvaluator, _ search: NaiveSearch
  ) -> String? {
    switch self {
    case .countAtMost:
      for (most, window) in [(0, 5), (1, 3), (2, 12), (4, 20)] {
        let holds =
          evaluator.support(
            for: .count("a", Limits(atMost: most), within: Self.window(window))) != nil
        if holds == search.exceeds("a", most, within: window) { return "at most \(most)" }
      }
    case .distinctAtMost:
      for (most, window) in [(0, 5), (1, 3), (2, 15)] {
        let path = CapturePath(signature: "b", capture: "pod")
        let holds =
          evaluator.support(
            for: .distinct(path, Limits(atMost: most), within: Self.window(window))) != nil
        if holds != search.distinct("b", most + 1, within: window).isEmpty {
          return "at most \(most) values"
        }
      }
    case .unless:
      let steps = timeline.observations.filter { $0.signature == "a" }
      for side in Negation.Side.allCases {
        for window in [0, 4, nil] {
          for isJoined in [false, true] {
            let negation = Negation(
              signature: "b", anchor: Negation.Anchor(signature: "a", side: side),
              window: Self.window(window),
              keys: isJoined ? [JoinKey(name: "pod", captures: ["a": "pod", "b": "pod"])] : [])
            let outcome = evaluator.apply(
              negation, to: steps.map { Occurrence([$0]) }, supporting: [])
            let wanted = steps.map(NaiveSearch.Point.init).filter {
              !search.isRuledOut($0, by: "b", on: side, within: window, byPod: isJoined)
            }
            if outcome.standing.map({ NaiveSearch.Point($0.steps[0]) }) != wanted {
              return "unless \(side) \(window ?? -1) \(isJoined)"
            }
          }
        }
      }
    case .logic:
      let names = ["a", "b", "c"]
      let isThere = names.map { name in search.points.contains { $0.name == name } }
      func holds(_ condition: Condition) -> Bool { evaluator.support(for: condition) != nil }
      let parts = names.map(Condition.observed)
      if holds(.all(parts)) != isThere.allSatisfy(\.self) { return "all" }
      if holds(.any(parts)) != isThere.contains(true) { return "any" }
      if holds(.not(parts[0])) == isThere[0] { return "not" }
      let nested = Condition.all([parts[0], .not(.any([parts[1], .not(parts[2])]))])
      if holds(nested) != (isThere[0] && !isThere[1] && isThere[2]) { return "nested" }
      let support = evaluator.support(for: .any(parts))
      let records = Set(search.points.map { [$0.document, $0.offset] })
      if (support?.occurrences.count ?? 0) != records.count { return "any counts a record twice" }
    default: break
    }
    return nil
  }
}
