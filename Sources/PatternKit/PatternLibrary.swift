import CPCRE2

/// The C library behind this room.
public enum PatternLibrary {
  /// The version of the library that is loaded.
  public static var version: String {
    var text = [CChar](repeating: 0, count: 64)
    guard unsafe pcre2_config_8(UInt32(PCRE2_CONFIG_VERSION), &text) > 0 else { return "" }
    // `10.42 2022-12-11`
    return String(decoding: text.prefix { $0 > 0x20 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
