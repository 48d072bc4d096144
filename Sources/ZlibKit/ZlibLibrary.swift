import CZlib

/// The C library behind this room.
public enum ZlibLibrary {
  /// The version of the library that is loaded.
  public static var version: String {
    unsafe String(cString: zlibVersion())
  }
}
