public import Model

/// Shows a problem to a person: what, where, the line it stands on, what to do.
///
///     error: kb/rules/x/rule.yaml:14:3: unknown field “windw”
///      --> 14 |   windw: 30s
///     hint: did you mean “window”?
public struct ProblemText {
  private let language: Language

  /// Shows problems in a language.
  public init(language: Language) {
    self.language = language
  }

  /// The problem as lines, with a final line end.
  public func render(_ problem: any Problem) -> String {
    var text = label(LocalizedText(en: "error: ", fr: "erreur\u{A0}: ", ja: "エラー："))
    if let location = problem.location {
      let numbers = [location.line, location.column].compactMap { $0.map(String.init) }
      text += ([location.file] + numbers).joined(separator: ":")
      text += label(LocalizedText(en: ": ", fr: "\u{A0}: ", ja: ": "))
    }
    text += problem.reason[language] + "\n"
    if let snippet = problem.location?.snippet, let line = problem.location?.line {
      text += " --> \(line) | \(snippet.prefix(200))\n"
    }
    if let hint = problem.hint {
      text += label(LocalizedText(en: "hint: ", fr: "conseil\u{A0}: ", ja: "ヒント："))
      text += hint[language] + "\n"
    }
    return TerminalText.harmless(text)
  }

  private func label(_ text: LocalizedText) -> String {
    text[language]
  }
}
