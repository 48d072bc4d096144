/// The fields that one mapping of a rule file may have.
///
/// One table drives the reader, which refuses every other field, and the JSON
/// Schema that editors use.
struct FieldTable: Sendable {
  /// The name of what the mapping describes.
  let name: String

  /// What it describes, in a sentence.
  let summary: String

  /// The fields, in the order in which rules write them.
  let fields: [Field]

  /// One field.
  struct Field: Sendable {
    let name: String
    let shape: Shape
    let isRequired: Bool
    let summary: String

    init(_ name: String, _ shape: Shape, required: Bool = false, _ summary: String) {
      self.name = name
      self.shape = shape
      isRequired = required
      self.summary = summary
    }
  }

  /// What the value of a field looks like.
  indirect enum Shape: Sendable {
    case text

    /// A text that follows a regular expression.
    case written(String)

    case choice([String])
    case integer
    case number(ClosedRange<Double>)
    case boolean

    /// A list, or one item instead of a list of one.
    case list(Shape)

    /// A list, which may not be written as its only item.
    case strictList(Shape)

    /// Names that the rule chooses, each with a value.
    case mapping(Shape)

    /// A mapping with a table of its own.
    case table(TableName)

    case oneOf([Shape])
  }

  /// The tables that refer to each other.
  enum TableName: String, CaseIterable, Sendable {
    case rule
    case wording
    case gate
    case signature
    case sharedUse
    case textSignature
    case settingSignature
    case nodeProperties
    case fileSignature
    case throwable
    case value
    case condition
    case branch
    case ways
    case adjustment
    case negation
    case article
    case remedy
    case listReference
  }

  /// The fields' names.
  var names: [String] { fields.map(\.name) }

  /// The same with more fields.
  func adding(_ more: [Field], name: String? = nil) -> FieldTable {
    FieldTable(name: name ?? self.name, summary: summary, fields: fields + more)
  }
}

extension FieldTable.Shape {
  static let window = Self.written("^[0-9]+(ms|s|m|h|d)$")
  static let rate = Self.written("^[0-9]+/[0-9]*(ms|s|m|h|d)$")
  static let name = Self.written("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")
  static let capture = Self.written("^[^.]+\\..+$")
  static let texts = Self.list(.text)
  static let condition = Self.oneOf([.text, .table(.condition)])
  static let value = Self.oneOf([.text, .strictList(.text), .table(.value)])
  static let literals = Self.oneOf([.text, .strictList(.text), .table(.listReference)])
  static let keys = Self.list(.oneOf([.text, .mapping(.text)]))
}
