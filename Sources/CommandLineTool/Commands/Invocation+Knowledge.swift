import Diagnosis
import KnowledgeBase
import Model
import Remediation
import Reporting
import Rules

extension Invocation {
  /// The articles that the person chose, or the installed ones.
  func knowledgeStore() throws -> KnowledgeStore {
    let files = InstalledFiles(environment: console.environment)
    return try KnowledgeStore(path: files.knowledgeFile(option: arguments.value("kb")))
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
  private func knownTrust() -> PluginTrust? {
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
    let pack = try KnowledgePack(
      store: knowledgeStore(), remedies: remedyLibrary(), house: houseLayer())
    for problem in pack.houseProblems { console.report(problem) }
    return pack
  }

  /// The house layer that the person chose, or the configured one; `nil` if there is none.
  func houseLayer() throws -> HouseLayer? {
    let files = InstalledFiles(environment: console.environment)
    return try files.houseFolder(option: arguments.value("house")).map(HouseLayer.init)
  }

  /// The redacted report on some input.
  func report(on paths: [String], options: DiagnosisOptions) throws -> Report {
    let pack = try knowledgePack()
    let diagnostician = Diagnostician(
      rules: pack.rules, catalog: pack.catalog, search: pack.catalog, options: options)
    InterruptSignal.listen()
    let progress = ProgressBar(language: console.language)
    let report = try diagnostician.report(on: paths, progress: progress)
    progress.finish()
    var redactor = Redactor()
    return redactor.redact(report)
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
