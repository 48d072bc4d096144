/// The words that a person put between quotes, because they belong together.
struct QuotedPhrases {
  /// What stands between the quotes.
  private(set) var phrases: [String] = []

  /// Whether nothing stands outside of them.
  private(set) var isAll = false

  private static let pairs: [Character: Character] = ["\"": "\"", "“": "”", "«": "»", "„": "“"]

  /// What is longer is a quotation and not a phrase.
  private static let longest = 200

  init() {}

  /// Takes the phrases of a text; a quote inside a word, as in JSON, opens none.
  init(_ text: String) {
    var outside = ""
    var rest = text[...]
    var followsSpace = true
    while let character = rest.first {
      rest.removeFirst()
      if followsSpace, let close = Self.pairs[character] {
        let inner = rest.prefix(Self.longest).prefix { $0 != close }
        let after = rest[inner.endIndex...]
        if after.first == close, after.dropFirst().first?.isWordLike != true {
          phrases.append(String(inner))
          rest = after.dropFirst()
          continue
        }
      }
      outside.append(character)
      followsSpace = character.isWhitespace
    }
    isAll = !phrases.isEmpty && !outside.contains(where: \.isWordLike)
  }
}

extension Character {
  fileprivate var isWordLike: Bool { isLetter || isNumber || self == "{" || self == ":" }
}
