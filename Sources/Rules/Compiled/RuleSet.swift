public import Matching
public import Model
import Reading

/// The rules of a knowledge base and the evidence requests they share.
public struct RuleSet: Hashable, Codable, Sendable {
  /// The rules, in the order of their ids.
  public var rules: [Rule]

  /// The evidence requests by name.
  public var requests: [String: LocalizedText]

  /// The rules that could not be read and do not run.
  public var leftOut: [LeftOutRule]

  /// What the rules share, for those of a house to use, too.
  public var shared: SharedDefinitions

  /// Makes a set.
  public init(
    rules: [Rule] = [], requests: [String: LocalizedText] = [:], leftOut: [LeftOutRule] = [],
    shared: SharedDefinitions = SharedDefinitions()
  ) {
    self.rules = rules.sorted { $0.id < $1.id }
    self.requests = requests
    self.leftOut = leftOut
    self.shared = shared
  }

  /// Reads a set; one that was compiled before rules could share anything shares nothing.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    rules = try fields.decode([Rule].self, forKey: .rules)
    requests = try fields.decode([String: LocalizedText].self, forKey: .requests)
    leftOut = try fields.decode([LeftOutRule].self, forKey: .leftOut)
    shared =
      try fields.decodeIfPresent(SharedDefinitions.self, forKey: .shared) ?? SharedDefinitions()
  }
}

/// A rule that could not be read and does not run.
public struct LeftOutRule: Hashable, Codable, Sendable {
  /// The rule, or the folder in which it was expected.
  public var id: String

  /// Why it was left out.
  public var reason: LocalizedText
}

/// A rule set prepared to observe documents and to decide.
public struct CompiledRules: Sendable {
  /// The rules that were compiled.
  public let ruleSet: RuleSet

  /// The text signatures of all rules, ready for the scanner.
  public let textSignatures: SignatureSet

  /// Which rule's signature each of `textSignatures` is; of several that are the same, the first.
  let textAddresses: [SignatureAddress]

  let textPatterns: [TextPattern]
  let settingPatterns: [(address: SignatureAddress, pattern: SettingPattern)]
  let filePatterns: [(address: SignatureAddress, pattern: FilePattern)]

  /// Of signatures that are the same as another rule's: where their observations are kept.
  private let sharedAddresses: [SignatureAddress: SignatureAddress]

  /// Prepares rules; drafts are left out, and what several rules share is looked for once.
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
    var files: [(address: SignatureAddress, pattern: FilePattern)] = []
    var firsts: [Signature.Pattern: SignatureAddress] = [:]
    var shared: [SignatureAddress: SignatureAddress] = [:]
    for (number, rule) in ruleSet.rules.enumerated() where rule.maturity != .draft {
      for signature in rule.signatures {
        let address = SignatureAddress(rule: number, signature: signature.name)
        if let first = firsts[signature.pattern] {
          shared[address] = first
          continue
        }
        firsts[signature.pattern] = address
        switch signature.pattern {
        case .text(let pattern): texts.append((address, pattern))
        case .setting(let pattern): settings.append((address, pattern))
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
    filePatterns = files
    sharedAddresses = shared
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

  /// The text signatures, by number, on whose observations verdicts stand.
  public func textSignatures(behind verdicts: [RuleVerdict]) -> Set<Int> {
    let positions = Dictionary(
      ruleSet.rules.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { $1 })
    var addresses: Set<SignatureAddress> = []
    for verdict in verdicts {
      guard let rule = positions[verdict.rule.id] else { continue }
      for name in verdict.observed {
        let address = SignatureAddress(rule: rule, signature: name)
        addresses.insert(sharedAddresses[address] ?? address)
      }
    }
    return Set(textAddresses.indices.filter { addresses.contains(textAddresses[$0]) })
  }

  /// The observations of a rule's signatures, by their names within the rule.
  func logs(ofRule number: Int, in store: ObservationStore) -> [String: ObservationLog] {
    var logs: [String: ObservationLog] = [:]
    for signature in ruleSet.rules[number].signatures {
      let address = SignatureAddress(rule: number, signature: signature.name)
      let kept = sharedAddresses[address] ?? address
      let log = store.log(for: kept)
      logs[signature.name] =
        kept.signature == signature.name ? log : log.renamed(signature.name)
    }
    return logs
  }
}
