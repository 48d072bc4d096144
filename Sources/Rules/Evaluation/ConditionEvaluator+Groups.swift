import Model

extension ConditionEvaluator {
  /// What makes the condition hold among observations that agree in the keys.
  ///
  /// Every combination of values is decided on its own. An observation that lacks
  /// a value agrees with others that lack it, as all records of a log without
  /// pods do; a signature that cannot have the key takes part everywhere.
  func grouped(_ condition: Condition, by keys: [JoinKey]) -> Support? {
    let names = condition.signatureNames.sorted()
    var groups: [[String?]: [String: ObservationLog]] = [:]
    var everywhere: [String: ObservationLog] = [:]
    for name in names {
      let paths = keys.map { $0.captures[name] }
      guard paths.contains(where: { $0 != nil }) else {
        everywhere[name] = log(name)
        continue
      }
      for observation in log(name).kept {
        let values = paths.map { $0.flatMap { observation.captures[$0]?.text } }
        groups[values, default: [:]][name, default: ObservationLog()].append(observation)
      }
      // What was not kept may belong to any group: whatever rests on its absence must know.
      for values in groups.keys {
        groups[values]?[name]?.noteEvictions(of: log(name))
      }
    }
    // A signature without some of the keys takes part in every group that agrees in the others.
    let partial = names.filter { name in
      let listed = keys.count { $0.captures[name] != nil }
      return listed > 0 && listed < keys.count
    }
    if !partial.isEmpty { spread(partial, over: &groups, keys: keys) }

    var whole: Support?
    for (values, logs) in groups.sorted(by: { Self.precedes($0.key, $1.key) }) {
      var logs = logs.merging(everywhere) { own, _ in own }
      for name in names where logs[name] == nil {
        logs[name] = ObservationLog()
        logs[name]?.noteEvictions(of: log(name))
      }
      let known = names.compactMap { name in horizon(of: name).map { (name, $0) } }
      let evaluator = ConditionEvaluator(
        logs: logs, horizons: Dictionary(known, uniquingKeysWith: { first, _ in first }))
      guard var support = evaluator.support(for: condition) else { continue }
      for index in support.occurrences.indices {
        for (key, value) in zip(keys, values) {
          support.occurrences[index].key[key.name] = value
        }
      }
      guard var sum = whole else {
        whole = support
        continue
      }
      sum.occurrences += support.occurrences
      sum.count += support.count
      sum.supporting += support.supporting
      sum.caveats.formUnion(support.caveats)
      whole = sum
    }
    whole?.occurrences.sort { $0.precedes($1) }
    whole?.caveats.formUnion(caveats(of: names).intersection([.evicted]))
    return whole
  }

  /// Gives the observations of signatures that lack some keys to every group they agree with.
  private func spread(
    _ names: [String], over groups: inout [[String?]: [String: ObservationLog]], keys: [JoinKey]
  ) {
    let complete = groups.filter { group in !group.value.keys.allSatisfy(names.contains) }
    for name in names {
      for values in groups.keys { groups[values]?[name] = nil }
      for values in complete.keys {
        var own = ObservationLog()
        for observation in log(name).kept {
          let agrees = zip(keys, values).allSatisfy { key, value in
            key.captures[name].map { observation.captures[$0]?.text == value } ?? true
          }
          if agrees { own.append(observation) }
        }
        own.noteEvictions(of: log(name))
        if own.total > 0 { groups[values]?[name] = own }
      }
    }
    groups = groups.filter { complete.keys.contains($0.key) }
  }

  /// One order of values for every run.
  private static func precedes(_ left: [String?], _ right: [String?]) -> Bool {
    for (mine, theirs) in zip(left, right) where mine != theirs {
      guard let mine else { return true }
      guard let theirs else { return false }
      return mine < theirs
    }
    return false
  }
}

extension Occurrence {
  /// One order of occurrences for every run: those with a time first, by time, document and place.
  func precedes(_ other: Occurrence) -> Bool {
    guard let mine = steps.first, let theirs = other.steps.first else {
      return !steps.isEmpty && other.steps.isEmpty
    }
    switch (mine.time?.milliseconds, theirs.time?.milliseconds) {
    case (.some, nil): return true
    case (nil, .some): return false
    case (let left?, let right?) where left != right: return left < right
    default:
      if mine.document != theirs.document { return mine.document < theirs.document }
      return mine.place.bytes.lowerBound < theirs.place.bytes.lowerBound
    }
  }
}
