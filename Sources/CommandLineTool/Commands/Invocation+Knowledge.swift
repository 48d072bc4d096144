import Diagnosis
import KnowledgeBase
import Model
import Redaction
import Remediation
import Reporting
import Rules

extension Invocation {
  /// The articles that the person chose, or the installed ones, those of the house over them;
  /// what is broken in these is named.
  func knowledgeStore() throws -> KnowledgeStore {
    let texts = try houseTexts()
    for problem in texts?.problems ?? [] { console.report(problem) }
    return try knowledgeStore(under: texts)
  }

  private func houseTexts() throws -> HouseTexts? {
    let files = InstalledFiles(environment: console.environment)
    return try files.houseFolder(option: arguments.value("house")).map(HouseTexts.init)
  }

  private func knowledgeStore(under texts: HouseTexts?) throws -> KnowledgeStore {
    let files = InstalledFiles(environment: console.environment)
    let base = try files.knowledgeFile(option: arguments.value("kb"))
    guard let texts, !texts.isEmpty else { return try KnowledgeStore(path: base) }
    guard let cache = files.cacheFolder else { throw MissingFile(kind: .cache, tried: []) }
    return try KnowledgeStore(path: texts.laid(over: base, in: "\(cache)/house"))
  }

  /// The remedies that the person chose, or the installed ones; broken ones are named.
  func remedyLibrary() throws -> RemedyLibrary {
    let files = InstalledFiles(environment: console.environment)
    let library = RemedyLibrary(
      folders: try files.pluginFolders(option: arguments.value("plugins")),
      trust: knownTrust(), shipped: files.shippedPlugins)
    for problem in library.problems { console.report(problem) }
    return library
  }

  /// Whose code this person lets run; nobody's, if the record cannot be relied on.
  func knownTrust() -> PluginTrust? {
    do {
      return try pluginTrust()
    } catch let problem as any Problem {
      console.report(problem)
    } catch {
      console.report(UnforeseenProblem(error: error))
    }
    return nil
  }

  /// The record of whose code this person lets run.
  func pluginTrust() throws -> PluginTrust {
    try PluginTrust(path: PluginTrust.standard(environment: console.environment))
  }

  /// Articles, rules and remedies together, the house layer over them; what is broken in it is
  /// named.
  func knowledgePack() throws -> KnowledgePack {
    let texts = try houseTexts()
    let pack = try KnowledgePack(
      store: knowledgeStore(under: texts), remedies: remedyLibrary(), house: houseLayer(),
      texts: texts)
    for problem in pack.houseProblems { console.report(problem) }
    return pack
  }

  /// The house layer that the person chose, or the configured one; `nil` if there is none.
  func houseLayer() throws -> HouseLayer? {
    let files = InstalledFiles(environment: console.environment)
    return try files.houseFolder(option: arguments.value("house")).map { HouseLayer(path: $0) }
  }

  /// The redacted report on some input.
  ///
  /// - Parameter pack: What to diagnose with, if it is at hand.
  func report(
    on paths: [String], options: DiagnosisOptions, pack: KnowledgePack? = nil
  ) throws -> Report {
    let pack = try pack ?? knowledgePack()
    let diagnostician = Diagnostician(
      rules: pack.rules, catalog: pack.catalog, search: pack.catalog, options: options)
    InterruptSignal.listen()
    let progress = ProgressBar(language: console.language)
    let report = try diagnostician.report(on: paths, progress: progress)
    progress.finish()
    guard var redactor = try redactor() else { return report }
    let masked = redactor.redact(report, keeping: paths)
    try remember(redactor)
    return masked
  }

  /// Whether findings make the run fail, by `--fail-on`.
  func fails(on findings: [Finding]) -> Bool {
    let threshold = arguments.value("fail-on").flatMap(Severity.init(rawValue:)) ?? .error
    return findings.contains { $0.severity >= threshold }
  }

  /// A whole number that an option gives.
  func number(_ option: String, in range: ClosedRange<Int>) throws(UsageProblem) -> Int? {
    guard let text = arguments.value(option) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw UsageProblem(.badNumber(text, option: option, range: range), command: command.name)
    }
    return number
  }
}
