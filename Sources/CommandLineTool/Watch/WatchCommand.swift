import Model
import Reporting

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Command {
  /// Follows logs, or a folder in which bundles arrive.
  static let watch = Command(
    words: ["watch"], operands: "[FILE…]", operandCount: 0...1_000,
    summary: LocalizedText(
      en: "follow logs and tell each finding as it appears, or diagnose each bundle that arrives",
      fr: "suivre des journaux et dire chaque constat dès qu’il apparaît, ou diagnostiquer chaque"
        + " dossier de support qui arrive",
      ja: "ログを監視して検出結果を随時表示する、または届いたバンドルを順に診断する"),
    options: WatchCommand.options,
    examples: [
      Example(
        call: "aemedic watch crx-quickstart/logs/error.log",
        meaning: LocalizedText(
          en: "through rotation, from now on; each finding is told once",
          fr: "à partir de maintenant, malgré la rotation\u{A0}; chaque constat est dit une fois",
          ja: "現時点以降をローテーション後も監視し、各検出結果を一度だけ表示する")),
      Example(
        call: "aemedic watch logs/error.log --format ndjson | send-to-queue",
        meaning: LocalizedText(
          en: "a line of JSON for each finding, as in every pipe",
          fr: "une ligne JSON par constat, comme dans tout tube",
          ja: "検出結果ごとに JSON を 1 行出力する（パイプでは既定）")),
      Example(
        call: "aemedic watch --inbox /srv/cases",
        meaning: LocalizedText(
          en: "a report beside each bundle, once, also after a restart; what cannot be read goes to"
            + " quarantine/ with the reason",
          fr:
            "un rapport à côté de chaque dossier, une seule fois, même après un redémarrage\u{A0};"
            + " ce qui est illisible va dans quarantine/ avec la raison",
          ja: "各バンドルの横にレポートを一度だけ作成する（再起動後も同様）。"
            + "読み取れないものは理由を添えて quarantine/ に移す")),
    ]
  ) { try WatchCommand($0).run() }
}

/// Carries out `watch`.
struct WatchCommand {
  private let invocation: Invocation

  init(_ invocation: Invocation) {
    self.invocation = invocation
  }

  func run() throws -> ExitStatus {
    let arguments = invocation.arguments
    let interval = try invocation.number("interval", in: 1...3_600) ?? 1
    let settle = try invocation.number("settle", in: 0...86_400) ?? 5
    let deadline = try invocation.number("deadline", in: 1...86_400) ?? 900
    let window = try invocation.size("window", in: 1 << 16...1 << 30) ?? 8 << 20
    let inbox = arguments.value("inbox")
    if let file = arguments.operands.first, inbox != nil {
      throw UsageProblem(.extraOperand(file), command: "watch")
    }
    guard inbox != nil || !arguments.operands.isEmpty else {
      throw UsageProblem(.missingOperand("FILE…"), command: "watch")
    }
    InterruptSignal.listen(alsoTo: [SIGTERM])
    guard let inbox else {
      var watch = try LogWatch(invocation, interval: interval, window: window)
      return try watch.run()
    }
    return try watch(
      inbox,
      InboxWatch.Times(
        interval: .seconds(interval), settle: .seconds(settle), deadline: .seconds(deadline)))
  }

  private func watch(_ folder: String, _ times: InboxWatch.Times) throws -> ExitStatus {
    let format = invocation.arguments.value("format").flatMap(ReportFormat.init) ?? .json
    let handedOn = invocation.arguments.words(
      for: Command.diagnose.options.filter {
        $0.name != "format" && $0.name != "output"
      })
    var watch = InboxWatch(
      inbox: Inbox(folder: folder, suffix: ".report.\(format.fileExtension)"), times: times,
      console: invocation.console, program: InstalledFiles.program,
      arguments: ["diagnose", "--format=\(format.rawValue)"] + handedOn
        + ["--lang=\(invocation.console.language.rawValue)"],
      shouldStop: { InterruptSignal.wasRaised })
    try watch.run(once: invocation.arguments.isSet("once"))
    return .success
  }

  /// Waits; Control-C ends the wait.
  static func sleep(seconds: Int) {
    sleep(.seconds(seconds))
  }

  /// Waits; Control-C ends the wait.
  static func sleep(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    var time = timespec(tv_sec: Int(clamping: seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
    unsafe nanosleep(&time, nil)
  }

  fileprivate static let options =
    [
      CommandOption(
        "format", value: "FORMAT", choices: ReportFormat.allCases.map(\.rawValue),
        help: LocalizedText(
          en: "text or ndjson for logs (default: text on a terminal, else ndjson); the form of the"
            + " reports with --inbox (default: json)",
          fr: "text ou ndjson pour des journaux (par défaut\u{A0}: text sur un terminal, sinon"
            + " ndjson)\u{A0}; la forme des rapports avec --inbox (par défaut\u{A0}: json)",
          ja: "ログでは text または ndjson（既定：端末では text、それ以外は ndjson）。"
            + "--inbox ではレポートの形式（既定：json）")),
      CommandOption(
        "inbox", value: "DIR",
        help: LocalizedText(
          en: "diagnose each bundle that arrives in this folder",
          fr: "diagnostiquer chaque dossier de support qui arrive dans ce dossier",
          ja: "このフォルダーに届いたバンドルを順に診断する")),
      CommandOption(
        "settle", value: "SECONDS",
        help: LocalizedText(
          en: "how long size and time of a bundle must rest before it is read (default: 5)",
          fr: "combien de temps taille et date doivent rester stables avant lecture"
            + " (par défaut\u{A0}: 5)",
          ja: "読み取り前にサイズと更新時刻が変化しないことを確認する秒数（既定：5）")),
      CommandOption(
        "deadline", value: "SECONDS",
        help: LocalizedText(
          en: "how long a bundle may take before it is put aside (default: 900)",
          fr: "durée accordée à un dossier avant sa mise à l’écart (par défaut\u{A0}: 900)",
          ja: "1 つのバンドルにかける時間の上限。超えると隔離する（既定：900）")),
      CommandOption(
        "once",
        help: LocalizedText(
          en: "with --inbox: do what is there and end, for a timer",
          fr: "avec --inbox\u{A0}: traiter ce qui est là et finir, pour un minuteur",
          ja: "--inbox と併用：現在あるものを処理して終了する（タイマー向け）")),
      CommandOption(
        "interval", value: "SECONDS",
        help: LocalizedText(
          en: "how often to look (default: 1)", fr: "à quel rythme regarder (par défaut\u{A0}: 1)",
          ja: "確認する間隔（秒、既定：1）")),
      CommandOption(
        "window", value: "SIZE",
        help: LocalizedText(
          en: "how much of each log, the latest, the rules look at together (default: 8M)",
          fr: "la fin de chaque journal que les règles regardent d’un bloc (par défaut\u{A0}: 8M)",
          ja: "各ログの末尾からルールが一度に調べる範囲（既定：8M）")),
      CommandOption(
        "from-start",
        help: LocalizedText(
          en: "tell what stands in the logs already, too",
          fr: "dire aussi ce qui figure déjà dans les journaux",
          ja: "すでにログにある内容も対象にする")),
      .jobs, .timeZone, .knowledge, .house, .plugins,
    ] + CommandOption.redaction + CommandOption.intake
}

extension ReportFormat {
  /// What files of this form are called behind the last dot.
  var fileExtension: String {
    switch self {
    case .text, .github: "txt"
    case .json: "json"
    case .ndjson: "ndjson"
    case .markdown, .githubSummary: "md"
    case .html: "html"
    case .sarif: "sarif"
    case .junit: "xml"
    }
  }
}
