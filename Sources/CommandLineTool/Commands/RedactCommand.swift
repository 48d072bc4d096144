import CleanCopy
import FoundationEssentials
import Model
import Redaction
import Reporting

extension Command {
  /// Writes a copy in which what must not leave is masked.
  static let redact = Command(
    words: ["redact"], operands: "[PATH…|-]", operandCount: 0...100_000,
    summary: LocalizedText(
      en: "write a copy with secrets, machines, people and customers masked, file names included",
      fr: "écrire une copie où secrets, machines, personnes et clients sont masqués, noms de"
        + " fichiers compris",
      ja: "機密値、マシン名、ユーザー名、顧客名をファイル名も含めてマスクしたコピーを書き出す"),
    options: [
      CommandOption(
        "output", short: "o", value: "PATH",
        help: LocalizedText(
          en: "the copy: a file, an archive or a folder like the original"
            + " (default: standard output, for one text)",
          fr: "la copie\u{A0}: un fichier, une archive ou un dossier comme l’original"
            + " (par défaut\u{A0}: la sortie standard, pour un seul texte)",
          ja: "コピー先：元と同じ形のファイル、アーカイブ、またはフォルダー"
            + "（既定：テキスト 1 つの場合は標準出力）")),
      CommandOption(
        "check",
        help: LocalizedText(
          en: "write nothing; say where something would still have to be masked, in any encoding",
          fr:
            "ne rien écrire\u{A0}; dire où il reste quelque chose à masquer, quel que soit l’encodage",
          ja: "書き込みは行わず、どのエンコーディングでもマスクすべき箇所が残っていれば示す")),
      CommandOption(
        "reverse",
        help: LocalizedText(
          en: "put what the tokens of --redaction-map stand for back into one text",
          fr: "remettre dans un texte ce que désignent les jetons de --redaction-map",
          ja: "--redaction-map のトークンを元の値に戻す（テキスト 1 つ）")),
      CommandOption(
        "redact", value: "LEVEL", choices: Redactor.Level.allCases.map(\.rawValue),
        help: LocalizedText(
          en: "mask secrets alone, or every name too (default: everything)",
          fr: "masquer les secrets seuls, ou aussi tous les noms (par défaut\u{A0}: everything)",
          ja: "機密値のみ、またはすべての名前もマスクする（既定：everything）")),
    ] + CommandOption.redactionMemory + CommandOption.intake,
    examples: [
      Example(
        call: "aemedic redact case-4711.zip -o clean.zip --redaction-map case-4711.map",
        meaning: LocalizedText(
          en: "a copy to send on; only you can tell what its tokens stand for",
          fr: "une copie à transmettre\u{A0}; vous seul savez ce que ses jetons désignent",
          ja: "転送用のコピーを作る（トークンの意味が分かるのは自分だけ）")),
      Example(
        call: "aemedic redact --check clean.zip --redaction-map case-4711.map",
        meaning: LocalizedText(
          en: "status 1 if something is left in it", fr: "code 1 s’il y reste quelque chose",
          ja: "何か残っていれば終了ステータス 1")),
      Example(
        call: "aemedic redact --reverse reply.txt --redaction-map case-4711.map",
        meaning: LocalizedText(
          en: "an answer that speaks of host-1, with the names back in it",
          fr: "une réponse qui parle de host-1, avec les vrais noms",
          ja: "host-1 などと書かれた返信を元の名前に戻す")),
    ]
  ) { try RedactCommand($0).run() }
}

/// Carries out `redact`.
private struct RedactCommand {
  private let invocation: Invocation

  init(_ invocation: Invocation) {
    self.invocation = invocation
  }

  private var console: Console { invocation.console }
  private var arguments: ParsedArguments { invocation.arguments }

  func run() throws -> ExitStatus {
    let paths = try invocation.inputPaths()
    if arguments.isSet("reverse") { return try reverse(paths) }
    let level = arguments.value("redact").flatMap(Redactor.Level.init(rawValue:)) ?? .everything
    InterruptSignal.listen()
    let copy = Cleaner(
      of: paths, redactor: try invocation.redactor(level), within: try invocation.intakeLimits(),
      passwords: try invocation.archivePasswords(), until: { InterruptSignal.wasRaised })
    return arguments.isSet("check") ? try check(copy) : try write(copy)
  }

  private func write(_ copy: Cleaner) throws -> ExitStatus {
    var copy = copy
    let summary = try copy.write(to: arguments.value("output") ?? "-")
    if InterruptSignal.wasRaised { return .interrupted }
    try invocation.remember(copy.redactor)
    tell(summary, copy.redactor)
    return isMissing(summary.leftOut) ? .unread : .success
  }

  private func check(_ copy: Cleaner) throws -> ExitStatus {
    var copy = copy
    var leaks = 0
    let leftOut = try copy.check { leak in
      leaks += 1
      if leaks <= 100 {
        let line = leak.line.map { ":\($0)" } ?? ""
        console.print(
          TerminalText.harmless("\(leak.path)\(line): \(leak.kind.wording[console.language])")
            + "\n")
      }
    }
    if InterruptSignal.wasRaised { return .interrupted }
    tell(leftOut)
    console.remark(
      leaks == 0
        ? LocalizedText(
          en: "nothing is left to be masked", fr: "il ne reste rien à masquer",
          ja: "マスクすべきものは残っていません")
        : LocalizedText(
          en: "places where something is left to be masked: \(leaks)",
          fr: "endroits où il reste quelque chose à masquer\u{A0}: \(leaks)",
          ja: "マスクすべき箇所：\(leaks)"))
    if leaks > 0 { return .findings }
    return leftOut.isEmpty ? .success : .unread
  }

  /// What names a person gave to tokens is told to them alone.
  private func reverse(_ paths: [String]) throws -> ExitStatus {
    guard let map = arguments.value("redaction-map") else {
      throw UsageProblem(.missingOption("redaction-map"), command: "redact")
    }
    guard paths.count == 1, let path = paths.first else {
      throw UsageProblem(.extraOperand(paths[1]), command: "redact")
    }
    let tokens = try RedactionMap.read(map)
    let bytes: [UInt8]
    if path == "-" {
      bytes = StandardInput.readAll(limit: 64 << 20)
    } else {
      guard let data = try? Data(contentsOf: URL(filePath: path)) else {
        throw UsageProblem(.badOperand(path, known: []), command: "redact")
      }
      bytes = Array(data)
    }
    let text = tokens.restored(String(decoding: bytes, as: UTF8.self))
    try OutputFile(path: arguments.value("output")).write(text, console: console)
    return .success
  }

  private func isMissing(_ sources: [SkippedSource]) -> Bool {
    sources.contains(where: \.isRelevant)
  }

  // MARK: The summary

  private func tell(_ summary: Cleaner.Summary, _ redactor: Redactor) {
    console.remark(
      LocalizedText(
        en: "texts copied: \(summary.documents)", fr: "textes copiés\u{A0}: \(summary.documents)",
        ja: "コピーしたテキスト：\(summary.documents)"))
    for kind in RedactionKind.allCases {
      guard let count = redactor.counts[kind] else { continue }
      let values = redactor.tokens.counts[kind] ?? 0
      let name = kind.wording
      console.remark(
        LocalizedText(
          en: "  \(name.en): masked \(count) times, \(values) different",
          fr: "  \(name.fr)\u{A0}: \(count) masquages, \(values) valeurs différentes",
          ja: "  \(name.ja)：\(count) 箇所をマスク（\(values) 種類）"))
    }
    tell(summary.leftOut)
  }

  private func tell(_ leftOut: [SkippedSource]) {
    guard !leftOut.isEmpty else { return }
    console.remark(
      LocalizedText(
        en: "left out, not being text that can be read: \(leftOut.count)",
        fr: "laissés de côté, faute d’être du texte lisible\u{A0}: \(leftOut.count)",
        ja: "読み取れるテキストではないため除外：\(leftOut.count)"))
    for source in leftOut.prefix(50) {
      let line = TerminalText.harmless(source.path)
      let reason = source.reason.wording
      console.remark(
        LocalizedText(
          en: "  \(line): \(reason.en)", fr: "  \(line)\u{A0}: \(reason.fr)",
          ja: "  \(line)：\(reason.ja)"))
    }
    if leftOut.count > 50 { console.remark(LocalizedText(verbatim: "  …")) }
  }
}

extension RedactionKind {
  /// What it is called.
  var wording: LocalizedText {
    switch self {
    case .secret: LocalizedText(en: "secrets", fr: "secrets", ja: "機密値")
    case .value:
      LocalizedText(en: "values of your rules", fr: "valeurs de vos règles", ja: "ルールで指定した値")
    case .email: LocalizedText(en: "e-mail addresses", fr: "adresses e-mail", ja: "メールアドレス")
    case .host: LocalizedText(en: "host names", fr: "noms de machines", ja: "ホスト名")
    case .ip: LocalizedText(en: "IP addresses", fr: "adresses IP", ja: "IP アドレス")
    case .mac: LocalizedText(en: "MAC addresses", fr: "adresses MAC", ja: "MAC アドレス")
    case .user: LocalizedText(en: "user names", fr: "noms d’utilisateurs", ja: "ユーザー名")
    case .customer: LocalizedText(en: "customer names", fr: "noms de clients", ja: "顧客名")
    case .page:
      LocalizedText(
        en: "pages and assets", fr: "pages et ressources", ja: "ページとアセットの名前")
    }
  }
}

extension CleanCopyProblem: ToolProblem {
  /// What the person named cannot be used.
  var exitStatus: ExitStatus { .usage }
}
