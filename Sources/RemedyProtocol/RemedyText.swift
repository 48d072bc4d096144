/// One sentence in the three languages in which remedies speak.
///
/// A plugin sees this package alone, so the type stands here and not in the
/// vocabulary of the diagnosis.
public struct RemedyText: Hashable, Codable, Sendable {
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
}
