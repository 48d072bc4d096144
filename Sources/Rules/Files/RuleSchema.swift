/// The JSON Schema of `rule.yaml`, drawn from the tables that the reader uses.
///
/// The form is that of draft 2020-12, which editors apply to YAML, too.
public enum RuleSchema {
  /// The schema, with a line feed at its end.
  public static var text: String {
    var definitions: [(String, SchemaValue)] = []
    for name in FieldTable.TableName.allCases {
      definitions.append((name.rawValue, schema(of: name)))
    }
    return SchemaValue.object([
      ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
      ("title", .text("A rule of aemedic")),
      ("$ref", .text("#/$defs/\(FieldTable.TableName.rule.rawValue)")),
      ("$defs", .object(definitions)),
    ]).pretty + "\n"
  }

  private static func schema(of name: FieldTable.TableName) -> SchemaValue {
    switch name {
    case .signature:
      return .object([
        (
          "oneOf",
          .list([.textSignature, .settingSignature, .fileSignature, .sharedUse].map(reference))
        )
      ])
    case .condition: return operators(with: [])
    case .branch: return operators(with: FieldTable.branchFields)
    default: return schema(of: FieldTable.table(name))
    }
  }

  /// One mapping for each operator, so that each takes its own fields only.
  private static func operators(with more: [FieldTable.Field]) -> SchemaValue {
    let percentile = FieldTable.table(ofOperator: "p95")
    let tables = FieldTable.operators.compactMap { FieldTable.table(ofOperator: $0.field.name) }
    var choices = tables.map { schema(of: $0.adding(more), requiring: $0.name) }
    if let percentile {
      let others = percentile.adding(more).fields.dropFirst()
      choices.append(
        .object([
          ("type", .text("object")),
          (
            "patternProperties",
            .object([
              ("^p([0-9]{1,2}(\\.[0-9])?|100)$", schema(of: FieldTable.Shape.capture))
            ])
          ),
          ("properties", properties(Array(others))), ("additionalProperties", .boolean(false)),
          ("minProperties", .number(2)),
          (
            "not",
            .object([
              ("anyOf", .list(tables.map { .object([("required", .list([.text($0.name)]))]) }))
            ])
          ),
        ]))
    }
    return .object([("oneOf", .list(choices))])
  }

  private static func schema(
    of table: FieldTable, requiring operator: String? = nil
  ) -> SchemaValue {
    let required = table.fields.filter { $0.isRequired || $0.name == `operator` }.map(\.name)
    var members: [(String, SchemaValue)] = [
      ("description", .text(table.summary)), ("type", .text("object")),
      ("properties", properties(table.fields)), ("additionalProperties", .boolean(false)),
    ]
    if !required.isEmpty { members.append(("required", .list(required.map(SchemaValue.text)))) }
    return .object(members)
  }

  private static func properties(_ fields: [FieldTable.Field]) -> SchemaValue {
    .object(
      fields.map { field in
        guard case .object(let members) = schema(of: field.shape) else {
          return (field.name, schema(of: field.shape))
        }
        return (field.name, .object([("description", .text(field.summary))] + members))
      })
  }

  private static func reference(_ name: FieldTable.TableName) -> SchemaValue {
    .object([("$ref", .text("#/$defs/\(name.rawValue)"))])
  }

  private static func schema(of shape: FieldTable.Shape) -> SchemaValue {
    switch shape {
    case .text:
      // What looks like a number to YAML is a text all the same.
      return .object([("type", .list([.text("string"), .text("number"), .text("boolean")]))])
    case .written(let pattern):
      return .object([("type", .text("string")), ("pattern", .text(pattern))])
    case .choice(let values): return .object([("enum", .list(values.map(SchemaValue.text)))])
    case .integer: return .object([("type", .text("integer")), ("minimum", .number(0))])
    case .number(let range):
      return .object([
        ("type", .text("number")), ("minimum", .number(range.lowerBound)),
        ("maximum", .number(range.upperBound)),
      ])
    case .boolean: return .object([("type", .text("boolean"))])
    case .strictList(let item):
      return .object([("type", .text("array")), ("items", schema(of: item))])
    case .list(let item):
      return .object([
        ("anyOf", .list([schema(of: FieldTable.Shape.strictList(item)), schema(of: item)]))
      ])
    case .mapping(let value):
      return .object([("type", .text("object")), ("additionalProperties", schema(of: value))])
    case .table(let name): return reference(name)
    case .oneOf(let shapes):
      return .object([("anyOf", .list(shapes.map { schema(of: $0) }))])
    }
  }
}

/// A value of JSON whose members keep their order.
indirect enum SchemaValue {
  case text(String)
  case number(Double)
  case boolean(Bool)
  case list([SchemaValue])
  case object([(String, SchemaValue)])

  /// The value as JSON, two spaces for each level.
  var pretty: String { pretty(indent: "") }

  private func pretty(indent: String) -> String {
    let inner = indent + "  "
    switch self {
    case .text(let text): return YAMLText.quoted(text)
    case .number(let number): return number == number.rounded() ? "\(Int(number))" : "\(number)"
    case .boolean(let value): return value ? "true" : "false"
    case .list(let items):
      guard !items.isEmpty else { return "[]" }
      let lines = items.map { inner + $0.pretty(indent: inner) }
      return "[\n" + lines.joined(separator: ",\n") + "\n\(indent)]"
    case .object(let members):
      guard !members.isEmpty else { return "{}" }
      let lines = members.map { "\(inner)\(YAMLText.quoted($0.0)): \($0.1.pretty(indent: inner))" }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
    }
  }
}
