import Model

extension CommandOption {
  /// Which knowledge base to use.
  static let knowledge = CommandOption(
    "kb", value: "FILE",
    help: LocalizedText(
      en: "the compiled knowledge base (default: AEMEDIC_KB, then beside the program)",
      fr:
        "la base de connaissances compilée (par défaut\u{A0}: AEMEDIC_KB, puis à côté du programme)",
      ja: "コンパイル済みナレッジベース（既定：AEMEDIC_KB、次にプログラムと同じ場所）"))

  /// Which remedies to use.
  static let plugins = CommandOption(
    "plugins", value: "DIR",
    help: LocalizedText(
      en: "the folder of remedies (default: AEMEDIC_PLUGINS, then beside the program)",
      fr: "le dossier des remèdes (par défaut\u{A0}: AEMEDIC_PLUGINS, puis à côté du programme)",
      ja: "対処プラグインのフォルダー（既定：AEMEDIC_PLUGINS、次にプログラムと同じ場所）"))

  /// What to lay over the shipped rules.
  static let house = CommandOption(
    "house", value: "DIR",
    help: LocalizedText(
      en: "the house layer: rules, corrections and articles of your own over the shipped ones"
        + " (default: AEMEDIC_HOUSE, then aemedic/house in the configuration folder)",
      fr: "la couche maison\u{A0}: vos règles, corrections et articles par-dessus ceux fournis"
        + " (par défaut\u{A0}: AEMEDIC_HOUSE, puis aemedic/house dans le dossier de configuration)",
      ja: "ハウスレイヤー：標準のルールに重ねる独自のルール、訂正、記事のフォルダー"
        + "（既定：AEMEDIC_HOUSE、次に設定フォルダーの aemedic/house）"))

  /// Which findings make the run fail.
  static let failOn = CommandOption(
    "fail-on", value: "SEVERITY", choices: Severity.allCases.map(\.rawValue),
    help: LocalizedText(
      en: "the severity from which findings make the exit status 1 (default: error)",
      fr: "la gravité à partir de laquelle le code de sortie vaut 1 (par défaut\u{A0}: error)",
      ja: "終了ステータスを 1 にする重大度の下限（既定：error）"))

  /// A report to start from.
  static let fromReport = CommandOption(
    "from-report", value: "REPORT",
    help: LocalizedText(
      en: "the JSON report to start from; - is standard input",
      fr: "le rapport JSON de départ\u{A0}; - est l’entrée standard",
      ja: "元にする JSON レポート（- は標準入力）"))

  /// Where runs of remedies are kept.
  static let runs = CommandOption(
    "runs", value: "DIR",
    help: LocalizedText(
      en: "where journals and backups are kept (default: the state folder)",
      fr: "où sont gardés journaux et sauvegardes (par défaut\u{A0}: le dossier d’état)",
      ja: "ジャーナルとバックアップの保存先（既定：状態フォルダー）"))

  /// Where to write instead of standard output.
  static let output = CommandOption(
    "output", short: "o", value: "FILE",
    help: LocalizedText(
      en: "write there instead of to standard output",
      fr: "écrire dans ce fichier plutôt que sur la sortie standard", ja: "標準出力の代わりにこのファイルへ書き出す"))

  /// In which form to answer.
  static func format(_ choices: [String]) -> CommandOption {
    CommandOption(
      "format", value: "FORMAT", choices: choices,
      help: LocalizedText(
        en: "the form of the answer (default: \(choices[0]))",
        fr: "la forme de la réponse (par défaut\u{A0}: \(choices[0]))",
        ja: "出力形式（既定：\(choices[0])）"))
  }
}
