/// A filter on properties in LDAP's notation (OSGi Core, "Filter syntax"): `=`, `&`, `|`, `!`.
indirect enum OSGiFilter: Hashable {
  case equals(String, pieces: [String])
  case all([OSGiFilter])
  case any([OSGiFilter])
  case not(OSGiFilter)

  /// Reads a filter; `nil` if the text is none.
  init?(_ text: String) {
    var rest = text[...]
    guard let filter = Self.read(&rest, depth: 0), rest.isEmpty else { return nil }
    self = filter
  }

  private static func read(_ rest: inout Substring, depth: Int) -> OSGiFilter? {
    guard depth < 32, rest.popFirst() == "(" else { return nil }
    let filter: OSGiFilter?
    switch rest.first {
    case "&", "|", "!":
      let mark = rest.removeFirst()
      var parts: [OSGiFilter] = []
      while rest.first == "(" {
        guard let part = read(&rest, depth: depth + 1) else { return nil }
        parts.append(part)
      }
      switch mark {
      case "&": filter = .all(parts)
      case "|": filter = .any(parts)
      default: filter = parts.count == 1 ? .not(parts[0]) : nil
      }
    default:
      let words = rest.prefix { $0 != ")" }.split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard words.count == 2, !words[0].isEmpty else { return nil }
      rest = rest.drop { $0 != ")" }
      let pieces = words[1].split(separator: "*", omittingEmptySubsequences: false)
      filter = .equals(String(words[0]), pieces: pieces.map(String.init))
    }
    return rest.popFirst() == ")" ? filter : nil
  }

  /// Whether properties fulfil it.
  func matches(_ value: (String) -> [String]) -> Bool {
    switch self {
    case .equals(let name, let pieces): value(name).contains { Self.fits($0, pieces) }
    case .all(let parts): parts.allSatisfy { $0.matches(value) }
    case .any(let parts): parts.contains { $0.matches(value) }
    case .not(let part): !part.matches(value)
    }
  }

  private static func fits(_ text: String, _ pieces: [String]) -> Bool {
    guard let first = pieces.first, let last = pieces.last else { return false }
    guard pieces.count > 1 else { return text == first }
    guard text.hasPrefix(first) else { return false }
    var rest = text.dropFirst(first.count)
    for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
      guard let found = rest.firstRange(of: piece) else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.hasSuffix(last)
  }
}
