import Model

extension Page {
  private static let mostRequests = 3
  private static let mostDumps = 5
  private static let mostStays = 8

  /// What the records of a source say in numbers.
  mutating func add(_ statistics: SourceStatistics, kind: DocumentKind) {
    if let traffic = statistics.traffic { add(traffic, kind: kind) }
    if let collections = statistics.collections { add(collections) }
    let dumps = statistics.dumps.prefix(Self.mostDumps)
    for dump in dumps { add(dump) }
    let more = statistics.dumpCount - dumps.count
    if more > 0 { addNumber(self[Strings.moreDumps(more)]) }
  }

  private mutating func addNumber(_ text: String, indent: Int = 2, tone: Tone? = nil) {
    add(text, indent: indent, hanging: 2, tone: tone)
  }

  private mutating func add(_ traffic: TrafficAccount, kind: DocumentKind) {
    let classes = traffic.statuses.enumerated().filter { $0.element > 0 }
      .map { "\($0.offset + 1)xx \(self[Strings.grouped($0.element)])" }
    addNumber(listed([self[Strings.answers(traffic.answers)]] + classes))
    if let durations = traffic.durations {
      let label = kind == .cdnLog ? Strings.firstByteTime : Strings.responseTime
      addNumber(labelled(label, self[Strings.durations(durations)]))
    }
    if traffic.unansweredCount + traffic.answersWithoutRequest > 0 {
      addNumber(
        self[
          Strings.unpaired(
            requests: traffic.unansweredCount, answers: traffic.answersWithoutRequest)])
    }
    for request in traffic.slowest.prefix(Self.mostRequests) { add(request, as: Strings.slow) }
    for request in traffic.unanswered.prefix(Self.mostRequests) {
      add(request, as: Strings.unanswered)
    }
  }

  private mutating func add(_ request: TrafficAccount.Request, as label: LocalizedText) {
    let duration = request.milliseconds.map {
      self[Strings.duration(milliseconds: Double($0))]
    }
    let words = [duration, request.text.map { shown($0) }].compactMap(\.self)
    let line = bracketed(self[Strings.line(request.place.line)])
    addNumber(labelled(label, words.joined(separator: " ") + line))
  }

  private mutating func add(_ log: CollectionAccount) {
    let counts = log.counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.key) \(self[Strings.grouped($0.value)])" }
    addNumber(labelled(Strings.collections, listed(counts)))
    if let pauses = log.pauses {
      let longest = log.longest.map { pause in
        bracketed(
          listed(
            [pause.cause.map { shown($0) }, self[Strings.line(pause.place.line)]]
              .compactMap(\.self)))
      }
      let words = listed([self[Strings.grouped(pauses.count)], self[Strings.durations(pauses)]])
      addNumber(labelled(Strings.pauseTime, words + (longest ?? "")))
    }
    if let share = log.stoppedShare {
      addNumber(
        self[Strings.stopped(milliseconds: log.stopped, of: log.covered, share: share)],
        tone: share > 0.1 ? .doubtful : nil)
    }
    if let growth = log.growth, growth >= 1_048_576 {
      addNumber(self[Strings.growth(bytesPerHour: growth)])
    }
    if log.restarts > 0 { addNumber(self[Strings.restarts(log.restarts)]) }
  }

  private mutating func add(_ dump: ThreadDumpAccount) {
    let states = dump.states.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.key) \(self[Strings.grouped($0.value)])" }
    let time = dump.time.map { bracketed(span(from: $0, to: $0)) } ?? ""
    let head = self[Strings.dump(onLine: dump.place.line)] + time + self[Strings.colon]
    addNumber(head + listed([self[Strings.threads(dump.threads)]] + states))
    for ring in dump.deadlocks {
      let names = listed(ring.map { shown($0) })
      addNumber(labelled(Strings.deadlock, names), indent: 4, tone: .bad)
    }
    for lock in dump.locks {
      let object = shown([lock.className, lock.address].joined(separator: " "))
      let holder = lock.holder.map { shown($0) }
      addNumber(
        self[Strings.contended(object, waiting: lock.waiting, holder: holder)], indent: 4)
    }
    for stack in dump.stacks {
      addNumber(
        self[Strings.sharedStack(threads: stack.threads, calls(stack.frames))], indent: 4)
    }
  }

  /// What dumps tell that were taken one after the other.
  mutating func add(_ series: [ThreadSeriesAccount]) {
    addBlock(Strings.threadsLabel) { page, indent in
      for one in series { page.add(one, indent: indent) }
    }
  }

  private mutating func add(_ series: ThreadSeriesAccount, indent: Int) {
    var head = self[Strings.dumps(series.dumps)]
    if let first = series.sources.first { head = listed([head, shown(path: first)]) }
    if series.sources.count > 1 { head += " " + self[Strings.more(series.sources.count - 1)] }
    if let from = series.from, let to = series.to {
      head = listed([head, shown(from: from, to: to)])
    }
    addNumber(head + self[Strings.colon] + self[Strings.staying(series.stayCount)], indent: indent)
    for stay in series.stays.prefix(Self.mostStays) {
      var parts = [self[Strings.dumps(stay.dumps)]] + stay.states
      if let time = stay.processorTime {
        parts.append(self[Strings.computed(milliseconds: time)])
      }
      let head = shown(stay.thread) + self[Strings.colon] + listed(parts)
      addNumber(head + self[Strings.colon] + calls(stay.frames), indent: indent + 2)
    }
    if series.stayCount > Self.mostStays {
      add(self[Strings.more(series.stayCount - Self.mostStays)], indent: indent + 2)
    }
    if series.leftOut > 0 {
      addNumber(self[Strings.notCompared(series.leftOut)], indent: indent, tone: .doubtful)
    }
  }

  /// The innermost calls, the innermost first.
  private func calls(_ frames: [String]) -> String {
    frames.prefix(3).map { shown($0) }.joined(separator: " ← ")
  }
}
