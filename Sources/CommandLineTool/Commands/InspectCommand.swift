import Diagnosis
import Model
import Reporting

extension Command {
  /// Tells what a bundle holds.
  static let inspect = Command(
    words: ["inspect"], operands: "[PATH…|-]", operandCount: 0...100_000,
    summary: LocalizedText(
      en: "tell what each file is, how far it was read, and what it says of the installation",
      fr: "dire ce qu’est chaque fichier, ce qui en a été lu et ce qu’il dit de l’installation",
      ja: "各ファイルの種類、読み取り範囲、環境情報を表示する"),
    options: [.format(["text", "json"]), .output, .jobs, .timeZone] + CommandOption.redaction
      + CommandOption.window + CommandOption.intake,
    examples: [
      Example(
        call: "aemedic inspect case-4711.zip",
        meaning: LocalizedText(
          en: "what came with the ticket", fr: "ce qui accompagnait le ticket",
          ja: "チケットに添付された内容を確認する")),
      Example(
        call: "aemedic inspect logs/ --timezone Europe/Paris --format json",
        meaning: LocalizedText(
          en: "for a machine, the times by the clock of Paris",
          fr: "pour une machine, les heures à l’heure de Paris",
          ja: "パリ時間として読み取り、JSON で出力する")),
    ]
  ) { invocation in
    let console = invocation.console
    let paths = try invocation.inputPaths()
    let options = try invocation.diagnosisOptions()

    InterruptSignal.listen()
    let progress = ProgressBar(language: console.language)
    let inspection = try Inspector(options: options).inspection(of: paths, progress: progress)
    progress.finish()

    let masked = try invocation.masked(inspection, of: paths)
    let output = invocation.arguments.value("output")
    let isJSON = invocation.arguments.value("format") == "json"
    let text =
      isJSON
      ? InspectionJSON(masked).text
      : InspectionText(masked, style: console.style(writingTo: output)).text
    try OutputFile(path: output).write(text, console: console)
    if InterruptSignal.wasRaised { return .interrupted }
    return inspection.isPartial ? .unread : .success
  }
}
