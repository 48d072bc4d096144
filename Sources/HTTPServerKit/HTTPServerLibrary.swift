import CMicrohttpd

/// The C library behind this room.
public enum HTTPServerLibrary {
  /// The version of the library that is loaded.
  public static var version: String {
    unsafe String(cString: MHD_get_version())
  }
}
