public import Model
import YAMLKit

/// Why an article file was not taken, or was taken with a reservation.
public struct ArticleProblem: Problem, Hashable {
  /// What is wrong.
  public enum Kind: Hashable, Sendable {
    /// The name is not `<number>.<en|fr|ja>.md`.
    case fileName(String)

    /// The file or folder cannot be read.
    case unreadable(FileObstacle)

    /// The file has more bytes than an article may have.
    case tooLarge(limit: Int)

    /// The bytes are not UTF-8.
    case notUTF8

    /// The first line is not `---`.
    case noFrontMatter

    /// No second line `---` ends the front matter.
    case unclosedFrontMatter

    /// The front matter is not the YAML that is accepted; the parser's own words.
    case yaml(LocalizedText)

    /// No article has this key.
    case unknownKey(String)

    /// A key that every article needs is not there.
    case missingKey(String)

    /// The value of a key is not what the key takes.
    case value(key: String, found: String, expected: Expectation)

    /// The number in the front matter is not that of the file name.
    case numberMismatch(found: String, fileName: String)

    /// The same number stands in another file of the same language.
    case duplicateNumber(String, otherFile: String)

    /// The folder holds a language that aemedic does not speak, or does not name one.
    case unknownLanguage(String)
  }

  /// What a value should have been.
  public enum Expectation: Hashable, Sendable {
    /// One text that is not empty.
    case text

    /// Texts with commas between them, or a list of texts.
    case texts

    /// `true` or `false`.
    case truth

    /// A whole number.
    case number

    /// A date such as `2026-03-01`, or `3/1/2026 4:26:17 PM` as Adobe writes it.
    case date

    /// An address that begins with `https://`.
    case address

    /// One of these words.
    case oneOf([String])
  }

  /// What is wrong.
  public let kind: Kind

  /// Where.
  public let location: TextLocation?

  init(_ kind: Kind, at location: TextLocation) {
    self.kind = kind
    self.location = location
  }

  /// What the parser says of lines that stand `lineOffset` lines down in the file.
  init(_ error: YAMLError, lineOffset: Int, lines: [String]) {
    let kind: Kind =
      switch error.kind {
      case .empty: .missingKey("title")
      case .invalidText: .notUTF8
      default: .yaml(error.shifted(byLines: lineOffset).reason)
      }
    self.init(
      kind,
      at: TextLocation(
        file: error.file, line: error.line + lineOffset, column: error.column,
        snippet: lines.indices.contains(error.line - 1) ? lines[error.line - 1] : nil))
  }
}
