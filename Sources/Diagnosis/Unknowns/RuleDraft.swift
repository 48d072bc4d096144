import FoundationEssentials
public import Model
import Rules

/// A rule drafted from an error that no rule knows: a signature, a case, articles to look at.
public struct RuleDraft: Hashable, Sendable {
  /// The rule's name, made of the exception and where it was raised.
  public let id: String

  /// The rule's file.
  public let rule: String

  /// The case that the rule was drafted from.
  public let material: CaseMaterial

  private static let caseName = "fires-drafted.log"
  private static let category = "drafts"

  /// Drafts a rule.
  ///
  /// - Parameters:
  ///   - error: The error, as a report gives it after redaction.
  ///   - kind: What the log is in which it stands.
  ///   - taken: The names that other rules have.
  ///   - languages: In which languages an article exists; a rule may only point to one that
  ///     exists in all.
  /// - Throws: `RuleDraftProblem` if nothing of the error stays the same from one to the next.
  public init(
    _ error: UnknownError, in kind: DocumentKind = .errorLog, taken: Set<String> = [],
    languages: (ArticleNumber) -> Set<Language> = { _ in [] }
  ) throws(RuleDraftProblem) {
    let literals = Self.literals(of: error)
    guard !literals.isEmpty || error.exception != nil else {
      throw .nothingConstant(fingerprint: error.fingerprint)
    }
    id = Self.name(for: error, taken: taken)
    material = CaseMaterial(text: error.excerpt.text, name: Self.caseName)
    rule = Self.text(
      id: id, error: error, kind: kind, literals: literals, languages: languages)
  }

  /// Writes the rule's folder below a folder of rules.
  ///
  /// - Returns: The folder that was written.
  /// - Throws: `RuleDraftProblem` if it is there already, and what writing throws.
  public func write(into rules: String) throws -> String {
    let folder = "\(rules)/\(Self.category)/\(id)"
    guard !FileManager.default.fileExists(atPath: folder) else {
      throw RuleDraftProblem.alreadyThere(path: folder)
    }
    try material.write(to: "\(folder)/cases")
    try Data(rule.utf8).write(to: URL(fileURLWithPath: "\(folder)/rule.yaml"))
    let expectation = "\(Self.caseName): {findings: [{rule: \(id)}]}\n"
    try Data(expectation.utf8).write(
      to: URL(fileURLWithPath: "\(folder)/cases/\(RuleCase.expectationsFile)"))
    return folder
  }

  // MARK: The signature

  /// The longest parts of the template that stand in the record as they are.
  private static func literals(of error: UnknownError) -> [String] {
    var pieces: [String] = []
    for piece in error.template.split(separator: #/<(?:q|url|path|uuid|ip|time|hex|mail|id|n)>/#) {
      let text = piece.trimmed
      // What was masked is not the same in other records.
      guard text.count >= 6, !text.contains("[secret-"), text.contains(where: \.isLetter),
        error.excerpt.text.contains(text), !pieces.contains(text)
      else { continue }
      pieces.append(String(text.prefix(120)).trimmed)
    }
    let longest = pieces.sorted { ($0.count, $1) > ($1.count, $0) }.prefix(4)
    return pieces.filter(longest.contains)
  }

  private static func name(for error: UnknownError, taken: Set<String>) -> String {
    let exception = error.exception?.split(separator: ".").last.map(String.init)
    let frame = error.frame?.split(separator: ".").suffix(2).joined(separator: " ")
    let words = [exception ?? error.template, exception == nil ? nil : frame]
      .compactMap(\.self).joined(separator: " ")
    var name = ""
    var previous: Character = " "
    for character in words {
      let isPlain = character.isASCII && (character.isLetter || character.isNumber)
      if !isPlain || (character.isUppercase && previous.isLowercase), !name.hasSuffix("-") {
        name += "-"
      }
      if isPlain { name += character.lowercased() }
      previous = character
    }
    name = String(name.drop { $0 == "-" || $0.isNumber }.prefix(60))
    while name.hasSuffix("-") { name.removeLast() }
    if name.isEmpty { name = "unknown-error" }
    var unique = name
    var number = 2
    while taken.contains(unique) {
      unique = "\(name)-\(number)"
      number += 1
    }
    return unique
  }

  // MARK: The file

  private static func text(
    id: String, error: UnknownError, kind: DocumentKind, literals: [String],
    languages: (ArticleNumber) -> Set<Language>
  ) -> String {
    // A placeholder would be filled in, and there is nothing to fill it with.
    let subject = (error.exception ?? error.template).replacing("${", with: "$ {")
    let logger = error.logger.map { $0.replacing("${", with: "$ {") } ?? "–"
    let title = LocalizedText(
      en: "Draft: \(subject)", fr: "Brouillon\u{A0}: \(subject)", ja: "下書き：\(subject)")
    let summary = LocalizedText(
      en:
        "Drafted from an unknown error of the logger \(logger). Say what it means and what to do.",
      fr: "Brouillon issu d’une erreur inconnue du logger \(logger). Dites ce qu’elle signifie et"
        + " que faire.",
      ja: "ロガー \(logger) の未知のエラーから作成した下書きです。意味と対処方法を記入してください。")
    var text = "id: \(id)\nversion: 1\nstatus: draft\n"
    text += "severity: \(error.level == .fatal || error.level == .error ? "error" : "warning")\n"
    text += wordings(title, named: "title") + wordings(summary, named: "summary")
    text += "references:\n  - \(YAMLText.quoted("unknown error \(error.fingerprint)"))\n"
    text += "signatures:\n  failed:\n    in: [\(kind.rawValue)]\n"
    if let logger = error.logger { text += "    logger: \(YAMLText.quoted(logger))\n" }
    if let exception = error.exception {
      text += "    any-cause: \(YAMLText.quoted(exception))\n"
    }
    if !literals.isEmpty {
      text += "    all:\n" + literals.map { "      - \(YAMLText.quoted($0))\n" }.joined()
    }
    text += "when: failed\n"
    let numbers = error.suggestions.map(\.article)
    let usable = numbers.filter { languages($0.number) == Set(Language.allCases) }
    if !usable.isEmpty {
      text += "articles:\n"
      for article in usable { text += "  - \(article.number)  # \(line(article.title))\n" }
    }
    let others = numbers.filter { article in !usable.contains { $0.number == article.number } }
    for article in others { text += "# \(article.number): \(line(article.title))\n" }
    return text
  }

  private static func wordings(_ text: LocalizedText, named name: String) -> String {
    "\(name):\n"
      + Language.allCases.map { "  \($0.rawValue): \(YAMLText.quoted(text[$0]))\n" }.joined()
  }

  private static func line(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}

extension StringProtocol {
  fileprivate var trimmed: String {
    let start = drop { $0 == " " }
    return start.lastIndex { $0 != " " }.map { String(start[...$0]) } ?? ""
  }
}

/// Why no rule could be drafted.
public enum RuleDraftProblem: Problem, Hashable {
  /// Every part of the error differs from one to the next.
  case nothingConstant(fingerprint: String)

  /// The folder is there.
  case alreadyThere(path: String)

  /// What is wrong.
  public var reason: LocalizedText {
    switch self {
    case .nothingConstant(let fingerprint):
      LocalizedText(
        en: "the error \(fingerprint) has no text that stays the same",
        fr: "l’erreur \(fingerprint) n’a aucun texte constant",
        ja: "エラー \(fingerprint) には変化しない文字列がありません")
    case .alreadyThere:
      LocalizedText(
        en: "this rule is there already", fr: "cette règle existe déjà", ja: "このルールはすでに存在します")
    }
  }

  /// The folder that is there.
  public var location: TextLocation? {
    if case .alreadyThere(let path) = self { TextLocation(file: path) } else { nil }
  }
}

extension DocumentKind {
  /// Whether rules search its text rather than its settings.
  public var isSearchedAsText: Bool { self != .osgiConfig && self != .jcrExport }
}
