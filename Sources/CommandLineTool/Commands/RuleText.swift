import Matching
import Model
import Reporting
import Rules

/// A rule as people read it: what it looks for, and when it speaks.
struct RuleText {
  /// The text, with a line feed at its end.
  let text: String

  init(_ rule: Rule, console: Console) {
    let language = console.language
    func words(_ en: String, _ fr: String, _ ja: String) -> String {
      LocalizedText(en: en, fr: fr, ja: ja)[language]
    }
    var lines = [
      "\(rule.category)/\(rule.id) v\(rule.version)"
        + "  (\(rule.severity.rawValue), \(rule.maturity.rawValue), \(rule.layer.rawValue))"
    ]
    func add(_ text: String, indent: Int, hanging: Int = 0) {
      lines += Paragraph(text, width: console.width, indent: indent, hanging: hanging).lines
    }
    add(rule.title[language], indent: 2)
    lines.append(words("Signatures", "Signatures", "シグネチャ"))
    for signature in rule.signatures {
      add("\(signature.name): \(signature.place)", indent: 2, hanging: 2)
    }
    lines.append(words("Speaks when", "Parle lorsque", "発火条件"))
    for branch in rule.branches {
      let sure = Int((branch.confidence * 100).rounded())
      add("\(sure)% \(branch.status.rawValue): \(branch.condition)", indent: 2, hanging: 2)
      for negation in branch.unless { add("\(negation)", indent: 4, hanging: 2) }
    }
    for negation in rule.unless { add("\(negation)", indent: 2, hanging: 2) }
    func list(_ title: String, _ items: [String]) {
      guard !items.isEmpty else { return }
      add("\(title): \(items.joined(separator: ", "))", indent: 0, hanging: 2)
    }
    list(words("Explains", "Explique", "説明対象"), rule.explains)
    list(words("Articles", "Articles", "記事"), rule.articles.map(\.number.rawValue))
    list(words("Remedies", "Remèdes", "対処"), rule.remedies.map { "\($0.plugin) \($0.action)" })
    list(words("Sources", "Sources", "出典"), rule.references)
    text = TerminalText.harmless(lines.map { $0 + "\n" }.joined())
  }
}

extension Signature {
  /// Where it looks, and by which literals it is found.
  fileprivate var place: String {
    switch pattern {
    case .text(let pattern):
      let kinds = pattern.kinds.map(\.rawValue).sorted().joined(separator: ", ")
      let literals = (pattern.text.anchors ?? []).prefix(4).map { "“\($0)”" }
      return "\(kinds): \(literals.joined(separator: " | "))"
    case .setting(let pattern):
      return
        "\(pattern.owner): \((pattern.settings.keys.sorted() + pattern.any).joined(separator: ", "))"
    case .file(let pattern): return pattern.path
    }
  }
}
