import Diagnosis
import Dispatch
import FoundationEssentials
import Intake
import Model
import Reading
import Redaction
import Reporting
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The input of one diagnosis as it can be looked at: redacted, in pieces.
///
/// It is unpacked and indexed when somebody first asks for it.
final class LogView: Sendable {
  private struct Input {
    var paths: [String]
    var copyFolder: String
    var zone: TimeZoneRules?
    var shown: [String: String]
  }

  private enum Stage {
    case closed
    case ready(Input)
    case indexing
    case indexed([IndexedSource])
  }

  private let room: IndexRoom
  private let spool: Spool
  private let limits: IntakeLimits
  private let passwords: ArchivePasswords
  // Of how many bytes of text secrets are learnt before anything is shown.
  private let learning: Int
  private let stage = Mutex(Stage.closed)
  private let redactor = Mutex(Redactor())
  private let isClosed = Atomic<Bool>(false)

  /// How much of one document, so that others are learnt from, too.
  private static let longestDocument = 4 << 20

  /// How far before and behind a quotation.
  private static let overlap = 64 << 10

  /// How much around the quotations of a report is learnt from besides.
  private static let mostNear = 64 << 20

  init(
    room: IndexRoom, spool: Spool, limits: IntakeLimits, passwords: ArchivePasswords, learning: Int
  ) {
    self.room = room
    self.learning = learning
    self.spool = spool
    self.limits = limits
    self.passwords = passwords
  }

  deinit {
    spool.give(textBytes.load(ordering: .relaxed))
  }

  /// Masks the secrets of a report, and makes the input behind it ready to be looked at.
  func open(
    _ report: Report, paths: [String], copyFolder: String, zone: TimeZoneRules?
  ) -> Report {
    learnSecrets(of: report, paths: paths, copyFolder: copyFolder)
    let masked = redactor.withLock { $0.redact(report) }
    let names = zip(report.coverage.sources, masked.coverage.sources).map { ($0.path, $1.path) }
    let told = report.environment["timeZone"].flatMap { SystemTimeZones.rules(named: $0.value) }
    stage.withLock {
      $0 = .ready(
        Input(
          paths: paths, copyFolder: copyFolder, zone: zone ?? told,
          shown: Dictionary(names, uniquingKeysWith: { first, _ in first })))
    }
    return masked
  }

  /// Learns secrets from the input itself: what is named as a secret in a line that no report
  /// shows is masked where it stands bare in one that does.
  ///
  /// The beginnings of documents are read for that, and farther on what surrounds the quotations.
  private func learnSecrets(of report: Report, paths: [String], copyFolder: String) {
    var quoted = report.quotedOffsets
    for unit in InputUnit.all(of: paths, within: limits) {
      _ = try? unit.shown(below: copyFolder).forEachDocument(
        within: limits, passwords: passwords,
        until: { self.hasClosed || (self.hasLearnt && quoted.isEmpty) }
      ) { document in
        let room = max(0, learning - learnt.load(ordering: .relaxed))
        let wanted = quoted.removeValue(forKey: document.path) ?? []
        learn(from: document, beginning: min(room, Self.longestDocument), around: wanted)
      }
    }
  }

  private func learn(from document: Document, beginning: Int, around offsets: [Int]) {
    var previous: [UInt8] = []
    var start = 0
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    var isLast = false
    while !isLast, !hasClosed {
      var filled = 0
      while filled < buffer.count, case let count = document.read(into: &buffer, at: filled),
        count > 0
      { filled += count }
      isLast = filled < buffer.count
      let end = start + filled
      let isNear = offsets.contains { $0 >= start - previous.count && $0 < end }
      let isBeginning = start < beginning
      if isBeginning || (isNear && learntNear.load(ordering: .relaxed) < Self.mostNear) {
        if isBeginning {
          learnt.add(filled, ordering: .relaxed)
        } else {
          learntNear.add(filled, ordering: .relaxed)
        }
        // With what stands before, in which a key may have begun.
        _ = redacted(String(decoding: previous + buffer[..<filled], as: UTF8.self))
      }
      guard end < beginning || offsets.contains(where: { $0 >= start }) else { return }
      previous = Array(buffer[..<filled].suffix(Self.overlap))
      start = end
    }
  }

  private var hasLearnt: Bool {
    hasClosed || learnt.load(ordering: .relaxed) >= learning
  }

  /// A text from the input with its secrets masked.
  func redacted(_ text: String) -> String {
    redactor.withLock { $0.redact(text) }
  }

  /// Lines with their secrets masked, as many as there were.
  func redacted(_ lines: [String]) -> [String] {
    redactor.withLock { LinewiseRedaction.redact(lines, by: &$0) }
  }

  /// Ends what is going on; nothing can be looked at any more.
  func close() {
    isClosed.store(true, ordering: .relaxed)
    let indexed = stage.withLock { stage -> Int in
      defer { stage = .closed }
      if case .indexed(let sources) = stage { return sources.reduce(0) { $0 + $1.count } }
      return 0
    }
    room.give(indexed)
  }

  /// The sources with their indexes.
  ///
  /// - Throws: ``ServiceProblem/indexing`` if that takes longer than a few seconds.
  func sources() throws -> [IndexedSource] {
    let input = try stage.withLock { stage -> Input? in
      switch stage {
      case .closed: throw ServiceProblem.noLog
      case .ready(let input):
        stage = .indexing
        return input
      case .indexing, .indexed: return nil
      }
    }
    if let input {
      DispatchQueue.global().async { self.index(input) }
    }
    let deadline = ContinuousClock.now + .seconds(4)
    while ContinuousClock.now < deadline {
      let found = try stage.withLock { stage -> [IndexedSource]? in
        switch stage {
        case .closed: throw ServiceProblem.noLog
        case .indexed(let sources): return sources
        default: return nil
        }
      }
      if let found { return found }
      _ = usleep(2_000)
    }
    throw ServiceProblem.indexing
  }

  private func index(_ input: Input) {
    let parent = String(input.copyFolder.dropLast("/input".count))
    let folder = "\(parent)/text"
    var sources: [IndexedSource] = []
    do {
      try Spool.makeFolder(folder)
      let units = InputUnit.all(of: input.paths, within: limits)
      for unit in units.map({ $0.shown(below: input.copyFolder) }) {
        _ = try unit.forEachDocument(
          within: limits, passwords: passwords, until: { self.hasClosed }
        ) { document in
          let source = IndexedSource(
            path: document.path, shown: input.shown[document.path] ?? redacted(document.path),
            kind: DocumentKind(recognising: document.head, name: document.name),
            file: "\(folder)/\(sources.count)")
          if let indexed = try index(document, as: source, zone: input.zone) {
            sources.append(indexed)
          }
        }
      }
    } catch {
      // What could be written can be looked at.
    }
    let entries = sources.reduce(0) { $0 + $1.count }
    stage.withLock { stage in
      guard !hasClosed else {
        room.give(entries)
        // It may have been removed while files were added to it.
        try? FileManager.default.removeItem(atPath: parent)
        return
      }
      stage = .indexed(sources)
    }
  }

  private func index(
    _ document: Document, as source: IndexedSource, zone: TimeZoneRules?
  ) throws -> IndexedSource? {
    var indexer = try SourceIndexer(source, zone: zone)
    let indexed = indexer.index(
      document, take: takeRoom,
      shouldStop: { self.hasClosed })
    guard let indexed, room.take(indexed.count) else { return nil }
    return indexed
  }

  private func takeRoom(_ bytes: Int) -> Bool {
    guard spool.take(bytes) else { return false }
    textBytes.add(bytes, ordering: .relaxed)
    return true
  }

  private let learnt = Atomic<Int>(0)
  private let learntNear = Atomic<Int>(0)
  private let textBytes = Atomic<Int>(0)

  private var hasClosed: Bool { isClosed.load(ordering: .relaxed) }
}

extension Report {
  /// Where the text begins that the report quotes, by the path of its source.
  fileprivate var quotedOffsets: [String: [Int]] {
    let places =
      findings.flatMap { finding in
        (finding.evidence + finding.occurrences.flatMap(\.steps)).map(\.place)
      } + unknowns.flatMap(\.places)
    return places.reduce(into: [:]) { $0[$1.source, default: []].append($1.bytes.lowerBound) }
  }
}

/// How many entries the indexes of all diagnoses may have together.
final class IndexRoom: Sendable {
  private let entries: Int
  private let used = Atomic<Int>(0)

  init(entries: Int) {
    self.entries = entries
  }

  /// Takes room for some entries; false if there is not enough.
  func take(_ count: Int) -> Bool {
    let (_, now) = used.add(count, ordering: .relaxed)
    guard now > entries else { return true }
    used.subtract(count, ordering: .relaxed)
    return false
  }

  /// Gives room back.
  func give(_ count: Int) {
    used.subtract(count, ordering: .relaxed)
  }
}
