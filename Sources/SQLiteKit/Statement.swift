import CSQLite

/// A value that goes into a statement.
public enum SQLiteValue: Hashable, Sendable {
  /// No value.
  case null

  /// A whole number.
  case integer(Int64)

  /// A floating-point number.
  case real(Double)

  /// A text.
  case text(String)

  /// Bytes.
  case blob([UInt8])

  /// A text, or no value.
  public static func optional(_ text: String?) -> SQLiteValue {
    text.map { .text($0) } ?? .null
  }
}

/// A compiled statement on loan from its database.
@safe public struct Statement: ~Copyable {
  private let handle: OpaquePointer
  private let sql: String

  init(handle: OpaquePointer, sql: String) {
    unsafe self.handle = handle
    self.sql = sql
  }

  /// Sets the parameters `?1`, `?2`, … in this order.
  public borrowing func bind(_ values: SQLiteValue...) throws(SQLiteError) {
    try bind(values)
  }

  /// Sets the parameters `?1`, `?2`, … in this order.
  public borrowing func bind(_ values: [SQLiteValue]) throws(SQLiteError) {
    for (index, value) in values.enumerated() {
      try check(bind(value, at: Int32(index + 1)))
    }
  }

  /// Goes to the next row; says whether there is one.
  public borrowing func step() throws(SQLiteError) -> Bool {
    switch unsafe sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code: throw unsafe SQLiteError(code: code, of: sqlite3_db_handle(handle), sql: sql)
    }
  }

  /// Runs to the end, whatever rows there are.
  public borrowing func run() throws(SQLiteError) {
    while try step() {}
  }

  /// Forgets row and parameters, to be run again.
  public borrowing func reset() {
    unsafe sqlite3_reset(handle)
    unsafe sqlite3_clear_bindings(handle)
  }

  /// The number in a column of the row, counted from 0; 0 where there is none.
  public borrowing func integer(_ column: Int32) -> Int64 {
    unsafe sqlite3_column_int64(handle, column)
  }

  /// The floating-point number in a column of the row, counted from 0.
  public borrowing func real(_ column: Int32) -> Double {
    unsafe sqlite3_column_double(handle, column)
  }

  /// The text in a column of the row, counted from 0; `nil` where there is none.
  public borrowing func text(_ column: Int32) -> String? {
    guard let start = unsafe sqlite3_column_text(handle, column) else { return nil }
    let count = unsafe Int(sqlite3_column_bytes(handle, column))
    return unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// The bytes in a column of the row, counted from 0; `nil` where there are none.
  public borrowing func blob(_ column: Int32) -> [UInt8]? {
    if unsafe sqlite3_column_type(handle, column) == SQLITE_NULL { return nil }
    let start = unsafe sqlite3_column_blob(handle, column)
    let count = unsafe Int(sqlite3_column_bytes(handle, column))
    return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
  }

  private func bind(_ value: SQLiteValue, at index: Int32) -> Int32 {
    switch value {
    case .null: return unsafe sqlite3_bind_null(handle, index)
    case .integer(let number): return unsafe sqlite3_bind_int64(handle, index, number)
    case .real(let number): return unsafe sqlite3_bind_double(handle, index, number)
    case .text(var text):
      return text.withUTF8 { bytes in
        guard let count = Int32(exactly: bytes.count) else { return SQLITE_TOOBIG }
        // A null pointer would bind NULL instead of the empty text.
        guard let start = bytes.baseAddress else {
          return unsafe aemedic_bind_text(handle, index, "", 0)
        }
        return unsafe start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
          unsafe aemedic_bind_text(handle, index, $0, count)
        }
      }
    case .blob(let bytes):
      if bytes.isEmpty { return unsafe sqlite3_bind_zeroblob(handle, index, 0) }
      guard let count = Int32(exactly: bytes.count) else { return SQLITE_TOOBIG }
      return unsafe bytes.withUnsafeBytes {
        unsafe aemedic_bind_blob(handle, index, $0.baseAddress, count)
      }
    }
  }

  private func check(_ code: Int32) throws(SQLiteError) {
    guard code != SQLITE_OK else { return }
    throw unsafe SQLiteError(code: code, of: sqlite3_db_handle(handle), sql: sql)
  }
}

extension SQLiteError {
  init(code: Int32, of database: OpaquePointer?, sql: String?) {
    let extended = unsafe sqlite3_extended_errcode(database)
    let isAboutIt = extended & 0xFF == code & 0xFF
    let isAboutFile = [SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_FULL].contains(code & 0xFF)
    let number = isAboutFile ? unsafe sqlite3_system_errno(database) : 0
    let words = unsafe isAboutIt ? sqlite3_errmsg(database) : sqlite3_errstr(code)
    self.init(
      code: isAboutIt ? extended : code,
      message: unsafe words.map { unsafe String(cString: $0) } ?? "unknown error", sql: sql,
      systemNumber: number == 0 ? nil : number)
  }
}
