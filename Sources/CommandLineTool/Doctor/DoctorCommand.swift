import Model
import Reporting

extension Command {
  /// Looks whether everything is there that aemedic needs.
  static let doctor = Command(
    words: ["doctor"], operands: "", operandCount: 0...0,
    summary: LocalizedText(
      en: "look whether the installation is sound, and say what to do where it is not",
      fr: "vérifier l’installation, et dire que faire là où elle est en défaut",
      ja: "インストール状態を点検し、問題があれば対応方法を示す"),
    options: [
      .format(["text", "json"]), .output, .knowledge, .house, .plugins, .runs,
    ],
    examples: [
      Example(
        call: "aemedic doctor",
        meaning: LocalizedText(
          en: "status 0 if everything works, 4 if something does not",
          fr: "code 0 si tout fonctionne, 4 sinon",
          ja: "すべて動作すれば終了ステータス 0、そうでなければ 4")),
      Example(
        call: "aemedic doctor --format json",
        meaning: LocalizedText(
          en: "for monitoring", fr: "pour la supervision", ja: "監視ツール向け")),
    ], toleratesMisconfiguration: true
  ) { invocation in
    let checks = HealthChecks(invocation: invocation).all()
    let output = invocation.arguments.value("output")
    let text =
      invocation.arguments.value("format") == "json"
      ? try JSONText.pretty(HealthAccount(checks: checks))
      : HealthText(style: invocation.console.style(writingTo: output)).text(checks)
    try OutputFile(path: output).write(text, console: invocation.console)
    return checks.contains { $0.state == .problem } ? .invalidKnowledge : .success
  }
}

/// What `doctor` says to machines.
private struct HealthAccount: Encodable {
  let schema = "aemedic.doctor/1"
  let version = VersionCommand.version
  let checks: [HealthCheck]
}

/// What `doctor` says to people.
private struct HealthText {
  let style: ReportText.Style

  func text(_ checks: [HealthCheck]) -> String {
    var lines: [String] = []
    for area in HealthCheck.Area.allCases {
      let checks = checks.filter { $0.area == area }
      guard !checks.isEmpty else { continue }
      lines.append(coloured(area.title[style.language], "1"))
      for check in checks { lines += self.lines(check) }
      lines.append("")
    }
    let problems = checks.count { $0.state == .problem }
    let warnings = checks.count { $0.state == .warning }
    lines.append(Self.verdict(problems: problems, warnings: warnings)[style.language])
    return lines.map { $0 + "\n" }.joined()
  }

  private func lines(_ check: HealthCheck) -> [String] {
    let word = check.state.word[style.language]
    let tone = ["31", "33", "32"][check.state == .problem ? 0 : check.state == .warning ? 1 : 2]
    let value = check.value.map { " " + $0 } ?? ""
    var lines = ["  " + coloured(word, tone) + "  " + TerminalText.harmless(check.name + value)]
    for text in [check.remark, check.advice].compactMap({ $0?[style.language] }) {
      lines += Paragraph(TerminalText.harmless(text), width: style.width, indent: 6).lines
    }
    return lines
  }

  private func coloured(_ text: String, _ code: String) -> String {
    style.usesColor ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  private static func verdict(problems: Int, warnings: Int) -> LocalizedText {
    if problems == 0, warnings == 0 {
      return LocalizedText(
        en: "Everything is in order.", fr: "Tout est en ordre.", ja: "すべて正常です。")
    }
    return LocalizedText(
      en: "Problems: \(problems), warnings: \(warnings).",
      fr: "Problèmes\u{A0}: \(problems), points d’attention\u{A0}: \(warnings).",
      ja: "問題：\(problems) 件、注意：\(warnings) 件。")
  }
}
