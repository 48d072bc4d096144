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

  /// Titles, summaries and literals of the rules by the articles that they point to.
  private var ruleTexts: [ArticleNumber: LocalizedText] {
    var texts: [ArticleNumber: LocalizedText] = [:]
    for rule in rules.ruleSet.rules where rule.maturity != .draft {
      for link in rule.articles {
        let known = texts[link.number] ?? LocalizedText(en: "", fr: "", ja: "")
        texts[link.number] = LocalizedText(
          en: "\(known.en)\n\(rule.title.en)\n\(rule.summary.en)\n\(rule.literals)",
          fr: "\(known.fr)\n\(rule.title.fr)\n\(rule.summary.fr)\n\(rule.literals)",
          ja: "\(known.ja)\n\(rule.title.ja)\n\(rule.summary.ja)\n\(rule.literals)")
      }
    }
    return texts
  }

  /// Writes the file in one go; whatever happens, the path holds the old one or the new one.
  ///
  /// - Returns: Why articles that were imported into the file before are lost, if they are.
  @discardableResult
  public func write(to path: String) throws -> KnowledgeError? {
    let lock = try KnowledgeLock(forWriting: path)
    defer { withExtendedLifetime(lock) {} }
    var (builder, loss) = try KnowledgeBuilder.rebuilding(path)
    builder.removeArticles(of: .own)
    for article in articles.articles { _ = builder.add(article) }
    builder.setConcepts(lexicon.concepts)
    if !lexicon.translations.isEmpty { builder.setTranslations(lexicon.translations) }
    builder.setRuleTexts(ruleTexts)
    let compiled = try CompiledRules(rules.ruleSet)
    builder.setBlob(try KnowledgePack.encode(rules.ruleSet), named: KnowledgePack.rulesName)
    if let literals = try compiled.textSignatures.compiledLiterals() {
      builder.setBlob(literals, named: KnowledgePack.literalsName)
    }
    try builder.write(to: path)
    return loss
  }
}

extension Rule {
  /// The words of messages by which the rule knows its symptom, one a line.
  fileprivate var literals: String {
    let texts = signatures.compactMap { signature in
      if case .text(let pattern) = signature.pattern { pattern.text } else { nil }
    }
    return texts.flatMap { $0.all + $0.any }.joined(separator: "\n")
  }
}
