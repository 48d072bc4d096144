import Diagnosis
import Model
import Reading
import Reporting

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension CommandOption {
  /// How many files to read at once.
  static let jobs = CommandOption(
    "jobs", short: "j", value: "N",
    help: LocalizedText(
      en: "how many files to read at once (default: one per processor)",
      fr: "combien de fichiers lire à la fois (par défaut\u{A0}: un par processeur)",
      ja: "同時に読み込むファイル数（既定：プロセッサー数）"))

  /// The zone of logs that state none.
  static let timeZone = CommandOption(
    "timezone", value: "ZONE",
    help: LocalizedText(
      en: "the zone of logs that state none, such as Europe/Paris or +09:00"
        + " (default: the one the bundle tells, else UTC)",
      fr: "le fuseau des journaux qui n’en indiquent pas, p. ex. Europe/Paris ou +09:00"
        + " (par défaut\u{A0}: celui que donne le dossier, sinon UTC)",
      ja: "タイムゾーンの記載がないログに適用するゾーン。例：Asia/Tokyo、+09:00"
        + "（既定：資料内の情報、なければ UTC）"))
}

extension Invocation {
  /// What the person wants read; standard input if they name nothing and pipe something in.
  ///
  /// - Parameter count: How many operands mean something else and stand before the paths.
  func inputPaths(behind count: Int = 0) throws(UsageProblem) -> [String] {
    let paths = arguments.operands.dropFirst(count)
    guard paths.isEmpty else { return Array(paths) }
    guard !console.isInputTerminal else { throw UsageProblem(.noInput, command: command.name) }
    return ["-"]
  }

  /// The report of `--from-report`, with `-` for standard input.
  func startingReport() throws -> Report {
    let file = try needed("from-report")
    guard file == "-" else { return try RecordedReport(file: file).report }
    return try RecordedReport(
      StandardInput.readAll(limit: RecordedReport.largest), file: "-"
    ).report
  }

  /// The value of an option that must say something.
  func needed(_ option: String) throws(UsageProblem) -> String {
    guard let text = arguments.value(option), text.contains(where: { !$0.isWhitespace }) else {
      throw UsageProblem(.missingOption(option), command: command.name)
    }
    return text
  }

  /// How the person wants the input read.
  func diagnosisOptions() throws -> DiagnosisOptions {
    var options = DiagnosisOptions()
    options.language = console.language
    options.jobs = try jobs()
    options.timeZone = try timeZone()
    options.window = try window()
    options.limits = try intakeLimits()
    options.passwords = try archivePasswords()
    return options
  }

  /// How many files to read at once.
  private func jobs() throws(UsageProblem) -> Int {
    try number("jobs", in: 1...256) ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  }

  /// The zone of logs that state none, if the person named one.
  private func timeZone() throws(UsageProblem) -> TimeZoneRules? {
    guard let name = arguments.value("timezone") else { return nil }
    guard let rules = SystemTimeZones.rules(named: name) else {
      throw UsageProblem(
        .badForm(name, option: "timezone", example: "--timezone Europe/Paris"),
        command: command.name)
    }
    return rules
  }
}

extension RecordedReportProblem: ToolProblem {
  /// A file is named that is no report.
  var exitStatus: ExitStatus { .usage }
}
