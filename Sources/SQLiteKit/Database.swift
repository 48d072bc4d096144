import CSQLite

/// One connection to an SQLite database, for one thread at a time.
@safe public final class Database {
  /// Where the data lies and what may be done to it.
  public enum Mode: Hashable, Sendable {
    /// An existing file that stays as it is.
    case readOnly

    /// A file that is made if it is not there.
    case readWrite
  }

  let handle: OpaquePointer
  private var statements: [String: OpaquePointer] = unsafe [:]

  /// Opens a file; another connection's lock is waited for, at most five seconds.
  public convenience init(path: String, mode: Mode) throws(SQLiteError) {
    switch mode {
    case .readOnly: try self.init(name: path, flags: SQLITE_OPEN_READONLY)
    case .readWrite: try self.init(name: path, flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
    }
  }

  /// Opens an empty database that lives in memory and dies with the connection.
  public convenience init() throws(SQLiteError) {
    try self.init(name: ":memory:", flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY)
  }

  private init(name: String, flags: Int32) throws(SQLiteError) {
    var handle: OpaquePointer?
    let code = unsafe sqlite3_open_v2(
      name, &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
    guard code == SQLITE_OK, let handle = unsafe handle else {
      let error = unsafe SQLiteError(code: code, of: handle, sql: nil)
      unsafe sqlite3_close_v2(handle)
      throw error
    }
    unsafe self.handle = handle
    unsafe sqlite3_busy_timeout(handle, 5_000)
  }

  deinit {
    unsafe statements.values.forEach { unsafe sqlite3_finalize($0) }
    unsafe sqlite3_close_v2(handle)
  }

  /// Runs one or more statements that take nothing and give nothing.
  public func execute(_ sql: StaticString) throws(SQLiteError) {
    let code = unsafe sqlite3_exec(handle, sql.description, nil, nil, nil)
    guard code == SQLITE_OK else {
      throw unsafe SQLiteError(code: code, of: handle, sql: sql.description)
    }
  }

  /// Lends a compiled statement, reset and unbound afterwards whatever happens.
  ///
  /// Statements are kept compiled for the life of the connection. The text is
  /// static so that no one's input becomes SQL; values go through `bind`.
  public func withStatement<Result>(
    _ sql: StaticString, _ body: (borrowing Statement) throws -> Result
  ) throws -> Result {
    let text = sql.description
    let compiled = unsafe try statements.removeValue(forKey: text) ?? prepare(text)
    let statement = unsafe Statement(handle: compiled, sql: text)
    do {
      let result = try body(statement)
      statement.reset()
      // The same text may have been lent and returned inside the body.
      if let other = unsafe statements.updateValue(compiled, forKey: text) {
        unsafe sqlite3_finalize(other)
      }
      return result
    } catch {
      unsafe sqlite3_finalize(compiled)
      throw error
    }
  }

  /// Makes all changes of the body or none of them.
  public func transaction<Result>(_ body: () throws -> Result) throws -> Result {
    try execute("BEGIN IMMEDIATE")
    do {
      let result = try body()
      try execute("COMMIT")
      return result
    } catch {
      // SQLite may have rolled back already; then there is nothing left to undo.
      if unsafe sqlite3_get_autocommit(handle) == 0 { try? execute("ROLLBACK") }
      throw error
    }
  }

  private func prepare(_ sql: String) throws(SQLiteError) -> OpaquePointer {
    var statement: OpaquePointer?
    let code = unsafe sqlite3_prepare_v3(
      handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
    guard code == SQLITE_OK, let statement = unsafe statement else {
      throw unsafe SQLiteError(code: code, of: handle, sql: sql)
    }
    return unsafe statement
  }
}
