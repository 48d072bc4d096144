public import Matching
public import Model
import Reading

/// The rules of a knowledge base and the evidence requests they share.
public struct RuleSet: Hashable, Codable, Sendable {
  /// The rules, in the order of their ids.
  public var rules: [Rule]

  /// The evidence requests by name.
  public var requests: [String: LocalizedText]

  /// Makes a set.
  public init(rules: [Rule], requests: [String: LocalizedText] = [:]) {
    self.rules = rules.sorted { $0.id < $1.id }
    self.requests = requests
  }
}

/// A rule set prepared to observe documents and to decide.
public struct CompiledRules: Sendable {
  /// The rules that were compiled.
  public let ruleSet: RuleSet

  /// The text signatures of all rules, ready for the scanner.
  public let textSignatures: SignatureSet

  /// Which rule's signature each of `textSignatures` is.
  let textAddresses: [SignatureAddress]

  let textPatterns: [TextPattern]
  let settingPatterns: [(address: SignatureAddress, pattern: SettingPattern)]
  let nodePatterns: [(address: SignatureAddress, pattern: NodePattern)]
  let filePatterns: [(address: SignatureAddress, pattern: FilePattern)]

  /// Prepares rules; drafts are left out.
  ///
  /// - Parameters:
  ///   - ruleSet: The rules.
  ///   - compiledLiterals: What `textSignatures.compiledLiterals()` gave for the same rules.
  ///   - engine: What searches for the literals.
  public init(
    _ ruleSet: RuleSet, compiledLiterals: [UInt8]? = nil, engine: SignatureSet.Engine = .fastest
  ) throws {
    var texts: [(address: SignatureAddress, pattern: TextPattern)] = []
    var settings: [(address: SignatureAddress, pattern: SettingPattern)] = []
    var nodes: [(address: SignatureAddress, pattern: NodePattern)] = []
    var files: [(address: SignatureAddress, pattern: FilePattern)] = []
    for (number, rule) in ruleSet.rules.enumerated() where rule.maturity != .draft {
      for signature in rule.signatures {
        let address = SignatureAddress(rule: number, signature: signature.name)
        switch signature.pattern {
        case .text(let pattern): texts.append((address, pattern))
        case .setting(let pattern): settings.append((address, pattern))
        case .node(let pattern): nodes.append((address, pattern))
        case .file(let pattern): files.append((address, pattern))
        }
      }
    }
    self.ruleSet = ruleSet
    textAddresses = texts.map(\.address)
    textPatterns = texts.map(\.pattern)
    textSignatures = try SignatureSet(
      texts.map(\.pattern.text), compiledLiterals: compiledLiterals, engine: engine)
    settingPatterns = settings
    nodePatterns = nodes
    filePatterns = files
  }

  /// Which rule's signature a number of `textSignatures` stands for.
  public func address(ofTextSignature number: Int) -> SignatureAddress {
    textAddresses[number]
  }

  /// Which text signatures look into documents of a kind, by number.
  public func textSignatures(for kind: DocumentKind) -> [Bool] {
    let kinds = [kind] + kind.broaderKinds
    return textPatterns.map { !$0.kinds.isDisjoint(with: kinds) }
  }
}
