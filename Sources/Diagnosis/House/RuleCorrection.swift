import FoundationEssentials
public import Model
public import Rules

/// A wrong verdict put right: a case of the house that holds once the rules agree.
public struct RuleCorrection: Sendable {
  /// The rule that spoke, or should not have.
  public let rule: String

  /// The rule that should speak; `nil` if none should.
  public let expected: String?

  /// Why, in the words of the person.
  public let reason: String

  /// What the rules are to be shown, redacted.
  public let material: CaseMaterial

  /// Prepares a correction.
  public init(rule: String, expected: String?, reason: String, material: CaseMaterial) {
    self.rule = rule
    self.expected = expected
    self.reason = reason
    self.material = material
  }

  /// Writes the case into the folder of a house layer.
  ///
  /// What else the rules find in it today is expected as well, so that the case
  /// speaks of the one verdict only.
  ///
  /// - Returns: Where the case lies.
  /// - Throws: `RuleCorrectionProblem`, and what writing throws.
  public func write(
    into house: String, rules: CompiledRules, catalog: any Catalog
  ) throws -> String {
    let findings = try findings(rules: rules, catalog: catalog)
    guard !material.texts.isEmpty, findings.contains(rule) else {
      throw RuleCorrectionProblem.notReproduced(rule: rule)
    }
    var wanted = findings.filter { $0 != rule }
    if let expected, !wanted.contains(expected) { wanted.append(expected) }
    let folder = "\(house)/cases/\(rule)"
    let name = "\(expected == nil ? "silent" : "fires")-\(material.identity)"
    let path = "\(folder)/\(name)"
    guard !FileManager.default.fileExists(atPath: path) else {
      throw RuleCorrectionProblem.alreadyThere(path: path)
    }
    try material.write(to: path)
    let file = "\(folder)/\(RuleCase.expectationsFile)"
    var text =
      FileManager.default.contents(atPath: file).map { String(decoding: $0, as: UTF8.self) } ?? ""
    if !text.isEmpty, !text.hasSuffix("\n") { text += "\n" }
    text += "\(name):\n  reason: \(YAMLText.quoted(reason))\n  findings:"
    text += wanted.isEmpty ? " []\n" : "\n" + wanted.map { "    - rule: \($0)\n" }.joined()
    try Data(text.utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
    return path
  }

  /// The rules that speak on the material, in their order.
  private func findings(rules: CompiledRules, catalog: any Catalog) throws -> [String] {
    let scratch = FileManager.default.temporaryDirectory
      .appendingPathComponent("aemedic-case-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    try material.write(to: scratch)
    return try Diagnostician(rules: rules, catalog: catalog).report(on: [scratch])
      .findings.map(\.rule.id)
  }
}

/// Why a verdict could not be corrected.
public enum RuleCorrectionProblem: Problem, Hashable {
  /// What the case would hold does not make the rule speak.
  case notReproduced(rule: String)

  /// The same case is there already.
  case alreadyThere(path: String)

  /// What is wrong.
  public var reason: LocalizedText {
    switch self {
    case .notReproduced(let rule):
      LocalizedText(
        en: "what the report quotes does not make “\(rule)” speak, so that a case of it would"
          + " show nothing",
        fr: "ce que cite le rapport ne déclenche pas «\u{A0}\(rule)\u{A0}»\u{A0}: un cas n’en"
          + " montrerait rien",
        ja: "レポートの引用だけでは「\(rule)」が発火しないため、ケースとして意味を成しません")
    case .alreadyThere:
      LocalizedText(
        en: "this case is there already", fr: "ce cas existe déjà", ja: "このケースはすでに存在します")
    }
  }

  /// The case that is there.
  public var location: TextLocation? {
    if case .alreadyThere(let path) = self { TextLocation(file: path) } else { nil }
  }

  /// What to do.
  public var hint: LocalizedText? {
    switch self {
    case .notReproduced:
      LocalizedText(
        en: "name the original input with --from, so that whole records and files are taken",
        fr: "indiquez les données d’origine avec --from, pour reprendre enregistrements et fichiers"
          + " entiers",
        ja: "--from で元の入力を指定すると、レコードやファイル全体を取り込みます")
    case .alreadyThere:
      LocalizedText(
        en: "see whether it holds with `aemedic rules test --house DIR`",
        fr: "voyez s’il est respecté avec `aemedic rules test --house DIR`",
        ja: "`aemedic rules test --house DIR` で結果を確認してください")
    }
  }
}
