import Diagnosis
import Model
import Redaction
import Reporting

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Follows logs and tells each finding once, when it appears.
struct LogWatch {
  private let invocation: Invocation
  private let diagnostician: Diagnostician
  private let followers: [LogFollower]
  private let interval: Int
  private let isLineFormat: Bool
  private var redactor: Redactor?
  private var told: Set<String> = []

  /// When what stood in the logs at the start was seen last, in milliseconds.
  private var context: [String: Int64] = [:]

  /// How many times in a row to wait while more keeps coming.
  private static let patience = 5

  init(_ invocation: Invocation, interval: Int, window: Int) throws {
    self.invocation = invocation
    self.interval = interval
    let arguments = invocation.arguments
    isLineFormat =
      arguments.value("format").map { $0 == "ndjson" } ?? !invocation.console.isOutputTerminal
    redactor = try invocation.redactor()
    let pack = try invocation.knowledgePack()
    diagnostician = Diagnostician(
      rules: pack.rules, catalog: pack.catalog, options: try invocation.diagnosisOptions())
    let fromStart = arguments.isSet("from-start")
    followers = try arguments.operands.map {
      try LogFollower(path: $0, limit: window, fromStart: fromStart)
    }
  }

  /// Follows until the person stops it.
  mutating func run() throws -> ExitStatus {
    for follower in followers where !follower.isOpen { tellMissing(follower.path) }
    if !invocation.arguments.isSet("from-start") {
      // What stands there already is context, and news only when it happens again.
      for finding in try findings(isLast: false) {
        context[Self.key(finding)] = finding.lastSeen?.milliseconds ?? .max
      }
    }
    var waits = 0
    while !InterruptSignal.wasRaised {
      let hasGrown = followers.count { $0.poll() } > 0
      let hasNews = followers.contains(where: \.hasNews)
      // A stack trace is looked at when it is whole, unless the log never rests.
      if hasNews, !hasGrown || waits >= Self.patience {
        try tell(isLast: false)
        waits = 0
        continue
      }
      waits = hasNews ? waits + 1 : 0
      WatchCommand.sleep(seconds: interval)
    }
    for follower in followers { _ = follower.poll() }
    try tell(isLast: true)
    return .success
  }

  private mutating func tell(isLast: Bool) throws {
    let found = try findings(isLast: isLast)
    let new = found.filter { isNews($0) && told.insert(Self.key($0)).inserted }
    guard !new.isEmpty else { return }
    var report = Report(
      findings: new, coverage: Coverage(), environment: [:], isPartial: false,
      verdict: new.contains { $0.status != .possible } ? .knownProblem : .possibleProblem)
    if var redactor {
      report = redactor.redact(report, keeping: followers.map(\.path))
      self.redactor = redactor
    }
    try invocation.remember(redactor)
    let console = invocation.console
    for finding in report.findings {
      var single = report
      single.findings = [finding]
      console.print(
        isLineFormat
          ? ReportJSON(single).line
          : ReportText(findingsOf: single, style: console.style).text + "\n")
    }
  }

  /// What the rules find in the windows of all logs together.
  private func findings(isLast: Bool) throws -> [Finding] {
    let units = try followers.compactMap { try $0.unit(isLast: isLast) }
    guard !units.isEmpty else { return [] }
    let skipped = Dictionary(
      followers.map { ($0.path, $0.skipped) }, uniquingKeysWith: { first, _ in first })
    func moved(_ evidence: Evidence) -> Evidence {
      var evidence = evidence
      if let skipped = skipped[evidence.place.source] {
        evidence.place = evidence.place.moved(by: skipped)
      }
      return evidence
    }
    return try diagnostician.report(on: units).findings.map { finding in
      var finding = finding
      finding.evidence = finding.evidence.map(moved)
      finding.occurrences = finding.occurrences.map { occurrence in
        var occurrence = occurrence
        occurrence.steps = occurrence.steps.map(moved)
        return occurrence
      }
      return finding
    }
  }

  private func isNews(_ finding: Finding) -> Bool {
    guard let before = context[Self.key(finding)] else { return true }
    return finding.lastSeen.map { $0.milliseconds > before } ?? false
  }

  private static func key(_ finding: Finding) -> String {
    finding.rule.id + " " + finding.fingerprint
  }

  private func tellMissing(_ path: String) {
    let name = TerminalText.harmless(path)
    invocation.console.remark(
      LocalizedText(
        en: "\(name) is not there yet; waiting for it",
        fr: "\(name) n’existe pas encore\u{A0}; en attente",
        ja: "\(name) はまだありません。作成されるまで待ちます"))
  }
}
