private import CXML

/// The C library behind this room.
public enum XMLLibrary {
  /// The version of the library that is loaded.
  public static var version: String {
    // `20914`, and perhaps more behind it
    let text = unsafe String(cString: cxml_version())
    guard let number = Int(text.prefix(while: \.isNumber)) else { return text }
    return "\(number / 10_000).\(number / 100 % 100).\(number % 100)"
  }
}
