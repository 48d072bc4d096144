import CSQLite

/// A refusal by SQLite: its code, its words, and the statement; never the bound values.
public struct SQLiteError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The extended result code (sqlite.org/rescode.html).
  public let code: Int32

  /// What SQLite says, in English.
  public let message: String

  /// The statement that failed, if one was involved.
  public let sql: String?

  /// The number of the system's error behind it (`errno`), where a file was in the way.
  public let systemNumber: Int32?

  init(code: Int32, message: String, sql: String? = nil, systemNumber: Int32? = nil) {
    self.code = code
    self.systemNumber = systemNumber
    self.message = message
    self.sql = sql
  }

  /// Whether the file is something else than a database.
  public var isNoDatabase: Bool { code & 0xFF == SQLITE_NOTADB }

  /// Whether the disk is full.
  public var isDiskFull: Bool { code & 0xFF == SQLITE_FULL }

  /// Code, words and statement in one line.
  public var description: String {
    "SQLite \(code): \(message)" + (sql.map { " in “\($0)”" } ?? "")
  }
}
