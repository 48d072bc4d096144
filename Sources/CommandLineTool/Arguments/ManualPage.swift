import Model
import Reporting

/// The manual page in the macros of man(7), made from the same table as help.
struct ManualPage {
  /// The page, with a line feed at its end.
  let text: String

  private let language: Language

  init(commands: [Command] = Command.all, language: Language) {
    self.language = language
    let words = ManualWords()
    var lines = [
      ".TH AEMEDIC 1 \"\" \"aemedic \(VersionCommand.version)\" \"\(words.manual[language])\"",
      // Commands are to be copied: a hyphen is a hyphen, and nothing is hyphenated.
      ".nh", ".ad l",
    ]
    func head(_ title: LocalizedText) { lines.append(".SH \(title[language].uppercased())") }
    head(words.name)
    lines.append("aemedic \\- \(Self.escaped(words.purpose[language]))")
    head(words.synopsis)
    lines += words.calls.flatMap { [Self.bold($0.call), ".br"] }.dropLast()
    head(words.description)
    lines.append(Self.escaped(Help.purpose[language]))
    for (call, meaning) in words.calls where !meaning.en.isEmpty {
      lines += [".TP", Self.bold(call), Self.escaped(meaning[language])]
    }
    head(words.commands)
    for command in commands { lines += Self.section(command, language) }
    head(words.sharedOptions)
    for option in Command.sharedOptions { lines += Self.item(option, language) }
    head(words.configuration)
    lines.append(Self.escaped(Configuration.meaning[language]))
    for name in Configuration.names {
      lines += [".TP", "\\fB\(Self.escaped(name))\\fR"]
      lines.append("\\fB\(Configuration.variable(for: name))\\fR")
    }
    head(words.files)
    for (file, meaning) in words.fileMeanings {
      lines += [".TP", ".I \(Self.escaped(file))", Self.escaped(meaning[language])]
    }
    head(words.exitStatus)
    for (status, meaning) in ExitStatus.meanings {
      lines += [".TP", ".B \(status.rawValue)", Self.escaped(meaning[language])]
    }
    text = lines.joined(separator: "\n") + "\n"
  }

  private static func section(_ command: Command, _ language: Language) -> [String] {
    var lines = [".SS \(escaped(command.usage))", escaped(command.summary[language]) + "."]
    for option in command.options { lines += item(option, language) }
    for example in command.examples {
      lines += [".PP", escaped(example.meaning[language]) + ":", ".PP", ".RS 4", ".nf"]
      lines += example.call.split(separator: "\n").map { bold(String($0)) }
      lines += [".fi", ".RE"]
    }
    return lines
  }

  private static func item(_ option: CommandOption, _ language: Language) -> [String] {
    [".TP", bold(option.synopsis.drop { $0 == " " }), escaped(option.help[language])]
  }

  private static func bold(_ text: some StringProtocol) -> String {
    "\\fB\(escaped(text))\\fR"
  }

  /// A text as roff shows it unchanged, on one line.
  static func escaped(_ text: some StringProtocol) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "\\": escaped += "\\e"
      case "-": escaped += "\\-"
      case "'": escaped += "\\(aq"
      case "`": escaped += "\\(ga"
      case "^": escaped += "\\(ha"
      case "~": escaped += "\\(ti"
      case "\u{A0}": escaped += "\\~"
      case "\n": escaped += " "
      default: escaped.append(character)
      }
    }
    return escaped.first == "." ? "\\&" + escaped : escaped
  }
}

/// What stands in the manual besides the table of commands.
struct ManualWords {
  let manual = LocalizedText(en: "User Commands", fr: "Commandes", ja: "ユーザーコマンド")
  let name = LocalizedText(en: "Name", fr: "Nom", ja: "名前")
  let purpose = LocalizedText(
    en: "find out what is wrong with an AEM installation, offline",
    fr: "trouver hors ligne ce qui ne va pas dans une installation AEM",
    ja: "AEM の問題をオフラインで診断する")
  let synopsis = LocalizedText(en: "Synopsis", fr: "Synopsis", ja: "書式")
  let description = LocalizedText(en: "Description", fr: "Description", ja: "説明")
  let commands = LocalizedText(en: "Commands", fr: "Commandes", ja: "コマンド")
  let sharedOptions = LocalizedText(
    en: "Options of every command", fr: "Options de toutes les commandes",
    ja: "すべてのコマンドに共通のオプション")
  let configuration = LocalizedText(en: "Configuration", fr: "Configuration", ja: "設定")
  let files = LocalizedText(en: "Files", fr: "Fichiers", ja: "ファイル")
  let exitStatus = LocalizedText(en: "Exit status", fr: "Code de sortie", ja: "終了ステータス")

  let calls: [(call: String, meaning: LocalizedText)] = [
    (
      "aemedic PATH…",
      LocalizedText(
        en: "the same as aemedic diagnose PATH…", fr: "équivaut à aemedic diagnose PATH…",
        ja: "aemedic diagnose PATH… と同じ")
    ),
    (
      "aemedic COMMAND …",
      LocalizedText(
        en: "one of the commands below", fr: "une des commandes ci-dessous",
        ja: "以下のいずれかのコマンドを実行する")
    ),
    (
      "aemedic COMMAND --help",
      LocalizedText(
        en: "what a command does and takes", fr: "ce que fait et prend une commande",
        ja: "コマンドの機能と引数を表示する")
    ),
    (
      "aemedic --version",
      LocalizedText(
        en: "which version this is; with --json also of what",
        fr: "la version\u{A0}; avec --json, aussi celle des composants",
        ja: "バージョンを表示する（--json で構成要素も表示）")
    ),
  ]

  let fileMeanings: [(file: String, meaning: LocalizedText)] = [
    (
      "$XDG_CONFIG_HOME/aemedic/config.yaml",
      LocalizedText(
        en: "the configuration of a person (default: under ~/.config)",
        fr: "la configuration d’une personne (par défaut\u{A0}: sous ~/.config)",
        ja: "個人の設定（既定：~/.config の下）")
    ),
    (
      "/etc/xdg/aemedic/config.yaml",
      LocalizedText(
        en: "that of the machine; the person’s wins",
        fr: "celle de la machine\u{A0}; celle de la personne l’emporte",
        ja: "マシン全体の設定（個人の設定が優先）")
    ),
    (
      "$XDG_CONFIG_HOME/aemedic/house",
      LocalizedText(
        en: "rules, corrections and articles of your own",
        fr: "vos propres règles, corrections et articles", ja: "独自のルール、訂正、記事")
    ),
    (
      "$XDG_STATE_HOME/aemedic/runs",
      LocalizedText(
        en: "journals and backups of remedies (default: under ~/.local/state)",
        fr: "journaux et sauvegardes des remèdes (par défaut\u{A0}: sous ~/.local/state)",
        ja: "対処のジャーナルとバックアップ（既定：~/.local/state の下）")
    ),
  ]
}
