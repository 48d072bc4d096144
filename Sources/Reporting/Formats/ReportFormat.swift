public import Model

/// A form in which a report can be written.
public enum ReportFormat: String, CaseIterable, Hashable, Sendable {
  /// Text for a terminal.
  case text

  /// JSON of the schema `aemedic.report/1`, for people and machines.
  case json

  /// The same on a line of its own, for queues and streams.
  case ndjson

  /// Markdown: a note for the team or a reply to the customer.
  case markdown

  /// A web page in one file.
  case html

  /// SARIF 2.1.0, for code scanning and editors.
  case sarif

  /// JUnit XML as Jenkins reads it.
  case junit

  /// Workflow commands of GitHub, which become annotations.
  case github

  /// Markdown for the summary of a step of GitHub.
  case githubSummary = "github-summary"

  /// The media type, with the character set where it has one.
  public var mediaType: String {
    switch self {
    case .text, .github: "text/plain; charset=utf-8"
    case .json: "application/json"
    case .ndjson: "application/x-ndjson"
    case .markdown, .githubSummary: "text/markdown; charset=utf-8"
    case .html: "text/html; charset=utf-8"
    case .sarif: "application/sarif+json"
    case .junit: "application/xml"
    }
  }

  /// The report in this form, as UTF-8 with a line feed at its end.
  ///
  /// The same report and options give the same bytes.
  ///
  /// - Parameter report: It should have passed the redactor.
  public func bytes(of report: Report, options: ReportOptions = ReportOptions()) -> [UInt8] {
    Array(text(of: report, options: options).utf8)
  }

  private func text(of report: Report, options: ReportOptions) -> String {
    switch self {
    case .text: ReportText(report, style: options.style).text
    case .json: ReportJSON(report).text
    case .ndjson: ReportJSON(report).line
    case .markdown:
      switch options.audience {
      case .customer: CustomerReply(report, options: options).text
      case .internalNote: ReportMarkdown(report, options: options).text
      }
    case .githubSummary: ReportMarkdown(report, options: options).text
    case .html: ReportHTML(report, options: options).text
    case .sarif: ReportSARIF(report, options: options).text
    case .junit: ReportJUnit(report, options: options).text
    case .github: GitHubAnnotations(report, options: options).text
    }
  }
}

/// How a report is written, for the forms that leave a choice.
public struct ReportOptions: Hashable, Sendable {
  /// Whom a report in Markdown is for.
  public enum Audience: String, CaseIterable, Hashable, Sendable {
    /// The team that works on the case.
    case internalNote = "internal"

    /// The customer who sent the material.
    case customer
  }

  /// The language, and the look of text.
  public var style: ReportText.Style

  /// Whom a report in Markdown is for.
  public var audience: Audience

  /// From which severity a finding fails a test in JUnit.
  public var failOn: Severity

  /// The category of each rule that was asked, by the rule's name; JUnit groups by it.
  public var categories: [String: String]

  /// The version of the program, for SARIF; empty if it does not matter.
  public var version: String

  /// Makes options.
  public init(
    style: ReportText.Style = ReportText.Style(), audience: Audience = .internalNote,
    failOn: Severity = .error, categories: [String: String] = [:], version: String = ""
  ) {
    self.style = style
    self.audience = audience
    self.failOn = failOn
    self.categories = categories
    self.version = version
  }
}
