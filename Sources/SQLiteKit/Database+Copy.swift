import CSQLite

extension Database {
  /// Writes all that is there over what another database holds, page by page.
  public func copy(to other: Database) throws(SQLiteError) {
    guard let backup = unsafe sqlite3_backup_init(other.handle, "main", handle, "main") else {
      throw unsafe SQLiteError(code: sqlite3_errcode(other.handle), of: other.handle, sql: nil)
    }
    let step = unsafe sqlite3_backup_step(backup, -1)
    let end = unsafe sqlite3_backup_finish(backup)
    if step == SQLITE_DONE, end == SQLITE_OK { return }
    throw unsafe SQLiteError(code: end == SQLITE_OK ? step : end, of: other.handle, sql: nil)
  }
}
