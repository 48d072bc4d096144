import Model

extension ConditionEvaluator {
  /// Silence for longer than a time after an observation, up to the next one or
  /// to the end of what was read.
  ///
  /// The occurrence is the last observation before the silence; the one that ends
  /// it supports it.
  func gap(_ name: String, longerThan window: Window) -> Support? {
    let log = log(name)
    var ends: [Observation] = []
    var isUndecided = false
    let lanes = lanes([name]).filter(\.isTimed)
    var support = support([name], in: lanes) { lane in
      lane.steps[0].indices.compactMap { index in
        let before = lane.steps[0][index]
        let after = index + 1 < lane.steps[0].count ? lane.steps[0][index + 1] : nil
        guard let start = before.time?.milliseconds,
          let end = after?.time?.milliseconds ?? horizon(of: name),
          end - start > window.milliseconds
        else { return nil }
        guard !log.mayHaveEvicted(in: start...end) else {
          isUndecided = true
          return nil
        }
        if let after { ends.append(after) }
        return [before]
      }
    }
    support?.supporting = ends
    if isUndecided { support?.caveats.insert(.undecidedAbsence) }
    return support
  }

  /// What was expected after something and did not come.
  ///
  /// What was still to come when reading ended proves nothing and is left out.
  /// Later triggers within the same waiting time belong to the same occurrence.
  func absent(_ expectation: Expectation) -> Support? {
    let names = [expectation.trigger, expectation.expected] + [expectation.end].compactMap(\.self)
    var ends: [Observation] = []
    var isUndecided = false
    var support = support(names, in: lanes(names)) { lane in
      var found: [[Observation]] = []
      var run: (deadline: Deadline, triggers: [Observation])?
      for trigger in lane.steps[0] {
        if let current = run {
          if admits(trigger, before: current.deadline, in: lane) {
            run?.triggers.append(trigger)
            continue
          }
          found.append(current.triggers)
          run = nil
        }
        switch wait(for: expectation, after: trigger, in: lane) {
        case .inVain(let deadline):
          run = (deadline, [trigger])
          if let end = deadline.end { ends.append(end) }
        case .undecided: isUndecided = true
        case .answered, .stillWaiting: break
        }
      }
      if let run { found.append(run.triggers) }
      return found
    }
    support?.supporting = ends
    if isUndecided { support?.caveats.insert(.undecidedAbsence) }
    return support
  }

  /// How a wait ended.
  enum Waiting {
    /// What was expected came.
    case answered(Observation)

    /// It did not come in time.
    case inVain(Deadline)

    /// Reading ended first.
    case stillWaiting

    /// It may have come and not have been kept.
    case undecided
  }

  /// Until when something was waited for.
  struct Deadline {
    /// What ended the waiting.
    var end: Observation?

    /// The time that ended it; `nil` means the end of what was read.
    var time: Int64?
  }

  /// Waits for what is expected after one trigger.
  func wait(
    for expectation: Expectation, after trigger: Observation, in lane: Lane
  ) -> Waiting {
    let start = trigger.time?.milliseconds
    let limit = lane.isTimed ? expectation.window.flatMap { start?.adding($0) } : nil
    let end = expectation.end == nil ? nil : lane.steps[2].first { $0.follows(trigger) }
    let endsInTime = end.map { lane.isWithin(expectation.window, from: trigger, to: $0) } ?? false
    let answer = lane.steps[1].first { $0.follows(trigger) }
    if let answer, lane.isWithin(expectation.window, from: trigger, to: answer),
      !endsInTime || end.map(answer.precedes) == true
    {
      return .answered(answer)
    }
    let deadline: Deadline
    if expectation.end != nil {
      guard let end, endsInTime else { return .stillWaiting }
      deadline = Deadline(end: end, time: end.time?.milliseconds)
    } else {
      if let limit {
        guard let horizon = horizon(of: expectation.expected), horizon >= limit else {
          return .stillWaiting
        }
      }
      deadline = Deadline(end: nil, time: limit)
    }
    let log = log(expectation.expected)
    if let start, log.mayHaveEvicted(in: start...max(start, deadline.time ?? .max)) {
      return .undecided
    }
    if start == nil, log.hasEvictedUntimed { return .undecided }
    return .inVain(deadline)
  }

  /// Whether a later trigger falls into the time in which another one waited.
  private func admits(_ trigger: Observation, before deadline: Deadline, in lane: Lane) -> Bool {
    if let end = deadline.end { return trigger.precedes(end) && trigger.record != end.record }
    guard let limit = deadline.time, let time = trigger.time?.milliseconds else { return true }
    return time <= limit
  }
}

extension Int64 {
  /// The moment at the end of a window that starts here.
  fileprivate func adding(_ window: Window) -> Int64 {
    let (sum, overflows) = addingReportingOverflow(window.milliseconds)
    return overflows ? .max : sum
  }
}
