/// What kind of value a named capture holds.
public enum CaptureType: String, Hashable, Codable, CaseIterable, Sendable {
  case text
  case int
  case duration
  case size
  case version
  case uuid
  case path
  case pid
  case bundle
  case url
  case user

  /// A JSON Web Token: its claims are kept, its text never is.
  case jwt
}

/// An expression with typed captures, taken apart.
///
/// Rules write `(?<name:type>…)`; PCRE2 knows `(?<name>…)`.
struct TypedExpression: Hashable {
  /// The expression as PCRE2 takes it.
  var pattern: String

  /// The types by capture name; a capture without a type is `text`.
  var types: [String: CaptureType]

  /// A type that is not known, as written.
  struct UnknownType: Error, Hashable {
    var name: String
  }

  /// Takes an expression apart.
  init(_ text: String) throws(UnknownType) {
    pattern = ""
    types = [:]
    var rest = text[...]
    while let character = rest.first {
      if character == "\\" {
        pattern += rest.prefix(2)
        rest = rest.dropFirst(2)
        continue
      }
      guard rest.hasPrefix("(?<"), let third = rest.dropFirst(3).first, third.isLetter,
        let close = rest.firstIndex(of: ">")
      else {
        pattern.append(character)
        rest = rest.dropFirst()
        continue
      }
      let group = rest[rest.index(rest.startIndex, offsetBy: 3)..<close]
      let parts = group.split(separator: ":", maxSplits: 1).map(String.init)
      let typeName = parts.count == 2 ? parts[1] : CaptureType.text.rawValue
      guard let type = CaptureType(rawValue: typeName) else {
        throw UnknownType(name: typeName)
      }
      types[parts[0]] = type
      pattern += "(?<\(parts[0])>"
      rest = rest[rest.index(after: close)...]
    }
  }
}
