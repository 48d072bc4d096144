public import Model
public import Reading

/// Something in a whole document that a signature looks for.
public struct DocumentMatch: Hashable, Sendable {
  /// The signature.
  public var address: SignatureAddress

  /// Where it stands.
  public var place: Place

  /// The values it was decided on, by key or property.
  public var captures: [String: CapturedValue]
}

extension CompiledRules {
  /// The signatures that the settings of one document satisfy.
  ///
  /// - Throws: If an expression of a demand gives up at its limits.
  public func matches(in settings: [Setting]) throws -> [DocumentMatch] {
    // Settings of one owner are looked at together, in the order of the document.
    var owners: [Setting.Owner] = []
    var byOwner: [Setting.Owner: [Setting]] = [:]
    for setting in settings {
      if byOwner[setting.owner] == nil { owners.append(setting.owner) }
      byOwner[setting.owner, default: []].append(setting)
    }
    var matches: [DocumentMatch] = []
    for owner in owners {
      for (address, pattern) in settingPatterns where pattern.owner.covers(owner) {
        let match = try pattern.match(in: byOwner[owner] ?? [], of: owner, address: address)
        if let match { matches.append(match) }
      }
    }
    return matches
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

extension SettingPattern {
  /// What the settings of one owner say of the pattern; `nil` if they do not satisfy it.
  fileprivate func match(
    in present: [Setting], of owner: Setting.Owner, address: SignatureAddress
  ) throws -> DocumentMatch? {
    let byKey = Dictionary(present.map { ($0.key, $0) }, uniquingKeysWith: { _, last in last })
    for (key, condition) in settings where try !condition.holds(for: byKey[key]?.values) {
      return nil
    }
    guard any.isEmpty || any.contains(where: { byKey[$0] != nil }) else { return nil }
    // What decided: in the order of the document for nodes, else by key.
    let keys = Set(settings.keys).union(any)
    var decisive = present.filter { keys.contains($0.key) && byKey[$0.key] == $0 }
    if owner.node == nil { decisive.sort { $0.key < $1.key } }
    // Of a node that lacks everything nothing can be shown.
    guard let first = decisive.first ?? (owner.node == nil ? present.first : nil) else {
      return nil
    }
    var captures = Dictionary(
      decisive.map { ($0.key, CapturedValue($0.summary)) }, uniquingKeysWith: { first, _ in first })
    if let name = self.owner.captureName, let value = owner.text {
      captures[name] = CapturedValue(value, type: self.owner.captureType)
    }
    return DocumentMatch(address: address, place: first.place, captures: captures)
  }
}

extension SettingPattern.Owner {
  /// Whether it speaks of these settings.
  fileprivate func covers(_ owner: Setting.Owner) -> Bool {
    switch (self, owner) {
    case (.configuration(let pid), .configuration(let identity)): identity.isOf(pid)
    case (.node(let path), .node(let other)): path == other
    case (.dispatcher(let section), .dispatcher(let path)):
      path == section || path.hasSuffix(section.hasPrefix("/") ? section : "/" + section)
    case (.httpd(let section), .httpd(let name)): name.hasPrefix(section)
    case (.bundle(let name), .bundle(let other)): name == other
    case (.package(let name), .package(let other)): name == other
    case (.healthCheck(let name), .healthCheck(let other)): name == other
    case (.javaOptions, .javaOptions), (.systemProperties, .systemProperties),
      (.frameworkProperties, .frameworkProperties), (.product, .product), (.license, .license):
      true
    default: false
    }
  }
}

extension Setting.Owner {
  fileprivate var node: String? {
    if case .node(let path) = self { path } else { nil }
  }

  /// Whose settings they are, as rules quote it.
  fileprivate var text: String? {
    switch self {
    case .configuration(let identity): identity.pid
    case .node(let name), .dispatcher(let name), .httpd(let name), .bundle(let name),
      .package(let name), .healthCheck(let name), .properties(let name):
      name
    case .javaOptions, .systemProperties, .frameworkProperties, .product, .license: nil
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
