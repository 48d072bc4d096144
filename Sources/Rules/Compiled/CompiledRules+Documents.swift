public import Model
public import Reading

/// Something in a whole document that a signature looks for.
public struct DocumentMatch: Hashable, Sendable {
  /// The signature.
  public var address: SignatureAddress

  /// Where it stands.
  public var place: Place

  /// The values it was decided on, by key or property.
  public var captures: [String: String]
}

extension CompiledRules {
  /// The signatures that the settings of one document satisfy.
  ///
  /// - Throws: If an expression of a demand gives up at its limits.
  public func matches(in settings: [Setting]) throws -> [DocumentMatch] {
    let byOwner = Dictionary(grouping: settings, by: \.owner)
    let configurations = byOwner.compactMap { owner, settings in
      if case .configuration(let identity) = owner { (identity, settings) } else { nil }
    }
    return try configurations.sorted { $0.0.pid < $1.0.pid }.flatMap {
      try matches(in: $0.1, of: $0.0)
    } + matches(inNodes: byOwner)
  }

  /// The signatures that one OSGi configuration satisfies.
  private func matches(
    in settings: [Setting], of identity: ConfigurationIdentity
  ) throws -> [DocumentMatch] {
    guard let first = settings.first else { return [] }
    let byKey = Dictionary(settings.map { ($0.key, $0) }, uniquingKeysWith: { _, last in last })
    return try settingPatterns.compactMap { address, pattern in
      guard identity.isOf(pattern.pid) else { return nil }
      for (key, condition) in pattern.settings
      where try !condition.holds(for: byKey[key]?.values) {
        return nil
      }
      let decisive = pattern.settings.keys.sorted().compactMap { byKey[$0] }
      var captures = Dictionary(
        decisive.map { ($0.key, $0.values.joined(separator: ", ")) },
        uniquingKeysWith: { first, _ in first })
      captures["pid"] = identity.pid
      return DocumentMatch(
        address: address, place: (decisive.first ?? first).place, captures: captures)
    }
  }

  /// The signatures that the properties of repository nodes satisfy.
  private func matches(inNodes byOwner: [Setting.Owner: [Setting]]) -> [DocumentMatch] {
    nodePatterns.compactMap { address, pattern in
      let present = byOwner[.node(pattern.node)] ?? []
      let names = Set(present.map(\.key))
      guard names.isSuperset(of: pattern.all),
        pattern.any.isEmpty || !names.isDisjoint(with: pattern.any)
      else { return nil }
      let decisive = present.filter {
        pattern.all.contains($0.key) || pattern.any.contains($0.key)
      }
      guard let first = decisive.first else { return nil }
      let captures = Dictionary(
        decisive.map { ($0.key, $0.summary) }, uniquingKeysWith: { first, _ in first })
      return DocumentMatch(address: address, place: first.place, captures: captures)
    }
  }

  /// Whether any signature looks into the file of this path as a whole.
  public func looksInto(file path: String) -> Bool {
    let names = PathPattern.names(of: path)
    return filePatterns.contains { PathPattern($0.pattern.path).matches(names) }
  }

  /// The signatures that a whole file satisfies; line ends at its end do not count.
  ///
  /// - Throws: If an expression of a demand gives up at its limits.
  public func matches(file path: String, content: [UInt8]) throws -> [DocumentMatch] {
    let names = PathPattern.names(of: path)
    let patterns = filePatterns.filter { PathPattern($0.pattern.path).matches(names) }
    guard !patterns.isEmpty else { return [] }
    let trimmed = content[..<(content.lastIndex { $0 != 0x0A && $0 != 0x0D }.map { $0 + 1 } ?? 0)]
    let text = String(decoding: trimmed, as: UTF8.self)
    return try patterns.compactMap { address, pattern in
      guard try pattern.content.holds(for: [text]) else { return nil }
      return DocumentMatch(
        address: address, place: Place(source: path, line: 1, bytes: 0..<content.count),
        captures: [:])
    }
  }
}

extension Setting {
  /// The values as text; of bytes only their number.
  fileprivate var summary: String {
    values.map { type == .binary ? "\($0) bytes" : $0 }.joined(separator: ", ")
  }
}

/// A path with `*` for anything within a name and `**` for any number of folders.
struct PathPattern {
  private let names: [Substring]

  init(_ text: String) {
    names = text.split(separator: "/")
  }

  /// Whether a path, also one inside an archive, fits to its end.
  func matches(_ path: String) -> Bool {
    matches(Self.names(of: path))
  }

  /// Whether the names along a path fit.
  ///
  /// Of several `**` only the last can be worth another try: what fits before it
  /// fits with the fewest folders, too. So nothing recurses, and a path of a
  /// hundred thousand folders, which an archive can hold, is no danger.
  func matches(_ path: [Substring]) -> Bool {
    var (next, position) = (0, 0)
    var retry: (next: Int, position: Int)?
    while position < path.count {
      if next < names.count, names[next] == "**" {
        next += 1
        retry = (next, position)
      } else if next < names.count, Self.matchesName(names[next], path[position]) {
        next += 1
        position += 1
      } else if let last = retry {
        (next, position) = (last.next, last.position + 1)
        retry = (next, position)
      } else {
        return false
      }
    }
    return names[next...].allSatisfy { $0 == "**" }
  }

  /// The names along a path; the mark between an archive and its members is none of them.
  static func names(of path: String) -> [Substring] {
    var names = path.split(separator: "/")
    for index in names.indices.dropLast() where names[index].utf8.last == UInt8(ascii: "!") {
      names[index].removeLast()
    }
    return names
  }

  /// `*` within a name; each star takes as little as it can.
  private static func matchesName(_ pattern: Substring, _ name: Substring) -> Bool {
    let pieces = pattern.split(separator: "*", omittingEmptySubsequences: false)
    guard pieces.count > 1, let first = pieces.first, let last = pieces.last else {
      return pattern == name
    }
    guard name.hasPrefix(first), name.count >= first.count + last.count, name.hasSuffix(last)
    else { return false }
    var rest = name.dropFirst(first.count).dropLast(last.count)
    for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
      guard let found = rest.firstRange(of: piece) else { return false }
      rest = rest[found.upperBound...]
    }
    return true
  }
}
