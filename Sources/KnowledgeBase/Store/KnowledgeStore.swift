public import Model
import SQLiteKit
import Synchronization

/// A knowledge base that can be read and searched, from any thread.
///
/// Opening reads the file's header; the first search reads a line about each article.
public final class KnowledgeStore: Sendable {
  /// The format of the files that this version reads.
  public static let format = Int(KnowledgeFile.version)

  /// The file.
  public let path: String

  private let connection: Mutex<Connection>
  private let parameters: RankingParameters

  private struct Connection {
    var database: Database
    var searcher: Searcher?
  }

  /// Opens a file that `KnowledgeBuilder` wrote.
  public convenience init(path: String) throws(KnowledgeError) {
    try self.init(path: path, parameters: .standard)
  }

  /// Opens a file to be searched with other parameters than the standard ones.
  package init(path: String, parameters: RankingParameters) throws(KnowledgeError) {
    self.path = path
    self.parameters = parameters
    connection = Mutex(Connection(database: try KnowledgeFile.open(path), searcher: nil))
  }

  /// The articles that answer a query, best first, each number once.
  public func search(_ query: SearchQuery) throws(KnowledgeError) -> [SearchResult] {
    // Snippets take longest, and need the file no more: others search meanwhile.
    try withSearcher { try $0.find(query) }.results
  }

  /// The same articles as a finding points to them, without snippets.
  public func references(to query: SearchQuery) throws(KnowledgeError) -> [ArticleSuggestion] {
    try withSearcher { try $0.references(query) }
  }

  /// The numbers alone of the articles that answer a query, best first.
  public func ranking(_ query: SearchQuery) throws(KnowledgeError) -> [ArticleNumber] {
    try withSearcher { try $0.ranking(query).map(\.number) }
  }

  /// What misspelt words of a query may have been meant to be.
  public func suggestions(
    for query: SearchQuery
  ) throws(KnowledgeError) -> [SpellingSuggestion] {
    try withSearcher { try $0.suggestions(for: query) }
  }

  /// Articles that say nearly the same as one, most alike first.
  public func nearDuplicates(of article: Article) throws(KnowledgeError) -> [ArticleNumber] {
    try withSearcher { try $0.nearDuplicates(of: article) }
  }

  private func withSearcher<Result: Sendable>(
    _ body: (Searcher) throws -> Result
  ) throws(KnowledgeError) -> Result {
    try read { connection in
      let searcher =
        try connection.searcher ?? Searcher(connection.database, parameters: parameters)
      connection.searcher = searcher
      return try body(searcher)
    }
  }

  /// The article in a language, else in English, else in any; its own language says which.
  public func article(
    _ number: ArticleNumber, in language: Language
  ) throws(KnowledgeError) -> Article? {
    try versions(of: number, in: language).first
  }

  /// All that is there of an article in the language `article` would take, the newest first.
  ///
  /// More than one where both an imported text and our own exist; on the same
  /// day our own leads.
  public func versions(
    of number: ArticleNumber, in language: Language
  ) throws(KnowledgeError) -> [Article] {
    try read { try $0.database.articles(number, in: language) }
  }

  /// The article as a finding points to it, without its text.
  public func reference(
    _ number: ArticleNumber, in language: Language
  ) throws(KnowledgeError) -> ArticleReference? {
    try read { try $0.database.reference(number, in: language) }
  }

  /// The languages in which the article exists.
  public func languages(of number: ArticleNumber) throws(KnowledgeError) -> Set<Language> {
    try read { connection in
      try connection.database.withStatement(
        "SELECT DISTINCT language FROM article WHERE number = ?1"
      ) { statement in
        try statement.bind(.text(number.rawValue))
        var languages: Set<Language> = []
        while try statement.step() {
          if let language = statement.text(0).flatMap(Language.init(rawValue:)) {
            languages.insert(language)
          }
        }
        return languages
      }
    }
  }

  /// What the last import changed, by number and language.
  public func changes() throws(KnowledgeError) -> [ArticleChange] {
    try read { try $0.database.changes() }
  }

  /// The concepts of its lexicon.
  func concepts() throws(KnowledgeError) -> [Concept] {
    try read { try $0.database.concepts() }
  }

  /// The English of its Japanese terms.
  func translations() throws(KnowledgeError) -> [Translation] {
    try read { try $0.database.translations() }
  }

  /// The bytes that another room keeps under a name.
  public func blob(named name: String) throws(KnowledgeError) -> [UInt8]? {
    try read { connection in
      try connection.database.withStatement("SELECT bytes FROM blob WHERE name = ?1") {
        try $0.bind(.text(name))
        return try $0.step() ? $0.blob(0) : nil
      }
    }
  }

  /// How many articles there are, by language and origin.
  public func statistics() throws(KnowledgeError) -> KnowledgeStatistics {
    try read { try KnowledgeStatistics($0.database) }
  }

  /// The numbers of all articles, in order.
  public func numbers() throws(KnowledgeError) -> [ArticleNumber] {
    try read { connection in
      try connection.database.withStatement(
        "SELECT DISTINCT number FROM article ORDER BY number"
      ) { statement in
        var numbers: [ArticleNumber] = []
        while try statement.step() {
          if let number = statement.text(0).flatMap(ArticleNumber.init) { numbers.append(number) }
        }
        return numbers
      }
    }
  }

  private func read<Result: Sendable>(
    _ body: (inout Connection) throws -> Result
  ) throws(KnowledgeError) -> Result {
    do {
      return try connection.withLock { connection in try body(&connection) }
    } catch {
      throw KnowledgeFile.problem(error, path: path)
    }
  }
}
