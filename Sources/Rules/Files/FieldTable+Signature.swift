import Model
import Reading

extension FieldTable {
  static let sharedUse = FieldTable(
    name: "shared use", summary: "A signature that several rules share.",
    fields: [
      Field(
        "shared", .text, required: true, "The name of a signature in the folder `shared`.")
    ])

  static let listReference = FieldTable(
    name: "list reference", summary: "A list that is kept beside the rules.",
    fields: [
      Field(
        "list", .text, required: true, "The name of a file in the folder `lists`, without `.txt`.")
    ])

  static let textSignature = FieldTable(
    name: "text signature", summary: "A pattern over the text and the fields of records.",
    fields: [
      Field(
        "in", .list(.choice(SignatureRoom.textKinds.map(\.rawValue))), required: true,
        "Where to look."),
      Field("all", .literals, "Literals that must all stand in the record, in any order."),
      Field("any", .literals, "Literals of which at least one must stand in the record."),
      Field("none", .literals, "Literals none of which may stand in the record."),
      Field(
        "regex", .text,
        "An expression of PCRE2 that must match; `(?<name:type>…)` captures a typed value."),
      Field(
        "fold", .list(.choice(Fold.allCases.map(\.rawValue))),
        "Differences of writing that do not count in literals and expression."),
      Field("where", .mapping(.table(.value)), "What captures must be."),
      Field("fields", .mapping(.table(.value)), "What fields of one JSON payload must be."),
    ]
      + RecordField.all.map {
        Field($0.name, .value, "What the record's field “\($0.name)” must be.")
      }
      + ThrowableCondition.Part.allCases.map {
        Field(
          $0.rawValue, .oneOf([.text, .strictList(.text), .table(.throwable)]),
          "What the stack trace's “\($0.rawValue)” must be.")
      })

  static let throwable = FieldTable(
    name: "throwable", summary: "What an exception, a frame or a bundle must be.",
    fields: [
      Field("name", .value, "The name: class, frame or symbolic name."),
      Field("message", .value, "The exception's message."),
      Field("version", .value, "The bundle's version."),
    ])

  static let settingSignature = FieldTable(
    name: "setting signature", summary: "A pattern over settings that have one owner.",
    fields: [
      Field(
        "in", .choice(SignatureRoom.settingRooms.map(\.rawValue)), required: true,
        "Where to look."),
      Field("pid", .text, "The PID or factory PID, in `osgi-config`."),
      Field("node", .text, "The node's path, in `jcr-export`."),
      Field("section", .text, "The section, in `dispatcher-config` and `httpd-config`."),
      Field("name", .text, "The name, in `bundles`, `packages` and `health-checks`."),
      Field("settings", .mapping(.table(.value)), "What the settings must be, by key."),
      Field(
        "properties", .oneOf([.table(.nodeProperties), .mapping(.table(.value))]),
        "In `jcr-export`: properties that must exist, or what they must be."),
      Field("property", .table(.nodeProperties), "The same as `properties`."),
    ])

  static let nodeProperties = FieldTable(
    name: "node properties", summary: "Properties that a node must have.",
    fields: [
      Field("all", .texts, "Properties that must all exist."),
      Field("any", .texts, "Properties of which one must exist."),
      Field("exists", .boolean, "Always `true`."),
    ])

  static let fileSignature = FieldTable(
    name: "file signature", summary: "A pattern over the content of a whole file.",
    fields: [
      Field("in", .choice([SignatureRoom.file.rawValue]), required: true, "Always `file`."),
      Field("path", .text, required: true, "The path; `**` stands for any folders."),
      Field("content", .table(.value), required: true, "What the content must be."),
    ])

  /// All that a signature may be, for the schema; the reader takes the one that `in` names.
  static let signature = FieldTable(
    name: "signature", summary: "One of the kinds of signature.", fields: [])

  static let value = FieldTable(
    name: "value", summary: "What a value must be; all of it must hold.",
    fields: [
      Field("exists", .boolean, "Whether there must be such a value."),
      Field("equals", .text, "The value itself."),
      Field("not-equals", .text, "Any other value; there must be one."),
      Field("contains", .text, "A text within the value."),
      Field("not-contains", .text, "A text that must not stand within the value."),
      Field("starts-with", .text, "How the value begins."),
      Field("ends-with", .text, "How the value ends."),
      Field("matches", .text, "An expression of PCRE2 that must match within the value."),
      Field("one-of", .literals, "The values it may be."),
      Field("not-one-of", .literals, "The values it must not be; there must be one."),
      Field("number", .text, "Comparisons of numbers, such as `>=10 <20`."),
      Field("duration", .text, "Comparisons of durations, such as `>=10s`."),
      Field("size", .text, "Comparisons of sizes, such as `<4GB`."),
      Field("version", .text, "Comparisons of versions, such as `>=6.4 <6.5.20`."),
      Field("date", .text, "Comparisons of dates, such as `>=2026-03-01`."),
      Field("cidr", .texts, "Networks in which the address must lie."),
      Field(
        "fold", .list(.choice(Fold.allCases.map(\.rawValue))),
        "Differences of writing that do not count."),
    ])
}

/// Where a signature may look, as rules write it.
struct SignatureRoom: RawRepresentable, Hashable, CaseIterable, Sendable {
  let rawValue: String

  init?(rawValue: String) {
    guard Self.allCases.contains(where: { $0.rawValue == rawValue }) else { return nil }
    self.rawValue = rawValue
  }

  private init(_ rawValue: String) {
    self.rawValue = rawValue
  }

  static let file = SignatureRoom("file")
  static let osgiConfig = SignatureRoom("osgi-config")
  static let jcrExport = SignatureRoom("jcr-export")

  /// Documents whose text is searched.
  static let textKinds = DocumentKind.allCases
    .filter { $0 != .osgiConfig && $0 != .jcrExport }.map { SignatureRoom($0.rawValue) }

  /// Settings, by what they belong to. A dispatcher's file can be searched as text, too.
  static let settingRooms =
    [osgiConfig, jcrExport]
    + [
      "dispatcher-settings", "httpd-settings", "java-options", "system-properties",
      "framework-properties", "bundles", "packages", "product", "license", "health-checks",
    ].map { SignatureRoom($0) }

  static let allCases = textKinds + settingRooms + [file]

  /// The kind of document, if its text is searched.
  var textKind: DocumentKind? {
    Self.textKinds.contains(self) ? DocumentKind(rawValue: rawValue) : nil
  }
}
