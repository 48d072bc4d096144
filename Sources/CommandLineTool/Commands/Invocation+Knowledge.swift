import Diagnosis
import KnowledgeBase
import Model
import Remediation

extension Invocation {
  /// The articles that the person chose, or the installed ones.
  func knowledgeStore() throws -> KnowledgeStore {
    let files = InstalledFiles(environment: console.environment)
    return try KnowledgeStore(path: files.knowledgeFile(option: arguments.value("kb")))
  }

  /// The remedies that the person chose, or the installed ones; broken ones are named.
  func remedyLibrary() throws -> RemedyLibrary {
    let files = InstalledFiles(environment: console.environment)
    let folder = try files.pluginFolder(option: arguments.value("plugins"))
    let library = RemedyLibrary(folders: folder.map { [$0] } ?? [])
    for problem in library.problems { console.report(problem) }
    return library
  }

  /// Articles, rules and remedies together.
  func knowledgePack() throws -> KnowledgePack {
    try KnowledgePack(store: knowledgeStore(), remedies: remedyLibrary())
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
