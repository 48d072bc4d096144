/// A value of a YAML document, with the place where it starts.
public struct YAMLNode: Hashable, Sendable {
  /// What a node holds.
  public indirect enum Content: Hashable, Sendable {
    /// A text; whether `true` or `12` mean more than their letters is for the reader to say.
    case scalar(String, style: YAMLScalarStyle)

    /// Values in order.
    case sequence([YAMLNode])

    /// Named values in the order of the file; no name stands twice.
    case mapping([YAMLEntry])
  }

  /// What the node holds.
  public let content: Content

  /// The line on which it starts, counted from 1.
  public let line: Int

  /// The column at which it starts, in characters (Unicode scalars), counted from 1.
  public let column: Int

  /// Makes a node that starts at a line and column, both counted from 1.
  public init(content: Content, line: Int, column: Int) {
    self.content = content
    self.line = line
    self.column = column
  }

  /// The text, if the node is a scalar.
  public var text: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  /// The value of that name, if the node is a mapping that holds it.
  public subscript(name: String) -> YAMLNode? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.name == name }?.value
  }
}

/// A name and its value in a mapping.
public struct YAMLEntry: Hashable, Sendable {
  /// The name's text.
  public let name: String

  /// The name as a node, for its place; always a scalar.
  public let key: YAMLNode

  /// The value.
  public let value: YAMLNode
}

/// How a scalar was written.
public enum YAMLScalarStyle: Hashable, Sendable {
  /// Without quotes: `null`, `12` and `true` may be meant as such.
  case plain

  /// In single or double quotes: always a text.
  case quoted

  /// After `|` or `>`: always a text.
  case block
}
