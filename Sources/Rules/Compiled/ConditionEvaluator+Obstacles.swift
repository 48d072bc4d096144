import Model

extension ConditionEvaluator {
  /// What keeps a condition that does not hold from holding, and what came nearest.
  func obstacle(to condition: Condition) -> Obstacle {
    let absent = required(by: condition).filter { log($0).total == 0 }.sorted()
    if !absent.isEmpty {
      return obstacle(condition, .neverObserved(absent), firsts(of: condition.signatureNames))
    }
    switch condition {
    case .not(let part):
      let support = support(for: part)
      return obstacle(
        condition, .observedAnyway,
        (support?.occurrences.first?.steps ?? []) + (support?.supporting ?? []))
    case .sequence(let names, let window): return sequenceObstacle(condition, names, window)
    case .set(let names, let window):
      guard window != nil, let loose = support(for: .set(names, within: nil)) else {
        return obstacle(condition, .otherwise, firsts(of: Set(names)))
      }
      return apart(condition, loose.occurrences.map(\.steps), window)
    case .count(let name, let limits, let window):
      let needed = limits.atLeast ?? 1
      let best = largestRun(of: name, within: window)
      return best.count < needed
        ? obstacle(condition, .tooFew(found: best.count, needed: needed), best)
        : obstacle(condition, .otherwise, best)
    case .rate(let name, let rate, let window):
      let best = largestRun(of: name, within: window)
      return obstacle(
        condition, .tooFew(found: best.count, needed: rate.count(within: window)), best)
    case .distinct(let path, let limits, let window):
      let best = largestRun(of: path.signature, within: window)
      let values = Set(best.compactMap { $0.captures[path.capture]?.text })
      return obstacle(
        condition, .tooFew(found: values.count, needed: limits.atLeast ?? 1), best)
    case .absent(let expectation): return absenceObstacle(condition, expectation)
    case .grouped(let part, let keys):
      if support(for: part) != nil {
        return obstacle(condition, .notTogether(keys.map(\.name)), firsts(of: part.signatureNames))
      }
      let inner = obstacle(to: part)
      return Obstacle(condition: condition, reason: inner.reason, nearest: inner.nearest)
    case .all, .any, .observed, .gap, .figure:
      return obstacle(condition, .otherwise, firsts(of: condition.signatureNames))
    }
  }

  private static let most = 4

  private func obstacle(
    _ condition: Condition, _ reason: Obstacle.Reason, _ nearest: [Observation]
  ) -> Obstacle {
    Obstacle(
      condition: condition, reason: reason, nearest: nearest.prefix(Self.most).map(\.evidence))
  }

  /// The signatures without which a condition cannot hold.
  private func required(by condition: Condition) -> Set<String> {
    switch condition {
    case .observed, .sequence, .set, .rate, .gap, .figure: condition.signatureNames
    case .count(let name, let limits, _): (limits.atLeast ?? 1) > 0 ? [name] : []
    case .distinct(let path, let limits, _): limits.atLeast == nil ? [] : [path.signature]
    case .absent(let expectation): [expectation.trigger]
    case .all(let parts): parts.reduce(into: []) { $0.formUnion(required(by: $1)) }
    case .any(let parts):
      parts.map(required).allSatisfy { !$0.isEmpty && $0.allSatisfy { log($0).total == 0 } }
        ? condition.signatureNames : []
    case .not: []
    case .grouped(let part, _): required(by: part)
    }
  }

  private func firsts(of names: Set<String>) -> [Observation] {
    names.sorted().compactMap { log($0).kept.first }
  }

  private func largestRun(of name: String, within window: Window?) -> [Observation] {
    guard let window else { return log(name).kept }
    var best: [Observation] = []
    for lane in lanes([name]) {
      let steps = lane.steps[0]
      var end = 0
      for start in steps.indices {
        end = max(end, start)
        while end < steps.count, lane.isWithin(window, from: steps[start], to: steps[end]) {
          end += 1
        }
        if end - start > best.count { best = Array(steps[start..<end]) }
      }
    }
    return best
  }

  private func sequenceObstacle(
    _ condition: Condition, _ names: [String], _ window: Window?
  ) -> Obstacle {
    if window != nil, let loose = support(for: .sequence(names, within: nil)) {
      return apart(condition, loose.occurrences.map(\.steps), window)
    }
    for length in names.indices.dropFirst().reversed() {
      let steps =
        length == 1
        ? log(names[0]).kept.first.map { [$0] }
        : support(for: .sequence(Array(names[..<length]), within: window))?.occurrences.first?.steps
      guard let steps else { continue }
      // The missing step may stand somewhere, only not where it would count.
      let nearest = log(names[length]).kept.first.map { [$0] } ?? []
      return obstacle(condition, .stepMissing(names[length]), steps + nearest)
    }
    return obstacle(condition, .otherwise, firsts(of: Set(names)))
  }

  /// The occurrence that exceeds the window by the least.
  private func apart(
    _ condition: Condition, _ occurrences: [[Observation]], _ window: Window?
  ) -> Obstacle {
    let measured = occurrences.compactMap { steps -> (steps: [Observation], length: Int64)? in
      let times = steps.compactMap(\.time?.milliseconds)
      guard let first = times.min(), let last = times.max() else { return nil }
      return (steps, last - first)
    }
    guard let window, let best = measured.min(by: { $0.length < $1.length }) else {
      return obstacle(condition, .otherwise, occurrences.first ?? [])
    }
    return obstacle(
      condition, .tooFarApart(milliseconds: max(0, best.length - window.milliseconds)), best.steps)
  }

  private func absenceObstacle(
    _ condition: Condition, _ expectation: Expectation
  ) -> Obstacle {
    let names =
      [expectation.trigger, expectation.expected] + [expectation.end].compactMap(\.self)
    var isWaiting: Observation?
    for lane in lanes(names) {
      for trigger in lane.steps[0] {
        switch wait(for: expectation, after: trigger, in: lane) {
        case .answered(let answer): return obstacle(condition, .answered, [trigger, answer])
        case .stillWaiting, .undecided: isWaiting = isWaiting ?? trigger
        case .inVain: break
        }
      }
    }
    return obstacle(
      condition, isWaiting == nil ? .otherwise : .stillWaiting, isWaiting.map { [$0] } ?? [])
  }
}
