import Model

extension FieldTable {
  /// The operators of conditions: the field that names each, and the fields it takes beside that.
  static let operators: [(field: Field, others: [Field])] = [
    (Field("signature", .text, "The signature was observed."), []),
    (Field("all", .strictList(.condition), "Every part holds; the first is what happens."), []),
    (Field("any", .strictList(.condition), "At least one part holds."), []),
    (Field("not", .condition, "The part does not hold."), []),
    (
      Field("count", .text, "The signature was observed so many times."),
      [atLeast(.integer), atMost(.integer), within]
    ),
    (
      Field("sequence", .strictList(.text), "The signatures in this order, in different records."),
      [within]
    ),
    (
      Field("set", .strictList(.text), "The signatures in any order, in different records."),
      [within]
    ),
    (
      Field("distinct", .capture, "A capture takes so many different values."),
      [atLeast(.integer), atMost(.integer), within]
    ),
    (
      Field("rate", .text, "The signature is observed at least so often."),
      [
        Field("at-least", .rate, required: true, "The rate, such as `20/m`."),
        Field("within", .window, required: true, "Over how long it is measured."),
      ]
    ),
    (
      Field("gap", .text, "The signature is not observed for some time after it was."),
      [Field("longer-than", .window, required: true, "How long.")]
    ),
    (
      Field("absent", .text, "The signature was expected and does not come."),
      [
        Field("after", .text, required: true, "After which signature it is expected."),
        Field("until", .text, "The signature that ends the waiting."), within,
      ]
    ),
    (Field("sum", .capture, "The sum of a capture's values."), figure),
    (Field("avg", .capture, "The average of a capture's values."), figure),
    (
      Field("percentile", .capture, "A percentile of a capture's values; also written `p95`."),
      [Field("of", .number(0.1...100), required: true, "Which percentile.")] + figure
    ),
  ]

  private static let within = Field("within", .window, "Within how long, both ends included.")

  private static func atLeast(_ shape: Shape) -> Field {
    Field("at-least", shape, "The least.")
  }

  private static func atMost(_ shape: Shape) -> Field {
    Field("at-most", shape, "The most.")
  }

  private static let figure = [
    atLeast(.text), atMost(.text),
    Field("samples", .integer, "How many values there must be at least."), within,
  ]

  static let by = Field(
    "by", .keys,
    "What the observations must share: a capture or record field of that name, or a mapping from "
      + "signatures to captures.")

  /// What a way to hold has beside its operator.
  static let branchFields = [
    Field("confidence", .number(0...1), "How sure the rule is then."),
    Field(
      "status", .choice(FindingStatus.allCases.map(\.rawValue)), "How far that decides it."),
    Field(
      "unless", .list(.oneOf([.text, .table(.negation)])),
      "What must not have been observed beside an occurrence."),
    Field("adjust", .strictList(.table(.adjustment)), "What makes it surer, or less sure."),
  ]

  /// All operators together, for the schema; the reader takes the table of the one that is named.
  static let condition = FieldTable(
    name: "condition", summary: "Exactly one operator, with what it takes.", fields: [])

  static let branch = FieldTable(
    name: "branch", summary: "A condition, with how sure the rule then is.", fields: [])

  static let ways = FieldTable(
    name: "ways", summary: "The ways in which a rule may hold; the surest that does speaks.",
    fields: [
      Field("any", .strictList(.oneOf([.text, .table(.branch)])), required: true, "The ways.")
    ])

  /// The table of an operator; a percentile may be named by its field.
  static func table(ofOperator name: String) -> FieldTable? {
    let entry = operators.first { $0.field.name == name }
    if let entry {
      return FieldTable(
        name: name, summary: entry.field.summary, fields: [entry.field] + entry.others + [by])
    }
    guard case .percentile = Figure(name) else { return nil }
    return FieldTable(
      name: name, summary: "A percentile of a capture's values.",
      fields: [Field(name, .capture, "The capture.")] + figure + [by])
  }

  static let adjustment = FieldTable(
    name: "adjustment", summary: "What makes a rule surer, or less sure, without deciding.",
    fields: [
      Field("name", .name, required: true, "The name that the finding shows."),
      Field("when", .condition, required: true, "When it applies."),
      Field("add", .number(-1...1), required: true, "What it adds to the confidence."),
    ])

  static let negation = FieldTable(
    name: "negation", summary: "What must not have been observed.",
    fields: [
      Field("signature", .text, required: true, "The signature."),
      Field("before", .text, "The step before which it must not stand."),
      Field("after", .text, "The step after which it must not stand."),
      Field("around", .text, "The step around which it must not stand."),
      Field("within", .window, "How far from the step, both ends included."),
      by,
    ])
}
