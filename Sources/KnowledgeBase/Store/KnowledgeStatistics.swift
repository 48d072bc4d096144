public import Model
import SQLiteKit

/// How many articles a knowledge base holds.
public struct KnowledgeStatistics: Hashable, Sendable {
  /// Different article numbers.
  public let articles: Int

  /// Texts by language, imported and own ones.
  public let texts: [Language: Int]

  /// Texts of our own.
  public let ownTexts: Int

  /// Texts of articles that are archived.
  public let archivedTexts: Int

  /// Articles by state, that of the version that was written last.
  public let states: [ArticleState: Int]

  /// Articles by product; one that is about several counts for each.
  public let products: [String: Int]

  init(_ database: Database) throws {
    var articles = 0
    var texts: [Language: Int] = [:]
    var ownTexts = 0
    var archivedTexts = 0
    try database.withStatement("SELECT count(DISTINCT number) FROM article") { statement in
      _ = try statement.step()
      articles = Int(statement.integer(0))
    }
    try database.withStatement(
      """
      SELECT language, count(*), total(origin = 'own'), total(state = 'archived')
      FROM article GROUP BY language
      """
    ) { statement in
      while try statement.step() {
        guard let language = statement.text(0).flatMap(Language.init(rawValue:)) else { continue }
        texts[language] = Int(statement.integer(1))
        ownTexts += Int(statement.integer(2))
        archivedTexts += Int(statement.integer(3))
      }
    }
    var states: [ArticleState: Int] = [:]
    var products: [String: Int] = [:]
    // Of a group, SQLite gives the other columns of the row that has the maximum.
    try database.withStatement(
      "SELECT state, product, max(substr(date, 1, 10) || (origin = 'own')) FROM article GROUP BY number"
    ) { statement in
      while try statement.step() {
        if let state = statement.text(0).flatMap(ArticleState.init(rawValue:)) {
          states[state, default: 0] += 1
        }
        for product in Set((statement.text(1) ?? "").separatedByCommas) {
          products[product, default: 0] += 1
        }
      }
    }
    self.states = states
    self.products = products
    self.articles = articles
    self.texts = texts
    self.ownTexts = ownTexts
    self.archivedTexts = archivedTexts
  }
}
