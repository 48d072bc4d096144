import Model
import SQLiteKit

/// What a search must know of every row, kept in memory.
struct ArticleCatalogue {
  /// A row of the index: an article in one language and of one origin.
  struct Row {
    var number: ArticleNumber
    var ordinal: Int
    var language: Language
    var boost: Double
  }

  /// By the row's number, which counts from 1.
  private var rows: [Row] = []

  /// How many different articles there are.
  private(set) var articleCount = 0

  init(_ database: Database) throws {
    var ordinals: [ArticleNumber: Int] = [:]
    let sql: StaticString = "SELECT number, language, state, product FROM article ORDER BY id"
    try database.withStatement(sql) { statement in
      while try statement.step() {
        let number = statement.text(0).flatMap(ArticleNumber.init)
        let language = statement.text(1).flatMap(Language.init(rawValue:))
        guard let number, let language else { throw KnowledgeFile.Damage.row }
        let ordinal = ordinals[number, default: ordinals.count]
        ordinals[number] = ordinal
        let boost = Self.boost(state: statement.text(2), product: statement.text(3))
        rows.append(Row(number: number, ordinal: ordinal, language: language, boost: boost))
      }
    }
    articleCount = ordinals.count
  }

  /// The row of that number, if there is one.
  subscript(id: Int64) -> Row? {
    guard id >= 1, id <= rows.count else { return nil }
    return rows[Int(id) - 1]
  }

  /// Archived articles yield; those on Experience Manager, which aemedic is about, lead.
  private static func boost(state: String?, product: String?) -> Double {
    let stateBoost = state == ArticleState.archived.rawValue ? 0.7 : 1
    return product?.contains("Experience Manager") == true ? stateBoost * 1.15 : stateBoost
  }

  /// Counts articles language by language; rows must come in their order.
  struct Counter {
    fileprivate let catalogue: ArticleCatalogue
    fileprivate var counts: [Language: (articles: Int, last: Int)] = [:]

    mutating func count(rowID: Int64) {
      guard let row = catalogue[rowID] else { return }
      var (articles, last) = counts[row.language, default: (0, -1)]
      if last != row.ordinal { articles += 1 }
      last = row.ordinal
      counts[row.language] = (articles, last)
    }

    /// The count of the language in which there are most.
    var greatest: Int { counts.values.map(\.articles).max() ?? 0 }
  }

  /// A counter that has counted nothing.
  var counter: Counter { Counter(catalogue: self) }
}
