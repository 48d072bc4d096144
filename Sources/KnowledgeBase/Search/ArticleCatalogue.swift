import Model
import SQLiteKit

/// What a search must know of every row, kept in memory.
struct ArticleCatalogue {
  /// A row of the index: an article in one language and of one origin.
  struct Row {
    var number: ArticleNumber
    var language: Language
    var languageOrdinal: Int

    /// Its length in terms, by the average of its language.
    var length: Double
    var isArchived: Bool
    var isOnExperienceManager: Bool
  }

  /// In the order of their numbers in the file.
  private var rows: [Row] = []

  /// These numbers, which may leave some out.
  private var ids: [Int64] = []

  /// The rows of each article, by its ordinal; in the order of languages, then origins.
  private(set) var rowsByArticle: [[Int]] = []

  /// How many different articles there are.
  var articleCount: Int { rowsByArticle.count }

  init(_ database: Database) throws {
    var ordinals: [ArticleNumber: Int] = [:]
    var origins: [String] = []
    let languages = Dictionary(
      uniqueKeysWithValues: Language.allCases.enumerated().map { ($1, $0) })
    let sql: StaticString =
      "SELECT number, language, state, product, size, origin, id FROM article ORDER BY id"
    try database.withStatement(sql) { statement in
      while try statement.step() {
        let number = statement.text(0).flatMap(ArticleNumber.init)
        let language = statement.text(1).flatMap(Language.init(rawValue:))
        guard let number, let language else { throw KnowledgeFile.Damage.row }
        let ordinal = ordinals[number, default: ordinals.count]
        ordinals[number] = ordinal
        if ordinal == rowsByArticle.count { rowsByArticle.append([]) }
        rowsByArticle[ordinal].append(rows.count)
        ids.append(statement.integer(6))
        origins.append(statement.text(5) ?? "")
        rows.append(
          Row(
            number: number, language: language, languageOrdinal: languages[language] ?? 0,
            length: Double(statement.integer(4)),
            isArchived: statement.text(2) == ArticleState.archived.rawValue,
            isOnExperienceManager: statement.text(3)?.contains("Experience Manager") == true))
      }
    }
    for ordinal in rowsByArticle.indices where rowsByArticle[ordinal].count > 1 {
      // Sums come out the same in whatever order the texts were written.
      rowsByArticle[ordinal].sort {
        (rows[$0].language.rawValue, origins[$0]) < (rows[$1].language.rawValue, origins[$1])
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

  subscript(place: Int) -> Row { rows[place] }

  /// The place of the row of that number in the file, if it is not before `start`.
  func place(of id: Int64, from start: Int) -> Int? {
    var place = start
    while place < ids.count, ids[place] < id { place += 1 }
    return place < ids.count && ids[place] == id ? place : nil
  }
}
