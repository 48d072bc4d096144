import Foundation
import SQLiteKit
import TestSupport
import Testing

@Suite("Database")
struct DatabaseTests {
  private struct Refused: Error {}

  private func filled() throws -> Database {
    let database = try Database()
    try database.execute("CREATE TABLE entry(name TEXT UNIQUE, size INTEGER, bytes BLOB)")
    return database
  }

  private func count(_ database: Database) throws -> Int64 {
    try database.withStatement("SELECT count(*) FROM entry") { statement in
      _ = try statement.step()
      return statement.integer(0)
    }
  }

  @Test("gives back what was put in")
  func values() throws {
    let database = try filled()
    let rows: [(String, Int64, [UInt8])] = [("鍵", .max, [0, 255]), ("", .min, [])]
    for row in rows {
      try database.withStatement("INSERT INTO entry VALUES (?1, ?2, ?3)") {
        try $0.bind(.text(row.0), .integer(row.1), .blob(row.2))
        try $0.run()
      }
    }
    try database.withStatement("SELECT name, size, bytes, NULL FROM entry ORDER BY rowid") {
      for row in rows {
        let hasRow = try $0.step()
        #expect(hasRow)
        #expect($0.text(0) == row.0)
        #expect($0.integer(1) == row.1)
        #expect($0.blob(2) == row.2)
        #expect($0.text(3) == nil)
        #expect($0.blob(3) == nil)
      }
      let hasMore = try $0.step()
      #expect(!hasMore)
    }
  }

  @Test("names the code and the statement of a refusal, not the values")
  func errors() throws {
    let database = try filled()
    let insert: StaticString = "INSERT INTO entry(name) VALUES (?1)"
    func add() throws {
      try database.withStatement(insert) {
        try $0.bind(.text("secret"))
        try $0.run()
      }
    }
    try add()
    let error = #expect(throws: SQLiteError.self) { try add() }
    #expect(error?.code == 2067)  // SQLITE_CONSTRAINT_UNIQUE
    #expect(error?.sql == insert.description)
    #expect(error?.description.contains("secret") == false)
    #expect(throws: SQLiteError.self) { try database.execute("SELEC 1") }
  }

  @Test("undoes a transaction that fails")
  func rollback() throws {
    let database = try filled()
    #expect(throws: Refused.self) {
      try database.transaction {
        try database.execute("INSERT INTO entry(name) VALUES ('a')")
        throw Refused()
      }
    }
    #expect(try count(database) == 0)
    try database.transaction { try database.execute("INSERT INTO entry(name) VALUES ('a')") }
    #expect(try count(database) == 1)
  }

  @Test("lends the same statement twice at once")
  func nested() throws {
    let database = try filled()
    let sum = try database.withStatement("SELECT ?1") { outer in
      try outer.bind(.integer(1))
      _ = try outer.step()
      let inner = try database.withStatement("SELECT ?1") { inner in
        try inner.bind(.integer(2))
        _ = try inner.step()
        return inner.integer(0)
      }
      return outer.integer(0) + inner
    }
    #expect(sum == 3)
    let unbound = try database.withStatement("SELECT ?1") { statement in
      _ = try statement.step()
      return statement.text(0)
    }
    #expect(unbound == nil)
  }

  @Test("says that a file is no database, or is not there")
  func files() throws {
    let folder = try TemporaryFolder()
    let text = try folder.write(String(repeating: "no database ", count: 100), to: "a.kb")
    let error = #expect(throws: SQLiteError.self) {
      try Database(path: text, mode: .readOnly).execute("SELECT * FROM sqlite_schema")
    }
    #expect(error?.isNoDatabase == true)
    #expect(throws: SQLiteError.self) {
      try Database(path: folder.path("none.kb"), mode: .readOnly)
    }
  }
}
