public import Model
public import RemedyProtocol

extension RemedyText {
  /// The same text in the words of the diagnosis.
  public var localized: LocalizedText {
    LocalizedText(en: en, fr: fr, ja: ja)
  }

  /// A text that reads the same in every language, such as a path.
  init(verbatim text: String) {
    self.init(en: text, fr: text, ja: text)
  }

  init(_ text: LocalizedText) {
    self.init(en: text[.en], fr: text[.fr], ja: text[.ja])
  }
}
