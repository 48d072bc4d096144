public import Model

/// An article that is to be written: what a report knows is filled in, the rest is asked for.
public struct ArticleDraft: Sendable {
  /// A piece of evidence.
  public struct Evidence: Sendable {
    /// Where it stands.
    public var source: String

    /// What stands there.
    public var excerpt: String

    /// Makes a piece of evidence.
    public init(source: String, excerpt: String) {
      self.source = source
      self.excerpt = excerpt
    }
  }

  /// The number that the article will have.
  public var number: ArticleNumber

  /// The language that it is written in.
  public var language: Language

  /// What the problem is called.
  public var title: String

  /// What it is, in a sentence or two.
  public var summary: String

  /// The day on which it is begun, such as `2026-03-01`.
  public var date: String

  /// What is known of the installation, by name.
  public var environment: [String: String] = [:]

  /// What the logs and files say.
  public var evidence: [Evidence] = []

  /// Articles that may say it already.
  public var related: [String] = []

  /// Makes a draft without any facts.
  public init(
    number: ArticleNumber, language: Language, title: String, summary: String, date: String
  ) {
    self.number = number
    self.language = language
    self.title = title
    self.summary = summary
    self.date = date
  }

  /// The file's name, which says number and language.
  public var fileName: String { "\(number).\(language.rawValue).md" }

  /// The file: front matter and Markdown. Whom the facts name is masked.
  public var text: String {
    let title = Self.line(title)
    var text = """
      ---
      title: \(Self.quoted(title))
      description: \(Self.quoted(Self.line(summary)))
      product: "Experience Manager"
      keywords: "AEM"
      article-number: "\(number)"
      state: "\(ArticleState.workInProgress.rawValue)"
      as-of: "\(date)"
      ---
      # \(Self.plain(title))

      \(Self.plain(Self.line(summary)))

      """
    for section in ArticleOutline.allCases {
      text += "\n## \(section.heading[language]) {#\(section.rawValue)}\n\n"
      text += "> \(section.prompt[language])\n"
      switch section {
      case .symptoms: for piece in evidence { text += "\n" + block(piece) }
      case .environment:
        if !environment.isEmpty { text += "\n" }
        for (name, value) in environment.sorted(by: { $0.key < $1.key }) {
          text += "- \(Self.plain(name)): \(Self.plain(Self.line(value)))\n"
        }
      case .references:
        if !related.isEmpty { text += "\n" }
        for article in related { text += "- \(Self.plain(Self.line(article)))\n" }
      case .cause, .resolution, .verify, .avoid: break
      }
    }
    return text
  }

  private func block(_ piece: Evidence) -> String {
    let excerpt = PersonalData.masked(piece.excerpt)
    let lines = excerpt.split(whereSeparator: \.isNewline)
    func longest(_ mark: Character) -> Int {
      lines.map { $0.drop { $0.isWhitespace }.prefix { $0 == mark }.count }.max() ?? 0
    }
    let mark: Character = longest("`") < 3 ? "`" : "~"
    let fence = String(repeating: mark, count: max(3, longest(mark) + 1))
    return "\(Self.plain(Self.line(piece.source)))\n\n\(fence)\n"
      + lines.joined(separator: "\n") + "\n\(fence)\n"
  }

  /// A text as one line without anything that is not to be seen.
  private static func line(_ text: String) -> String {
    let kept = text.unicodeScalars.map { scalar in
      scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
        ? " " : Character(scalar)
    }
    let line = PersonalData.masked(String(kept)).trimmed
    return line.isEmpty ? "…" : line
  }

  /// A text that Markdown shows as it is.
  private static func plain(_ text: String) -> String {
    text.map { "\\`*_<>[]#{}|".contains($0) ? "\\\($0)" : String($0) }.joined()
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.map { "\\\"".contains($0) ? "\\\($0)" : String($0) }.joined() + "\""
  }
}
