public import Model
public import Rules

/// Tests what a house layer holds, with the layer and without it.
public struct HouseTester {
  private let house: HouseLayer
  private let shipped: RuleSet
  private let catalog: any Catalog

  /// A corrected verdict, or a shipped rule that the house replaced, beside the shipped rules of
  /// today.
  public struct Standing: Hashable, Sendable {
    /// How the two stand to each other.
    public enum Kind: Hashable, Sendable {
      /// The shipped rules give by themselves what the house wants, which need not want it any
      /// more.
      case agrees

      /// Shipped rules give something else, and the layer does not put it right.
      case conflicts

      /// The shipped rules alone would give what the house wants, were it not for its own orders.
      case conflictsWithin
    }

    /// How it is.
    public let kind: Kind

    /// The rule that was corrected or replaced.
    public let rule: String

    /// The version of the shipped rule of that name; `nil` if none is shipped any more.
    public let version: Int?

    /// Where the correction, or the rule in its place, lies.
    public let path: String

    /// Whether it is a whole rule rather than a correction.
    public let isRule: Bool

    /// What is given that the house does not want, and the other way round.
    public let differences: [String]
  }

  /// Prepares to test a layer over shipped rules.
  public init(house: HouseLayer, shipped: RuleSet, catalog: any Catalog) {
    self.house = house.over(shipped)
    self.shipped = shipped
    self.catalog = catalog
  }

  /// The cases: those of the house's rules, drafts aside, and the corrected verdicts.
  public var cases: [RuleCase] {
    house.folder.cases.keys.sorted().filter { !isDraft($0) }
      .flatMap { house.folder.cases[$0] ?? [] }
  }

  /// What tests the cases with the layer over the shipped rules.
  public func tester() throws -> RuleTester {
    try tester(of: cases)
  }

  /// Where shipped rules have come to agree with the house, or conflict with it; where the layer
  /// still does what it is there for, nothing is told.
  public func standings() throws -> [Standing] {
    let corrections = house.corrections.filter { !isDraft($0.rule) }
    let replaced = house.folder.ruleSet.rules.filter {
      $0.maturity != .draft && version(of: $0.id) != nil
    }
    .map(\.id)
    let own = replaced.flatMap { house.folder.cases[$0] ?? [] }.filter { !corrections.contains($0) }
    guard !corrections.isEmpty || !own.isEmpty else { return [] }
    let alone = try RuleTester(ruleSet: shipped, cases: corrections + own, catalog: catalog)
      .outcomes()
    let laid = try tester(of: corrections).outcomes()
    return zip(alone, laid).compactMap(standing)
      + replaced.compactMap { rule in
        let outcomes = alone.dropFirst(corrections.count).filter { $0.group == rule }
        // Cases in which it stays silent alone show nothing of what it is for.
        let isShown = own.contains { $0.rule == rule && $0.isFiring }
        guard isShown, outcomes.allSatisfy(\.isPassed) else { return nil }
        return Standing(
          kind: .agrees, rule: rule, version: version(of: rule),
          path: house.folder.files[rule] ?? house.path, isRule: true, differences: [])
      }
  }

  /// How a correction stands, by what the shipped rules give alone and with the layer.
  private func standing(alone: RuleTester.Outcome, laid: RuleTester.Outcome) -> Standing? {
    let kind: Standing.Kind
    switch (alone.isPassed, laid.isPassed) {
    case (true, true): kind = .agrees
    case (true, false): kind = .conflictsWithin
    case (false, false): kind = .conflicts
    case (false, true): return nil
    }
    return Standing(
      kind: kind, rule: laid.group, version: version(of: laid.group), path: laid.path,
      isRule: false, differences: laid.differences)
  }

  private func tester(of cases: [RuleCase]) throws -> RuleTester {
    try RuleTester(ruleSet: house.laid(over: shipped).ruleSet, cases: cases, catalog: catalog)
  }

  private func isDraft(_ rule: String) -> Bool {
    house.folder.ruleSet.rules.contains { $0.id == rule && $0.maturity == .draft }
  }

  private func version(of rule: String) -> Int? {
    shipped.rules.first { $0.id == rule }?.version
  }
}
