/// One sentence in each of the languages that aemedic speaks.
public struct LocalizedText: Hashable, Codable, Sendable {
  /// The English wording.
  public var en: String

  /// The French wording.
  public var fr: String

  /// The Japanese wording.
  public var ja: String

  /// Makes a text from its three wordings.
  public init(en: String, fr: String, ja: String) {
    self.en = en
    self.fr = fr
    self.ja = ja
  }

  /// Makes a text that reads the same in every language, such as a name or a path.
  public init(verbatim text: String) {
    self.init(en: text, fr: text, ja: text)
  }

  /// The wording in one language.
  public subscript(language: Language) -> String {
    get {
      switch language {
      case .en: en
      case .fr: fr
      case .ja: ja
      }
    }
    set {
      switch language {
      case .en: en = newValue
      case .fr: fr = newValue
      case .ja: ja = newValue
      }
    }
  }

  /// The same text with each wording changed in the same way.
  public func map(_ transform: (String) -> String) -> LocalizedText {
    LocalizedText(en: transform(en), fr: transform(fr), ja: transform(ja))
  }
}
