import Diagnosis
import FoundationEssentials
import HTTPServerKit
import Model
import Remediation
import Reporting
import Service

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Command {
  /// Serves the page and the API.
  static let serve = Command(
    words: ["serve"], operands: "", operandCount: 0...0,
    summary: LocalizedText(
      en: "serve a page and an API to diagnose with, on this machine",
      fr: "servir sur cette machine une page et une API de diagnostic",
      ja: "診断用のページと API をこのマシンで提供する"),
    options: CommandOption.serveDoor + CommandOption.serveRoom + [
      .jobs, .timeZone, .knowledge, .house, .plugins, .usage,
    ] + CommandOption.intake,
    examples: [
      Example(
        call: "aemedic serve --open",
        meaning: LocalizedText(
          en: "paste a log in the browser; nothing leaves this machine",
          fr: "coller un journal dans le navigateur\u{A0}; rien ne quitte cette machine",
          ja: "ブラウザーにログを貼り付ける（データはこのマシンから出ません）")),
      Example(
        call: "curl -T case.zip http://127.0.0.1:8017/v1/diagnoses -X POST",
        meaning: LocalizedText(
          en: "the same from a script, while it runs",
          fr: "la même chose depuis un script, pendant qu’il tourne",
          ja: "実行中のサーバーをスクリプトから使う")),
    ]
  ) { try ServeCommand($0).run() }
}

/// Carries out `serve`.
private struct ServeCommand {
  private let invocation: Invocation

  init(_ invocation: Invocation) {
    self.invocation = invocation
  }

  private var console: Console { invocation.console }

  func run() throws -> ExitStatus {
    let settings = try settings()
    let library = try invocation.remedyLibrary()
    InterruptSignal.listen(alsoTo: [SIGTERM])
    let server = try DiagnosisServer(
      pack: try invocation.knowledgePack(), remedies: library, settings: settings)
    introduce(server, settings)
    if invocation.arguments.isSet("open") { Self.openBrowser(at: server.address) }
    while !InterruptSignal.wasRaised { _ = usleep(100_000) }
    server.stop()
    return .success
  }

  private func settings() throws -> ServiceSettings {
    let arguments = invocation.arguments
    var settings = ServiceSettings(now: { Invocation.now })
    settings.version = VersionCommand.version
    settings.port = try invocation.number("port", in: 0...65_535).map { UInt16($0) } ?? 8_017
    if let address = arguments.value("address") { settings.address = address }
    settings.hostNames = arguments.all("host-name")
    if let path = arguments.value("token-file") {
      settings.bearer = try SecretSource.file(path).read(environment: [:])
    }
    settings.identity = try identity()
    settings.pageFolder = try InstalledFiles(environment: console.environment)
      .pageFolder(option: arguments.value("page"))
    let temporary = console.environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 }
    settings.spoolParent = arguments.value("spool") ?? temporary ?? "/tmp"
    if arguments.isSet("keep") { settings.reportsFile = reportsFile }
    settings.usageFile = invocation.usageFile
    settings.diagnosis = try invocation.diagnosisOptions()
    settings.limits.running = max(2, settings.diagnosis.jobs)
    if let size = try invocation.size("max-upload", in: 1...1 << 50) {
      settings.limits.uploadBytes = size
      settings.limits.spoolBytes = max(settings.limits.spoolBytes, 4 * size)
    }
    settings.limits.requestsPerSecond =
      try invocation.number("max-rate", in: 1...1_000_000) ?? (settings.isLoopback ? nil : 50)
    return settings
  }

  /// Certificate and key, if the person named both.
  private func identity() throws -> TLSIdentity? {
    let names = ["tls-certificate", "tls-key"]
    let files = names.map { invocation.arguments.value($0) }
    guard let certificates = files[0], let key = files[1] else {
      if let missing = zip(names, files).first(where: { $0.1 == nil })?.0,
        files.contains(where: { $0 != nil })
      {
        throw UsageProblem(.missingOption(missing), command: "serve")
      }
      return nil
    }
    func read(_ path: String) throws -> [UInt8] {
      guard let data = FileManager.default.contents(atPath: path), data.count <= 1 << 20 else {
        throw MissingFile(kind: .certificate, tried: [path])
      }
      return Array(data)
    }
    return TLSIdentity(certificates: try read(certificates), key: try read(key))
  }

  private var reportsFile: String {
    if let file = invocation.arguments.value("reports") { return file }
    if let data = console.environment["XDG_DATA_HOME"], data.hasPrefix("/") {
      return data + "/aemedic/reports.db"
    }
    return (console.environment["HOME"] ?? "/tmp") + "/.local/share/aemedic/reports.db"
  }

  private func introduce(_ server: DiagnosisServer, _ settings: ServiceSettings) {
    var lines = [LocalizedText(verbatim: server.address)]
    if settings.isLoopback {
      lines.append(
        LocalizedText(
          en: "Only this machine can reach it. Ctrl-C stops it and removes what was uploaded.",
          fr: "Accessible depuis cette machine seulement. Ctrl-C l’arrête et supprime les envois.",
          ja: "このマシンからのみ接続できます。Ctrl-C で停止し、アップロードを削除します。"))
    } else {
      lines.append(
        LocalizedText(
          en: "Others can reach it with the token. Ctrl-C stops it and removes what was uploaded.",
          fr: "D’autres peuvent l’atteindre avec le jeton. Ctrl-C l’arrête et supprime les envois.",
          ja: "トークンを持つ人は接続できます。Ctrl-C で停止し、アップロードを削除します。"))
      if settings.identity == nil {
        lines.append(
          LocalizedText(
            en: "Without --tls-certificate everything travels unencrypted, the token included.",
            fr: "Sans --tls-certificate, tout circule en clair, jeton compris.",
            ja: "--tls-certificate がないため、トークンを含む通信は暗号化されません。"))
      }
    }
    if settings.pageFolder == nil {
      lines.append(
        LocalizedText(
          en: "The page is not installed; see \(server.address)/api",
          fr: "La page n’est pas installée\u{A0}; voir \(server.address)/api",
          ja: "ページがインストールされていません。\(server.address)/api を参照してください"))
    }
    for line in lines { console.print(line[console.language] + "\n") }
  }

  /// Asks the desktop to show the page; whether it can is no concern of the server.
  private static func openBrowser(at address: String) {
    #if canImport(Glibc)
      let opener = "xdg-open"
    #else
      let opener = "open"
    #endif
    var words: [UnsafeMutablePointer<CChar>?] = unsafe [strdup(opener), strdup(address), nil]
    defer { unsafe words.forEach { unsafe free($0) } }
    var process = pid_t()
    _ = unsafe words.withUnsafeMutableBufferPointer { list in
      unsafe list.baseAddress.map {
        unsafe posix_spawnp(&process, opener, nil, nil, $0, environ)
      }
    }
  }
}

extension ServiceStartProblem: ToolProblem {
  /// What the person wrote is wrong, or something is in its way.
  var exitStatus: ExitStatus {
    switch self {
    case .needsBearer, .badAddress, .noTLS: .usage
    case .portTaken: .refused
    case .notListening: .unread
    }
  }
}
