import Model
import SQLiteKit

/// Writes a knowledge-base file that nobody else sees yet; a failure throws it away.
struct KnowledgeWriter {
  /// When more than this part of the texts is others, all are written anew.
  private static let few = 0.25

  private let database: Database
  private let tokenizer = ArticleTokenizer()

  /// Opens an empty file.
  init(path: String) throws {
    database = try Database(path: path, mode: .readWrite)
    try database.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
    try database.register(tokenizer, named: "aemedic")
  }

  /// Writes what a file shall hold; over a copy of another where few texts differ.
  func write(_ contents: KnowledgeContents, over base: StoredContents?) throws {
    if let base, try AnalysisMark.stands(in: base.database) {
      let (gone, come) = contents.difference(from: base.contents)
      if Double(gone.count + come.count) <= Self.few * Double(base.contents.articles.count) {
        return try write(contents, over: base, gone: gone, come: come)
      }
    }
    try writeAnew(contents)
  }

  /// Writes everything; the same contents give the same file, byte for byte.
  private func writeAnew(_ contents: KnowledgeContents) throws {
    try database.execute(KnowledgeFile.schema)
    try database.transaction {
      try AnalysisMark.write(to: database)
      for (index, key) in contents.keys.enumerated() {
        guard let text = contents.text(key) else { continue }
        try insert(text, id: Int64(index + 1))
      }
      try database.insert(contents.concepts)
      try database.insert(contents.translations)
      try database.insert(contents.ruleTexts)
      try database.insert(contents.changes)
      try database.insert(contents.blobs)
      try insertWords()
    }
    try optimize()
  }

  /// Writes what differs; the rest is not cut into terms again.
  private func write(
    _ contents: KnowledgeContents, over base: StoredContents, gone: [KnowledgeContents.Key],
    come: [KnowledgeContents.Key]
  ) throws {
    try base.database.copy(to: database)
    try database.transaction {
      for key in gone {
        guard let text = base.contents.text(key), let id = try database.id(of: key) else {
          continue
        }
        try remove(text, id: id)
      }
      var next = try database.nextID()
      for key in come {
        guard let text = contents.text(key) else { continue }
        try insert(text, id: next)
        next &+= 1
      }
      func rewrite<Part: Equatable>(
        _ part: KeyPath<KnowledgeContents, Part>, after deletion: StaticString,
        insert: (Part) throws -> Void
      ) throws {
        guard contents[keyPath: part] != base.contents[keyPath: part] else { return }
        try database.execute(deletion)
        try insert(contents[keyPath: part])
      }
      try rewrite(\.concepts, after: "DELETE FROM concept; DELETE FROM concept_way") {
        try database.insert($0)
      }
      try rewrite(\.translations, after: "DELETE FROM translation") { try database.insert($0) }
      try rewrite(\.ruleTexts, after: "DELETE FROM rule_text") { try database.insert($0) }
      try rewrite(\.changes, after: "DELETE FROM change") { try database.insert($0) }
      try rewrite(\.blobs, after: "DELETE FROM blob") { try database.insert($0) }
      try insertWords()
    }
    if !gone.isEmpty || !come.isEmpty { try optimize() }
  }

  /// Makes the index one stretch again; what is gone leaves it.
  private func optimize() throws {
    try database.execute("INSERT INTO article_index(article_index) VALUES ('optimize')")
  }
}

// MARK: - Texts

extension KnowledgeWriter {
  private func insert(_ text: KnowledgeContents.Text, id: Int64) throws {
    let article = text.article
    tokenizer.begin(article.language, counting: 1)
    try database.withStatement(
      """
      INSERT INTO article_index(
        rowid, title, description, keywords, symptom, code, inline, resolution, rules)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
      """
    ) {
      try $0.bind([.integer(id)] + text.columns.map { .text($0) })
      try $0.run()
    }
    try database.withStatement(
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
    try database.withStatement("INSERT INTO article_body VALUES (?1, ?2)") {
      try $0.bind(.integer(id), .text(article.body))
      try $0.run()
    }
  }

  /// The index keeps no text, so it must be told again what stood there (sqlite.org/fts5.html, 6.3).
  private func remove(_ text: KnowledgeContents.Text, id: Int64) throws {
    tokenizer.begin(text.article.language, counting: -1)
    try database.withStatement(
      """
      INSERT INTO article_index(
        article_index, rowid, title, description, keywords, symptom, code, inline, resolution,
        rules)
      VALUES ('delete', ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
      """
    ) {
      try $0.bind([.integer(id)] + text.columns.map { .text($0) })
      try $0.run()
    }
    for sql: StaticString in [
      "DELETE FROM article WHERE id = ?1", "DELETE FROM article_body WHERE id = ?1",
    ] {
      try database.withStatement(sql) {
        try $0.bind(.integer(id))
        try $0.run()
      }
    }
  }

  /// Adds what the texts that came and went had of each word.
  private func insertWords() throws {
    for (word, uses) in tokenizer.words.sorted(by: { $0.key < $1.key }) where uses != 0 {
      try database.withStatement(
        "INSERT INTO word VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET uses = uses + ?3"
      ) {
        try $0.bind(.integer(Int64(word.utf8.count)), .text(word), .integer(Int64(uses)))
        try $0.run()
      }
    }
    try database.execute("DELETE FROM word WHERE uses <= 0")
  }
}

extension Database {
  fileprivate func id(of key: KnowledgeContents.Key) throws -> Int64? {
    try withStatement(
      "SELECT id FROM article WHERE number = ?1 AND language = ?2 AND origin = ?3"
    ) {
      try $0.bind(
        .text(key.number.rawValue), .text(key.language.rawValue), .text(key.origin.rawValue))
      return try $0.step() ? $0.integer(0) : nil
    }
  }

  fileprivate func nextID() throws -> Int64 {
    try withStatement("SELECT max(id) FROM article") {
      _ = try $0.step()
      return $0.integer(0) &+ 1
    }
  }
}

// MARK: - The rest

extension Database {
  fileprivate func insert(_ ruleTexts: [ArticleNumber: LocalizedText]) throws {
    for (number, text) in ruleTexts.sorted(by: { $0.key < $1.key }) {
      for language in Language.allCases {
        try withStatement("INSERT INTO rule_text VALUES (?1, ?2, ?3)") {
          try $0.bind(.text(number.rawValue), .text(language.rawValue), .text(text[language]))
          try $0.run()
        }
      }
    }
  }

  fileprivate func insert(_ changes: [ArticleChange]) throws {
    for change in changes {
      try withStatement("INSERT INTO change VALUES (?1, ?2, ?3)") {
        try $0.bind(
          .text(change.number.rawValue), .text(change.language.rawValue),
          .text(change.kind.rawValue))
        try $0.run()
      }
    }
  }

  fileprivate func insert(_ blobs: [String: [UInt8]]) throws {
    for (name, bytes) in blobs.sorted(by: { $0.key < $1.key }) {
      try withStatement("INSERT INTO blob(name, bytes) VALUES (?1, ?2)") {
        try $0.bind(.text(name), .blob(bytes))
        try $0.run()
      }
    }
  }
}
