import Diagnosis
import Model
import Reporting

extension Command {
  /// Writes to the customer.
  static let ask = Command(
    words: ["ask"], operands: "[PATH…|-]", operandCount: 0...100_000,
    summary: LocalizedText(
      en: "write what to ask the customer for, to decide what is undecided",
      fr: "rédiger ce qu’il faut demander au client pour trancher ce qui ne l’est pas",
      ja: "未確定の問題を確定するため、お客様への依頼文を作成する"),
    options: [
      .fromReport, .output, .jobs, .timeZone, .knowledge, .house, .plugins,
    ] + CommandOption.window + CommandOption.intake,
    examples: [
      Example(
        call: "aemedic ask case-4711.zip --lang ja",
        meaning: LocalizedText(
          en: "a message in the customer’s language", fr: "un message dans la langue du client",
          ja: "お客様の言語での依頼文")),
      Example(
        call: "aemedic ask --from-report report.json -o mail.txt",
        meaning: LocalizedText(
          en: "from a report that was kept", fr: "à partir d’un rapport conservé",
          ja: "保存したレポートから作成する")),
    ]
  ) { invocation in
    let console = invocation.console
    let report: Report
    if invocation.arguments.value("from-report") != nil {
      report = try invocation.startingReport()
    } else {
      report = try invocation.report(
        on: invocation.inputPaths(), options: invocation.diagnosisOptions())
    }
    let letter = RequestLetter(for: report)
    guard !letter.requests.isEmpty else {
      console.remark(
        LocalizedText(
          en: "there is nothing to ask for: no finding waits for evidence",
          fr: "il n’y a rien à demander\u{A0}: aucun problème n’attend de preuve",
          ja: "依頼する内容はありません（証拠待ちの問題なし）"))
      return .success
    }
    try OutputFile(path: invocation.arguments.value("output"))
      .write(
        letter.text(in: console.language(ofPersonIn: report.inspection)), console: console)
    return InterruptSignal.wasRaised ? .interrupted : .success
  }
}

extension Console {
  /// The language to write to a customer in: the one that was named, else the customer's own.
  func language(ofPersonIn inspection: Inspection) -> Language {
    let told = inspection.environment["language"].flatMap { Language(rawValue: $0.value) }
    return isLanguageNamed ? language : told ?? language
  }
}
