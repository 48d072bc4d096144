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
    case badNumber(String, option: String, range: ClosedRange<Int>)
    case badForm(String, option: String, example: String)
    case endBeforeStart(String, option: String)
    case notLimitable(String, option: String)
    case repeatedOption(String)
    case badOperand(String, known: [String])
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
        fr: "il n’y a ni commande ni fichier «\u{A0}\(word)\u{A0}»",
        ja: "コマンドまたはファイル「\(word)」はありません")
    case .unknownOption(let word, _):
      LocalizedText(
        en: "unknown option “\(word)”", fr: "option «\u{A0}\(word)\u{A0}» inconnue",
        ja: "不明なオプション「\(word)」")
    case .missingValue(let option, let placeholder):
      LocalizedText(
        en: "“--\(option)” needs a value: \(placeholder)",
        fr: "«\u{A0}--\(option)\u{A0}» demande une valeur\u{A0}: \(placeholder)",
        ja: "「--\(option)」には値が必要です：\(placeholder)")
    case .unexpectedValue(let option):
      LocalizedText(
        en: "“--\(option)” takes no value", fr: "«\u{A0}--\(option)\u{A0}» ne prend pas de valeur",
        ja: "「--\(option)」に値は指定できません")
    case .badValue(let value, let option, _), .badNumber(let value, let option, _),
      .badForm(let value, let option, _):
      LocalizedText(
        en: "“--\(option)” does not take “\(value)”",
        fr: "«\u{A0}--\(option)\u{A0}» n’accepte pas «\u{A0}\(value)\u{A0}»",
        ja: "「--\(option)」に「\(value)」は指定できません")
    case .endBeforeStart(let value, let option):
      LocalizedText(
        en: "“--\(option) \(value)” ends before it starts",
        fr: "«\u{A0}--\(option) \(value)\u{A0}» finit avant de commencer",
        ja: "「--\(option) \(value)」は終了が開始より前です")
    case .notLimitable(let path, let option):
      LocalizedText(
        en: "“--\(option)” cannot limit “\(path)”",
        fr: "«\u{A0}--\(option)\u{A0}» ne peut pas s’appliquer à «\u{A0}\(path)\u{A0}»",
        ja: "「--\(option)」で「\(path)」の期間を限定することはできません")
    case .badOperand(let word, _):
      LocalizedText(
        en: "“\(word)” is not possible here",
        fr: "«\u{A0}\(word)\u{A0}» n’est pas possible ici", ja: "ここに「\(word)」は指定できません")
    case .repeatedOption(let option):
      LocalizedText(
        en: "“--\(option)” is given more than once",
        fr: "«\u{A0}--\(option)\u{A0}» est indiqué plusieurs fois",
        ja: "「--\(option)」が 2 回以上指定されています")
    case .missingOption(let option):
      LocalizedText(
        en: "“--\(option)” is missing", fr: "«\u{A0}--\(option)\u{A0}» manque",
        ja: "「--\(option)」が必要です")
    case .missingOperand(let operands):
      LocalizedText(
        en: "an argument is missing: \(operands)", fr: "il manque un argument\u{A0}: \(operands)",
        ja: "引数が足りません：\(operands)")
    case .extraOperand(let word):
      LocalizedText(
        en: "unexpected argument “\(word)”", fr: "argument «\u{A0}\(word)\u{A0}» en trop",
        ja: "引数「\(word)」は余分です")
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
    case .unknownCommand(let word, let known), .unknownOption(let word, let known):
      guard let meant = Suggestion.closest(to: word, in: known) else { return help }
      return Suggestion.hint(for: meant, among: [meant])
    case .badValue(_, _, let known) where !known.isEmpty, .badOperand(_, let known):
      let list = known.joined(separator: ", ")
      return LocalizedText(
        en: "choose one of: \(list)", fr: "choisissez parmi\u{A0}: \(list)",
        ja: "次のいずれかを指定してください：\(list)")
    case .badNumber(_, _, let range):
      return LocalizedText(
        en: "give a whole number from \(range.lowerBound) to \(range.upperBound)",
        fr: "indiquez un nombre entier de \(range.lowerBound) à \(range.upperBound)",
        ja: "\(range.lowerBound) から \(range.upperBound) までの整数を指定してください")
    case .badForm(_, _, let example):
      return LocalizedText(
        en: "write it like this: \(example)", fr: "écrivez-le ainsi\u{A0}: \(example)",
        ja: "次の形で指定してください：\(example)")
    case .endBeforeStart(_, let option):
      let example =
        option == "until"
        ? "--since 2026-03-29T10:00 --until 2026-03-29T11:00"
        : "--\(option) 2026-03-29T10:00/2026-03-29T11:00"
      return LocalizedText(
        en: "give the earlier time first: \(example)",
        fr: "indiquez d’abord l’heure la plus ancienne\u{A0}: \(example)",
        ja: "早い時刻を先に指定してください：\(example)")
    case .notLimitable:
      return LocalizedText(
        en: "name the logs that it was made from: a report holds no records, and standard input is"
          + " read only once",
        fr: "indiquez les journaux d’origine\u{A0}: un rapport ne contient pas d’entrées, et"
          + " l’entrée standard n’est lue qu’une fois",
        ja: "元のログを指定してください（レポートにはレコードがなく、標準入力は一度しか読み込めません）")
    case .noInput:
      return LocalizedText(
        en: "name files or folders, or pipe a log in: `aemedic diagnose < error.log`",
        fr: "nommez des fichiers ou des dossiers, ou envoyez un journal\u{A0}: "
          + "`aemedic diagnose < error.log`",
        ja: "ファイルやフォルダーを指定するか、ログをパイプで渡してください："
          + "`aemedic diagnose < error.log`")
    default:
      return help
    }
  }
}
