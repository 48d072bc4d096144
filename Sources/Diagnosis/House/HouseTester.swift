public import Model
public import Rules

/// Tests what a house layer holds, with the layer and without it.
public struct HouseTester {
  private let house: HouseLayer
  private let shipped: RuleSet
  private let catalog: any Catalog

  /// A case of the house that the shipped rules satisfy by themselves.
  public struct Agreement: Hashable, Sendable {
    /// The rule under which the case is kept.
    public let rule: String

    /// Where the case is.
    public let path: String
  }

  /// Prepares to test a layer over shipped rules.
  public init(house: HouseLayer, shipped: RuleSet, catalog: any Catalog) {
    self.house = house
    self.shipped = shipped
    self.catalog = catalog
  }

  /// The cases: those of the house's rules, drafts aside, and the corrected verdicts.
  public var cases: [RuleCase] {
    let drafts = Set(
      house.folder.ruleSet.rules.filter { $0.maturity == .draft }.map(\.id))
    return house.folder.cases.keys.sorted().filter { !drafts.contains($0) }
      .flatMap { house.folder.cases[$0] ?? [] }
  }

  /// What tests the cases with the layer over the shipped rules.
  public func tester() throws -> RuleTester {
    try RuleTester(ruleSet: house.laid(over: shipped).ruleSet, cases: cases, catalog: catalog)
  }

  /// The cases that hold without the layer, so that the shipped rules have come to agree.
  public func agreements() throws -> [Agreement] {
    let outcomes = try RuleTester(ruleSet: shipped, cases: cases, catalog: catalog).outcomes()
    return outcomes.filter(\.isPassed).map { Agreement(rule: $0.group, path: $0.path) }
  }
}
