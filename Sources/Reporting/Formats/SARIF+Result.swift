import Model

extension SARIF {
  /// A rule that found something, as SARIF describes it.
  struct Rule: Encodable {
    let id: String
    let shortDescription: Message
    let fullDescription: Message
    let helpUri: String?
    let help: [String: String]
    let defaultConfiguration: [String: String]
    let properties: Properties

    struct Properties: Encodable {
      let version: Int
      let layer: String
      let tags: [String]
    }

    init(_ finding: Finding, _ phrases: SARIFPhrases) {
      id = finding.rule.id
      shortDescription = Message(phrases.shown(phrases[finding.title]))
      fullDescription = Message(phrases.shown(phrases[finding.summary]))
      helpUri = finding.articles.lazy.compactMap(\.url).compactMap(WebAddress.harmless).first
      let commands = phrases.commands(after: finding).map(\.line)
      let articles = finding.articles.map { ("\($0.number): \(phrases.title(of: $0))", $0.url) }
      let summary = phrases.shown(phrases[finding.summary])
      var text = [summary] + articles.map { [$0.0, $0.1 ?? ""].joined(separator: " ") }
      var markdown = [MarkdownText.prose(summary)]
      markdown += articles.map { "- " + MarkdownText.link($0.0, to: $0.1) }
      if !commands.isEmpty {
        text.append(commands.joined(separator: "\n"))
        markdown.append(MarkdownText.fence(commands.joined(separator: "\n"), info: "sh"))
      }
      help = [
        "text": Message.escaped(text.joined(separator: "\n\n")),
        "markdown": Message.doubled(markdown.joined(separator: "\n\n")),
      ]
      defaultConfiguration = ["level": Level.of(finding.severity)]
      let category = phrases.options.categories[finding.rule.id].map { [$0] } ?? []
      properties = Properties(
        version: finding.rule.version, layer: finding.layer, tags: ["aem"] + category)
    }
  }

  /// A finding as a result of SARIF.
  struct Result: Encodable {
    let ruleId: String
    let ruleIndex: Int
    let level: String
    let message: Message
    let locations: [Location]
    let relatedLocations: [Location]?
    let partialFingerprints: [String: String]
    let baselineState: String?
    let occurrenceCount: Int?
    let rank: Double
    let properties: Properties

    struct Properties: Encodable {
      let severity: Severity
      let status: FindingStatus
      let confidence: Double
      let firstSeen: String?
      let lastSeen: String?
      let explainedBy: [String]
      let articles: [String]
    }

    init(_ finding: Finding, _ phrases: SARIFPhrases, index: Int) {
      ruleId = finding.rule.id
      ruleIndex = index
      level = Level.of(finding.severity)
      let title = phrases.shown(phrases[finding.title])
      let certainty = phrases.certainty(of: finding)
      message = Message("\(title)\n\(certainty)\n\(phrases.shown(phrases[finding.summary]))")
      locations = finding.evidence.prefix(1).map { Location($0, id: nil) }
      // A place that is named twice would break the rule that related places differ.
      let others = finding.evidence.dropFirst().prefix(99).enumerated().map {
        Location($0.element, id: $0.offset + 1)
      }
      relatedLocations = others.isEmpty ? nil : others
      partialFingerprints = [
        "aemedicFinding/v1": finding.fingerprint,
        // The only one that GitHub's code scanning looks at.
        "primaryLocationLineHash": finding.fingerprint,
      ]
      baselineState =
        switch finding.standing {
        case .new: "new"
        case .known: "unchanged"
        case nil: nil
        }
      occurrenceCount = finding.count > 0 ? finding.count : nil
      rank = Double(finding.percent)
      properties = Properties(
        severity: finding.severity, status: finding.status,
        confidence: Double(finding.percent) / 100, firstSeen: finding.firstSeen?.iso8601,
        lastSeen: finding.lastSeen?.iso8601, explainedBy: finding.explainedBy,
        articles: finding.articles.map(\.number.rawValue))
    }
  }

  /// How bad a result is, in the words of SARIF.
  enum Level {
    static func of(_ severity: Severity) -> String {
      switch severity {
      case .critical, .error: "error"
      case .warning: "warning"
      case .notice: "note"
      }
    }
  }

  /// A text in which nothing is a link and nothing a place-holder.
  struct Message: Encodable {
    let text: String

    init(_ text: String) {
      self.text = Self.escaped(TerminalText.harmless(text))
    }

    /// Text with brackets, which would make links, and braces, which would be filled, escaped.
    static func escaped(_ text: String) -> String {
      doubled(
        text.replacing("\\", with: "\\\\").replacing("[", with: "\\[").replacing("]", with: "\\]"))
    }

    /// Text with its braces doubled, as they stand for themselves in no message.
    static func doubled(_ text: String) -> String {
      text.replacing("{", with: "{{").replacing("}", with: "}}")
    }
  }

  /// A place in a source.
  struct Location: Encodable {
    let id: Int?
    let physicalLocation: PhysicalLocation
    let logicalLocations: [LogicalLocation]?
    let message: Message?

    /// The whole source.
    init(source: String) {
      id = nil
      physicalLocation = PhysicalLocation(artifactLocation: ArtifactLocation(source), region: nil)
      logicalLocations = LogicalLocation.of(source)
      message = nil
    }

    init(_ evidence: Evidence, id: Int?) {
      self.id = id
      physicalLocation = PhysicalLocation(
        artifactLocation: ArtifactLocation(evidence.place.source), region: Region(evidence))
      logicalLocations = LogicalLocation.of(evidence.place.source)
      message = Message(evidence.signature)
    }

    struct PhysicalLocation: Encodable {
      let artifactLocation: ArtifactLocation
      let region: Region?
    }

    struct Region: Encodable {
      let startLine: Int?
      let byteOffset: Int
      let byteLength: Int
      let snippet: [String: String]

      init(_ evidence: Evidence) {
        startLine = evidence.place.line > 0 ? evidence.place.line : nil
        byteOffset = evidence.place.bytes.lowerBound
        byteLength = evidence.place.bytes.count
        snippet = ["text": TerminalText.harmless(evidence.excerpt.text.cut(to: 4_000))]
      }
    }

    struct LogicalLocation: Encodable {
      let name: String
      let fullyQualifiedName: String
      let kind = "member"

      /// The member of an archive that a path leads to.
      static func of(_ source: String) -> [Self]? {
        let parts = source.split(separator: "!/")
        guard parts.count > 1, let member = parts.last else { return nil }
        return [
          Self(
            name: TerminalText.harmless(String(member)),
            fullyQualifiedName: TerminalText.harmless(source))
        ]
      }
    }
  }

  /// The address of a source: relative to where the program ran, unless its path is absolute.
  struct ArtifactLocation: Encodable {
    let uri: String

    init(_ path: String) {
      let reference = WebAddress.relativeReference(to: path == "-" ? "stdin" : path)
      uri = reference.hasPrefix("/") ? "file://" + reference : reference
    }
  }
}
