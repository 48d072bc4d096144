import Model
import SQLiteKit

/// What a knowledge-base file is made of.
struct KnowledgeContents {
  /// What tells an article's text from all others.
  struct Key: Hashable {
    var number: ArticleNumber
    var language: Language
    var origin: ArticleOrigin
  }

  /// A text as the index takes it.
  struct Text: Equatable {
    var article: Article

    /// What rules say of the article.
    var ruleText: String

    /// What stands in the columns of the index.
    var columns: [String] {
      let sections = ArticleSections(markdown: article.body)
      return [
        "\(article.title)\n\(sections.heading)", article.description,
        article.keywords.joined(separator: ", "), sections.symptom, sections.code,
        sections.inline, sections.resolution, ruleText,
      ]
    }
  }

  var articles: [Key: Article] = [:]
  var concepts: [Concept] = []
  var translations: [Translation] = []
  var ruleTexts: [ArticleNumber: LocalizedText] = [:]
  var changes: [ArticleChange] = []
  var blobs: [String: [UInt8]] = [:]

  init() {}

  /// Reads all of a file.
  init(_ database: Database) throws {
    let found = try database.withStatement(
      """
      SELECT number, language, origin, title, description, keywords, product, state, date, url,
        body, source_commit
      FROM article JOIN article_body USING (id)
      """
    ) { try $0.articles() }
    for article in found { articles[article.key] = article }
    concepts = try database.concepts()
    translations = try database.translations()
    changes = try database.changes()
    ruleTexts = try database.ruleTexts()
    try database.withStatement("SELECT name, bytes FROM blob") { statement in
      while try statement.step() {
        blobs[statement.text(0) ?? ""] = statement.blob(1)
      }
    }
  }

  /// By language, then number, then origin.
  var keys: [Key] {
    articles.keys.sorted {
      ($0.language.rawValue, $0.number, $0.origin.rawValue)
        < ($1.language.rawValue, $1.number, $1.origin.rawValue)
    }
  }

  func text(_ key: Key) -> Text? {
    articles[key].map { Text(article: $0, ruleText: ruleTexts[key.number]?[key.language] ?? "") }
  }

  /// The texts that are not the same as those of another file.
  func difference(from other: KnowledgeContents) -> (gone: [Key], come: [Key]) {
    (
      gone: other.keys.filter { text($0) != other.text($0) },
      come: keys.filter { text($0) != other.text($0) }
    )
  }
}

/// What a file held when it was read, and the file itself.
struct StoredContents {
  let database: Database
  let contents: KnowledgeContents

  init(_ database: Database) throws {
    self.database = database
    contents = try KnowledgeContents(database)
  }
}

extension Article {
  var key: KnowledgeContents.Key {
    KnowledgeContents.Key(number: number, language: language, origin: origin)
  }
}
