public import Model
import SQLiteKit

/// Collects articles and other rooms' data, and writes them into one knowledge-base file.
///
/// Our own article and an imported one of the same number and language live side
/// by side: both are found, the newer leads. Between two of the same origin only
/// the newer stays.
public struct KnowledgeBuilder {
  /// What became of an article that was added.
  public enum Outcome: Hashable, Sendable {
    /// It is new.
    case added

    /// It took the place of one that was not newer.
    case replaced

    /// A newer one was there already, and stays.
    case keptNewer
  }

  private struct Key: Hashable {
    var number: ArticleNumber
    var language: Language
    var origin: ArticleOrigin
  }

  private var articles: [Key: Article] = [:]
  private var blobs: [String: [UInt8]] = [:]
  private var concepts: [Concept] = []
  private var ruleTexts: [ArticleNumber: LocalizedText] = [:]

  /// What the last import changed.
  public private(set) var changes: [ArticleChange] = []

  /// Starts with nothing.
  public init() {}

  /// Starts with all that a file holds; the file stays as it is until `write`.
  public init(extending path: String) throws(KnowledgeError) {
    let database = try KnowledgeFile.open(path)
    do {
      let found = try database.withStatement(
        """
        SELECT number, language, origin, title, description, keywords, product, state, date, url,
          body, source_commit
        FROM article JOIN article_body USING (id)
        """
      ) { try $0.articles() }
      for article in found { add(article) }
      concepts = try database.concepts()
      changes = try database.changes()
      ruleTexts = try database.ruleTexts()
      try database.withStatement("SELECT name, bytes FROM blob") { statement in
        while try statement.step() {
          blobs[statement.text(0) ?? ""] = statement.blob(1)
        }
      }
    } catch {
      throw KnowledgeFile.problem(error, path: path)
    }
  }

  /// Starts with all that a file holds, or with nothing where there is none or it is spoilt.
  ///
  /// - Returns: Why what the file held is lost; `nil` if it is not.
  /// - Throws: Where the file is somebody else's, or cannot be read.
  public static func rebuilding(
    _ path: String
  ) throws(KnowledgeError) -> (builder: KnowledgeBuilder, loss: KnowledgeError?) {
    do throws(KnowledgeError) {
      return (try KnowledgeBuilder(extending: path), nil)
    } catch {
      switch error {
      case .unreadable(_, .missing): return (KnowledgeBuilder(), nil)
      case .damaged, .otherVersion: return (KnowledgeBuilder(), error)
      case .unreadable, .notAKnowledgeBase, .unwritable, .locked: throw error
      }
    }
  }

  /// Adds an article, unless a newer one of the same number, language and origin is there.
  @discardableResult
  public mutating func add(_ article: Article) -> Outcome {
    let key = Key(number: article.number, language: article.language, origin: article.origin)
    if let known = articles[key], known.date > article.date { return .keptNewer }
    return articles.updateValue(article, forKey: key) == nil ? .added : .replaced
  }

  /// Takes in what was read from copies of Adobe's repositories.
  ///
  /// What a whole repository no longer has goes. Without any change there is nothing to write.
  ///
  /// - Returns: Whether anything changed.
  public mutating func take(_ source: KCSImport) -> Bool {
    let before = articles.filter { $0.key.origin == .imported }
    for language in source.wholeLanguages {
      let present = Set(source.articles.filter { $0.language == language }.map(\.number))
      articles = articles.filter { key, _ in
        key.origin != .imported || key.language != language || present.contains(key.number)
      }
    }
    for article in source.articles { add(article) }
    let after = articles.filter { $0.key.origin == .imported }
    var found: [ArticleChange] = []
    for key in Set(before.keys).union(after.keys) where before[key] != after[key] {
      let kind: ArticleChange.Kind =
        before[key] == nil ? .added : after[key] == nil ? .removed : .changed
      found.append(ArticleChange(number: key.number, language: key.language, kind: kind))
    }
    guard !found.isEmpty else { return false }
    changes = found.sorted {
      ($0.number, $0.language.rawValue) < ($1.number, $1.language.rawValue)
    }
    return true
  }

  /// Forgets the articles of one origin, to be read again.
  public mutating func removeArticles(of origin: ArticleOrigin) {
    articles = articles.filter { $0.key.origin != origin }
  }

  /// Takes the place of all concepts that were there.
  public mutating func setConcepts(_ concepts: [Concept]) {
    self.concepts = concepts
  }

  /// Adds concepts to those that are there.
  public mutating func addConcepts(_ added: [Concept]) {
    concepts += added
  }

  /// What rules that point to an article say of it: found with the article, never shown.
  public mutating func setRuleTexts(_ texts: [ArticleNumber: LocalizedText]) {
    ruleTexts = texts
  }

  /// Takes over the concepts of another file.
  public mutating func takeConcepts(of store: KnowledgeStore) throws(KnowledgeError) {
    concepts = try store.concepts()
  }

  /// Keeps bytes under a name, for the room that knows what they are.
  public mutating func setBlob(_ bytes: [UInt8], named name: String) {
    blobs[name] = bytes
  }

  /// Writes the file in one go: whatever happens, the path holds the old one or the new one.
  ///
  /// The same articles and data give the same file, byte for byte.
  public func write(to path: String) throws(KnowledgeError) {
    let unfinished = "\(path).\(UInt64.random(in: .min ... .max)).new"
    defer { Files.remove(unfinished) }
    do {
      try Files.create(unfinished)
      try fill(unfinished)
      try Files.replace(path, with: unfinished)
    } catch let obstacle as FileObstacle {
      throw .unwritable(path: path, obstacle)
    } catch let error as SQLiteError {
      throw .unwritable(path: path, Self.obstacle(error))
    } catch {
      throw .damaged(path: path, detail: String(describing: error))
    }
  }

  private static func obstacle(_ error: SQLiteError) -> FileObstacle {
    error.isDiskFull ? .noSpace : .other(error.code)
  }

  private func fill(_ path: String) throws {
    let database = try Database(path: path, mode: .readWrite)
    // Nobody else sees the file yet, and a failure throws it away.
    try database.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
    let tokenizer = ArticleTokenizer()
    try database.register(tokenizer, named: "aemedic")
    try database.execute(KnowledgeFile.schema)
    try database.transaction {
      for (index, article) in sorted.enumerated() {
        try database.insert(
          article, ruleText: ruleTexts[article.number]?[article.language] ?? "",
          id: Int64(index + 1), tokenizer: tokenizer)
      }
      try database.insert(concepts)
      for (number, text) in ruleTexts.sorted(by: { $0.key < $1.key }) {
        for language in Language.allCases {
          try database.withStatement("INSERT INTO rule_text VALUES (?1, ?2, ?3)") {
            try $0.bind(
              .text(number.rawValue), .text(language.rawValue), .text(text[language]))
            try $0.run()
          }
        }
      }
      for change in changes {
        try database.withStatement("INSERT INTO change VALUES (?1, ?2, ?3)") {
          try $0.bind(
            .text(change.number.rawValue), .text(change.language.rawValue),
            .text(change.kind.rawValue))
          try $0.run()
        }
      }
      for (word, uses) in tokenizer.words.sorted(by: { $0.key < $1.key }) {
        try database.withStatement("INSERT INTO word VALUES (?1, ?2, ?3)") {
          try $0.bind(.integer(Int64(word.utf8.count)), .text(word), .integer(Int64(uses)))
          try $0.run()
        }
      }
      for (name, bytes) in blobs.sorted(by: { $0.key < $1.key }) {
        try database.withStatement("INSERT INTO blob(name, bytes) VALUES (?1, ?2)") {
          try $0.bind(.text(name), .blob(bytes))
          try $0.run()
        }
      }
    }
    try database.execute("INSERT INTO article_index(article_index) VALUES ('optimize')")
  }

  private var sorted: [Article] {
    articles.values.sorted {
      ($0.language.rawValue, $0.number, $0.origin.rawValue)
        < ($1.language.rawValue, $1.number, $1.origin.rawValue)
    }
  }
}

extension Database {
  fileprivate func insert(
    _ article: Article, ruleText: String, id: Int64, tokenizer: ArticleTokenizer
  ) throws {
    let sections = ArticleSections(markdown: article.body)
    tokenizer.language = article.language
    tokenizer.positions = 0
    try withStatement(
      """
      INSERT INTO article_index(
        rowid, title, description, keywords, symptom, code, inline, resolution, rules)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
      """
    ) {
      try $0.bind(
        .integer(id), .text("\(article.title)\n\(sections.heading)"),
        .text(article.description), .text(article.keywords.joined(separator: ", ")),
        .text(sections.symptom),
        .text(sections.code), .text(sections.inline), .text(sections.resolution),
        .text(ruleText))
      try $0.run()
    }
    try withStatement(
      "INSERT INTO article VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
    ) {
      try $0.bind(
        .integer(id), .text(article.number.rawValue), .text(article.language.rawValue),
        .text(article.origin.rawValue), .text(article.title), .text(article.description),
        .text(article.keywords.joined(separator: ", ")), .text(article.product),
        .text(article.state.rawValue), .text(article.date), .optional(article.url),
        .integer(Int64(tokenizer.positions)), .optional(article.commit))
      try $0.run()
    }
    try withStatement("INSERT INTO article_body VALUES (?1, ?2)") {
      try $0.bind(.integer(id), .text(article.body))
      try $0.run()
    }
  }
}
