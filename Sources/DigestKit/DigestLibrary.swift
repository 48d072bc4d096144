import CCrypto

/// The C library behind this room.
public enum DigestLibrary {
  /// The version of the library that is loaded.
  public static var version: String {
    unsafe String(cString: OpenSSL_version(OPENSSL_FULL_VERSION_STRING))
  }
}
