/// What must hold among a rule's observations.
public indirect enum Condition: Hashable, Codable, Sendable {
  /// The signature was observed.
  case observed(String)

  /// Every part holds. The first part is what happens; the others support it.
  case all([Condition])

  /// At least one part holds.
  case any([Condition])

  /// The part does not hold.
  case not(Condition)

  /// The signature was observed so many times, if a window is given within its length.
  case count(String, atLeast: Int?, atMost: Int?, within: Window?)

  /// The signatures were observed in this order, in different records.
  case sequence([String], within: Window?)

  /// The names of the signatures it speaks of.
  public var signatureNames: Set<String> {
    switch self {
    case .observed(let name): [name]
    case .all(let parts), .any(let parts):
      parts.reduce(into: []) { $0.formUnion($1.signatureNames) }
    case .not(let part): part.signatureNames
    case .count(let name, _, _, _): [name]
    case .sequence(let names, _): Set(names)
    }
  }
}

/// The length of a time window; both ends belong to it.
public struct Window: Hashable, Codable, Sendable {
  /// The length in milliseconds.
  public var milliseconds: Int64

  /// Makes a window of a length in milliseconds.
  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// Reads a length such as `30s`, `10m`, `24h`, `7d` or `500ms`.
  public init?(_ text: String) {
    let digits = text.prefix { ("0"..."9").contains($0) }
    let scale: Int64? =
      switch text.dropFirst(digits.count) {
      case "ms": 1
      case "s": 1_000
      case "m": 60_000
      case "h": 3_600_000
      case "d": 86_400_000
      default: nil
      }
    guard let scale, let number = Int64(digits) else { return nil }
    let (product, overflows) = number.multipliedReportingOverflow(by: scale)
    guard !overflows, product > 0 else { return nil }
    milliseconds = product
  }
}
