import SQLiteKit

/// The SQLite file of a knowledge base: how it is told apart, and its tables.
///
/// Bodies lie in a table of their own so that titles are read without them. The
/// index keeps no text: what it would quote is in the bodies. Its rows carry the
/// numbers of `article`.
enum KnowledgeFile {
  /// `aemd`: the application's mark in the header of the file.
  static let applicationID: Int64 = 0x6165_6D64

  /// The version of the tables below.
  static let version: Int64 = 3

  static let schema: StaticString = """
    PRAGMA application_id = 0x61656D64;
    PRAGMA user_version = 3;
    CREATE TABLE article(
      id INTEGER PRIMARY KEY,
      number TEXT NOT NULL, language TEXT NOT NULL, origin TEXT NOT NULL,
      title TEXT NOT NULL, description TEXT NOT NULL, keywords TEXT NOT NULL,
      product TEXT NOT NULL, state TEXT NOT NULL, date TEXT NOT NULL, url TEXT,
      size INTEGER NOT NULL, source_commit TEXT,
      UNIQUE(number, language, origin));
    CREATE TABLE article_body(id INTEGER PRIMARY KEY, body TEXT NOT NULL);
    CREATE TABLE concept(id INTEGER PRIMARY KEY, source TEXT NOT NULL);
    CREATE TABLE concept_way(
      key TEXT NOT NULL, language TEXT NOT NULL, words TEXT NOT NULL, concept INTEGER NOT NULL,
      PRIMARY KEY(key, language, words, concept)) WITHOUT ROWID;
    CREATE TABLE translation(
      source TEXT NOT NULL, target TEXT NOT NULL, probability REAL NOT NULL,
      PRIMARY KEY(source, target)) WITHOUT ROWID;
    CREATE TABLE word(
      length INTEGER NOT NULL, word TEXT NOT NULL, uses INTEGER NOT NULL,
      PRIMARY KEY(length, word)) WITHOUT ROWID;
    CREATE TABLE rule_text(
      number TEXT NOT NULL, language TEXT NOT NULL, text TEXT NOT NULL,
      PRIMARY KEY(number, language)) WITHOUT ROWID;
    CREATE TABLE change(
      number TEXT NOT NULL, language TEXT NOT NULL, kind TEXT NOT NULL,
      PRIMARY KEY(number, language)) WITHOUT ROWID;
    CREATE TABLE analysis(mark TEXT NOT NULL);
    CREATE TABLE blob(name TEXT PRIMARY KEY, bytes BLOB NOT NULL);
    CREATE VIRTUAL TABLE article_index USING fts5(
      title, description, keywords, symptom, code, inline, resolution, rules,
      content='', columnsize=0, tokenize='aemedic');
    """

  /// What a file of ours never holds.
  enum Damage: Error {
    case row
  }

  /// Opens an existing file and makes sure that it is one of ours.
  static func open(_ path: String) throws(KnowledgeError) -> Database {
    do {
      _ = try Files.read(path, limit: 1)
    } catch {
      throw .unreadable(path: path, error)
    }
    do {
      let database = try Database(path: path, mode: .readOnly)
      let mark = try number(database, "PRAGMA application_id")
      guard mark == applicationID else { throw KnowledgeError.notAKnowledgeBase(path: path) }
      let found = try number(database, "PRAGMA user_version")
      guard found == version else {
        throw KnowledgeError.otherVersion(path: path, found: found, expected: version)
      }
      return database
    } catch let error as KnowledgeError {
      throw error
    } catch {
      throw problem(error, path: path)
    }
  }

  /// What an error of SQLite means for someone who wanted to read the file.
  static func problem(_ error: any Error, path: String) -> KnowledgeError {
    guard let error = error as? SQLiteError else {
      return .damaged(path: path, detail: String(describing: error))
    }
    if error.isNoDatabase { return .notAKnowledgeBase(path: path) }
    return .damaged(path: path, detail: error.message)
  }

  private static func number(_ database: Database, _ sql: StaticString) throws -> Int64 {
    try database.withStatement(sql) { statement in
      _ = try statement.step()
      return statement.integer(0)
    }
  }
}
