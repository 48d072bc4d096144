public import Model

/// The report as SARIF 2.1.0, one result for each finding, worst first.
///
/// Lines and bytes count in the source that is named, decompressed; a member of an
/// archive is named `archive!/member` and stands as a logical location too. Known
/// from run to run by `partialFingerprints`. The format:
/// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
public struct ReportSARIF: Sendable {
  /// The document, with a line feed at its end.
  public let text: String

  /// Writes a report, which should have passed the redactor.
  public init(_ report: Report, options: ReportOptions = ReportOptions()) {
    text = JSONDocument(SARIF.Log(SARIFPhrases(report, options: options))).text
  }
}

/// The sentences of a report for SARIF.
struct SARIFPhrases: Phrasing {
  let report: Report
  let options: ReportOptions
  let folder: SharedFolder

  init(_ report: Report, options: ReportOptions) {
    self.report = report
    self.options = options
    // Paths are whole here: they are resolved by machines.
    folder = SharedFolder(of: Coverage())
  }

  var language: Language { options.style.language }
  var commandsNameLanguage: Bool { options.style.commandsNameLanguage }

  /// Findings, the worst first, as readers of SARIF may cut the list.
  var findings: [Finding] {
    report.findings.enumerated().sorted {
      ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset)
    }.map(\.element)
  }

  /// The findings of each rule, in the order in which rules are first met.
  var rules: [Finding] {
    var seen: Set<String> = []
    return findings.filter { seen.insert($0.rule.id).inserted }
  }
}

/// The objects of SARIF, as many of their properties as are written.
enum SARIF {}

extension SARIF {
  struct Log: Encodable {
    let schema = "https://json.schemastore.org/sarif-2.1.0.json"
    let version = "2.1.0"
    let runs: [Run]

    enum CodingKeys: String, CodingKey {
      case schema = "$schema"
      case version
      case runs
    }

    init(_ phrases: SARIFPhrases) {
      runs = [Run(phrases)]
    }

    struct Run: Encodable {
      let tool: [String: Driver]
      let columnKind = "utf16CodeUnits"
      let language: String
      let invocations: [Invocation]
      let artifacts: [Artifact]
      let results: [Result]
      let properties: Properties

      init(_ phrases: SARIFPhrases) {
        let report = phrases.report
        tool = ["driver": Driver(phrases)]
        language = phrases.language.rawValue
        invocations = [Invocation(phrases)]
        var paths: Set<String> = []
        artifacts = report.coverage.sources.filter { paths.insert($0.path).inserted }
          .map(Artifact.init)
        let indices = Dictionary(
          phrases.rules.enumerated().map { ($0.element.rule.id, $0.offset) },
          uniquingKeysWith: { first, _ in first })
        results = phrases.findings.map { Result($0, phrases, index: indices[$0.rule.id] ?? 0) }
        properties = Properties(
          verdict: report.verdict, partial: report.isPartial, unknownErrors: report.unknownCount)
      }

      struct Properties: Encodable {
        let verdict: Verdict
        let partial: Bool
        let unknownErrors: Int
      }
    }

    struct Driver: Encodable {
      let name = "aemedic"
      let semanticVersion: String?
      let rules: [Rule]
      let notifications: [[String: String]]

      init(_ phrases: SARIFPhrases) {
        semanticVersion = phrases.options.version.isEmpty ? nil : phrases.options.version
        rules = phrases.rules.map { Rule($0, phrases) }
        notifications = ["not-read", "note"].map { ["id": $0] }
      }
    }

    struct Invocation: Encodable {
      let executionSuccessful: Bool
      let toolExecutionNotifications: [Notification]

      init(_ phrases: SARIFPhrases) {
        let report = phrases.report
        executionSuccessful = report.verdict != .unreadable
        let missing = report.coverage.skipped.filter(\.isRelevant).map { source in
          Notification(
            id: "not-read", message: phrases[Strings.reason(source.reason)], path: source.path)
        }
        let truncated = report.coverage.sources.filter(\.isTruncated).map { source in
          Notification(
            id: "not-read", message: phrases[Strings.readInPart(phrases.shown(path: source.path))],
            path: source.path)
        }
        let notes = report.notes.map { note in
          Notification(
            id: "note", message: phrases.shown(phrases[note.text]), path: nil,
            level: "note")
        }
        toolExecutionNotifications = missing + truncated + notes
      }
    }

    struct Notification: Encodable {
      let descriptor: [String: String]
      let level: String
      let message: Message
      let locations: [Location]?

      init(id: String, message: String, path: String?, level: String = "warning") {
        descriptor = ["id": id]
        self.level = level
        self.message = Message(message)
        locations = path.map { [Location(source: $0)] }
      }
    }

    struct Artifact: Encodable {
      let location: ArtifactLocation
      let length: Int

      init(_ source: CoveredSource) {
        location = ArtifactLocation(source.path)
        length = source.bytes
      }
    }
  }
}
