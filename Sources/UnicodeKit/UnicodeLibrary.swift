import CUTF8Proc

/// The C library behind this room.
public enum UnicodeLibrary {
  /// The version of the library that is loaded.
  public static var version: String {
    unsafe String(cString: utf8proc_version())
  }
}
