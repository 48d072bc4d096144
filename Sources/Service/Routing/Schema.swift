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
  /// A schema with words on what is meant.
  case explained(Schema, String)

  /// A moment as milliseconds since 1970 or as ISO 8601.
  static let moment = Schema.pattern(
    "^([0-9]{1,14}|[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])T([01][0-9]|2[0-3])"
      + ":[0-5][0-9]:[0-5][0-9](\\.[0-9]{3})?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9]))$")

  /// The same with words on what is meant.
  func described(_ words: String) -> Schema { .explained(self, words) }

  /// One text in each of three languages.
  static let localized = Schema.object([("en", .string), ("fr", .string), ("ja", .string)])
}
