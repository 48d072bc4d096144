import Diagnosis
import FoundationEssentials
import Model
import Reporting
import Rules

extension Command {
  /// Runs the rules' own cases, and changed forms of them.
  static let rulesTest = Command(
    words: ["rules", "test"], operands: "[DIR]", operandCount: 0...1,
    summary: LocalizedText(
      en: "run the cases of the rules, every rule over every case",
      fr: "exécuter les cas des règles, chaque règle sur chaque cas",
      ja: "ルールのケースを実行する（全ルール × 全ケース）"),
    options: [
      .knowledge, .plugins,
      CommandOption(
        "house", value: "DIR",
        help: LocalizedText(
          en: "test the cases of this house layer over the compiled rules, or over those of DIR",
          fr:
            "tester les cas de cette couche maison par-dessus les règles compilées, ou celles de DIR",
          ja: "このハウスレイヤーのケースを、コンパイル済みのルールまたは DIR のルールに重ねてテストする")),
      .format(["text", "junit"]), .output,
      CommandOption(
        "healthy", value: "PATH", isRepeatable: true,
        help: LocalizedText(
          en: "input in which nothing is wrong: no rule may speak; of JSON lines, each “text”",
          fr:
            "des données saines, où aucune règle ne doit parler\u{A0}; de lignes JSON, chaque «\u{A0}text\u{A0}»",
          ja: "問題のない入力（どのルールも発火してはならない）。JSON Lines では各行の「text」")),
      CommandOption(
        "no-mutations",
        help: LocalizedText(
          en: "leave out the changed forms of the firing cases",
          fr: "sans les variantes des cas qui déclenchent", ja: "発火ケースの変形を省略する")),
    ],
    examples: [
      Example(
        call: "aemedic rules test kb/rules",
        meaning: LocalizedText(
          en: "test the rules of a checkout", fr: "tester les règles d’une copie du dépôt",
          ja: "リポジトリーのルールをテストする")),
      Example(
        call: "aemedic rules test kb/rules --healthy logs/ --format junit -o rules.xml",
        meaning: LocalizedText(
          en: "for a continuous build", fr: "pour une intégration continue", ja: "継続的インテグレーション向け")),
    ]
  ) { invocation in
    let console = invocation.console
    let (tester, rules, hasProblems) = try invocation.ruleTester()
    let outcomes = try invocation.outcomes(of: tester)
    let failed = outcomes.count { !$0.isPassed }
    if invocation.arguments.value("format") == "junit" {
      try OutputFile(path: invocation.arguments.value("output"))
        .write(JUnitText(outcomes).text, console: console)
    } else {
      var text = ""
      for outcome in outcomes where !outcome.isPassed {
        let change = outcome.name.hasSuffix(")") ? "  \(outcome.name)" : ""
        text += "✘ \(outcome.path)\(change)\n"
        for difference in outcome.differences { text += "    \(difference)\n" }
      }
      let passed = outcomes.count - failed
      text +=
        LocalizedText(
          en: "\(rules) rules, \(passed) cases passed, \(failed) failed\n",
          fr: "\(rules) règles, \(passed) cas réussis, \(failed) échoués\n",
          ja: "ルール \(rules) 件、成功 \(passed) 件、失敗 \(failed) 件\n")[console.language]
      try OutputFile(path: invocation.arguments.value("output"))
        .write(TerminalText.harmless(text), console: console)
    }
    return failed == 0 && !hasProblems ? .success : .invalidKnowledge
  }

  /// Measures what each rule costs.
  static let rulesCost = Command(
    words: ["rules", "cost"], operands: "PATH…", operandCount: 1...1_000,
    summary: LocalizedText(
      en: "measure what each rule costs on some input",
      fr: "mesurer ce que coûte chaque règle sur des données", ja: "入力に対する各ルールの処理コストを測定する"),
    options: [.knowledge, .rulesFolder],
    examples: [
      Example(
        call: "aemedic rules cost error.log",
        meaning: LocalizedText(
          en: "the dearest rules first", fr: "les règles les plus coûteuses d’abord",
          ja: "コストの高い順に表示する"))
    ]
  ) { invocation in
    let console = invocation.console
    let (without, costs) = try RuleCosting(invocation.ruleSet())
      .costs(on: invocation.arguments.operands)
    console.print(
      LocalizedText(
        en: "\(without.inMilliseconds) ms without rules\n",
        fr: "\(without.inMilliseconds) ms sans règles\n",
        ja: "ルールなし：\(without.inMilliseconds) ms\n")[console.language])
    for cost in costs {
      let extra = max(.zero, cost.duration - without)
      console.print(
        LocalizedText(
          en: "+\(extra.inMilliseconds) ms  \(cost.rule)"
            + "  (\(cost.literals) literals, \(cost.observations) observations)\n",
          fr: "+\(extra.inMilliseconds) ms  \(cost.rule)"
            + "  (\(cost.literals) littéraux, \(cost.observations) observations)\n",
          ja: "+\(extra.inMilliseconds) ms  \(cost.rule)"
            + "（リテラル \(cost.literals) 件、検出 \(cost.observations) 件）\n")[console.language])
    }
    return .success
  }
}

extension Invocation {
  /// What tests the rules of a folder, or a house layer over rules.
  fileprivate func ruleTester() throws -> (tester: RuleTester, rules: Int, hasProblems: Bool) {
    guard let path = arguments.value("house") else {
      let folder = try ruleFolder()
      for problem in folder.problems { console.report(problem) }
      let tester = try RuleTester(folder: folder, catalog: knowledgePack().catalog)
      return (tester, folder.ruleSet.rules.count, !folder.problems.isEmpty)
    }
    let pack = try knowledgePack()
    let shipped = try arguments.operands.isEmpty ? pack.shipped : ruleFolder().ruleSet
    let house = (pack.house ?? HouseLayer(path: path)).over(shipped)
    let tester = HouseTester(house: house, shipped: shipped, catalog: pack.catalog)
    for standing in try tester.standings() { console.remark(standing.wording) }
    let count = house.laid(over: shipped).ruleSet.rules.count
    return (try tester.tester(), count, !pack.houseProblems.isEmpty)
  }

  /// What the cases gave, their changed forms, and healthy input.
  fileprivate func outcomes(of tester: RuleTester) throws -> [RuleTester.Outcome] {
    let scratch = FileManager.default.temporaryDirectory
      .appendingPathComponent("aemedic-rules-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(
      atPath: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    var outcomes = try tester.outcomes()
    if !arguments.isSet("no-mutations") { outcomes += try tester.mutations(in: scratch) }
    let healthy = arguments.all("healthy")
    for path in healthy where !InputPath.exists(path) {
      throw MissingFile(kind: .rules, tried: [path])
    }
    return outcomes + (try tester.healthy(healthy, scratch: scratch))
  }
}

extension Duration {
  /// The duration in milliseconds, to a tenth.
  fileprivate var inMilliseconds: String {
    let tenths = components.seconds * 10_000 + components.attoseconds / 100_000_000_000_000
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// The duration in seconds, to a thousandth.
  fileprivate var inSeconds: String {
    let thousandths = components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    let digits = String(thousandths % 1_000)
    return "\(thousandths / 1_000)." + String(repeating: "0", count: 3 - digits.count) + digits
  }
}

/// The outcome of rule tests in the form that build servers read.
private struct JUnitText {
  let text: String

  init(_ outcomes: [RuleTester.Outcome]) {
    var groups: [String] = []
    for outcome in outcomes where !groups.contains(outcome.group) { groups.append(outcome.group) }
    let failures = outcomes.count { !$0.isPassed }
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text += "<testsuites tests=\"\(outcomes.count)\" failures=\"\(failures)\">\n"
    for group in groups {
      let own = outcomes.filter { $0.group == group }
      let time = own.reduce(Duration.zero) { $0 + $1.duration }
      text += "  <testsuite name=\"\(Self.escaped(group))\" tests=\"\(own.count)\""
      text += " failures=\"\(own.count { !$0.isPassed })\" time=\"\(time.inSeconds)\">\n"
      for outcome in own { text += Self.testCase(outcome) }
      text += "  </testsuite>\n"
    }
    self.text = text + "</testsuites>\n"
  }

  private static func testCase(_ outcome: RuleTester.Outcome) -> String {
    let opening =
      "    <testcase classname=\"\(escaped(outcome.group))\" name=\"\(escaped(outcome.name))\""
      + " time=\"\(outcome.duration.inSeconds)\""
    guard !outcome.isPassed else { return opening + "/>\n" }
    let first = escaped(outcome.differences.first ?? "")
    let all = escaped(outcome.differences.joined(separator: "\n"))
    return opening + ">\n      <failure message=\"\(first)\">\(all)</failure>\n    </testcase>\n"
  }

  /// Characters that XML cannot hold are left out.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\n": escaped += "&#10;"
      case "\t": escaped += "&#9;"
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": break
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
