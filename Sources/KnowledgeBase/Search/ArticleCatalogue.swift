import Model
import SQLiteKit

/// What a search must know of every row, kept in memory.
struct ArticleCatalogue {
  /// A row of the index: an article in one language and of one origin.
  struct Row {
    var number: ArticleNumber
    var ordinal: Int
    var language: Language

    /// Its length in terms, by the average of its language.
    var length: Double
    var isArchived: Bool
    var isOnExperienceManager: Bool
  }

  /// By the row's number, which counts from 1.
  private var rows: [Row] = []

  /// The rows of each article, by its ordinal.
  private(set) var rowsByArticle: [[Int]] = []

  /// How many different articles there are.
  var articleCount: Int { rowsByArticle.count }

  init(_ database: Database) throws {
    var ordinals: [ArticleNumber: Int] = [:]
    let sql: StaticString = "SELECT number, language, state, product, size FROM article ORDER BY id"
    try database.withStatement(sql) { statement in
      while try statement.step() {
        let number = statement.text(0).flatMap(ArticleNumber.init)
        let language = statement.text(1).flatMap(Language.init(rawValue:))
        guard let number, let language else { throw KnowledgeFile.Damage.row }
        let ordinal = ordinals[number, default: ordinals.count]
        ordinals[number] = ordinal
        if ordinal == rowsByArticle.count { rowsByArticle.append([]) }
        rowsByArticle[ordinal].append(rows.count)
        rows.append(
          Row(
            number: number, ordinal: ordinal, language: language,
            length: Double(statement.integer(4)),
            isArchived: statement.text(2) == ArticleState.archived.rawValue,
            isOnExperienceManager: statement.text(3)?.contains("Experience Manager") == true))
      }
    }
    for language in Language.allCases {
      // A Japanese text has more terms than an English one that says the same.
      let members = rows.indices.filter { rows[$0].language == language }
      let average = members.map { rows[$0].length }.reduce(0, +) / Double(max(1, members.count))
      for index in members { rows[index].length /= max(1, average) }
    }
  }

  /// How many rows there are.
  var rowCount: Int { rows.count }

  /// The row of that number, if there is one.
  subscript(id: Int64) -> Row? {
    guard id >= 1, id <= rows.count else { return nil }
    return rows[Int(id) - 1]
  }

  /// Counts articles language by language; rows must come in their order.
  struct Counter {
    private var language: Language?
    private var last = -1
    private var articles = 0
    private var most = 0

    mutating func count(_ row: Row) {
      if row.language != language {
        most = greatest
        (language, last, articles) = (row.language, -1, 0)
      }
      if last != row.ordinal { articles += 1 }
      last = row.ordinal
    }

    /// The count of the language in which there are most.
    var greatest: Int { max(most, articles) }
  }
}
