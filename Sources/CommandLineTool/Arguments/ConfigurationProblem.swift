import Model

/// What is wrong with what a person settled for all runs.
struct ConfigurationProblem: ToolProblem, Hashable {
  /// What can be wrong.
  enum Kind: Hashable, Sendable {
    case unreadable
    case expectedNames
    case unknownName(String)
    case expectedText(String)
    case badValue(String, name: String, known: [String])
    case badVariable(String, variable: String, known: [String])
  }

  let kind: Kind
  let location: TextLocation?

  init(_ kind: Kind, at location: TextLocation?) {
    self.kind = kind
    self.location = location
  }

  var exitStatus: ExitStatus { .usage }

  var reason: LocalizedText {
    switch kind {
    case .unreadable:
      LocalizedText(
        en: "the configuration cannot be read", fr: "la configuration est illisible",
        ja: "設定ファイルを読み取れません")
    case .expectedNames:
      LocalizedText(
        en: "names of options with their values were expected",
        fr: "des noms d’options avec leur valeur étaient attendus",
        ja: "オプション名と値の組を書いてください")
    case .unknownName(let name):
      LocalizedText(
        en: "“\(name)” is not an option that can be configured",
        fr: "«\u{A0}\(name)\u{A0}» n’est pas une option configurable",
        ja: "「\(name)」は設定できるオプションではありません")
    case .expectedText(let name):
      LocalizedText(
        en: "“\(name)” needs one value", fr: "«\u{A0}\(name)\u{A0}» demande une valeur",
        ja: "「\(name)」には値が 1 つ必要です")
    case .badValue(let value, let name, _), .badVariable(let value, let name, _):
      LocalizedText(
        en: "“\(name)” does not take “\(value)”",
        fr: "«\u{A0}\(name)\u{A0}» n’accepte pas «\u{A0}\(value)\u{A0}»",
        ja: "「\(name)」に「\(value)」は指定できません")
    }
  }

  var hint: LocalizedText? {
    switch kind {
    case .unreadable, .expectedText: nil
    case .expectedNames:
      LocalizedText(
        en: "write it like this: `lang: fr`", fr: "écrivez-le ainsi\u{A0}: `lang: fr`",
        ja: "`lang: ja` のように書いてください")
    case .unknownName(let name): Suggestion.hint(for: name, among: Configuration.names)
    case .badValue(let value, _, let known), .badVariable(let value, _, let known):
      Suggestion.hint(for: value, among: known)
    }
  }
}

/// A value that a command refuses, and that was settled elsewhere than on the command line.
struct MisplacedValue: ToolProblem {
  let problem: UsageProblem
  let origin: Configuration.Origin

  var exitStatus: ExitStatus { .usage }

  var reason: LocalizedText {
    guard case .variable(let name) = origin else { return problem.reason }
    return LocalizedText(
      en: "\(problem.reason.en), which \(name) says",
      fr: "\(problem.reason.fr), valeur de \(name)", ja: "\(problem.reason.ja)（\(name) の値）")
  }

  var location: TextLocation? {
    if case .file(let place) = origin { place } else { nil }
  }

  var hint: LocalizedText? { problem.hint }
}

extension UsageProblem {
  /// The option whose value is refused, if that is what is wrong.
  var refusedOption: String? {
    switch kind {
    case .badValue(_, let option, _), .badNumber(_, let option, _), .badForm(_, let option, _):
      option
    default: nil
    }
  }
}
