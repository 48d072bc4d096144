import FoundationEssentials
import HTTPServerKit
import Model
import Remediation

/// Answers what is asked of the input behind a report.
struct LogCalls: Sendable {
  let diagnoses: DiagnosisCalls

  static let mostLines = 2_000
  static let mostEntries = 1_000
  private static let mostThreads = 100

  /// How long one request looks for a text before it says where to go on.
  private static let patience = Duration.seconds(2)

  private func log(_ call: Call) throws -> LogView {
    let job = try diagnoses.job(call)
    guard job.phase.isOver else { throw ServiceProblem.stillRunning }
    guard job.phase == .done else { throw ServiceProblem.noLog }
    return job.log
  }

  func sources(_ call: Call) throws -> HTTPResponse {
    let log = try log(call)
    return try Reply.json(
      SourcesAnswer(
        sources: try log.sources().map { source in
          let tally = source.tally()
          let frequent = tally.threads.enumerated().sorted {
            ($1.element, $0.offset) < ($0.element, $1.offset)
          }
          .prefix(Self.mostThreads)
          let names = log.redacted(frequent.map { source.threads[$0.offset] })
          return SourcesAnswer.Row(
            source: source.shown, kind: source.kind.rawValue, bytes: source.bytes,
            lines: source.lines, entries: source.count,
            levels: Dictionary(
              uniqueKeysWithValues: tally.levels.map { ($0.key.rawValue, $0.value) }),
            from: tally.from.map(Self.time), to: tally.to.map(Self.time),
            threads: zip(names, frequent).map { .init(name: $0, count: $1.element) })
        }))
  }

  func lines(_ call: Call) throws -> HTTPResponse {
    let log = try log(call)
    guard let name = call.head.parameter("source") else {
      throw ServiceProblem.missingParameter("source")
    }
    guard let source = try log.sources().first(where: { $0.shown == name }) else {
      throw ServiceProblem.noSuchSource(name)
    }
    let from = try call.number("from", in: 1...Int(UInt32.max), else: 1)
    let count = try call.number("count", in: 1...Self.mostLines, else: 200)
    guard let search = try search(call) else {
      let texts = try log.lines(of: source, from: from, count: count)
      return try Reply.json(
        LinesAnswer(
          source: source.shown, total: source.lines, from: from,
          lines: zip(from..., texts).map { Self.row($0, $1, of: source) }))
    }
    let (found, next) = try log.lines(of: source, from: from, count: count, with: search)
    return try Reply.json(
      LinesAnswer(
        source: source.shown, total: source.lines, from: from,
        lines: found.map { Self.row($0.number, $0.line, of: source) }, next: next))
  }

  private static func row(
    _ number: Int, _ line: TextLine, of source: IndexedSource
  ) -> LinesAnswer.Row {
    let entry = source.entry(ofLine: number).map { source[$0] }
    return LinesAnswer.Row(
      line: number, text: line.text, level: entry?.level?.rawValue,
      start: entry?.line == number ? true : nil, cut: line.isCut ? true : nil)
  }

  func entries(_ call: Call) throws -> HTTPResponse {
    let log = try log(call)
    let filter = try filter(call)
    let offset = try call.number("offset", in: 0...Int(UInt32.max), else: 0)
    let count = try call.number("count", in: 1...Self.mostEntries, else: 200)
    if let search = try search(call) {
      let found = try log.entries(filter, from: offset, count: count, with: search)
      var rows = try rows(found.entries.map { ($0.source, $0.entry) }, log)
      for (index, hit) in found.entries.enumerated() {
        rows[index].found = hit.line
        rows[index].position = hit.position
      }
      return try Reply.json(
        EntriesAnswer(total: found.total, offset: offset, entries: rows, next: found.next))
    }
    var total = 0
    var found: [(source: IndexedSource, entry: IndexedSource.Entry)] = []
    try log.forEachEntry(filter) { source, entry in
      if total >= offset, found.count < count { found.append((source, entry)) }
      total += 1
    }
    return try Reply.json(
      EntriesAnswer(total: total, offset: offset, entries: try rows(found, log)))
  }

  private func rows(
    _ entries: [(source: IndexedSource, entry: IndexedSource.Entry)], _ log: LogView
  ) throws -> [EntriesAnswer.Row] {
    let texts = try log.firstLines(of: entries)
    let threads = log.redacted(
      entries.map { found in found.entry.thread.map { found.source.threads[$0] } ?? "" })
    return entries.indices.map { index in
      let (source, entry) = entries[index]
      return EntriesAnswer.Row(
        source: source.shown, line: entry.line, lines: entry.lines,
        time: entry.milliseconds.map(Self.time), ms: entry.milliseconds,
        level: entry.level?.rawValue, thread: entry.thread == nil ? nil : threads[index],
        text: texts[index])
    }
  }

  func timeline(_ call: Call) throws -> HTTPResponse {
    let log = try log(call)
    var filter = try filter(call)
    let buckets = Int64(try call.number("buckets", in: 1...1_000, else: 120))
    if filter.from == nil || filter.to == nil {
      var span: (from: Int64, to: Int64)?
      try log.forEachEntry(filter) { _, entry in
        guard let time = entry.milliseconds else { return }
        span = (min(span?.from ?? time, time), max(span?.to ?? time, time))
      }
      filter.from = filter.from ?? span?.from ?? 0
      filter.to = filter.to ?? span.map { $0.to + 1 } ?? 1
    }
    guard let from = filter.from, let to = filter.to, from < to,
      case let (length, overflows) = to.subtractingReportingOverflow(from), !overflows
    else { throw ServiceProblem.badParameter("to", call.text("to") ?? "", known: "> from") }
    let width = max(1, (length - 1) / buckets + 1)
    var counts: [Int: [LogLevel: Int]] = [:]
    var untimed = 0
    var all = filter
    (all.from, all.to) = (nil, nil)
    try log.forEachEntry(all) { _, entry in
      guard let time = entry.milliseconds else { return untimed += 1 }
      guard time >= from, time < to else { return }
      counts[Int((time - from) / width), default: [:]][entry.level ?? .info, default: 0] += 1
    }
    return try Reply.json(
      TimelineAnswer(
        from: Self.time(from), to: Self.time(to), start: from, width: width,
        buckets: counts.sorted { $0.key < $1.key }.map { index, levels in
          TimelineAnswer.Bucket(
            index: index, from: Self.time(from + Int64(index) * width),
            levels: Dictionary(uniqueKeysWithValues: levels.map { ($0.key.rawValue, $0.value) }))
        }, untimed: untimed))
  }

  private func search(_ call: Call) throws -> LogSearch? {
    guard let text = call.text("q") else { return nil }
    guard let sought = SoughtText(text) else {
      throw ServiceProblem.badParameter("q", text, known: "1–\(SoughtText.longest)")
    }
    return LogSearch(
      sought: sought, isBackward: try call.flag("back", else: false), patience: Self.patience)
  }

  private func filter(_ call: Call) throws -> EntryFilter {
    var filter = EntryFilter()
    filter.source = call.text("source")
    filter.thread = call.text("thread")
    for word in call.all("level") {
      guard let level = LogLevel(rawValue: word.uppercased()) else {
        let known = LogLevel.allCases.map(\.rawValue).joined(separator: ", ")
        throw ServiceProblem.badParameter("level", word, known: known)
      }
      filter.levels.insert(level)
    }
    filter.from = try moment("from", call)
    filter.to = try moment("to", call)
    return filter
  }

  /// Years 1 to 9999, so that nothing overflows.
  private static let moments: ClosedRange<Int64> = -62_135_596_800_000...253_402_300_799_999

  private func moment(_ name: String, _ call: Call) throws -> Int64? {
    guard let text = call.text(name) else { return nil }
    // A plus sign in a query is a space unless it is escaped.
    let time =
      Int64(text) ?? Timestamp(iso8601: text.replacing(" ", with: "+"))?.milliseconds
    guard let time, Self.moments.contains(time) else {
      throw ServiceProblem.badParameter(name, text, known: "2026-11-22T18:00:00.000+01:00, ms")
    }
    return time
  }

  private static func time(_ milliseconds: Int64) -> String {
    Timestamp(milliseconds: milliseconds.clamped(to: moments), zone: .stated(offset: 0)).iso8601
  }
}

extension Comparable {
  fileprivate func clamped(to range: ClosedRange<Self>) -> Self {
    min(max(self, range.lowerBound), range.upperBound)
  }
}
