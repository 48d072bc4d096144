import CVectorscan

/// The C library behind this room.
public enum VectorscanLibrary {
  /// The version of the library that is loaded.
  public static var version: String {
    // `5.4.9 2023-03-26`
    let text = unsafe String(cString: hs_version())
    return text.split(separator: " ").first.map(String.init) ?? text
  }

  /// Whether the processor has what the library needs: SSSE3 on x86-64.
  public static var supportsProcessor: Bool {
    hs_valid_platform() == HS_SUCCESS
  }
}
