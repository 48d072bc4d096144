/// An error that a person reads: what is wrong, where, and what to do about it.
///
/// Rooms keep their errors as data and conform them to this protocol, so that
/// the wording of every message stands beside the error in three languages and
/// one place prints them all.
public protocol Problem: Error, Sendable {
  /// What is wrong: lower case, no final stop, quoting the person's own text.
  var reason: LocalizedText { get }

  /// Where it is wrong, if it is in a file.
  var location: TextLocation? { get }

  /// What to do next, if something can be done.
  var hint: LocalizedText? { get }
}

extension Problem {
  /// Most problems are not about one place in a file.
  public var location: TextLocation? { nil }

  /// Some problems leave nothing to advise.
  public var hint: LocalizedText? { nil }
}

/// A position in a text file that a person wrote, for messages about it.
public struct TextLocation: Hashable, Codable, Sendable {
  /// The file, as the person named it.
  public var file: String

  /// The line, counted from 1.
  public var line: Int?

  /// The column in characters, counted from 1.
  public var column: Int?

  /// The text of that line, to be shown under the message.
  public var snippet: String?

  /// Makes a position; line and column count from 1.
  public init(file: String, line: Int? = nil, column: Int? = nil, snippet: String? = nil) {
    self.file = file
    self.line = line
    self.column = column
    self.snippet = snippet
  }
}
