import CSQLite

/// What gives each row found by an FTS5 query its score (sqlite.org/fts5.html, 7.2).
public protocol FullTextRanking: AnyObject {
  /// The score of one row; called once for each row of a query, in the order of row numbers.
  func score(_ row: borrowing FullTextRow) throws -> Double
}

/// A row found by an FTS5 query, as its ranking sees it.
@safe public struct FullTextRow: ~Copyable {
  private let api: UnsafePointer<Fts5ExtensionApi>
  private let context: OpaquePointer

  fileprivate init(api: UnsafePointer<Fts5ExtensionApi>, context: OpaquePointer) {
    unsafe self.api = api
    unsafe self.context = context
  }

  /// The row's number in the table.
  public var rowID: Int64 {
    unsafe api.pointee.xRowid(context)
  }

  /// How many phrases the query has.
  public var phraseCount: Int {
    unsafe Int(api.pointee.xPhraseCount(context))
  }

  /// How many rows the table has.
  public borrowing func rowCount() throws(SQLiteError) -> Int64 {
    var count: Int64 = 0
    try check(unsafe api.pointee.xRowCount(context, &count))
    return count
  }

  /// How many terms the whole table has, all columns together.
  public borrowing func termCount() throws(SQLiteError) -> Int64 {
    var count: Int64 = 0
    try check(unsafe api.pointee.xColumnTotalSize(context, -1, &count))
    return count
  }

  /// How many terms this row has, all columns together; colocated ones count once.
  public borrowing func size() throws(SQLiteError) -> Int {
    var count: Int32 = 0
    try check(unsafe api.pointee.xColumnSize(context, -1, &count))
    return Int(count)
  }

  /// Adds the places of this row where a phrase stands, by column, then position.
  public borrowing func appendPlaces(
    ofPhrase phrase: Int, to places: inout [FullTextPlace]
  ) throws(SQLiteError) {
    var iterator = unsafe Fts5PhraseIter()
    var column: Int32 = 0
    var offset: Int32 = 0
    try check(
      unsafe api.pointee.xPhraseFirst(
        context, Int32(clamping: phrase), &iterator, &column, &offset))
    while column >= 0 {
      places.append(FullTextPlace(column: column, position: offset))
      unsafe api.pointee.xPhraseNext(context, &iterator, &column, &offset)
    }
  }

  private func check(_ code: Int32) throws(SQLiteError) {
    guard code != SQLITE_OK else { return }
    let words = unsafe sqlite3_errstr(code).map { unsafe String(cString: $0) }
    throw SQLiteError(code: code, message: words ?? "unknown error")
  }
}

/// Where a phrase stands in a row.
public struct FullTextPlace: Hashable, Sendable {
  /// The column, counted from 0.
  public let column: Int32

  /// The position in the column in terms, counted from 0; colocated terms share one.
  public let position: Int32
}

private final class RankingBox {
  let ranking: any FullTextRanking

  init(_ ranking: any FullTextRanking) {
    self.ranking = ranking
  }
}

extension Database {
  /// Lets FTS5 queries of this connection call a ranking: `SELECT name(table) FROM table …`.
  public func register(
    _ ranking: any FullTextRanking, named name: StaticString
  ) throws(SQLiteError) {
    let interface = unsafe try fullTextInterface()
    let box = unsafe Unmanaged.passRetained(RankingBox(ranking)).toOpaque()
    let code = unsafe interface.pointee.xCreateFunction(
      interface, name.description, box,
      { api, context, result, _, _ in
        guard let api = unsafe api, let context = unsafe context,
          let user = unsafe api.pointee.xUserData(context)
        else { return unsafe sqlite3_result_error_code(result, SQLITE_MISUSE) }
        let box = unsafe Unmanaged<RankingBox>.fromOpaque(user).takeUnretainedValue()
        do {
          let score = unsafe try box.ranking.score(FullTextRow(api: api, context: context))
          unsafe sqlite3_result_double(result, score)
        } catch {
          unsafe sqlite3_result_error(result, String(describing: error), -1)
        }
      },
      { if let box = unsafe $0 { unsafe Unmanaged<RankingBox>.fromOpaque(box).release() } })
    guard code == SQLITE_OK else { throw unsafe SQLiteError(code: code, of: handle, sql: nil) }
  }
}
