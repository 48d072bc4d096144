public import Model

/// The repairs that make a pasted text readable, found by trying them on its start.
///
/// A repair is made only if more is understood after it: more records, times, lines of stack
/// traces, exceptions or payloads, and of none fewer. What reads well is never changed.
public struct RepairPlan: Hashable, Sendable {
  /// The repairs, in the order in which they are made.
  public let repairs: [Repair]

  /// What the text turns out to be.
  public let kind: DocumentKind

  /// Whether each line can be repaired without the others.
  public var isByLine: Bool { repairs.allSatisfy(\.isByLine) }

  /// Finds what a text needs.
  ///
  /// - Parameters:
  ///   - head: Its first bytes.
  ///   - isWhole: Whether that is all of it. What is longer and reads as a log is no paste.
  ///   - kind: What it was recognised as.
  ///   - name: Its path.
  /// - Returns: `nil` if nothing makes it more readable.
  public init?(head: [UInt8], isWhole: Bool, kind: DocumentKind, name: String) {
    guard Self.isCandidate(kind, isWhole: isWhole) else { return nil }
    let end = isWhole ? head.count : head.lastIndex(of: 0x0A).map { $0 + 1 } ?? head.count
    var text = RepairedText(Array(head[..<end]))
    var readability: Readability?
    // Each round makes one repair, or two that help only together. Where lines end is looked at
    // last: marks around them would be taken for a part of them.
    for _ in 0..<Repair.allCases.count {
      let stripped = Self.trials(of: Repair.ofMarks, on: text)
      let broken = Self.trials(of: Repair.ofLineEnds, on: text)
      guard !stripped.isEmpty || !broken.isEmpty else { break }
      let before = readability ?? Readability(of: text.bytes)
      guard
        let (better, after) = Self.best(of: stripped, besides: before)
          ?? Self.best(
            of: stripped.flatMap { Self.trials(of: Repair.ofMarks, on: $0) }, besides: before)
          ?? Self.best(of: broken, besides: before)
          ?? Self.best(
            of: stripped.flatMap { Self.trials(of: Repair.ofLineEnds, on: $0) }, besides: before)
      else { break }
      (text, readability) = (better, after)
    }
    guard !text.repairs.isEmpty else { return nil }
    repairs = text.repairs
    self.kind = DocumentKind(recognising: text.bytes, name: name)
  }

  /// Makes the repairs.
  public func repaired(_ bytes: [UInt8]) -> RepairedText {
    repairs.reduce(RepairedText(bytes)) { text, repair in
      text.applying(repair.edits(in: text.bytes), as: repair)
    }
  }

  private static func isCandidate(_ kind: DocumentKind, isWhole: Bool) -> Bool {
    switch kind {
    case .text, .payload: true
    case .errorLog, .consoleLog, .oakConsole, .buildLog, .toolOutput, .dispatcherLog,
      .httpdErrorLog, .accessLog, .requestLog:
      isWhole
    default: false
    }
  }

  private static func trials(
    of repairs: [Repair], on text: RepairedText
  ) -> [RepairedText] {
    repairs.compactMap { repair in
      guard !text.repairs.contains(repair) else { return nil }
      let edits = repair.edits(in: text.bytes)
      return edits.isEmpty ? nil : text.applying(edits, as: repair)
    }
  }

  private static func best(
    of trials: [RepairedText], besides before: Readability
  ) -> (RepairedText, Readability)? {
    for trial in trials {
      let after = Readability(of: trial.bytes)
      if after.isBetter(than: before, after: trial.repairs) { return (trial, after) }
    }
    return nil
  }
}

extension Repair {
  /// Those of marks around the lines, in the order in which they are tried.
  static let ofMarks: [Repair] = [
    .markup, .backTicks, .quoteMarks, .containerPrefixes, .lineNumbers, .jsonWrapping,
    .tableCells, .smartQuotes,
  ]

  /// Those of where lines start and end.
  static let ofLineEnds: [Repair] = [.hardWraps, .lostLineFeeds, .cutTimestamps]

  /// Whether a line can be repaired without the others.
  var isByLine: Bool { !Self.ofLineEnds.contains(self) }

  /// What it changes in a text.
  func edits(in bytes: [UInt8]) -> [TextEdit] {
    switch self {
    case .quoteMarks: bytes.editsOfLines(bytes.quoteMarks)
    case .backTicks: bytes.editsOfLines(bytes.backTicks)
    case .markup: bytes.markup()
    case .containerPrefixes: bytes.editsOfLines(bytes.containerPrefix)
    case .lineNumbers: bytes.editsOfLines(bytes.lineNumber)
    case .jsonWrapping: bytes.editsOfLines(bytes.jsonWrapping)
    case .tableCells: bytes.editsOfLines(bytes.tableCells)
    case .smartQuotes: bytes.smartQuotes()
    case .hardWraps: bytes.hardWraps()
    case .lostLineFeeds: bytes.lostLineFeeds()
    case .cutTimestamps: bytes.cutTimestamps()
    }
  }
}
