/// Conditions as rules write them, for explanations.
extension Condition: CustomStringConvertible {
  /// The condition in the language of rules.
  public var description: String {
    switch self {
    case .observed(let name): name
    case .all(let parts): "all [\(Self.list(parts))]"
    case .any(let parts): "any [\(Self.list(parts))]"
    case .not(let part): "not \(part)"
    case .count(let name, let limits, let window): "count \(name)\(limits)\(Self.within(window))"
    case .sequence(let names, let window):
      "sequence [\(names.joined(separator: ", "))]\(Self.within(window))"
    case .set(let names, let window):
      "set [\(names.joined(separator: ", "))]\(Self.within(window))"
    case .distinct(let path, let limits, let window):
      "distinct \(path)\(limits)\(Self.within(window))"
    case .rate(let name, let rate, let window):
      "rate \(name) at-least \(rate.number)/\(rate.unit) within \(window)"
    case .gap(let name, let window): "gap \(name) longer-than \(window)"
    case .absent(let expectation):
      "absent \(expectation.expected) after \(expectation.trigger)"
        + (expectation.end.map { " until \($0)" } ?? "") + Self.within(expectation.window)
    case .figure(let figure, let path, let limits, _, let window):
      "\(figure) \(path)\(limits)\(Self.within(window))"
    case .grouped(let part, let keys):
      "\(part) by [\(keys.map(\.name).joined(separator: ", "))]"
    }
  }

  /// Whether a window belongs to it or to a part of it.
  var hasWindow: Bool {
    switch self {
    case .observed: false
    case .all(let parts), .any(let parts): parts.contains(where: \.hasWindow)
    case .not(let part), .grouped(let part, _): part.hasWindow
    case .count(_, _, let window), .sequence(_, let window), .set(_, let window),
      .distinct(_, _, let window), .figure(_, _, _, _, let window):
      window != nil
    case .absent(let expectation): expectation.window != nil
    case .rate, .gap: true
    }
  }

  private static func list(_ parts: [Condition]) -> String {
    parts.map(\.description).joined(separator: ", ")
  }

  private static func within(_ window: Window?) -> String {
    window.map { " within \($0)" } ?? ""
  }
}

extension Limits: CustomStringConvertible {
  /// The limits in the language of rules, with a space before each.
  public var description: String {
    (atLeast.map { " at-least \($0)" } ?? "") + (atMost.map { " at-most \($0)" } ?? "")
  }
}

extension Window: CustomStringConvertible {
  /// The length in the largest unit that divides it.
  public var description: String {
    let units: [(String, Int64)] = [
      ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000),
    ]
    let unit = units.first { milliseconds % $0.1 == 0 }
    return unit.map { "\(milliseconds / $0.1)\($0.0)" } ?? "\(milliseconds)ms"
  }
}

extension Figure: CustomStringConvertible {
  /// The figure's word.
  public var description: String {
    switch self {
    case .sum: "sum"
    case .average: "avg"
    case .percentile(let tenths):
      tenths % 10 == 0 ? "p\(tenths / 10)" : "p\(tenths / 10).\(tenths % 10)"
    }
  }
}

extension Negation: CustomStringConvertible {
  /// The negation in the language of rules.
  public var description: String {
    "unless \(signature)" + (window.map { " within \($0)" } ?? "")
      + (anchor.map { " \($0.side.rawValue) \($0.signature)" } ?? "")
      + (keys.isEmpty ? "" : " by [\(keys.map(\.name).joined(separator: ", "))]")
  }
}
