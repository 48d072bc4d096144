/// The JSON Schema of a document, drawn from how the document is read back.
///
/// The reading of a type is run once over nothing: each key that it asks for is taken down with
/// the type that it expects and whether it may be absent. The form is that of draft 2020-12.
public struct DocumentSchema: Sendable {
  /// The schema, with a line feed at its end.
  public let text: String

  /// Draws the schema of a document.
  ///
  /// - Throws: What the document throws when it meets empty texts and zeros.
  public init(of document: (some Decodable).Type, title: String) throws {
    var shapes = DocumentShapes()
    let whole = try shapes.shape(of: document).shape
    text =
      JSONDocument(
        Schema(
          dialect: "https://json-schema.org/draft/2020-12/schema", title: title,
          reference: whole.reference, definitions: shapes.objects)
      ).text
  }

  private struct Schema: Encodable {
    let dialect: String
    let title: String
    let reference: String?
    let definitions: [String: ObjectShape]

    enum CodingKeys: String, CodingKey {
      case dialect = "$schema"
      case title
      case reference = "$ref"
      case definitions = "$defs"
    }
  }
}

/// What a value may be.
indirect enum DocumentShape: Encodable {
  case text, whole, number, flag
  case choice([String])
  case list(DocumentShape)
  case map(DocumentShape)
  case object(name: String)

  /// Where the members of an object are defined.
  var reference: String? {
    if case .object(let name) = self { "#/$defs/\(name)" } else { nil }
  }

  private enum CodingKeys: String, CodingKey {
    case type, items, additionalProperties
    case choices = "enum"
    case reference = "$ref"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .text: try container.encode("string", forKey: .type)
    case .whole: try container.encode("integer", forKey: .type)
    case .number: try container.encode("number", forKey: .type)
    case .flag: try container.encode("boolean", forKey: .type)
    case .choice(let names):
      try container.encode("string", forKey: .type)
      try container.encode(names, forKey: .choices)
    case .list(let element):
      try container.encode("array", forKey: .type)
      try container.encode(element, forKey: .items)
    case .map(let value):
      try container.encode("object", forKey: .type)
      try container.encode(value, forKey: .additionalProperties)
    case .object:
      try container.encode(reference, forKey: .reference)
    }
  }
}

/// The members of an object; it has no others.
struct ObjectShape: Encodable {
  var type = "object"
  var properties: [String: DocumentShape] = [:]
  var required: [String] = []
  var additionalProperties = false
}
