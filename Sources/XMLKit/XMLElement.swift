/// The start of an element, with its attributes and where it stands.
public struct XMLElement: Hashable, Sendable {
  /// The name as written, prefix included.
  public let name: String

  /// The attributes in the order of the text, declarations of namespaces left out.
  public let attributes: [XMLAttribute]

  /// The line of the opening bracket, counted from 1.
  public let line: Int

  /// The bytes of the start tag, brackets included.
  public let bytes: Range<Int>

  /// The value of the attribute with this name as written.
  public subscript(name: String) -> String? {
    attributes.first { $0.name == name }?.value
  }
}

/// A name and its value in a start tag.
public struct XMLAttribute: Hashable, Sendable {
  /// The name as written, prefix included.
  public let name: String

  /// The value, with references resolved and line ends as spaces.
  public let value: String

  /// The line of the name, counted from 1.
  public let line: Int

  /// The bytes from the name to the closing quote.
  public let bytes: Range<Int>
}

/// A part of an XML text, as the parser meets it.
public enum XMLEvent: Hashable, Sendable {
  /// An element starts.
  case start(XMLElement)

  /// Text within the innermost open element; one text may come in several pieces.
  case text(String)

  /// The element of this name ends, its last tag at this offset in bytes.
  case end(String, at: Int)
}
