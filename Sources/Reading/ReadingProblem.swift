public import Model
public import XMLKit

/// A structured document that does not follow its grammar.
public struct ReadingProblem: Problem, Hashable {
  /// What was expected.
  public enum Expectation: Hashable, Sendable {
    /// A JSON document; with what should stand there.
    case json(JSONError.Kind)

    /// A JSON object as the whole document.
    case object

    /// A part of the grammar of `.config` files.
    case configuration(OSGiConfiguration.Expectation)

    /// A part of the grammar of Java properties.
    case properties(JavaProperties.Expectation)

    /// XML, without entities and within limits; with what is wrong.
    case xml(XMLError.Kind)

    /// Sections that open and close as in `dispatcher.any` and httpd.
    case section(SectionExpectation)
  }

  /// What was expected.
  public let expectation: Expectation

  /// Where it was expected.
  public let place: TextLocation

  /// Where it is wrong.
  public var location: TextLocation? { place }

  init(_ expectation: Expectation, at offset: Int, in bytes: [UInt8], of path: String) {
    self.expectation = expectation
    let before = bytes[..<min(max(0, offset), bytes.count)]
    let line = before.count { $0 == 0x0A } + 1
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let column = String(decoding: before[start...], as: UTF8.self).count + 1
    place = TextLocation(file: path, line: line, column: column)
  }

  /// What is wrong.
  public var reason: LocalizedText {
    switch expectation {
    case .json(let kind):
      let what = kind.wording
      return LocalizedText(
        en: "not valid JSON: \(what.en)", fr: "JSON non valide\u{A0}: \(what.fr)",
        ja: "JSON として正しくありません：\(what.ja)")
    case .object:
      return LocalizedText(
        en: "a JSON object was expected", fr: "un objet JSON était attendu",
        ja: "JSON オブジェクトが必要です")
    case .configuration(let expectation):
      let what = expectation.wording
      return LocalizedText(
        en: "not a valid OSGi configuration: \(what.en)",
        fr: "configuration OSGi non valide\u{A0}: \(what.fr)",
        ja: "OSGi 設定として正しくありません：\(what.ja)")
    case .properties(.unicodeEscape):
      return LocalizedText(
        en: "not valid properties: four hexadecimal digits were expected behind “\\u”",
        fr: "propriétés non valides\u{A0}: quatre chiffres hexadécimaux étaient attendus"
          + " après «\u{A0}\\u\u{A0}»",
        ja: "プロパティファイルとして正しくありません：「\\u」の後に 4 桁の 16 進数が必要です")
    case .xml(let kind):
      let what = kind.wording
      return LocalizedText(
        en: "not valid XML: \(what.en)", fr: "XML non valide\u{A0}: \(what.fr)",
        ja: "XML として正しくありません：\(what.ja)")
    case .section(let expectation):
      return expectation.wording
    }
  }
}

extension XMLError.Kind {
  var wording: LocalizedText {
    switch self {
    case .syntax(let message):
      LocalizedText(verbatim: message)
    case .entity(let name):
      LocalizedText(
        en: "the entity “\(name)” is not accepted",
        fr: "l’entité «\u{A0}\(name)\u{A0}» n’est pas admise",
        ja: "エンティティ「\(name)」は使用できません")
    case .tooDeep(let limit):
      LocalizedText(
        en: "more than \(limit) levels lie in each other",
        fr: "plus de \(limit) niveaux sont imbriqués", ja: "入れ子が \(limit) 段を超えています")
    case .tooManyAttributes(let limit):
      LocalizedText(
        en: "an element has more than \(limit) attributes",
        fr: "un élément a plus de \(limit) attributs", ja: "1 つの要素の属性が \(limit) 個を超えています")
    case .tooLarge(let limit):
      LocalizedText(
        en: "it has more than \(limit) bytes", fr: "il compte plus de \(limit) octets",
        ja: "\(limit) バイトを超えています")
    }
  }
}

extension JSONError.Kind {
  var wording: LocalizedText {
    switch self {
    case .unfinished:
      LocalizedText(
        en: "it ends too early", fr: "le document s’arrête trop tôt", ja: "途中で終わっています")
    case .tooDeep:
      LocalizedText(
        en: "it is nested too deeply", fr: "l’imbrication est trop profonde",
        ja: "入れ子が深すぎます")
    case .unexpected(let expectation):
      expectation.wording
    }
  }
}

extension JSONError.Expectation {
  var wording: LocalizedText {
    switch self {
    case .value:
      LocalizedText(
        en: "a value was expected", fr: "une valeur était attendue", ja: "値が必要です")
    case .key:
      LocalizedText(en: "a key was expected", fr: "une clé était attendue", ja: "キーが必要です")
    case .colon:
      LocalizedText(
        en: "a colon was expected", fr: "un deux-points était attendu", ja: "コロンが必要です")
    case .separator:
      LocalizedText(
        en: "a comma or a closing bracket was expected",
        fr: "une virgule ou un crochet fermant était attendu", ja: "コンマまたは閉じ括弧が必要です")
    case .end:
      LocalizedText(
        en: "the end of the document was expected", fr: "la fin du document était attendue",
        ja: "文書の終わりが必要です")
    case .escape:
      LocalizedText(
        en: "this escape does not exist", fr: "cette séquence d’échappement n’existe pas",
        ja: "このエスケープシーケンスはありません")
    case .number:
      LocalizedText(
        en: "a digit was expected", fr: "un chiffre était attendu", ja: "数字が必要です")
    case .text:
      LocalizedText(
        en: "this character cannot stand in a string",
        fr: "ce caractère ne peut pas figurer dans une chaîne", ja: "この文字は文字列に使えません")
    }
  }
}
