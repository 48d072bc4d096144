import Model

struct CoverageDocument: Codable {
  struct Source: Codable {
    let path: String
    let kind: DocumentKind
    let bytes: Int
    let entries: Int
    let unparsed: Int
    let levels: [String: Int]?
    let from: String?
    let to: String?
    let zone: AssumedZone?
    let truncated: Bool
    /// Absent where it is UTF-8.
    let encoding: TextEncoding?
    let invalidBytes: Int?
    let excerpt: ExcerptReason?
    let sameAs: String?
    /// Absent where no record lies outside the window of time.
    let outside: Int?
  }

  struct Skipped: Codable {
    let path: String
    let reason: SkipReason
    let relevant: Bool
    let detail: String?
  }

  let sources: [Source]
  let skipped: [Skipped]
  let window: WindowDocument?

  init(_ coverage: Coverage) {
    sources = coverage.sources.map(Source.init)
    skipped = coverage.skipped.map(Skipped.init)
    window = coverage.window.map(WindowDocument.init)
  }

  var coverage: Coverage {
    var coverage = Coverage(sources: sources.map(\.source), skipped: skipped.map(\.source))
    coverage.window = window?.window
    return coverage
  }
}

/// A stretch of time, as short as it can be said.
struct WindowDocument: Codable {
  let since: String?
  let until: String?

  init(_ window: TimeWindow) {
    since = window.since?.shortISO8601
    until = window.until?.shortISO8601
  }

  var window: TimeWindow {
    TimeWindow(since: since.flatMap(Self.time), until: until.flatMap(Self.time))
  }

  /// A time without an offset goes by the clock of each log.
  private static func time(_ text: String) -> Timestamp? {
    Timestamp(iso8601: text)
      ?? Timestamp(iso8601: text + "Z").map { Timestamp(milliseconds: $0.milliseconds) }
  }
}

extension CoverageDocument.Source {
  init(_ source: CoveredSource) {
    path = source.path
    kind = source.kind
    bytes = source.bytes
    entries = source.entries
    unparsed = source.unparsed
    levels =
      source.levels.isEmpty
      ? nil : Dictionary(uniqueKeysWithValues: source.levels.map { ($0.rawValue, $1) })
    from = source.from?.iso8601
    to = source.to?.iso8601
    zone = AssumedZone(of: source.from, source.to)
    truncated = source.isTruncated || source.excerpt != nil
    encoding = source.encoding == .utf8 ? nil : source.encoding
    invalidBytes = source.invalidBytes == 0 ? nil : source.invalidBytes
    excerpt = source.excerpt
    sameAs = source.sameAs
    outside = source.outside == 0 ? nil : source.outside
  }

  var source: CoveredSource {
    let histogram = (levels ?? [:]).compactMap { name, count in
      LogLevel(rawValue: name).map { ($0, count) }
    }
    var source = CoveredSource(
      path: path, kind: kind, bytes: bytes, entries: entries, unparsed: unparsed,
      levels: Dictionary(uniqueKeysWithValues: histogram), from: Timestamp(written: from, zone),
      to: Timestamp(written: to, zone), isTruncated: truncated && excerpt == nil,
      encoding: encoding ?? .utf8, invalidBytes: invalidBytes ?? 0, excerpt: excerpt)
    source.sameAs = sameAs
    source.outside = outside ?? 0
    return source
  }
}

extension CoverageDocument.Skipped {
  init(_ source: SkippedSource) {
    path = source.path
    reason = source.reason
    relevant = source.isRelevant
    detail = source.detail.isEmpty ? nil : source.detail
  }

  var source: SkippedSource { SkippedSource(path: path, reason: reason, detail: detail ?? "") }
}
