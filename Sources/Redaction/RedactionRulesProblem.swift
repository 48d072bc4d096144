public import Model

/// What is wrong with a file of redaction rules, and where.
public struct RedactionRulesProblem: Problem, Hashable {
  /// What can be wrong with it.
  public enum Kind: Hashable, Sendable {
    /// A mapping of these fields was expected.
    case expectedFields([String])

    /// A field that there is not.
    case unknownField(String, known: [String])

    /// A list was expected.
    case expectedList

    /// A text was expected.
    case expectedText

    /// A kind of value that there is not.
    case unknownKind(String, known: [String])

    /// A pattern that does not compile, with the library's own words and the byte.
    case badPattern(String, offset: Int)

    /// A pattern with a construct whose search may take more than linear time.
    case slowPattern(String)
  }

  /// What is wrong.
  public let kind: Kind

  /// The file, as the caller named it.
  public let file: String

  /// The line, counted from 1.
  public let line: Int

  /// The column in characters, counted from 1.
  public let column: Int

  /// Where it is wrong.
  public var location: TextLocation? { TextLocation(file: file, line: line, column: column) }

  /// What is wrong.
  public var reason: LocalizedText {
    switch kind {
    case .expectedFields(let names):
      let list = names.joined(separator: ", ")
      return LocalizedText(
        en: "fields were expected here: \(list)", fr: "des champs sont attendus ici\u{A0}: \(list)",
        ja: "ここには次のフィールドが必要です：\(list)")
    case .unknownField(let name, _):
      return LocalizedText(
        en: "unknown field “\(name)”", fr: "champ inconnu «\u{A0}\(name)\u{A0}»",
        ja: "不明なフィールド「\(name)」")
    case .expectedList:
      return LocalizedText(
        en: "a list was expected here", fr: "une liste est attendue ici", ja: "ここにはリストが必要です")
    case .expectedText:
      return LocalizedText(
        en: "a text was expected here", fr: "un texte est attendu ici", ja: "ここには文字列が必要です")
    case .unknownKind(let name, _):
      return LocalizedText(
        en: "unknown kind “\(name)”", fr: "genre inconnu «\u{A0}\(name)\u{A0}»",
        ja: "不明な種類「\(name)」")
    case .badPattern(let words, let offset):
      return LocalizedText(
        en: "the pattern is not valid at byte \(offset): \(words)",
        fr: "le motif n’est pas valide à l’octet \(offset)\u{A0}: \(words)",
        ja: "パターンの \(offset) バイト目が不正です：\(words)")
    case .slowPattern(let construct):
      return LocalizedText(
        en: "“\(construct)” may take more than linear time",
        fr: "«\u{A0}\(construct)\u{A0}» peut prendre un temps plus que linéaire",
        ja: "「\(construct)」は線形時間で処理できない可能性があります")
    }
  }

  /// What to do next.
  public var hint: LocalizedText? {
    switch kind {
    case .unknownField(let name, let known), .unknownKind(let name, let known):
      let list = known.joined(separator: ", ")
      guard let closest = Suggestion.closest(to: name, in: known) else {
        return LocalizedText(
          en: "known are: \(list)", fr: "sont connus\u{A0}: \(list)", ja: "使用できるもの：\(list)")
      }
      return LocalizedText(
        en: "did you mean “\(closest)”?", fr: "vouliez-vous dire «\u{A0}\(closest)\u{A0}»\u{A0}?",
        ja: "「\(closest)」のことですか？")
    case .slowPattern:
      return LocalizedText(
        en: "write it without a repetition in a repetition, back-references and look-around",
        fr: "écrivez-le sans répétition imbriquée, référence arrière ni assertion",
        ja: "入れ子の繰り返し、後方参照、先読み・後読みを使わずに書いてください")
    default:
      return nil
    }
  }
}
