import YAMLKit

extension Gate {
  /// Reads the gate of a rule; without a node it is open everywhere.
  init(_ node: YAMLNode?, in source: RuleSource) throws(RuleProblem) {
    self.init(deployments: [], aem: nil)
    guard let node else { return }
    let fields = try FieldReader(node, key: "applies", as: .gate, in: source)
    deployments = try fields.choices("deployment")
    if let node = fields.node("aem") {
      let text = try source.text(node, key: "aem")
      guard let range = VersionRange(text) else {
        throw source.problem(.badVersionRange(text), at: node)
      }
      aem = range
    }
    runModes = try fields.texts("run-mode")
  }

  /// The gate that lets pass what this and another let pass; `nil` if nothing can.
  func intersection(_ other: Gate) -> Gate? {
    var both = self
    guard let deployments = Self.common(deployments, other.deployments),
      let runModes = Self.common(runModes, other.runModes)
    else { return nil }
    both.deployments = deployments
    both.runModes = runModes
    if let aem, let range = other.aem {
      guard let joined = VersionRange("\(aem) \(range)") else { return nil }
      both.aem = joined
    } else {
      both.aem = aem ?? other.aem
    }
    return both
  }

  /// What two lists have in common, where an empty one means all; `nil` if that is nothing.
  private static func common<Item: Equatable>(_ left: [Item], _ right: [Item]) -> [Item]? {
    if left.isEmpty { return right }
    if right.isEmpty { return left }
    let both = left.filter(right.contains)
    return both.isEmpty ? nil : both
  }
}
