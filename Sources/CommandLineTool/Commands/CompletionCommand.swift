import Model

extension Command {
  /// Writes the script by which a shell completes.
  static let completion = Command(
    words: ["completion"], operands: "bash|zsh|fish", operandCount: 1...1,
    summary: LocalizedText(
      en: "write the script by which a shell completes commands, options and their values",
      fr: "écrire le script qui complète commandes, options et valeurs dans un shell",
      ja: "シェルでコマンド、オプション、値を補完するスクリプトを書き出す"),
    options: [.output],
    examples: [
      Example(
        call: "aemedic completion bash > ~/.local/share/bash-completion/completions/aemedic",
        meaning: LocalizedText(
          en: "for bash, where the package bash-completion is in use",
          fr: "pour bash, là où le paquet bash-completion est utilisé",
          ja: "bash（bash-completion パッケージを使用している場合）")),
      Example(
        call: "aemedic completion zsh > ~/.zfunc/_aemedic",
        meaning: LocalizedText(
          en: "for zsh, into a folder of $fpath", fr: "pour zsh, dans un dossier de $fpath",
          ja: "zsh（$fpath に含まれるフォルダーへ）")),
      Example(
        call: "aemedic completion fish > ~/.config/fish/completions/aemedic.fish",
        meaning: LocalizedText(en: "for fish", fr: "pour fish", ja: "fish")),
    ], toleratesMisconfiguration: true
  ) { invocation in
    let shell = invocation.arguments.operands[0]
    let language = invocation.console.language
    let script: String
    switch shell {
    case "bash": script = BashCompletion().text
    case "zsh": script = ZshCompletion(language: language).text
    case "fish": script = FishCompletion(language: language).text
    default:
      throw UsageProblem(
        .badOperand(shell, known: ["bash", "zsh", "fish"]), command: "completion")
    }
    try OutputFile(path: invocation.arguments.value("output"))
      .write(script, console: invocation.console)
    return .success
  }
}
