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
  /// - Parameter house: What to lay over its rules; they are compiled anew if it changes them.
  public init(
    store: KnowledgeStore, remedies: RemedyLibrary, house: HouseLayer? = nil
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
    self.store = store
    self.house = house
    shipped = ruleSet
    var articles: [Article] = []
    var problems: [any Problem] = house?.problems ?? []
    if let house, !house.isEmpty {
      let laid = house.laid(over: ruleSet)
      problems += laid.problems
      rules = try CompiledRules(laid.ruleSet)
    } else {
      rules = try CompiledRules(
        ruleSet, compiledLiterals: try store.blob(named: Self.literalsName))
    }
    if let folder = house.map({ "\($0.path)/articles" }),
      FileManager.default.fileExists(atPath: folder)
    {
      do throws(ArticleProblem) {
        let read = try ArticleFolder(path: folder)
        articles = read.articles
        problems += read.problems
      } catch {
        problems.append(error)
      }
    }
    houseProblems = problems
    catalog = InstalledCatalog(store: store, remedies: remedies, house: articles)
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
  private let house: [ArticleNumber: [Article]]

  /// Joins articles and remedies.
  ///
  /// - Parameter house: Articles that stand before those of the same number in the store.
  public init(store: KnowledgeStore, remedies: RemedyLibrary, house: [Article] = []) {
    self.store = store
    self.remedies = remedies
    self.house = Dictionary(grouping: house, by: \.number)
  }

  /// The article as it can be read in `language`, else in English, else in any.
  public func article(_ number: ArticleNumber, in language: Language) throws -> ArticleReference? {
    guard let article = houseArticle(number, in: language) else {
      return try store.reference(number, in: language)
    }
    return ArticleReference(
      number: number, language: article.language, title: article.title, url: article.url,
      isFallback: article.language != language)
  }

  /// The house's article of a number, in `language`, else in English, else in any.
  public func houseArticle(_ number: ArticleNumber, in language: Language) -> Article? {
    let texts = house[number] ?? []
    return [language, .en].lazy.compactMap { wanted in
      texts.first { $0.language == wanted }
    }.first ?? texts.first
  }

  /// The languages in which the article exists.
  public func languages(of number: ArticleNumber) throws -> Set<Language> {
    try store.languages(of: number).union((house[number] ?? []).map(\.language))
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
