import Diagnosis
import Model
import Reporting

extension Command {
  /// Compares two reports or bundles.
  static let diff = Command(
    words: ["diff"], operands: "BEFORE AFTER", operandCount: 2...2,
    summary: LocalizedText(
      en: "show what is new, gone and changed between two reports or bundles",
      fr: "montrer ce qui est nouveau, disparu ou changé entre deux rapports ou dossiers",
      ja: "2 つのレポートまたはバンドルの間で新規、解消、変化した問題を表示する"),
    options: [
      .format(["text", "json"]), .output, .failOn, .jobs, .timeZone, .knowledge, .house, .plugins,
    ] + CommandOption.intake,
    examples: [
      Example(
        call: "aemedic diff monday.json tuesday.json",
        meaning: LocalizedText(
          en: "two reports that were kept", fr: "deux rapports conservés", ja: "保存した 2 つのレポート")),
      Example(
        call: "aemedic diff before.zip after.zip --fail-on critical",
        meaning: LocalizedText(
          en: "two bundles; status 1 if something critical is new",
          fr: "deux dossiers\u{A0}; code 1 si un problème critique est nouveau",
          ja: "2 つのバンドル。新規の重大な問題があれば終了ステータス 1")),
    ]
  ) { invocation in
    let options = try invocation.diagnosisOptions()
    let operands = invocation.arguments.operands
    let before = try invocation.recordedReport(at: operands[0], options: options)
    let after = try invocation.recordedReport(at: operands[1], options: options)
    let difference = ReportDifference(from: before, to: after)
    let console = invocation.console
    let output = invocation.arguments.value("output")
    let text =
      invocation.arguments.value("format") == "json"
      ? DifferenceJSON(difference).text
      : DifferenceText(difference, style: console.style(writingTo: output)).text
    try OutputFile(path: output).write(text, console: console)
    if InterruptSignal.wasRaised { return .interrupted }
    if invocation.fails(on: difference.new) { return .findings }
    return difference.isPartial ? .unread : .success
  }
}

extension Invocation {
  /// The report in a file, or the report on anything else that is there.
  fileprivate func recordedReport(
    at path: String, options: DiagnosisOptions
  ) throws -> Report {
    if path.hasSuffix(".json"), let recorded = try? RecordedReport(file: path) {
      return recorded.report
    }
    return try report(on: [path], options: options)
  }
}
