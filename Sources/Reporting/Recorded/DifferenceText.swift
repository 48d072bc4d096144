import Model

/// What differs between two reports, for people.
public struct DifferenceText {
  /// The text, with a line feed at its end.
  public let text: String

  /// Shows a difference between reports that have passed the redactor.
  public init(_ difference: ReportDifference, style: ReportText.Style) {
    var page = DifferencePage(style: style)
    page.add(difference)
    text = TerminalText.harmless(page.lines.map { $0 + "\n" }.joined())
  }
}

private struct DifferencePage {
  let style: ReportText.Style
  var lines: [String] = []

  mutating func add(_ difference: ReportDifference) {
    let counts = [
      Strings.count(
        difference.new.count, en: ("new finding", "new findings"),
        fr: ("nouveau problème", "nouveaux problèmes"), ja: "新規 # 件"),
      Strings.count(
        difference.gone.count, en: ("gone", "gone"), fr: ("disparu", "disparus"), ja: "解消 # 件"),
      Strings.count(
        difference.changed.count, en: ("changed", "changed"), fr: ("changé", "changés"),
        ja: "変化 # 件"),
      Strings.count(
        difference.unchanged, en: ("unchanged", "unchanged"), fr: ("inchangé", "inchangés"),
        ja: "変化なし # 件"),
    ]
    let separator = style.language == .ja ? "、" : ", "
    add(counts.map { $0[style.language] }.joined(separator: separator))
    if let windows = difference.windows {
      addWindow(LocalizedText(en: "Before", fr: "Avant", ja: "比較元"), windows.before)
      addWindow(LocalizedText(en: "After", fr: "Après", ja: "比較先"), windows.after)
    }
    if difference.isPartial {
      add(
        LocalizedText(
          en: "One of the analyses is partial: what seems gone or new may only not have been read.",
          fr:
            "L’une des analyses est partielle\u{A0}: ce qui semble disparu ou nouveau n’a peut-être"
            + " pas été lu.",
          ja: "一方の解析が不完全です。解消または新規に見える項目は、読み取れなかっただけの可能性があります。")[
            style.language])
    }
    addBlock(LocalizedText(en: "New", fr: "Nouveaux", ja: "新規"), difference.new.map(line))
    addBlock(LocalizedText(en: "Gone", fr: "Disparus", ja: "解消"), difference.gone.map(line))
    addBlock(
      LocalizedText(en: "Changed", fr: "Changés", ja: "変化"), difference.changed.map(line))
    addBlock(
      LocalizedText(
        en: "New unknown errors", fr: "Nouvelles erreurs inconnues", ja: "新規の未知のエラー"),
      difference.newUnknowns.prefix(20).map(line))
    addBlock(
      LocalizedText(
        en: "Unknown errors gone", fr: "Erreurs inconnues disparues", ja: "解消した未知のエラー"),
      difference.goneUnknowns.prefix(20).map(line))
  }

  private func line(_ finding: Finding) -> String {
    let severity = Strings.severity(finding.severity)[style.language]
    return "\(severity)  \(finding.title[style.language])  (\(finding.rule.id))"
  }

  private func line(_ change: ReportDifference.Change) -> String {
    let separator = style.language == .ja ? "、" : ", "
    let aspects = change.aspects.map { aspect in
      name(of: aspect)[style.language] + colon
        + "\(shown(aspect, in: change.before)) → \(shown(aspect, in: change.after))"
    }
    return line(change.after) + "\n" + aspects.joined(separator: separator)
  }

  private func line(_ error: UnknownError) -> String {
    "\(error.count) × \(error.template)"
  }

  private func shown(_ aspect: ReportDifference.Aspect, in finding: Finding) -> String {
    switch aspect {
    case .severity: Strings.severity(finding.severity)[style.language]
    case .status: Strings.status(finding.status)[style.language]
    case .count, .version, .layer: aspect.value(in: finding)
    }
  }

  private func name(of aspect: ReportDifference.Aspect) -> LocalizedText {
    switch aspect {
    case .severity: LocalizedText(en: "severity", fr: "gravité", ja: "重大度")
    case .status: LocalizedText(en: "status", fr: "statut", ja: "判定")
    case .count: LocalizedText(en: "count", fr: "nombre", ja: "件数")
    case .version: LocalizedText(en: "rule version", fr: "version de la règle", ja: "ルールの版")
    case .layer: LocalizedText(en: "layer", fr: "couche", ja: "レイヤー")
    }
  }

  private var colon: String {
    LocalizedText(en: ": ", fr: "\u{A0}: ", ja: "：")[style.language]
  }

  /// Tells to which time a side was limited; to none is to all of it.
  private mutating func addWindow(_ side: LocalizedText, _ window: TimeWindow?) {
    add(side[style.language] + colon + (window ?? TimeWindow()).wording[style.language])
  }

  private mutating func addBlock(_ title: LocalizedText, _ items: [String]) {
    guard !items.isEmpty else { return }
    lines.append("")
    add(title[style.language])
    for item in items { add(item, indent: 2, hanging: 2) }
  }

  private mutating func add(_ text: String, indent: Int = 0, hanging: Int = 0) {
    lines += Paragraph(text, width: style.width, indent: indent, hanging: hanging).lines
  }
}
