import Diagnosis
import Model
import Reporting

extension Command {
  /// Compares two reports, bundles or times.
  static let diff = Command(
    words: ["diff"], operands: "BEFORE [AFTER]", operandCount: 1...2,
    summary: LocalizedText(
      en: "show what is new, gone and changed between two reports, bundles or times",
      fr: "montrer ce qui est nouveau, disparu ou changé entre deux rapports, dossiers ou périodes",
      ja: "2 つのレポート、バンドルまたは期間の間で新規、解消、変化した問題を表示する"),
    options: [
      .format(["text", "json"]), .output, .failOn,
      .window(
        "before",
        help: LocalizedText(
          en: "examine of BEFORE only this time, such as 2026-03-29/2026-03-29T10:00; either end"
            + " may be left out",
          fr: "n’examiner de BEFORE que cette période, p. ex. 2026-03-29/2026-03-29T10:00\u{A0};"
            + " une borne peut manquer",
          ja: "BEFORE のうち対象とする期間。例：2026-03-29/2026-03-29T10:00（片方は省略可）")),
      .window(
        "after",
        help: LocalizedText(
          en: "examine of AFTER only this time; without AFTER, of BEFORE",
          fr: "n’examiner d’AFTER que cette période\u{A0}; sans AFTER, de BEFORE",
          ja: "AFTER（省略時は BEFORE）のうち対象とする期間")),
      .jobs, .timeZone, .knowledge, .house, .plugins,
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
      Example(
        call: "aemedic diff case.zip --before /2026-03-29T10:00 --after 2026-03-29T10:00/",
        meaning: LocalizedText(
          en: "one bundle, before and after a deployment",
          fr: "un même dossier, avant et après un déploiement",
          ja: "1 つのバンドルのデプロイ前後を比較する")),
    ]
  ) { invocation in
    let (before, after) = try invocation.comparedReports()
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
  /// The reports on both inputs, or on two times of one.
  fileprivate func comparedReports() throws -> (before: Report, after: Report) {
    let first = arguments.operands[0]
    var (before, after) = (try diagnosisOptions(), try diagnosisOptions())
    (before.window, after.window) = (try window("before"), try window("after"))
    for (option, window) in [("before", before.window), ("after", after.window)]
    where arguments.operands.count == 1 {
      if window == nil { throw UsageProblem(.missingOption(option), command: command.name) }
      if first == "-" {
        throw UsageProblem(.notLimitable(first, option: option), command: command.name)
      }
    }
    return (
      try recordedReport(at: first, options: before, option: "before"),
      try recordedReport(at: arguments.operands.last ?? first, options: after, option: "after")
    )
  }

  /// The report in a file, or the report on anything else that is there.
  private func recordedReport(
    at path: String, options: DiagnosisOptions, option: String
  ) throws -> Report {
    if path.hasSuffix(".json"), let recorded = try? RecordedReport(file: path) {
      guard options.window == nil else {
        throw UsageProblem(.notLimitable(path, option: option), command: command.name)
      }
      return recorded.report
    }
    return try report(on: [path], options: options)
  }
}
