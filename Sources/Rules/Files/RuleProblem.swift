public import Model

/// What is wrong with a rule, where, and what was expected.
public struct RuleProblem: Problem, Hashable {
  /// What is wrong.
  public var kind: Kind

  /// Where it is wrong.
  public var location: TextLocation?

  /// Makes a problem.
  public init(_ kind: Kind, at location: TextLocation?) {
    self.kind = kind
    self.location = location
  }

  /// What can be wrong with a rule.
  public enum Kind: Hashable, Sendable {
    case unreadable(String)
    case notYAML(LocalizedText)
    case unknownKey(String, known: [String])
    case missingKey(String)
    case wrongType(key: String, expected: Expected)
    case unknownValue(String, key: String, known: [String])
    case badExpression(String, message: String)
    case badWindow(String)
    case badNumber(String, key: String)
    case badVersionRange(String)
    case badArticleNumber(String)
    case unknownSignature(String, known: [String])
    case unknownPlaceholder(String)
    case emptySignature(String)
    case noLiteral(String)
    case folderName(id: String, folder: String)
    case duplicateRule(String, other: String)
    case unknownRequest(String, known: [String])
    case missingArticle(ArticleNumber, languages: [Language])
    case unknownRemedy(plugin: String, action: String)
    case unknownParameter(String, known: [String])
    case missingCase(firing: Bool)
    case undeclaredCase(String)
    case missingCaseFile(String)
    case unsafeExpression(String, reason: UnsafeReason)
    case unknownRuleInCase(String)
    case badRate(String)
    case badComparison(String, key: String)
    case conflictingFields([String])
    case needsAnchor
    case repeatedName(String)
    case notMeasurable(String, String)
    case unboundedState(String)
    case unknownShared(String, known: [String])
    case unknownList(String, known: [String])
    case unknownRule(String, known: [String])
    case causalCycle([String])
    case parameterType(String, type: String, capture: String, captureType: String)
  }

  /// What a value should have been.
  public enum Expected: Hashable, Sendable {
    case text
    case number
    case boolean
    case list
    case mapping
    case condition
    case valueCondition
  }

  /// Why an expression is refused although it compiles.
  public enum UnsafeReason: Hashable, Sendable {
    case nestedQuantifier
    case backReference
  }
}
