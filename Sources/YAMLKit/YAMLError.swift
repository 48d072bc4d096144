/// Why a YAML text was refused, and where.
public struct YAMLError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Kind: Hashable, Sendable {
    /// The text holds no document.
    case empty

    /// The text is not valid UTF-8, or holds a control character.
    case invalidText

    /// The parser could not go on; its own words, in English.
    case syntax(String)

    /// A name stands twice in one mapping; the first time on this line.
    case duplicateKey(String, firstLine: Int)

    /// The name of a value is itself a list or a mapping.
    case nonScalarKey

    /// Lists and mappings lie deeper in each other than this many.
    case tooDeep(limit: Int)

    /// `&name` is not accepted.
    case anchor(String)

    /// `*name` is not accepted.
    case alias(String)

    /// `!tag` is not accepted.
    case tag(String)

    /// `%YAML` and `%TAG` are not accepted.
    case directive

    /// A second document starts here.
    case severalDocuments
  }

  /// What is wrong.
  public let kind: Kind

  /// The file, as the caller named it.
  public let file: String

  /// The line, counted from 1.
  public let line: Int

  /// The column in characters (Unicode scalars), counted from 1.
  public let column: Int

  /// The same error, told in the lines of a file in which the text stands so many lines down.
  public func shifted(byLines offset: Int) -> YAMLError {
    var kind = kind
    if case .duplicateKey(let key, let firstLine) = kind {
      kind = .duplicateKey(key, firstLine: firstLine + offset)
    }
    return YAMLError(kind: kind, file: file, line: line + offset, column: column)
  }
}
