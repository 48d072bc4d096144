/// What a service answered, found inside the text of a record.
public struct Payload: Hashable, Sendable {
  /// How it was written.
  public enum Form: String, Hashable, Sendable {
    /// JSON as it is, or as JavaScript prints it.
    case plain

    /// JSON with its quotes escaped by backslashes, once or more.
    case backslashEscaped = "backslash-escaped"

    /// JSON with its quotes written as character references of HTML, once or more.
    case htmlEscaped = "html-escaped"

    /// `error=…&error_description=…` of a URL or form.
    case query

    /// The members of a JSON object whose braces were not copied.
    case members

    /// `[CloudManagerSDK:ERROR_…] … (401 Unauthorized) - Detail: … (Code: 401013)`.
    case toolError = "tool-error"
  }

  /// One value of it.
  public struct Field: Hashable, Sendable {
    /// The key; in nested objects and arrays the keys and positions on the way, joined by points.
    public let name: String

    /// The value, unescaped.
    public let value: String

    /// The bytes of the value as they stand in the text, quotes included.
    public let bytes: Range<Int>
  }

  /// How it was written.
  public let form: Form

  /// Its strings, numbers and truth values, in order, 256 at most.
  public let fields: [Field]

  /// Its bytes in the text.
  public let bytes: Range<Int>

  /// The value of the first field of this name.
  public subscript(name: String) -> String? {
    fields.first { $0.name == name }?.value
  }
}

extension Payload {
  /// Flattens a node whose offsets are translated to those of the text.
  init?(_ node: JSONNode, form: Form, offset: (Int) -> Int) {
    var fields: [Field] = []
    Self.flatten(node, name: "", into: &fields, offset: offset)
    guard !fields.isEmpty else { return nil }
    self.init(
      form: form, fields: fields,
      bytes: offset(node.bytes.lowerBound)..<offset(node.bytes.upperBound))
  }

  private static func flatten(
    _ node: JSONNode, name: String, into fields: inout [Field], offset: (Int) -> Int
  ) {
    guard fields.count < 256 else { return }
    let prefix = name.isEmpty ? "" : name + "."
    switch node.value {
    case .object(let members):
      for member in members {
        flatten(member.value, name: prefix + member.key, into: &fields, offset: offset)
      }
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        flatten(element, name: prefix + String(index), into: &fields, offset: offset)
      }
    case .null:
      break
    case .string, .number, .boolean:
      let bytes = offset(node.bytes.lowerBound)..<offset(node.bytes.upperBound)
      fields.append(Field(name: name, value: node.scalar ?? "", bytes: bytes))
    }
  }
}
