import Diagnosis
import Model
import Redaction
import Reporting
import Rules

extension Command {
  /// Tells why a rule speaks or does not.
  static let rulesExplain = Command(
    words: ["rules", "explain"], operands: "RULE [PATH…|-]", operandCount: 1...1_000,
    summary: LocalizedText(
      en: "tell which step a rule missed, or what ruled it out",
      fr: "dire quelle étape manque à une règle, ou ce qui l’a écartée",
      ja: "ルールに不足している手順や、除外した要因を説明する"),
    options: [.knowledge, .house, .rulesFolder, .timeZone],
    examples: [
      Example(
        call: "aemedic rules explain ims-client-secret-unset case.zip",
        meaning: LocalizedText(
          en: "why it does not speak on a case", fr: "pourquoi elle se tait sur un dossier",
          ja: "資料に対して発火しない理由を表示する"))
    ]
  ) { invocation in
    let id = invocation.arguments.operands[0]
    let paths = try invocation.inputPaths(behind: 1)
    let options = try invocation.diagnosisOptions()
    let ruleSet = try invocation.ruleSet()
    let explainer = RuleExplainer(rules: try CompiledRules(ruleSet), options: options)
    guard let explanation = try explainer.explanation(ofRule: id, on: paths) else {
      throw UnknownRule(id: id, known: ruleSet.rules.map(\.id))
    }
    invocation.console.print(ExplanationText(explanation, console: invocation.console).text)
    return .success
  }
}

/// An explanation as people read it; what came from the input is redacted.
private struct ExplanationText {
  private var lines: [String] = []
  private let console: Console
  private var redactor = Redactor()

  /// The text, with a line feed at its end.
  var text: String { TerminalText.harmless(lines.map { $0 + "\n" }.joined()) }

  init(_ explanation: RuleExplanation, console: Console) {
    self.console = console
    let rule = explanation.rule
    add(
      explanation.speaks
        ? LocalizedText(
          en: "\(rule.id) speaks", fr: "\(rule.id) parle", ja: "\(rule.id) は発火します")
        : LocalizedText(
          en: "\(rule.id) does not speak", fr: "\(rule.id) se tait",
          ja: "\(rule.id) は発火しません"))
    for gate in explanation.gates { add(Self.wording(of: gate), indent: 2) }
    add(LocalizedText(en: "Observed", fr: "Observé", ja: "検出"), indent: 2)
    for sight in explanation.signatures {
      let place = sight.first.map { "  \($0.place.source):\($0.place.line)" } ?? ""
      add(LocalizedText(verbatim: "\(sight.count) × \(sight.name)\(place)"), indent: 4)
    }
    for branch in explanation.branches { add(branch) }
  }

  private mutating func add(_ branch: BranchExplanation) {
    let sure = Int((branch.branch.confidence * 100).rounded())
    let mark = branch.holds ? "✔" : "✘"
    add(LocalizedText(verbatim: "\(mark) \(sure)%  \(branch.branch.condition)"), indent: 2)
    for obstacle in branch.obstacles {
      var wording = Self.wording(of: obstacle.reason)
      if branch.obstacles.count > 1 || obstacle.condition != branch.branch.condition {
        wording = wording.map { "\(obstacle.condition): \($0)" }
      }
      add(wording, indent: 6)
      for evidence in obstacle.nearest { add(evidence) }
    }
    for veto in branch.vetoes {
      add(
        LocalizedText(
          en: "\(veto.count) of \(branch.count) ruled out: \(veto.negation)",
          fr: "\(veto.count) sur \(branch.count) écartées\u{A0}: \(veto.negation)",
          ja: "\(branch.count) 件中 \(veto.count) 件を除外：\(veto.negation)"), indent: 6)
      add(veto.by)
    }
  }

  /// A record: where, when, and the first of it.
  private mutating func add(_ evidence: Evidence) {
    let time = evidence.time.map { "  \($0.iso8601)" } ?? ""
    add(
      LocalizedText(
        verbatim: "\(evidence.signature)  \(evidence.place.source):\(evidence.place.line)\(time)"),
      indent: 8)
    let shown = redactor.redact(evidence).excerpt.text.split(whereSeparator: \.isNewline)
    let line = shown.first.map { $0.count > 200 ? "\($0.prefix(200))…" : String($0) } ?? ""
    add(LocalizedText(verbatim: "| \(line)"), indent: 8)
  }

  private mutating func add(_ text: LocalizedText, indent: Int = 0) {
    lines +=
      Paragraph(text[console.language], width: console.width, indent: indent, hanging: 2).lines
  }

  private static func wording(of gate: Gate.Decision) -> LocalizedText {
    let fact = gate.fact.map { " (\($0))" } ?? ""
    switch gate.answer {
    case .open:
      return LocalizedText(
        en: "applies here: \(gate.demand)\(fact)",
        fr: "s’applique ici\u{A0}: \(gate.demand)\(fact)",
        ja: "適用対象：\(gate.demand)\(fact)")
    case .closed:
      return LocalizedText(
        en: "does not apply here: \(gate.demand)\(fact)",
        fr: "ne s’applique pas ici\u{A0}: \(gate.demand)\(fact)",
        ja: "適用対象外：\(gate.demand)\(fact)")
    case .unknown:
      return LocalizedText(
        en: "not known whether it applies: \(gate.demand)",
        fr: "applicabilité inconnue\u{A0}: \(gate.demand)", ja: "適用対象か不明：\(gate.demand)")
    }
  }

  private static func wording(of reason: Obstacle.Reason) -> LocalizedText {
    switch reason {
    case .neverObserved(let names):
      let list = names.joined(separator: ", ")
      return LocalizedText(
        en: "never observed: \(list)", fr: "jamais observé\u{A0}: \(list)", ja: "未検出：\(list)")
    case .stepMissing(let name):
      return LocalizedText(
        en: "the step “\(name)” is missing after these",
        fr: "l’étape «\u{A0}\(name)\u{A0}» manque après celles-ci",
        ja: "これらの後に手順「\(name)」がありません")
    case .tooFarApart(let milliseconds):
      let excess = Window(milliseconds: max(1, milliseconds)).description
      return LocalizedText(
        en: "too far apart for the window, by \(excess)",
        fr: "trop éloignés pour la fenêtre, de \(excess)", ja: "時間枠を \(excess) 超えて離れています")
    case .tooFew(let found, let needed):
      return LocalizedText(
        en: "\(found) at most, \(needed) needed", fr: "\(found) au plus, \(needed) nécessaires",
        ja: "最大 \(found) 件（必要数 \(needed) 件）")
    case .answered:
      return LocalizedText(
        en: "what was expected came", fr: "ce qui était attendu est venu", ja: "期待された事象が発生しました")
    case .stillWaiting:
      return LocalizedText(
        en: "reading ended before the waiting was over",
        fr: "la lecture s’est arrêtée avant la fin de l’attente", ja: "待機時間が終わる前に記録が終わりました")
    case .observedAnyway:
      return LocalizedText(
        en: "observed, and must not have been", fr: "observé, alors que cela ne devait pas l’être",
        ja: "検出されてはならない事象が検出されました")
    case .notTogether(let keys):
      let list = keys.joined(separator: ", ")
      return LocalizedText(
        en: "observed, but not for the same \(list)",
        fr: "observé, mais pas pour le même \(list)", ja: "検出されましたが、\(list) が一致しません")
    case .otherwise:
      return LocalizedText(
        en: "observed, but not as demanded", fr: "observé, mais pas comme exigé",
        ja: "検出されましたが、条件を満たしていません")
    }
  }
}
