public import Model

/// Something that goes wrong, in the words of articles and in those of the people it happens to.
public struct Concept: Hashable, Sendable {
  /// The words of one language.
  public struct Wording: Hashable, Sendable {
    /// How articles put it.
    public var terms: [String]

    /// How people put it. All words of a way must stand near one another, in any order.
    public var ways: [String]
  }

  /// A short name, for those who keep the list.
  public let name: String

  /// The words by language.
  public let wordings: [Language: Wording]

  /// The line that it was read from.
  let source: String

  /// Reads `name: terms = ways | terms = ways | terms = ways`: English, French, Japanese.
  ///
  /// Terms and ways have semicolons between them; each language needs both.
  public init?(line: String) {
    guard let colon = line.firstIndex(of: ":") else { return nil }
    let cells = line[line.index(after: colon)...].split(
      separator: "|", omittingEmptySubsequences: false)
    let name = String(line[..<colon]).trimmed
    guard !name.isEmpty, cells.count == Self.languages.count else { return nil }
    var wordings: [Language: Wording] = [:]
    for (language, cell) in zip(Self.languages, cells) {
      let sides = cell.split(separator: "=", omittingEmptySubsequences: false).map { side in
        side.split(separator: ";").map { String($0).trimmed }.filter { !$0.isEmpty }
      }
      guard sides.count == 2, !sides[0].isEmpty, !sides[1].isEmpty else { return nil }
      wordings[language] = Wording(terms: sides[0], ways: sides[1])
    }
    self.name = name
    self.wordings = wordings
    source = line
  }

  /// The order of the languages in a line.
  private static let languages: [Language] = [.en, .fr, .ja]
}
