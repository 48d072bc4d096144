public import Model

extension DocumentKind {
  /// The log whose records the first lines of a document hold.
  ///
  /// Every line votes for the first grammar that claims it. Two hundred lines decide, or
  /// as many as it takes until one was claimed. Only then does the name say which of the
  /// logs in the pattern of `error.log` it is.
  init?(logIn head: [UInt8], name: String) {
    let span = head.span
    let voted = Self.votedKind(span)
    switch voted {
    case nil, .buildLog, .httpdErrorLog:
      if ToolOutputFormat.recognises(span) {
        self = .toolOutput
        return
      }
    default: break
    }
    if voted == nil || voted == .errorLog {
      if ConsoleFormat.recognises(span) || Self.isNamed("stdout", name)
        || Self.isNamed("stderr", name)
      {
        self = .consoleLog
        return
      }
    }
    guard let voted else { return nil }
    self = voted == .errorLog ? Self.memberOfFamily(span, name: name) : voted
  }

  /// The grammars that tell a log by single lines, the more particular ones first.
  private static let voting: [any LogFormat] = [
    ErrorLogFormat(), RequestLogFormat(), DispatcherLogFormat(), HttpdErrorFormat(),
    AccessLogFormat(), SegmentJournalFormat(), OakConsoleFormat(), BuildLogFormat(),
  ]

  private static func votedKind(_ head: borrowing Span<UInt8>) -> DocumentKind? {
    var votes = [Int](repeating: 0, count: voting.count)
    var lines = 0
    var line = 0
    while line < head.count, lines < 200 || votes.allSatisfy({ $0 == 0 }) {
      lines += 1
      if let claimant = claimant(ofLine: line, in: head) { votes[claimant] += 1 }
      guard let end = head.firstIndex(of: 0x0A, in: line..<head.count) else { break }
      line = end + 1
    }
    guard let most = votes.max(), most > 0 else { return nil }
    return votes.firstIndex(of: most).map { voting[$0].kind }
  }

  private static func claimant(ofLine line: Int, in head: borrowing Span<UInt8>) -> Int? {
    for index in voting.indices {
      let format = voting[index]
      let isClaimed =
        format is BuildLogFormat
        ? BuildLogFormat.claims(line: line, in: head)
        : format.startsRecord(atLine: line, in: head)
      if isClaimed { return index }
    }
    return nil
  }

  // MARK: The logs in the pattern of error.log

  private static let family: [(kind: DocumentKind, name: String, loggers: [StaticString])] = [
    (.auditLog, "audit", ["org.apache.jackrabbit.core.audit", "org.apache.jackrabbit.oak.audit"]),
    (.historyLog, "history", ["log.history"]),
    (.upgradeLog, "upgrade", ["com.adobe.cq.upgrades", "com.day.cq.compat.codeupgrade"]),
    (.replicationLog, "replication", ["com.day.cq.replication"]),
    (
      .queryRecorderLog, "queryrecorder",
      ["org.apache.jackrabbit.oak.query.stats.QueryRecorder"]
    ),
  ]

  // By name, or because one logger wrote every record, of which there are many.
  private static func memberOfFamily(
    _ head: borrowing Span<UInt8>, name: String
  ) -> DocumentKind {
    if !isNamed("error", name), let named = family.first(where: { isNamed($0.name, name) }) {
      return named.kind
    }
    let format = ErrorLogFormat()
    var counts = [Int](repeating: 0, count: family.count)
    var records = 0
    var line = 0
    while line < head.count, records < 200 {
      let end = head.firstIndex(of: 0x0A, in: line..<head.count) ?? head.count
      if format.startsRecord(atLine: line, in: head) {
        records += 1
        if let logger = format.entry(line..<end, in: head)[.logger] {
          for index in family.indices {
            for prefix in family[index].loggers
            where head.hasText(prefix, at: logger.lowerBound) { counts[index] += 1 }
          }
        }
        if counts.allSatisfy({ $0 < records }) { return .errorLog }
      }
      line = end + 1
    }
    guard records >= 20, let index = counts.firstIndex(of: records) else { return .errorLog }
    return family[index].kind
  }

  /// Whether a file is named so: one word of its name, whatever instance, date and copy it adds.
  private static func isNamed(_ word: String, _ path: String) -> Bool {
    let file = path.split(separator: "/").last ?? ""
    return file.lowercased().split { !$0.isLetter }.contains { $0 == word || $0 == "aem\(word)" }
  }
}

extension DocumentKind {
  /// The kinds whose signatures look into this one as well.
  ///
  /// The logs in the pattern of `error.log` hold what that could hold, and what programs
  /// print is text that grew a grammar. A console holds the dumps that `kill -3` asks for.
  public var broaderKinds: [DocumentKind] {
    switch self {
    case .auditLog, .historyLog, .upgradeLog, .replicationLog, .queryRecorderLog: [.errorLog]
    case .consoleLog: [.errorLog, .threadDump, .text]
    case .oakConsole, .buildLog, .toolOutput: [.text]
    case .httpTranscript: [.payload, .text]
    default: []
    }
  }
}
