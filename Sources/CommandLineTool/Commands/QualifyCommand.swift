import Diagnosis
import Model
import Reporting

extension Command {
  /// Checks a bundle before a ticket is opened.
  static let qualify = Command(
    words: ["qualify"], operands: "[PATH…|-]", operandCount: 0...100_000,
    summary: LocalizedText(
      en: "check a bundle against what a support ticket must hold",
      fr: "vérifier qu’un dossier contient ce qu’exige un ticket de support",
      ja: "サポートチケットに必要な資料が揃っているか確認する"),
    options: [
      CommandOption(
        "type", value: "TYPE", choices: TicketType.allCases.map(\.rawValue),
        help: LocalizedText(
          en: "what the ticket is about (default: what every ticket must hold)",
          fr: "l’objet du ticket (par défaut\u{A0}: ce que tout ticket doit contenir)",
          ja: "チケットの種類（既定：全チケット共通の資料）")),
      .format(["text", "json"]), .output, .jobs, .timeZone,
    ] + CommandOption.redaction + CommandOption.window + CommandOption.intake,
    examples: [
      Example(
        call: "aemedic qualify case-4711.zip --type performance",
        meaning: LocalizedText(
          en: "before the ticket is sent; status 1 if something is missing",
          fr: "avant l’envoi du ticket\u{A0}; code 1 s’il manque quelque chose",
          ja: "チケット送信前に確認する（不足があれば終了ステータス 1）"))
    ]
  ) { invocation in
    let console = invocation.console
    let paths = try invocation.inputPaths()
    let options = try invocation.diagnosisOptions()
    InterruptSignal.listen()
    let progress = ProgressBar(language: console.language)
    let inspection = try Inspector(options: options).inspection(of: paths, progress: progress)
    progress.finish()

    let type = invocation.arguments.value("type").flatMap(TicketType.init(rawValue:))
    let masked = try invocation.masked(inspection, of: paths)
    let result = Qualification(of: masked, type: type)
    let text =
      invocation.arguments.value("format") == "json"
      ? try JSONText.pretty(QualificationRow(result, type: type))
      : QualificationText(
        result, console: console, customer: console.language(ofPersonIn: masked)
      ).text
    try OutputFile(path: invocation.arguments.value("output")).write(text, console: console)
    if InterruptSignal.wasRaised { return .interrupted }
    return result.isComplete ? .success : .findings
  }
}

/// What a bundle holds and lacks, and the request for the rest.
private struct QualificationText {
  let text: String

  init(_ result: Qualification, console: Console, customer: Language) {
    var lines: [String] = []
    func add(_ text: String, indent: Int = 0, hanging: Int = 0) {
      lines += Paragraph(text, width: console.width, indent: indent, hanging: hanging).lines
    }
    add(
      (result.isComplete
        ? LocalizedText(
          en: "The bundle holds what a ticket needs.",
          fr: "Le dossier contient ce qu’exige un ticket.", ja: "チケットに必要な資料が揃っています。")
        : LocalizedText(
          en: "The bundle lacks something that a ticket needs.",
          fr: "Il manque au dossier des éléments qu’exige un ticket.",
          ja: "チケットに必要な資料が不足しています。"))[console.language])
    lines.append("")
    for item in result.items {
      let standing = item.standing.wording[console.language]
      let detail = item.detail.isEmpty ? "" : "  (\(item.detail))"
      let title = item.demand.title[console.language]
      add("\(standing)  \(title)  [\(item.demand.article)]\(detail)", indent: 2, hanging: 4)
    }
    let letter = RequestLetter(result.requests).text(in: customer)
    if !letter.isEmpty { lines += ["", String(repeating: "-", count: 40), "", letter] }
    let end = letter.isEmpty ? "\n" : ""
    text = TerminalText.harmless(lines.joined(separator: "\n")) + end
  }
}

extension Qualification.Standing {
  fileprivate var wording: LocalizedText {
    switch self {
    case .present: LocalizedText(en: "present", fr: "présent", ja: "あり　")
    case .partly: LocalizedText(en: "partly ", fr: "partiel", ja: "一部　")
    case .missing: LocalizedText(en: "missing", fr: "absent ", ja: "不足　")
    case .told: LocalizedText(en: "to tell", fr: "à dire ", ja: "要記載")
    }
  }
}

private struct QualificationRow: Encodable {
  struct Item: Encodable {
    let id: String
    let article: String
    let title: LocalizedText
    let standing: String
    let detail: String?
    let request: LocalizedText?
  }

  let schema = "aemedic.qualification/1"
  let type: String?
  let deployment: String
  let complete: Bool
  let items: [Item]

  init(_ result: Qualification, type: TicketType?) {
    self.type = type?.rawValue
    deployment = result.isCloud ? "cloud" : "onprem"
    complete = result.isComplete
    items = result.items.map { item in
      Item(
        id: item.demand.id, article: item.demand.article, title: item.demand.title,
        standing: item.standing.rawValue, detail: item.detail.isEmpty ? nil : item.detail,
        request: item.standing == .present ? nil : item.demand.request)
    }
  }
}
