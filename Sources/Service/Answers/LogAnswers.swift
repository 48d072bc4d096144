/// What was read of the input behind a report.
struct SourcesAnswer: Encodable {
  struct Thread: Encodable {
    let name: String
    let count: Int
  }

  struct Row: Encodable {
    let source: String
    let kind: String
    let bytes: Int
    let lines: Int
    let entries: Int
    let levels: [String: Int]
    let from: String?
    let to: String?
    let threads: [Thread]
  }

  let sources: [Row]
}

/// Some lines of a source.
struct LinesAnswer: Encodable {
  struct Row: Encodable {
    let line: Int
    let text: String
    let level: String?
    let start: Bool?
    let cut: Bool?
  }

  let source: String
  let total: Int
  let from: Int
  let lines: [Row]
  /// The line to go on from, if what was looked for may stand in others, too.
  var next: Int?
}

/// Some entries of a log.
struct EntriesAnswer: Encodable {
  struct Row: Encodable {
    let source: String
    let line: Int
    let lines: Int
    let time: String?
    let ms: Int64?
    let level: String?
    let thread: String?
    let text: String
    /// Of what was looked for: the line that holds it, and the entry’s place in the list.
    var found: Int?
    var position: Int?
  }

  let total: Int
  let offset: Int
  let entries: [Row]
  /// The place to go on from, if what was looked for may stand in others, too.
  var next: Int?
}

/// How many entries there are over time.
struct TimelineAnswer: Encodable {
  struct Bucket: Encodable {
    let index: Int
    let from: String
    let levels: [String: Int]
  }

  let from: String
  let to: String
  let start: Int64
  let width: Int64
  let buckets: [Bucket]
  let untimed: Int
}
