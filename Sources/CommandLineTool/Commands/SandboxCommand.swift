import FoundationEssentials
import Model
import Reporting
import Sandbox

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Command {
  /// Runs a stand-in of AEM.
  static let sandbox = Command(
    words: ["sandbox"], operands: "DIR", operandCount: 0...1,
    summary: LocalizedText(
      en: "run a local stand-in of an AEM instance, to practise remedies on",
      fr: "lancer un substitut local d’une instance AEM, pour s’exercer aux remèdes",
      ja: "対処を練習するための AEM の代役をローカルで動かす"),
    options: [
      CommandOption(
        "port", value: "N",
        help: LocalizedText(
          en: "the port on 127.0.0.1; 0 for any free one (default: 4502, then as last time)",
          fr:
            "le port sur 127.0.0.1\u{A0}; 0 pour un port libre (par défaut\u{A0}: 4502, puis comme"
            + " la dernière fois)",
          ja: "127.0.0.1 のポート。0 で空きポートを使用（既定：4502、以後は前回と同じ）")),
      CommandOption(
        "state", value: "NAME", choices: SandboxState.allCases.map(\.rawValue),
        help: states),
      CommandOption(
        "fault", value: "NAME[@PATH][#COUNT]", isRepeatable: true,
        help: faults),
      CommandOption(
        "instance", value: "DIR",
        help: LocalizedText(
          en: "with --run: the sandbox to run",
          fr: "avec --run\u{A0}: le bac à sable à lancer", ja: "--run と併用：動かすサンドボックス")),
      CommandOption(
        "run",
        help: LocalizedText(
          en: "run what is there and say nothing; so its own bin/start calls it",
          fr: "lancer ce qui existe sans rien dire\u{A0}; ainsi l’appelle son bin/start",
          ja: "既存のサンドボックスを黙って動かす（bin/start が使用）")),
    ],
    examples: [
      Example(
        call: "aemedic sandbox ./my-aem",
        meaning: LocalizedText(
          en: "an AEM after an in-place upgrade, with its crypto keys in the repository",
          fr: "un AEM après une mise à niveau sur place, clés de chiffrement dans le référentiel",
          ja: "暗号鍵がリポジトリーに残った、インプレースアップグレード後の AEM")),
      Example(
        call: "aemedic sandbox ./my-aem --state ims-jwt --port 0",
        meaning: LocalizedText(
          en: "an AEM with a retired JWT credential, at any free port",
          fr: "un AEM avec un identifiant JWT retiré, sur un port libre",
          ja: "廃止された JWT 資格情報を使う AEM を空きポートで動かす")),
      Example(
        call: "aemedic sandbox ./my-aem --fault slow-start \\\n"
          + "--fault connection-cut@/etc/key#1",
        meaning: LocalizedText(
          en: "a slow one that drops the connection once while the keys are read",
          fr: "un AEM lent, qui coupe une fois la connexion pendant la lecture des clés",
          ja: "起動が遅く、鍵の読み取り中に 1 回だけ接続を切る AEM")),
    ]
  ) { try SandboxCommand($0).run() }

  private static let states = SandboxState.allCases.reduce(
    LocalizedText(
      en: "the state of a new sandbox (default: jcr-keys).",
      fr: "l’état d’un nouveau bac à sable (par défaut\u{A0}: jcr-keys).",
      ja: "新しいサンドボックスの状態（既定：jcr-keys）。")
  ) { text, state in
    LocalizedText(
      en: text.en + " \(state.rawValue): \(state.meaning.en).",
      fr: text.fr + " \(state.rawValue)\u{A0}: \(state.meaning.fr).",
      ja: text.ja + "\(state.rawValue)：\(state.meaning.ja)。")
  }

  private static let faults = Fault.Kind.allCases.reduce(
    LocalizedText(
      en: "what goes wrong: for paths that begin so, so many times; also while it runs, by its"
        + " file conf/sandbox-faults or a POST to /sandbox/faults.",
      fr: "ce qui va mal\u{A0}: pour les chemins qui commencent ainsi, tant de fois\u{A0}; aussi en"
        + " marche, par son fichier conf/sandbox-faults ou un POST vers /sandbox/faults.",
      ja: "発生させる障害。対象のパスの先頭と回数を指定できる。実行中も conf/sandbox-faults"
        + " ファイルか /sandbox/faults への POST で切り替え可能。")
  ) { text, kind in
    LocalizedText(
      en: text.en + " \(kind.rawValue): \(kind.meaning.en).",
      fr: text.fr + " \(kind.rawValue)\u{A0}: \(kind.meaning.fr).",
      ja: text.ja + "\(kind.rawValue)：\(kind.meaning.ja)。")
  }
}

/// Carries out `sandbox`.
private struct SandboxCommand {
  private let invocation: Invocation
  private let folder: String
  private let port: UInt16?
  private let faults: [Fault]

  init(_ invocation: Invocation) throws(UsageProblem) {
    self.invocation = invocation
    let arguments = invocation.arguments
    guard let folder = arguments.operands.first ?? arguments.value("instance") else {
      throw UsageProblem(.missingOperand("DIR"), command: "sandbox")
    }
    self.folder = folder
    port = try invocation.number("port", in: 0...65_535).map { UInt16($0) }
    var faults: [Fault] = []
    for text in arguments.all("fault") {
      guard let fault = Fault(text) else {
        let name = String(text.prefix { $0 != "@" && $0 != "#" })
        throw UsageProblem(
          Fault.Kind(rawValue: name) == nil
            ? .badValue(text, option: "fault", known: Fault.Kind.allCases.map(\.rawValue))
            : .badForm(text, option: "fault", example: "connection-cut@/etc/key#1"),
          command: "sandbox")
      }
      faults.append(fault)
    }
    self.faults = faults
  }

  private var console: Console { invocation.console }
  private var isQuiet: Bool { invocation.arguments.isSet("run") }

  func run() throws -> ExitStatus {
    let state = invocation.arguments.value("state").flatMap(SandboxState.init(rawValue:))
    if isQuiet || SandboxServer.exists(in: folder) {
      guard state == nil else { throw SandboxProblem.notEmpty(folder) }
      if !faults.isEmpty { try SandboxServer.switchFaults(faults, in: folder) }
    } else {
      try SandboxServer.make(
        in: folder, state: state ?? .jcrKeys, port: port ?? 4_502,
        program: InstalledFiles.program, faults: faults)
    }
    InterruptSignal.listen(alsoTo: [SIGTERM])
    let server = try SandboxServer(opening: folder, port: port)
    if !isQuiet { introduce(server) }
    try server.run { InterruptSignal.wasRaised }
    return .success
  }

  private func introduce(_ server: SandboxServer) {
    let quickstart = TerminalText.harmless(server.folder + "/crx-quickstart")
    let text = LocalizedText(
      en: "\(server.address)  (user admin, password admin; this machine only)\n"
        + "\(quickstart)\n\nTry next:\n",
      fr:
        "\(server.address)  (utilisateur admin, mot de passe admin\u{A0}; cette machine seulement)\n"
        + "\(quickstart)\n\nÀ essayer\u{A0}:\n",
      ja: "\(server.address)  （ユーザー admin、パスワード admin、このマシンのみ）\n"
        + "\(quickstart)\n\n次に試すこと：\n")
    let tries = """
        aemedic diagnose \(quickstart)/logs/error.log
        curl -u admin:admin \(server.address)/system/console/bundles.json
        curl -u admin:admin \(server.address)/etc/key.json
        aemedic remedy plan crypto-key-store --instance \(quickstart) --url \(server.address)
        \(quickstart)/bin/stop

      """
    let end = LocalizedText(
      en: "\nCtrl-C stops it.\n", fr: "\nCtrl-C l’arrête.\n", ja: "\nCtrl-C で停止します。\n")
    console.print(text[console.language] + tries + end[console.language])
  }
}

extension SandboxProblem: ToolProblem {
  /// What the person wrote is wrong, or something is in its way.
  var exitStatus: ExitStatus {
    switch self {
    case .missing, .notASandbox, .notEmpty: .usage
    case .alreadyRunning, .portTaken: .refused
    case .notWritten, .notListening: .unread
    }
  }
}
