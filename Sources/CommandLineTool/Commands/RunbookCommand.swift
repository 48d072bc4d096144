import FoundationEssentials
import Model
import Remediation
import RemedyProtocol

extension Command {
  /// Writes a remedy down for somebody else's hands.
  static let remedyRunbook = Command(
    words: ["remedy", "runbook"], operands: "REMEDY", operandCount: 1...1,
    summary: LocalizedText(
      en: "write a remedy down for the customer’s own administrator",
      fr: "rédiger un remède pour l’administrateur du client",
      ja: "対処を顧客の管理者向けの手順書として書き出す"),
    options: [
      CommandOption(
        "from", value: "REPORT",
        help: LocalizedText(
          en: "a report of `aemedic diagnose --format json` that offers the remedy",
          fr: "un rapport de `aemedic diagnose --format json` qui propose le remède",
          ja: "この対処を提示した `aemedic diagnose --format json` のレポート")),
      .format(["markdown", "html"]), .output, .plugins,
    ] + CommandOption.remedyTarget.filter { ["action", "deployment", "param"].contains($0.name) },
    examples: [
      Example(
        call: "aemedic remedy runbook crypto-key-store --from report.json --lang ja",
        meaning: LocalizedText(
          en: "commands, checks and undo, in Japanese",
          fr: "commandes, contrôles et annulation, en japonais",
          ja: "コマンド、確認、取り消しを日本語で")),
      Example(
        call: "aemedic remedy runbook ims-oauth --deployment aemaacs --lang fr",
        meaning: LocalizedText(
          en: "for AEM as a Cloud Service, through Cloud Manager",
          fr: "pour AEM as a Cloud Service, par Cloud Manager",
          ja: "AEM as a Cloud Service 向け（Cloud Manager 経由）")),
    ]
  ) { invocation in
    let arguments = invocation.arguments
    let library = try invocation.remedyLibrary()
    let name = arguments.operands[0]
    guard let manifest = library.manifest(name) else {
      throw UnknownRemedy(name: name, known: library.manifests.map(\.id))
    }
    let offer = try arguments.value("from").map { try RemedyOffer(report: $0, remedy: name) }
    let stated = try invocation.parameters()
    let runbook = try Runbook(
      manifest, action: arguments.value("action"),
      parameters: (offer?.parameters ?? [:]).merging(stated) { $1 },
      evidence: offer?.evidence(invocation.console.language) ?? [],
      deployment: arguments.value("deployment").flatMap(RemedyDeployment.init(rawValue:)),
      host: HostIdentity(name: "aemedic", version: VersionCommand.version),
      language: invocation.console.language)
    let isPage = arguments.value("format") == "html"
    try OutputFile(path: arguments.value("output")).write(
      isPage ? runbook.html : runbook.markdown, console: invocation.console)
    return .success
  }
}

/// What a report says of a remedy that it offers.
private struct RemedyOffer {
  private struct Report: Decodable {
    var findings: [Finding]

    struct Finding: Decodable {
      var rule: String
      var title: LocalizedText
      var count: Int?
      var remedies: [Remedy]?
    }

    struct Remedy: Decodable {
      var plugin: String
      var parameters: [String: String]?
    }
  }

  private let findings: [Report.Finding]

  /// The parameters that the findings fill in.
  let parameters: [String: String]

  init(report path: String, remedy: String) throws {
    guard let data = FileManager.default.contents(atPath: path),
      let report = try? JSONDecoder().decode(Report.self, from: data)
    else { throw UnreadableReport(path: path) }
    findings = report.findings.filter { finding in
      (finding.remedies ?? []).contains { $0.plugin == remedy }
    }
    parameters = findings.flatMap { $0.remedies ?? [] }.filter { $0.plugin == remedy }
      .reduce(into: [:]) { $0.merge($1.parameters ?? [:]) { first, _ in first } }
  }

  func evidence(_ language: Language) -> [String] {
    findings.map { finding in
      let times = finding.count.map { $0 > 1 ? " ×\($0)" : "" } ?? ""
      return "\(finding.title[language]) (\(finding.rule)\(times))"
    }
  }
}

/// A file that is no report.
private struct UnreadableReport: ToolProblem {
  let path: String

  var exitStatus: ExitStatus { .usage }

  var reason: LocalizedText {
    LocalizedText(
      en: "“\(path)” is no report of aemedic in JSON",
      fr: "«\u{A0}\(path)\u{A0}» n’est pas un rapport JSON d’aemedic",
      ja: "「\(path)」は aemedic の JSON レポートではありません")
  }
}
