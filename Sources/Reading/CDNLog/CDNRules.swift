/// What the rules of the content delivery network did to a request.
///
/// The member `rules` of a record is a text of its own kind: `match=path-rule,waf=SQLI,
/// action=blocked`. A part without an equals sign goes on with the value before it.
public struct CDNRules: Hashable, Sendable {
  /// A name with its value, such as `action` and `blocked`.
  public struct Part: Hashable, Sendable {
    /// The name: `match`, `waf`, `action`.
    public var name: String

    /// The value, which may be a list with commas.
    public var value: String
  }

  /// The parts in the order in which they stand.
  public private(set) var parts: [Part] = []

  /// Reads the value of the member; text without any name gives no parts.
  public init(_ text: some StringProtocol) {
    for piece in text.split(separator: ",") {
      if let equals = piece.firstIndex(of: "=") {
        let value = piece[piece.index(after: equals)...]
        parts.append(Part(name: String(piece[..<equals]), value: String(value)))
      } else if !parts.isEmpty {
        parts[parts.count - 1].value += ",\(piece)"
      }
    }
  }

  /// The value of the first part of that name.
  public subscript(name: String) -> String? { parts.first { $0.name == name }?.value }

  /// Whether the request was not let through.
  public var isBlocked: Bool { self["action"] == "blocked" }
}
