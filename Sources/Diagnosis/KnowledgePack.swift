import FoundationEssentials
public import KnowledgeBase
public import Model
public import Remediation
public import Rules

/// What a compiled knowledge base and the installed remedies know, ready to diagnose with.
public struct KnowledgePack: Sendable {
  static let rulesName = "rules"
  static let literalsName = "literals"

  /// The articles.
  public let store: KnowledgeStore

  /// The rules.
  public let rules: CompiledRules

  /// The rules as they were compiled, without those of the house.
  public let shipped: RuleSet

  /// What a team laid over them, if anything.
  public let house: HouseLayer?

  /// What of the house is broken and was left out.
  public let houseProblems: [any Problem]

  /// What the rules may point to.
  public let catalog: InstalledCatalog

  /// Opens a compiled knowledge base.
  ///
  /// - Parameters:
  ///   - house: What to lay over its rules; they are compiled anew if it changes them.
  ///   - texts: The articles of the house, which lie over those of `store` already.
  public init(
    store: KnowledgeStore, remedies: RemedyLibrary, house: HouseLayer? = nil,
    texts: HouseTexts? = nil
  ) throws {
    guard let bytes = try store.blob(named: Self.rulesName) else {
      throw KnowledgePackProblem.noRules(path: store.path)
    }
    let ruleSet: RuleSet
    do {
      ruleSet = try JSONDecoder().decode(RuleSet.self, from: Data(bytes))
    } catch {
      throw KnowledgePackProblem.otherVersion(path: store.path)
    }
    let house = house?.over(ruleSet)
    self.store = store
    self.house = house
    shipped = ruleSet
    var problems: [any Problem] = (house?.problems ?? []) + (texts?.problems ?? [])
    if let house, !house.isEmpty {
      let laid = house.laid(over: ruleSet)
      problems += laid.problems
      rules = try CompiledRules(laid.ruleSet)
    } else {
      rules = try CompiledRules(
        ruleSet, compiledLiterals: try store.blob(named: Self.literalsName))
    }
    houseProblems = problems
    catalog = InstalledCatalog(store: store, remedies: remedies)
  }

  /// The category of each rule that is asked, by its id.
  public var categories: [String: String] {
    let asked = rules.ruleSet.rules.filter { $0.maturity != .draft }
    return Dictionary(asked.map { ($0.id, $0.category) }, uniquingKeysWith: { $1 })
  }

  static func encode(_ ruleSet: RuleSet) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return [UInt8](try encoder.encode(ruleSet))
  }
}

/// Articles of a knowledge base and remedies of a library, as rules may point to them.
public struct InstalledCatalog: Catalog {
  private let store: KnowledgeStore
  private let remedies: RemedyLibrary

  /// Joins articles and remedies.
  public init(store: KnowledgeStore, remedies: RemedyLibrary) {
    self.store = store
    self.remedies = remedies
  }

  /// The article as it can be read in `language`, else in English, else in any.
  public func article(_ number: ArticleNumber, in language: Language) throws -> ArticleReference? {
    try store.reference(number, in: language)
  }

  /// The languages in which the article exists.
  public func languages(of number: ArticleNumber) throws -> Set<Language> {
    try store.languages(of: number)
  }

  /// The remedy's declaration of an action, if there is one.
  public func remedyAction(plugin: String, action: String) -> RemedyAction? {
    remedies.remedyAction(plugin: plugin, action: action)
  }
}

extension InstalledCatalog: ArticleSearch {
  /// The articles that may answer an error, best first.
  public func suggestions(
    for text: String, in language: Language, limit: Int
  ) throws -> [ArticleSuggestion] {
    try store.search(SearchQuery(text, language: language, limit: limit)).map { result in
      ArticleSuggestion(
        article: ArticleReference(
          number: result.number, language: result.language, title: result.title,
          url: result.url, isFallback: result.isFallback),
        score: result.score)
    }
  }
}

/// Why a knowledge base cannot be diagnosed with.
public enum KnowledgePackProblem: Problem, Hashable {
  /// The file holds articles only.
  case noRules(path: String)

  /// Another version of aemedic compiled the rules.
  case otherVersion(path: String)

  /// What is wrong.
  public var reason: LocalizedText {
    switch self {
    case .noRules:
      LocalizedText(
        en: "the knowledge base holds articles but no rules",
        fr: "la base de connaissances contient des articles mais pas de règles",
        ja: "ナレッジベースに記事はありますが、ルールがありません")
    case .otherVersion:
      LocalizedText(
        en: "the rules in the knowledge base were compiled by another version of aemedic",
        fr: "les règles de la base ont été compilées par une autre version d’aemedic",
        ja: "ナレッジベースのルールは別のバージョンの aemedic でコンパイルされています")
    }
  }

  /// The file.
  public var location: TextLocation? {
    switch self {
    case .noRules(let path), .otherVersion(let path): TextLocation(file: path)
    }
  }

  /// What to do.
  public var hint: LocalizedText? {
    LocalizedText(
      en: "compile it again with `aemedic kb build`",
      fr: "recompilez-la avec `aemedic kb build`", ja: "`aemedic kb build` で再コンパイルしてください")
  }
}
