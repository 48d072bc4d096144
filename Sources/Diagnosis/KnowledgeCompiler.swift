import FoundationEssentials
public import KnowledgeBase
private import Matching
public import Model
public import Rules

/// Compiles a `kb` folder into one file: articles, index, rules, literal database.
///
/// Nothing is parsed when the file is used. Articles that were imported into the
/// file before stay in it.
public struct KnowledgeCompiler {
  /// The articles and rules that were read.
  public let rules: RuleFolder

  private let articles: ArticleFolder
  private let lexicon: LexiconFolder

  /// Reads `articles`, `rules` and, if it is there, `lexicon` below a folder.
  public init(folder: String) throws(ArticleProblem) {
    articles = try ArticleFolder(path: "\(folder)/articles")
    lexicon = try LexiconFolder(path: "\(folder)/lexicon")
    rules = RuleFolder(path: "\(folder)/rules")
  }

  /// Everything that is wrong with articles and rules; nothing is compiled while there is any.
  public var problems: [any Problem] {
    articles.problems + lexicon.problems + rules.problems
  }

  /// How many articles and rules there are to compile.
  public var counts: (articles: Int, rules: Int) {
    (articles.articles.count, rules.ruleSet.rules.count)
  }

  /// Writes the file in one go; whatever happens, the path holds the old one or the new one.
  public func write(to path: String) throws {
    let exists = FileManager.default.fileExists(atPath: path)
    var builder = exists ? try KnowledgeBuilder(extending: path) : KnowledgeBuilder()
    builder.removeArticles(of: .own)
    for article in articles.articles { _ = builder.add(article) }
    builder.setConcepts(lexicon.concepts)
    let compiled = try CompiledRules(rules.ruleSet)
    builder.setBlob(try KnowledgePack.encode(rules.ruleSet), named: KnowledgePack.rulesName)
    if let literals = try compiled.textSignatures.compiledLiterals() {
      builder.setBlob(literals, named: KnowledgePack.literalsName)
    }
    try builder.write(to: path)
  }
}
