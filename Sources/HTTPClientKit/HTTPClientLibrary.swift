import CCurl

/// The C library behind this room.
public enum HTTPClientLibrary {
  /// The version of the library that is installed; empty if none is.
  public static var version: String {
    // `libcurl/7.88.1 OpenSSL/3.0.16 …`
    let text = unsafe String(cString: ccurl_version())
    return text.split { " /".contains($0) }.dropFirst().first.map(String.init) ?? text
  }
}
