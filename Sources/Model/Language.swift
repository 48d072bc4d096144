/// A language in which aemedic speaks and in which articles are written.
public enum Language: String, Hashable, Codable, CaseIterable, Sendable {
  case en
  case fr
  case ja

  /// The language of a locale name such as `fr_CA.UTF-8`, if aemedic speaks it.
  public init?(locale: String) {
    let primary = locale.prefix { $0 != "_" && $0 != "-" && $0 != "." && $0 != "@" }
    self.init(rawValue: primary.lowercased())
  }
}
