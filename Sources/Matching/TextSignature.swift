/// A pattern over the text of one record.
///
/// A record matches when every literal of `all`, at least one of `any` and none
/// of `none` stands in it, and the regular expression, if there is one, matches
/// within it.
public struct TextSignature: Hashable, Codable, Sendable {
  /// Literals that must all stand in the record, in any order.
  public var all: [String]

  /// Literals of which at least one must stand in the record; empty means no such demand.
  public var any: [String]

  /// Literals none of which may stand in the record.
  public var none: [String]

  /// A PCRE2 expression that must match within the record and that captures.
  public var pattern: String?

  /// Makes a pattern.
  public init(
    all: [String] = [], any: [String] = [], none: [String] = [], pattern: String? = nil
  ) {
    self.all = all
    self.any = any
    self.none = none
    self.pattern = pattern
  }

  /// The literals one of which stands in every matching record, chosen to be rare.
  ///
  /// `nil` if the signature names none: it would have to be tried on every
  /// record, which the scanner refuses to do.
  public var anchors: [String]? {
    var groups = literals
    if let pattern {
      groups += RequiredLiteral.all(in: pattern).map { [String(decoding: $0, as: UTF8.self)] }
    }
    return Self.usable(groups).max { left, right in
      let (one, other) = (Self.frequency(of: left), Self.frequency(of: right))
      return one == other ? Self.rarity(of: left) < Self.rarity(of: right) : one > other
    }
  }

  /// The literals one of which shows a match where there is no expression: those that tell most.
  var telling: [String]? {
    Self.usable(literals).max { Self.rarity(of: $0) < Self.rarity(of: $1) }
  }

  /// The literals, of which one of each group must stand in the record.
  private var literals: [[String]] { all.map { [$0] } + (any.isEmpty ? [] : [any]) }

  private static func usable(_ groups: [[String]]) -> [[String]] {
    groups.filter { $0.allSatisfy { $0.utf8.count >= shortestAnchor } }
  }

  /// The shortest literal, in bytes, that is worth searching for.
  public static let shortestAnchor = 3

  /// How frequent the words of the most frequent of several literals are in ordinary logs.
  ///
  /// A literal is no more frequent than the rarest word in it.
  private static func frequency(of group: [String]) -> Int {
    group.map { literal in
      OrdinaryWords.words(of: Array(literal.utf8)).map(\.frequency).min() ?? OrdinaryWords.greatest
    }.max() ?? 0
  }

  /// The rarity of the most frequent of several literals.
  private static func rarity(of group: [String]) -> Int {
    group.map(rarity).min() ?? 0
  }

  /// How rare a literal may be expected to be in ordinary logs: the more, the longer it is, names
  /// of classes and packages aside.
  ///
  /// The class that writes to a log stands in all it writes, and in stack traces besides; in
  /// measured logs sentences were a hundred times as rare as longer names. Only names of
  /// exceptions are as rare as what went wrong.
  private static func rarity(of literal: String) -> Int {
    var sum = 0
    for word in literal.utf8.split(
      omittingEmptySubsequences: false, whereSeparator: { !isNamePart($0) })
    {
      let parts = word.split(separator: UInt8(ascii: "."))
      let isQualified = parts.count > 2
      let last = parts.last ?? word
      let isThrown = ["Exception", "Error"].contains { last.ends(with: $0.utf8) }
      sum += 1 + (isQualified ? (isThrown ? last.count : Self.shortestAnchor) : word.count)
    }
    return sum - 1
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x2E || byte == 0x5F
      || byte == 0x24
  }
}

extension Collection<UInt8> where Self: BidirectionalCollection {
  fileprivate func ends(with suffix: some BidirectionalCollection<UInt8>) -> Bool {
    reversed().starts(with: suffix.reversed())
  }
}
