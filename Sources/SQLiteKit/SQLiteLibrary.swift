import CSQLite

/// The C library behind this room.
public enum SQLiteLibrary {
  /// The version of the library that is loaded.
  public static var version: String {
    unsafe String(cString: sqlite3_libversion())
  }
}
