import Model

extension Rule {
  /// Lets signatures capture the fields of records that conditions, texts and remedies ask for.
  mutating func captureWhatIsAskedFor() {
    var wanted = Set(branches.flatMap { $0.condition.capturePaths })
    wanted.formUnion(branches.flatMap(\.adjustments).flatMap { $0.condition.capturePaths })
    let conditions = branches.map(\.condition) + branches.flatMap(\.adjustments).map(\.condition)
    var keys = conditions.flatMap(\.joinKeys)
    keys += (unless + branches.flatMap(\.unless)).flatMap(\.keys)
    for key in keys {
      wanted.formUnion(key.captures.map { CapturePath(signature: $0.key, capture: $0.value) })
    }
    wanted.formUnion(placeholders.compactMap(CapturePath.init(placeholder:)))
    for index in signatures.indices {
      guard case .text(var pattern) = signatures[index].pattern else { continue }
      let names = wanted.filter { $0.signature == signatures[index].name }.map(\.capture)
      pattern.capturedFields = names.sorted().filter {
        pattern.captureTypes[$0] == nil && pattern.payloadConditions[$0] == nil
          && RecordField($0) != nil
      }
      signatures[index].pattern = .text(pattern)
    }
  }

  /// The names of all `${…}` in what the rule says and hands on.
  var placeholders: Set<String> {
    let texts =
      Language.allCases.flatMap { [title[$0], summary[$0]] }
      + remedies.flatMap(\.parameters.values)
    return Set(texts.flatMap(Placeholders.names))
  }
}

extension CapturePath {
  /// The capture that a placeholder quotes; `nil` for facts.
  init?(placeholder: String) {
    let parts = placeholder.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2, parts[0] != "facts" else { return nil }
    self.init(signature: parts[0], capture: parts[1])
  }
}

extension Condition {
  /// The keys by which any part of it groups.
  var joinKeys: [JoinKey] {
    switch self {
    case .all(let parts), .any(let parts): parts.flatMap(\.joinKeys)
    case .not(let part): part.joinKeys
    case .grouped(let part, let keys): keys + part.joinKeys
    default: []
    }
  }
}
