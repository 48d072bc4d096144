import FoundationEssentials
import Model
import Redaction

extension CommandOption {
  /// What is masked, and where it is remembered.
  static let redactionMemory = [
    CommandOption(
      "redaction-map", value: "FILE",
      help: LocalizedText(
        en:
          "keep what the tokens stand for in this file of yours alone, and use it again next time",
        fr: "garder la signification des jetons dans ce fichier à vous seul, et la réutiliser",
        ja: "トークンと元の値の対応を自分だけが読めるこのファイルに保存し、次回も使用する")),
    CommandOption(
      "redaction-rules", value: "FILE",
      help: LocalizedText(
        en: "what else to mask and what not: YAML with values, names, patterns, keep",
        fr: "ce qu’il faut aussi masquer ou non\u{A0}: YAML avec values, names, patterns, keep",
        ja: "追加でマスクするものと除外するもの（values、names、patterns、keep を書いた YAML）")),
  ]

  /// How much a report masks.
  static let redaction =
    [
      CommandOption(
        "redact", value: "LEVEL", choices: Redactor.Level.allCases.map(\.rawValue),
        help: LocalizedText(
          en: "mask secrets, or every name of machines, people and customers too"
            + " (default: secrets)",
          fr: "masquer les secrets, ou aussi les noms de machines, de personnes et de clients"
            + " (par défaut\u{A0}: secrets)",
          ja: "機密値のみ、またはマシン名・ユーザー名・顧客名もすべてマスクする（既定：secrets）")),
      CommandOption(
        "no-redact",
        help: LocalizedText(
          en: "mask nothing; for your eyes only", fr: "ne rien masquer\u{A0}; pour vous seul",
          ja: "何もマスクしない（手元での確認専用）")),
    ] + redactionMemory
}

extension Invocation {
  /// What masks this run's outputs; `nil` if the person wants them as they are.
  func redactor() throws -> Redactor? {
    if arguments.isSet("no-redact") { return nil }
    return try redactor(
      arguments.value("redact").flatMap(Redactor.Level.init(rawValue:)) ?? .secrets)
  }

  /// What masks at a level, with the person's rules and what earlier runs remembered.
  func redactor(_ level: Redactor.Level) throws -> Redactor {
    let tokens = try arguments.value("redaction-map").map { try RedactionMap.read($0) }
    return Redactor(level, tokens: tokens ?? TokenBook(), rules: try redactionRules())
  }

  /// An inspection masked as the person wants it.
  func masked(_ inspection: Inspection, of paths: [String]) throws -> Inspection {
    guard var redactor = try redactor() else { return inspection }
    let masked = redactor.redact(inspection, keeping: paths)
    try remember(redactor)
    return masked
  }

  /// Keeps what the tokens stand for, if the person named a file for it.
  func remember(_ redactor: Redactor?) throws {
    guard let redactor, let path = arguments.value("redaction-map") else { return }
    try RedactionMap.write(redactor.tokens, to: path)
  }

  private func redactionRules() throws -> RedactionRules {
    guard let path = arguments.value("redaction-rules") else { return RedactionRules() }
    guard let data = try? Data(contentsOf: URL(filePath: path)) else {
      throw UsageProblem(
        .badForm(path, option: "redaction-rules", example: "--redaction-rules rules.yaml"),
        command: command.name)
    }
    return try RedactionRules(Array(data), file: path)
  }
}

extension RedactionMapProblem: ToolProblem {
  /// What the person named cannot be used.
  var exitStatus: ExitStatus { .usage }
}

extension RedactionRulesProblem: ToolProblem {
  /// What the person named cannot be used.
  var exitStatus: ExitStatus { .usage }
}
