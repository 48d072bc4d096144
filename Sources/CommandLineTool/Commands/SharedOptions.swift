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
