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
  case count(String, Limits<Int>, within: Window?)

  /// The signatures were observed in this order, in different records.
  case sequence([String], within: Window?)

  /// The signatures were observed in any order, in different records.
  case set([String], within: Window?)

  /// A capture took so many different values.
  case distinct(CapturePath, Limits<Int>, within: Window?)

  /// The signature was observed at least so often in a window.
  case rate(String, Rate, within: Window)

  /// The signature was not observed for longer than a time, after it had been.
  case gap(String, longerThan: Window)

  /// The first signature was expected after another one, and did not come.
  case absent(Expectation)

  /// A figure drawn from the values of a capture lies within limits.
  case figure(Figure, of: CapturePath, Limits<Measure>, samples: Int, within: Window?)

  /// The condition holds among the observations that agree in these keys.
  case grouped(Condition, by: [JoinKey])

  /// The names of the signatures it speaks of.
  public var signatureNames: Set<String> {
    switch self {
    case .observed(let name), .count(let name, _, _), .rate(let name, _, _), .gap(let name, _):
      [name]
    case .all(let parts), .any(let parts):
      parts.reduce(into: []) { $0.formUnion($1.signatureNames) }
    case .not(let part), .grouped(let part, _): part.signatureNames
    case .sequence(let names, _), .set(let names, _): Set(names)
    case .distinct(let path, _, _), .figure(_, let path, _, _, _): [path.signature]
    case .absent(let expectation):
      Set([expectation.expected, expectation.trigger, expectation.end].compactMap(\.self))
    }
  }

  /// The captures that it reads, those of its keys aside.
  public var capturePaths: Set<CapturePath> {
    switch self {
    case .all(let parts), .any(let parts):
      parts.reduce(into: []) { $0.formUnion($1.capturePaths) }
    case .not(let part), .grouped(let part, _): part.capturePaths
    case .distinct(let path, _, _), .figure(_, let path, _, _, _): [path]
    default: []
    }
  }
}

/// A signature's capture, written `signature.capture`.
public struct CapturePath: Hashable, Codable, Sendable, CustomStringConvertible {
  /// The signature.
  public var signature: String

  /// The name of the capture.
  public var capture: String

  /// The path as written.
  public var description: String { "\(signature).\(capture)" }
}

/// The least and the most that something may be; both belong to it.
public struct Limits<Value: Hashable & Codable & Sendable>: Hashable, Codable, Sendable
where Value: Comparable {
  /// The least, if there is such a limit.
  public var atLeast: Value?

  /// The most, if there is such a limit.
  public var atMost: Value?

  /// Makes limits.
  public init(atLeast: Value? = nil, atMost: Value? = nil) {
    self.atLeast = atLeast
    self.atMost = atMost
  }

  /// Whether a value lies within the limits.
  public func admit(_ value: Value) -> Bool {
    (atLeast.map { $0 <= value } ?? true) && (atMost.map { value <= $0 } ?? true)
  }
}

/// How often something happens.
public struct Rate: Hashable, Codable, Sendable {
  /// How many times.
  public var number: Int

  /// In which time.
  public var unit: Window

  /// Reads a rate such as `20/m`, `100/10m` or `5/h`.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let number = Int(parts[0]), number > 0 else { return nil }
    let isBare = parts[1].first.map { !("0"..."9").contains($0) } ?? true
    guard let unit = Window(isBare ? "1" + parts[1] : parts[1]) else { return nil }
    self.number = number
    self.unit = unit
  }

  /// How many a window must hold to reach the rate, rounded up.
  public func count(within window: Window) -> Int {
    let product = Int128(number) * Int128(window.milliseconds)
    let unit = Int128(unit.milliseconds)
    return Int(clamping: (product + unit - 1) / unit)
  }
}

/// What is expected to follow something, and until when.
public struct Expectation: Hashable, Codable, Sendable {
  /// What is expected.
  public var expected: String

  /// After what it is expected.
  public var trigger: String

  /// What ends the waiting when it comes first; `nil` if nothing does.
  public var end: String?

  /// How long to wait; `nil` means to the end of what was read.
  public var window: Window?
}

/// A figure that is drawn from many values.
public enum Figure: Hashable, Codable, Sendable {
  case sum
  case average

  /// The value that so many tenths of a percent of all values do not exceed, by nearest rank.
  case percentile(tenths: Int)

  /// Reads `sum`, `avg`, `p95`, `p99.9`.
  public init?(_ text: String) {
    switch text {
    case "sum": self = .sum
    case "avg": self = .average
    default:
      guard text.first == "p" else { return nil }
      let parts = text.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
      guard (1...2).contains(parts.count), parts[0].count <= 3, let whole = Int(parts[0]),
        parts.allSatisfy({ $0.allSatisfy { ("0"..."9").contains($0) } })
      else { return nil }
      var tenths = whole * 10
      if parts.count == 2 {
        guard parts[1].count == 1, let tenth = Int(parts[1]) else { return nil }
        tenths += tenth
      }
      guard (1...1_000).contains(tenths) else { return nil }
      self = .percentile(tenths: tenths)
    }
  }
}

/// A value that observations must share to belong together.
public struct JoinKey: Hashable, Codable, Sendable {
  /// The key's name.
  public var name: String

  /// Under which capture each signature has it; a signature that is not listed joins any value.
  public var captures: [String: String]

  /// Makes a key.
  public init(name: String, captures: [String: String]) {
    self.name = name
    self.captures = captures
  }
}

/// What must not have been observed beside an occurrence for it to count.
public struct Negation: Hashable, Codable, Sendable {
  /// The signature that must not have been observed.
  public var signature: String

  /// Beside which of the occurrence's steps; `nil` means anywhere in the input.
  public var anchor: Anchor?

  /// How far from the step, both ends included; `nil` means any distance.
  public var window: Window?

  /// What it must share with the step to count.
  public var keys: [JoinKey]

  /// A step of an occurrence, and on which side of it to look.
  public struct Anchor: Hashable, Codable, Sendable {
    /// The signature of the step.
    public var signature: String

    /// On which side.
    public var side: Side
  }

  /// A side of a step.
  public enum Side: String, Hashable, Codable, CaseIterable, Sendable {
    case before
    case after
    case around
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
