import Diagnosis
import Model
import Remediation
import Service

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension CommandOption {
  /// What a language model's client may have read.
  fileprivate static let roots = CommandOption(
    "root", value: "DIR", isRepeatable: true,
    help: LocalizedText(
      en: "a folder below which files may be read (default: none; only text is diagnosed)",
      fr: "un dossier dont les fichiers peuvent être lus (par défaut\u{A0}: aucun\u{A0}; seul du"
        + " texte est diagnostiqué)",
      ja: "ファイルの読み込みを許可するフォルダー（既定：なし。テキストのみ診断）"))
}

extension Command {
  /// Serves language models over standard input and output.
  static let mcp = Command(
    words: ["mcp"], operands: "", operandCount: 0...0,
    summary: LocalizedText(
      en: "serve language models over standard input and output (MCP)",
      fr: "servir des modèles de langage par l’entrée et la sortie standard (MCP)",
      ja: "標準入出力で言語モデルに診断機能を提供する（MCP）"),
    options: [.roots, .spool, .jobs, .timeZone, .knowledge, .house, .plugins]
      + CommandOption.intake,
    examples: [
      Example(
        call: "aemedic mcp",
        meaning: LocalizedText(
          en: "what a client runs; it sends logs as text",
          fr: "ce que lance un client\u{A0}; il envoie les journaux en texte",
          ja: "クライアントが起動する（ログはテキストで送信）")),
      Example(
        call: "aemedic mcp --root /var/cases --lang ja",
        meaning: LocalizedText(
          en: "also reads files below that folder; answers in Japanese",
          fr: "lit aussi les fichiers sous ce dossier\u{A0}; répond en japonais",
          ja: "このフォルダー内のファイルも読み込み、日本語で回答する")),
    ]
  ) { try McpCommand($0).run() }
}

/// Carries out `mcp`.
private struct McpCommand {
  private let invocation: Invocation

  init(_ invocation: Invocation) {
    self.invocation = invocation
  }

  func run() throws -> ExitStatus {
    var settings = ServiceSettings(now: { Invocation.now })
    settings.version = VersionCommand.version
    settings.diagnosis = try invocation.diagnosisOptions()
    let temporary = invocation.console.environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 }
    settings.spoolParent = invocation.arguments.value("spool") ?? temporary ?? "/tmp"
    let library = try invocation.remedyLibrary()
    InterruptSignal.listen(alsoTo: [SIGTERM])
    let server = try ModelContextServer(
      pack: try invocation.knowledgePack(), remedies: library, settings: settings,
      roots: invocation.arguments.all("root"),
      writing: { OutputFile.write($0, to: STDOUT_FILENO) == nil })
    server.run(shouldStop: { InterruptSignal.wasRaised }, reading: Self.nextPiece)
    return .success
  }

  /// What comes in next; nothing at the end, or when the process is asked to end.
  private static func nextPiece() -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while !InterruptSignal.wasRaised {
      var state = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      guard unsafe poll(&state, 1, 200) > 0 else { continue }
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe read(STDIN_FILENO, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      return count > 0 ? Array(buffer[..<count]) : []
    }
    return []
  }
}

extension ModelContextProblem: ToolProblem {
  /// What the person wrote is wrong.
  var exitStatus: ExitStatus { .usage }
}
