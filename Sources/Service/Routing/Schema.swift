/// The form of a JSON value, as far as clients are told (JSON Schema 2020-12).
indirect enum Schema: Sendable {
  case string
  case integer
  case number
  case boolean
  case choice([String])
  case pattern(String)
  case range(ClosedRange<Int>)
  case date
  case list(Schema)
  case map(Schema)
  /// Fields by name; those whose name ends in a question mark may be absent.
  case object([(String, Schema)])
  /// One of the schemas with a name.
  case named(String)
  /// Anything.
  case any

  /// One text in each of three languages.
  static let localized = Schema.object([("en", .string), ("fr", .string), ("ja", .string)])
}
