public import KnowledgeBase
public import Model
import Rules

/// Which rules of a knowledge base point to an article.
public struct RuleReferences: Sendable {
  private var pointing: [ArticleNumber: [String]] = [:]

  /// The ids of all rules.
  public private(set) var rules: Set<String> = []

  /// Reads the rules of a file; one that has none is fine.
  public init(_ store: KnowledgeStore) throws {
    guard let bytes = try store.blob(named: KnowledgePack.rulesName) else { return }
    guard let ruleSet = try? PackedDecoder.decode(RuleSet.self, from: bytes) else {
      throw KnowledgePackProblem.otherVersion(path: store.path)
    }
    for rule in ruleSet.rules {
      rules.insert(rule.id)
      for link in rule.articles { pointing[link.number, default: []].append(rule.id) }
    }
  }

  /// The ids of the rules that point to an article, in their order.
  public func pointing(to number: ArticleNumber) -> [String] { pointing[number] ?? [] }
}
