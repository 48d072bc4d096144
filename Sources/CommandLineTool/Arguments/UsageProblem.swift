import Model

/// What is wrong with the words a person wrote on the command line.
struct UsageProblem: Problem, Hashable {
  /// What is wrong.
  let kind: Kind

  /// The command it was about; empty if none was recognised.
  let command: String

  /// What can be wrong.
  enum Kind: Hashable, Sendable {
    case unknownCommand(String, known: [String])
    case unknownOption(String, known: [String])
    case missingValue(option: String, placeholder: String)
    case unexpectedValue(option: String)
    case badValue(String, option: String, known: [String])
    case repeatedOption(String)
    case missingOption(String)
    case missingOperand(String)
    case extraOperand(String)
    case noInput
  }

  init(_ kind: Kind, command: String) {
    self.kind = kind
    self.command = command
  }

  var reason: LocalizedText {
    switch kind {
    case .unknownCommand(let word, _):
      LocalizedText(
        en: "there is no command or file “\(word)”",
        fr: "il n’y a ni commande ni fichier « \(word) »",
        ja: "コマンドまたはファイル「\(word)」はありません")
    case .unknownOption(let word, _):
      LocalizedText(
        en: "unknown option “\(word)”", fr: "option « \(word) » inconnue",
        ja: "不明なオプション「\(word)」")
    case .missingValue(let option, let placeholder):
      LocalizedText(
        en: "“--\(option)” needs a value: \(placeholder)",
        fr: "« --\(option) » demande une valeur : \(placeholder)",
        ja: "「--\(option)」には値が必要です: \(placeholder)")
    case .unexpectedValue(let option):
      LocalizedText(
        en: "“--\(option)” takes no value", fr: "« --\(option) » ne prend pas de valeur",
        ja: "「--\(option)」に値は指定できません")
    case .badValue(let value, let option, _):
      LocalizedText(
        en: "“\(value)” is no value of “--\(option)”",
        fr: "« \(value) » n’est pas une valeur de « --\(option) »",
        ja: "「\(value)」は「--\(option)」の値として使用できません")
    case .repeatedOption(let option):
      LocalizedText(
        en: "“--\(option)” stands more than once", fr: "« --\(option) » apparaît plusieurs fois",
        ja: "「--\(option)」が重複しています")
    case .missingOption(let option):
      LocalizedText(
        en: "“--\(option)” is needed", fr: "« --\(option) » est nécessaire",
        ja: "「--\(option)」が必要です")
    case .missingOperand(let operands):
      LocalizedText(
        en: "something is missing: \(operands)", fr: "il manque quelque chose : \(operands)",
        ja: "引数が足りません: \(operands)")
    case .extraOperand(let word):
      LocalizedText(
        en: "“\(word)” is one word too many", fr: "« \(word) » est de trop",
        ja: "余分な引数です: 「\(word)」")
    case .noInput:
      LocalizedText(
        en: "there is nothing to read", fr: "il n’y a rien à lire", ja: "読み込む対象がありません")
    }
  }

  var hint: LocalizedText? {
    let call = command.isEmpty ? "aemedic --help" : "aemedic \(command) --help"
    let help = LocalizedText(
      en: "see `\(call)`", fr: "voir `\(call)`", ja: "`\(call)` を参照してください")
    switch kind {
    case .unknownCommand(let word, let known), .unknownOption(let word, let known),
      .badValue(let word, _, let known):
      guard let guess = Suggestion.hint(for: word, among: known) else { return help }
      return LocalizedText(
        en: "\(guess.en) \(help.en)", fr: "\(guess.fr) \(help.fr)", ja: guess.ja + help.ja)
    case .noInput:
      return LocalizedText(
        en: "name files or folders, or pipe a log in: `aemedic diagnose < error.log`",
        fr: "nommez des fichiers ou des dossiers, ou envoyez un journal : "
          + "`aemedic diagnose < error.log`",
        ja: "ファイルやフォルダーを指定するか、ログをパイプで渡してください: "
          + "`aemedic diagnose < error.log`")
    default:
      return help
    }
  }
}
