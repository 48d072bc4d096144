import Model

extension FieldTable {
  /// A whole rule.
  static let rule = FieldTable(
    name: "rule", summary: "What turns observations into a finding.",
    fields: [
      Field("id", .name, required: true, "The rule's name, stable for ever; its folder's name."),
      Field("version", .integer, required: true, "Grows with every change of meaning."),
      Field(
        "status", .choice(Maturity.allCases.map(\.rawValue)), required: true,
        "How far the rule is trusted; a draft does not run."),
      Field(
        "severity", .choice(Severity.allCases.map(\.rawValue)), required: true,
        "How bad its finding is."),
      Field("title", .table(.wording), required: true, "What it is, in a line."),
      Field(
        "summary", .table(.wording), required: true,
        "What it means; ${signature.capture} and ${facts.name} are filled in."),
      Field("applies", .table(.gate), "Where the rule applies."),
      Field("references", .texts, "Where the rule's facts come from."),
      Field(
        "signatures", .mapping(.table(.signature)), required: true, "What the rule looks for."),
      Field(
        "when", .oneOf([.text, .table(.ways), .table(.branch)]), required: true,
        "When that amounts to a finding; a list under `any` gives the ways with their confidence."),
      Field(
        "unless", .list(.oneOf([.text, .table(.negation)])),
        "What must not have been observed, beside a step or anywhere."),
      Field("explains", .texts, "Rules whose findings are only consequences of this one's."),
      Field("articles", .list(.oneOf([.text, .table(.article)])), "Articles, best first."),
      Field("remedies", .strictList(.table(.remedy)), "Remedies that may be offered."),
      Field("ask", .texts, "Evidence to ask for while the matter is not decided."),
    ])

  static let wording = FieldTable(
    name: "wording", summary: "A text in three languages.",
    fields: Language.allCases.map {
      Field($0.rawValue, .text, required: true, "The wording in \($0.rawValue).")
    })

  static let gate = FieldTable(
    name: "gate", summary: "Where a rule applies; what is not known never silences it.",
    fields: [
      Field(
        "deployment", .list(.choice(Deployment.allCases.map(\.rawValue))),
        "How the installation is run."),
      Field("aem", .text, "Versions of AEM, such as `>=6.4 <6.5.20`."),
      Field("run-mode", .texts, "Run modes one of which must be set."),
    ])

  static let article = FieldTable(
    name: "article", summary: "An article, perhaps only for some deployments.",
    fields: [
      Field("number", .text, required: true, "The article's number."),
      Field(
        "deployment", .list(.choice(Deployment.allCases.map(\.rawValue))),
        "The deployments to which it applies."),
    ])

  static let remedy = FieldTable(
    name: "remedy", summary: "A remedy, offered on evidence.",
    fields: [
      Field("plugin", .text, required: true, "The plugin."),
      Field("action", .text, required: true, "The plugin's action."),
      Field("when", .texts, "Signatures one of which must have been observed."),
      Field("parameters", .mapping(.text), "The action's parameters, with ${…} filled in."),
    ])

  /// The table of a name.
  static func table(_ name: TableName) -> FieldTable {
    switch name {
    case .rule: rule
    case .wording: wording
    case .gate: gate
    case .signature: signature
    case .sharedUse: sharedUse
    case .textSignature: textSignature
    case .settingSignature: settingSignature
    case .nodeProperties: nodeProperties
    case .fileSignature: fileSignature
    case .throwable: throwable
    case .value: value
    case .condition: condition
    case .branch: branch
    case .ways: ways
    case .adjustment: adjustment
    case .negation: negation
    case .article: article
    case .remedy: remedy
    case .listReference: listReference
    }
  }
}
