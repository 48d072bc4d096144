import Model
import Reporting

extension Command {
  /// Prints the schema of what programs read.
  static let schema = Command(
    words: ["schema"], operands: PublishedSchema.allCases.map(\.rawValue).joined(separator: "|"),
    operandCount: 1...1,
    summary: LocalizedText(
      en: "print the JSON Schema of what aemedic writes for programs",
      fr: "afficher le schéma JSON de ce qu’aemedic écrit pour les programmes",
      ja: "プログラム向け出力の JSON Schema を表示する"),
    options: [],
    examples: [
      Example(
        call: "aemedic schema report > kb/schema/report.schema.json",
        meaning: LocalizedText(
          en: "that of `diagnose --format json`", fr: "celui de `diagnose --format json`",
          ja: "`diagnose --format json` のスキーマ"))
    ]
  ) { invocation in
    let name = invocation.arguments.operands[0]
    guard let schema = PublishedSchema(rawValue: name) else {
      throw UsageProblem(
        .badOperand(name, known: PublishedSchema.allCases.map(\.rawValue)), command: "schema")
    }
    invocation.console.print(try schema.text)
    return .success
  }
}
