import FoundationEssentials
import Model
import YAMLKit

/// What a team lays over the shipped rules, in a plain folder of its own.
///
///     rules/<category>/<id>/rule.yaml   rules that are added; one of a shipped rule's id replaces it
///     rules/shared/, rules/lists/       what these and the narrowed ones share, besides what the
///                                       shipped rules share
///     rules.yaml                        shipped rules that are disabled or narrowed
///     cases/<id>/                       corrected verdicts, with `expect.yaml`
///     articles/                         articles that these rules point to
///
/// What is broken is left out and named; the rest goes on.
public struct HouseLayer: Sendable {
  /// The folder.
  public let path: String

  /// The rules of the house with their cases, and the corrected verdicts.
  public let folder: RuleFolder

  /// The shipped rules that the house does not want.
  public let disabled: [String]

  /// What is wrong with what the folder holds.
  public var problems: [RuleProblem] { folder.problems + orderProblems }

  /// The corrected verdicts, as cases in the order of their rules.
  public var corrections: [RuleCase] {
    let own = folder.cases.keys.sorted().flatMap { folder.cases[$0] ?? [] }
    return own.filter { $0.path.hasPrefix("\(path)/cases/") }
  }

  private let narrowings: [Narrowing]
  private let orderProblems: [RuleProblem]
  private let source: RuleSource

  /// Reads the folder; one that is not there is an empty layer.
  ///
  /// - Parameter shipped: The rules it is laid over, which share what its own rules may use.
  public init(path: String, over shipped: RuleSet = RuleSet()) {
    self.path = path
    var folder = RuleFolder(path: "\(path)/rules", isWhole: false, over: shipped.shared)
    folder.markAsHouse()
    folder.addCases(in: "\(path)/cases")
    self.folder = folder
    let file = "\(path)/rules.yaml"
    var orders = Orders()
    do throws(RuleProblem) {
      if FileManager.default.fileExists(atPath: file) { orders = try Orders(file: file) }
    } catch {
      orders.problems = [error]
    }
    disabled = orders.disabled
    narrowings = orders.narrowings
    orderProblems = orders.problems
    source = orders.source
  }

  /// Whether there is nothing in it that changes what rules say.
  public var isEmpty: Bool {
    folder.ruleSet.rules.isEmpty && disabled.isEmpty && narrowings.isEmpty && problems.isEmpty
  }

  /// The same layer, its rules read with what shipped rules share.
  public func over(_ shipped: RuleSet) -> HouseLayer {
    shipped.shared.isEmpty ? self : HouseLayer(path: path, over: shipped)
  }

  /// The shipped rules as the house wants them, with its own.
  ///
  /// - Returns: The rules, and what in `rules.yaml` fits no shipped rule.
  public func laid(over shipped: RuleSet) -> (ruleSet: RuleSet, problems: [RuleProblem]) {
    var found: [RuleProblem] = []
    let known = shipped.rules.map(\.id)
    for id in disabled where !known.contains(id) {
      found.append(RuleProblem(.unknownRule(id, known: known), at: TextLocation(file: source.file)))
    }
    let gone = Set(disabled).union(folder.ruleSet.rules.map(\.id))
    var rules = shipped.rules.filter { !gone.contains($0.id) }
    for narrowing in narrowings where !gone.contains(narrowing.rule) {
      guard let index = rules.firstIndex(where: { $0.id == narrowing.rule }) else {
        found.append(
          source.problem(.unknownRule(narrowing.rule, known: known), at: narrowing.key))
        continue
      }
      do throws(RuleProblem) {
        let rule = try narrowing.applied(to: rules[index], in: source, sharing: folder.shared)
        if let rule {
          rules[index] = rule
        } else {
          rules.remove(at: index)
        }
      } catch {
        found.append(error)
      }
    }
    rules += folder.ruleSet.rules
    let own = Set(folder.ruleSet.rules.map(\.id))
    for (id, problem) in CausalOrder.problems(of: rules, files: folder.files)
    where own.contains(id) {
      found.append(problem)
      rules.removeAll { $0.id == id }
    }
    var leftOut = shipped.leftOut + folder.ruleSet.leftOut
    leftOut += (found + orderProblems).map {
      LeftOutRule(id: $0.location?.file ?? path, reason: $0.reason)
    }
    let requests = shipped.requests.merging(folder.ruleSet.requests) { _, house in house }
    let laid = RuleSet(
      rules: rules, requests: requests, leftOut: leftOut, shared: shipped.shared)
    return (laid, found)
  }
}

/// What `rules.yaml` says of shipped rules.
private struct Orders {
  var disabled: [String] = []
  var narrowings: [Narrowing] = []
  var problems: [RuleProblem] = []
  var source = RuleSource(file: "", bytes: [])

  init() {}

  init(file: String) throws(RuleProblem) {
    let root: YAMLNode
    (source, root) = try RuleSource.parse(try RuleFile.bytes(of: file), file: file)
    let fields = try FieldReader(root, key: "rules", as: .orders, in: source)
    disabled = try fields.texts("disable")
    for entry in try source.entries(fields.node("narrow"), key: "narrow") {
      narrowings.append(Narrowing(rule: entry.name, key: entry.key, node: entry.value))
    }
  }
}

/// How a shipped rule is narrowed.
private struct Narrowing: Sendable {
  let rule: String
  let key: YAMLNode
  let node: YAMLNode

  /// The rule narrowed; `nil` if nothing is left where it applies.
  func applied(
    to rule: Rule, in source: RuleSource, sharing shared: SharedDefinitions
  ) throws(RuleProblem) -> Rule? {
    var narrowed = rule
    let fields = try FieldReader(node, key: self.rule, as: .narrowing, in: source)
    let reader = SignatureReader(source: source, shared: shared)
    for entry in try source.entries(fields.node("signatures"), key: "signatures") {
      guard narrowed.signature(named: entry.name) == nil else {
        throw source.problem(.repeatedName(entry.name), at: entry.key)
      }
      narrowed.signatures.append(try reader.signature(named: entry.name, from: entry.value))
    }
    narrowed.unless += try ConditionReader(source: source, signatures: narrowed.signatures)
      .negations(fields.node("unless"))
    guard let gate = rule.gate.intersection(try Gate(fields.node("applies"), in: source)) else {
      return nil
    }
    narrowed.gate = gate
    narrowed.layer = .house
    narrowed.captureWhatIsAskedFor()
    return narrowed
  }
}

extension FieldTable {
  fileprivate static let orders = FieldTable(
    name: "orders", summary: "What becomes of shipped rules.",
    fields: [
      Field("disable", .texts, "Shipped rules that do not run."),
      Field("narrow", .mapping(.text), "Shipped rules that run in fewer cases, by their id."),
    ])

  fileprivate static let narrowing = FieldTable(
    name: "narrowing", summary: "In which cases a shipped rule runs no more.",
    fields: [
      Field("applies", .table(.gate), "Where it applies, besides what the rule itself demands."),
      Field("signatures", .mapping(.table(.signature)), "What else to look for."),
      Field("unless", .list(.oneOf([.text, .table(.negation)])), "What must not be observed."),
    ])
}
