import Model
import RemedyProtocol

/// The table of endpoints as OpenAPI 3.1 (spec.openapis.org/oas/v3.1.0).
struct OpenAPIDocument {
  /// The document.
  let value: JSONValue

  private let language: Language

  init(_ endpoints: [Endpoint], version: String, language: Language) {
    var paths: [String: [String: JSONValue]] = [:]
    for endpoint in endpoints {
      paths[endpoint.path, default: [:]][endpoint.method.lowercased()] = Self.operation(
        endpoint, language: language)
    }
    self.language = language
    value = .object([
      "openapi": .string("3.1.0"),
      "info": .object(["title": .string("aemedic"), "version": .string(version)]),
      "paths": .object(paths.mapValues { .object($0) }),
      "components": .object([
        "schemas": .object(Schema.all.mapValues(\.json)),
        "securitySchemes": .object([
          "bearer": .object(["type": .string("http"), "scheme": .string("bearer")])
        ]),
      ]),
      // None, or a bearer where the server asks for one.
      "security": .array([.object([:]), .object(["bearer": .array([])])]),
    ])
  }

  private static func operation(_ endpoint: Endpoint, language: Language) -> JSONValue {
    var responses: [String: JSONValue] = [:]
    for outcome in endpoint.outcomes {
      responses[String(outcome.status)] = .object([
        "description": .string(endpoint.summary[language]),
        "content": .object(
          Dictionary(
            outcome.types.map { ($0.name, .object(["schema": $0.schema.json])) },
            uniquingKeysWith: { first, _ in first })),
      ])
    }
    let general = [401, 403, 421, 429] + (endpoint.parameters.isEmpty ? [] : [400])
    let bodies = endpoint.body.isTaken ? [400, 413] : []
    for status in general + bodies + endpoint.problems {
      responses[String(status)] = .object([
        "description": .string("RFC 9457"),
        "content": .object([
          "application/problem+json": .object(["schema": Schema.named("Problem").json])
        ]),
      ])
    }
    var operation: [String: JSONValue] = [
      "operationId": .string(endpoint.name),
      "summary": .string(endpoint.summary[language]),
      "responses": .object(responses),
      "parameters": .array(
        endpoint.parameters.map { parameter in
          .object([
            "name": .string(parameter.name),
            "in": .string(parameter.isInPath ? "path" : "query"),
            "required": .boolean(parameter.isRequired),
            "description": .string(parameter.meaning[language]),
            "schema": parameter.schema.json,
          ])
        }),
    ]
    operation["requestBody"] = endpoint.body.json
    return .object(operation)
  }
}

extension Endpoint.Body {
  var isTaken: Bool {
    if case .none = self { false } else { true }
  }

  fileprivate var json: JSONValue? {
    func content(_ types: [(String, JSONValue)], isRequired: Bool = true) -> JSONValue {
      .object([
        "required": .boolean(isRequired),
        "content": .object(
          Dictionary(
            types.map { ($0, .object(["schema": $1])) }, uniquingKeysWith: { first, _ in first })),
      ])
    }
    let binary = JSONValue.object([:])
    switch self {
    case .none: return nil
    case .json(let schema, let orText):
      return content(
        [("application/json", schema.json)] + (orText ? [("text/plain", Schema.string.json)] : []),
        isRequired: !orText)
    case .upload:
      let files = JSONValue.object([
        "type": .string("object"),
        "properties": .object([
          "files": .object([
            "type": .string("array"), "items": .object(["type": .string("string")]),
          ])
        ]),
      ])
      return content([
        ("text/plain", .object(["type": .string("string"), "minLength": .integer(1)])),
        ("application/octet-stream", binary),
        ("application/zip", binary), ("application/gzip", binary), ("multipart/form-data", files),
      ])
    }
  }
}

extension Schema {
  /// The schema as JSON.
  var json: JSONValue {
    switch self {
    case .string: Self.type("string")
    case .integer: Self.type("integer")
    case .number: Self.type("number")
    case .boolean: Self.type("boolean")
    case .choice(let words):
      .object(["type": .string("string"), "enum": .array(words.map { .string($0) })])
    case .pattern(let pattern):
      .object(["type": .string("string"), "pattern": .string(pattern)])
    case .range(let range):
      .object([
        "type": .string("integer"), "minimum": .integer(Int64(range.lowerBound)),
        "maximum": .integer(Int64(range.upperBound)),
      ])
    case .date: .object(["type": .string("string"), "format": .string("date-time")])
    case .list(let items): .object(["type": .string("array"), "items": items.json])
    case .map(let values):
      .object(["type": .string("object"), "additionalProperties": values.json])
    case .object(let fields):
      .object([
        "type": .string("object"),
        "properties": .object(
          Dictionary(
            fields.map { (Self.name($0.0), $0.1.json) }, uniquingKeysWith: { first, _ in first })),
        "required": .array(
          fields.filter { !$0.0.hasSuffix("?") }.map { .string($0.0) }),
      ])
    case .named(let name): .object(["$ref": .string("#/components/schemas/\(name)")])
    case .any: .object([:])
    case .explained(let schema, let words): Self.with(words, schema.json)
    }
  }

  private static func with(_ description: String, _ schema: JSONValue) -> JSONValue {
    guard case .object(var members) = schema else { return schema }
    members["description"] = .string(description)
    return .object(members)
  }

  private static func type(_ name: String) -> JSONValue { .object(["type": .string(name)]) }

  private static func name(_ field: String) -> String {
    field.hasSuffix("?") ? String(field.dropLast()) : field
  }

  /// The schemas with names.
  static let all: [String: Schema] = [
    "Problem": .object([
      ("type", .string), ("title", .string), ("status", .integer), ("detail", .string),
      ("instance?", .string),
      (
        "errors?", .list(.object([("field?", .string), ("detail", .string), ("hint?", .string)]))
      ),
    ]),
    "Status": .object([
      ("id", .string), ("state", .choice(["waiting", "running", "done", "cancelled", "failed"])),
      ("sources", .list(.string)), ("bytes", .integer), ("read", .integer), ("current?", .string),
      ("created", .date), ("seconds?", .number), ("kept", .boolean), ("verdict?", .string),
      ("findings?", .integer), ("worst?", .string), ("partial?", .boolean), ("hasLog", .boolean),
      ("problem?", .string),
    ]),
    "Report": .object([
      ("schema", .string), ("findings", .list(.any)), ("unknowns", .list(.any)),
      ("unknownCount", .integer), ("coverage", .any), ("environment", .map(.any)),
      ("partial", .boolean), ("verdict", .string), ("notes", .list(.any)),
    ]),
    "Finding": .object([
      ("rule", .string), ("fingerprint", .string), ("title", .string), ("severity", .string),
      ("status", .string), ("confidence", .number), ("count", .integer),
      ("explainedBy", .list(.string)), ("commands", .list(.string)),
    ]),
    "Source": .object([
      ("source", .string), ("kind", .string), ("bytes", .integer), ("lines", .integer),
      ("entries", .integer), ("levels", .map(.integer)), ("from?", .date), ("to?", .date),
      ("threads", .list(.object([("name", .string), ("count", .integer)]))),
    ]),
    "Line": .object([
      ("line", .integer), ("text", .string), ("level?", .string), ("start?", .boolean),
      ("cut?", .boolean),
    ]),
    "Entry": .object([
      ("source", .string), ("line", .integer), ("lines", .integer), ("time?", .date),
      ("ms?", .integer), ("level?", .string), ("thread?", .string), ("text", .string),
      ("found?", .integer), ("position?", .integer),
    ]),
    "Hit": .object([
      ("number", .string.described("the article’s number")),
      ("language", .string.described("the language of title and snippet")),
      ("fallback", .boolean.described("whether the language asked for does not exist")),
      ("title", .string.described("its title")),
      ("score", .number.described("how well it answers, comparable within one answer only")),
      ("snippet", .string.described("the line that says most of what was asked")),
      ("url?", .string.described("where it stands on the web")),
    ]),
    "Article": .object([
      ("number", .string), ("language", .string), ("fallback", .boolean),
      ("languages", .list(.string)), ("origin", .string), ("title", .string),
      ("description", .string), ("keywords", .list(.string)), ("product", .string),
      ("state", .string), ("date", .string), ("url?", .string), ("body", .string),
      ("html", .string),
      (
        "sections",
        .list(
          .object([
            ("level", .integer), ("heading", .string), ("markdown", .string), ("html", .string),
          ]))
      ), ("nearDuplicates", .list(.object([("number", .string), ("title", .string)]))),
      ("otherVersion?", .any),
    ]),
    "Rule": .object([
      ("id", .string), ("version", .integer), ("status", .string), ("severity", .string),
      ("category", .string), ("title", .localized), ("articles", .list(.string)),
      ("remedies", .list(.string)), ("layer", .string), ("summary?", .localized),
      ("signatures?", .list(.any)), ("branches?", .list(.any)), ("unless?", .list(.string)),
      ("explains?", .list(.string)), ("references?", .list(.string)),
    ]),
    "Trial": .object([
      ("valid", .boolean), ("speaks?", .boolean), ("problems", .list(.any)),
      ("signatures?", .list(.any)), ("branches?", .list(.any)), ("matches?", .list(.any)),
      ("report?", .named("Report")),
    ]),
  ]
}
