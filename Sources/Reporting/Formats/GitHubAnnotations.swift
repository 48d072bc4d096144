public import Model

/// The report as workflow commands of GitHub, one line for each finding, worst first.
///
/// A member of an archive is annotated at the archive, without a line, as the file that
/// is checked out has no such line; the message names both.
public struct GitHubAnnotations: Sendable {
  /// The lines, with a line feed at the end of each.
  public let text: String

  /// Writes a report, which should have passed the redactor.
  public init(_ report: Report, options: ReportOptions = ReportOptions()) {
    let phrases = SARIFPhrases(report, options: options)
    var lines = phrases.findings.map { Self.line(on: $0, phrases) }
    if report.isPartial {
      let message = Self.escaped(phrases[Strings.partial])
      lines.append("::warning title=aemedic::\(message)")
    }
    if lines.isEmpty {
      lines = ["::notice title=aemedic::\(Self.escaped(phrases.verdict(of: report)))"]
    }
    text = lines.map { $0 + "\n" }.joined()
  }

  private static func line(on finding: Finding, _ phrases: SARIFPhrases) -> String {
    let command =
      switch finding.severity {
      case .critical, .error: "error"
      case .warning: "warning"
      case .notice: "notice"
      }
    var properties = ["title=\(property(phrases.shown(phrases[finding.title])))"]
    var message = [phrases.certainty(of: finding), phrases.shown(phrases[finding.summary])]
    if let evidence = finding.evidence.first, evidence.place.source != "-" {
      let path = evidence.place.source
      let archive = path.firstRange(of: "!/").map { String(path[..<$0.lowerBound]) }
      let line = archive == nil ? ["line=\(evidence.place.line)"] : []
      properties = ["file=\(property(archive ?? path))"] + line + properties
      message.append(phrases.place(of: evidence))
    }
    for article in finding.articles {
      message.append("\(article.number): \(phrases.title(of: article))")
      if let url = article.url.flatMap(WebAddress.harmless) { message.append(url) }
    }
    return
      "::\(command) \(properties.joined(separator: ","))::\(escaped(message.joined(separator: "\n")))"
  }

  /// The data of a command, in which a line feed would end it.
  private static func escaped(_ text: String) -> String {
    TerminalText.harmless(text).replacing("%", with: "%25").replacing("\r", with: "%0D")
      .replacing("\n", with: "%0A")
  }

  /// A property of a command, in which a comma would end it, too.
  private static func property(_ text: String) -> String {
    escaped(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
