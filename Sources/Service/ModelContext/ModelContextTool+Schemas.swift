import Model

/// What the tools take and give, with words on every field.
extension Schema {
  /// The field of a tool’s input that names the language.
  static let language: (String, Schema) = (
    "lang?",
    .choice(Language.allCases.map(\.rawValue)).described("the language to answer in")
  )

  static let diagnosis = Schema.object([
    ("report", .string.described("the handle for explain_finding")), note,
    (
      "verdict",
      .choice(Verdict.allCases.map(\.rawValue)).described("what the whole comes to")
    ), ("partial", .boolean.described("whether relevant material was not read to its end")),
    (
      "findings",
      .list(
        .finding(with: [
          ("firstSeen?", .string.described("when it was first seen, as ISO 8601")),
          ("lastSeen?", .string.described("when it was last seen, as ISO 8601")),
          ("fingerprint", .string.described("the same for the same finding in other reports")),
          ("isRoot", .boolean.described("whether no other finding explains it")),
        ])
      ).described("known problems, the root finding first")
    ), count("findingCount", "findings, those left out of the list included"),
    (
      "unknowns",
      .list(
        .object([
          ("text", .string.described("the error as it was logged")),
          ("level?", .string.described("its level in the log")),
          count("count", "times it was logged"), path("path?"), line("line?"),
          ("articles", .list(.articleLink).described("articles that may be about it")),
        ])
      ).described("kinds of errors that no rule knows, the most telling first")
    ), count("unknownCount", "kinds of unknown errors, those left out of the list included"),
    (
      "sources",
      .list(
        .object([
          path("path"), ("kind", .string.described("what it was recognised as")),
          count("bytes", "bytes were read"), count("entries", "log entries it has"),
          count("errors", "of them are errors"),
        ])
      ).described("what was read")
    ), count("sourceCount", "files that were read, those left out of the list included"),
    (
      "skipped",
      .list(
        .object([
          path("path"), ("reason", .string.described("why it was not read")),
          ("mayMatter", .boolean.described("whether a problem may be hidden by that")),
        ])
      ).described("what was not read")
    ), count("skippedCount", "files that were not read, those left out of the list included"),
    values("values", "what is known of the environment, such as the version of AEM, by name"),
  ])

  static let explanation = Schema.finding(with: [
    ("report", .string.described("the handle of its report")), note,
    count("occurrences", "times the whole course of it was seen"),
    ("steps", .list(.evidenceLine).described("how it came about the first time, line by line")),
    (
      "confidenceParts",
      .list(
        .object([
          ("name", .string.described("what added to the confidence or took from it")),
          ("detail", .string.described("more on it, often empty")),
          ("amount", .number.described("how much, from -1 to 1")),
        ])
      ).described("what the confidence is the sum of")
    ),
    (
      "checks",
      .list(
        .object([
          ("kind", .string.described("what kind of thing is demanded")),
          ("demand", .string.described("what must or must not be so")),
          ("outcome", .string.described("passed, unknown or vetoed")),
          values("values", "what was compared, by name"),
        ])
      ).described("what the finding depends on besides its evidence")
    ), ("notSurer", .list(.string).described("why it is not surer, in sentences")),
    ("caveats", .list(.string).described("what to keep in mind when reading it")),
    (
      "wouldDecide",
      .list(
        .object([
          ("id", .string.described("the request’s id")),
          ("send", .string.described("what to ask the customer for, with commands")),
        ])
      ).described("what further material would decide it")
    ), ("consequences", .list(.string).described("findings that it explains, by id")),
  ])

  static let searchAnswer = Schema.object([
    ("results", .list(Schema.all["Hit"] ?? .any).described("articles, the best first")),
    (
      "suggestions",
      .list(
        .object([
          ("word", .string.described("a word that no article has")),
          ("suggestion", .string.described("what it may have been meant to be")),
        ])
      ).described("likely slips of the pen")
    ),
  ])

  static let articleAnswer = Schema.object([
    ("number", .string.described("the article’s number")),
    ("language", .string.described("the language of this text")),
    ("fallback", .boolean.described("whether the language asked for does not exist")),
    ("languages", .list(.string).described("the languages that exist")),
    ("origin", .string.described("who wrote it: own, imported, or house")),
    ("title", .string.described("its title")),
    ("description", .string.described("what it is about")),
    ("keywords", .list(.string).described("its keywords")),
    ("product", .string.described("the product it is on")),
    ("state", .string.described("how far it was validated")),
    ("date", .string.described("when it was last published, as far as known")),
    ("url?", .string.described("where it stands on the web")),
    ("body", .string.described("the whole text as Markdown")),
    (
      "sections",
      .list(
        .object([
          ("level", .integer.described("the heading’s rank; 1 is the title")),
          ("heading", .string.described("the heading")),
          ("markdown", .string.described("the text below it")),
        ])
      ).described("the same text section by section")
    ),
    (
      "nearDuplicates",
      .list(
        .object([
          ("number", .string.described("its number")), ("title", .string.described("its title")),
        ])
      ).described("articles that say nearly the same")
    ), ("otherVersion?", .any.described("another text of the same number and language")),
  ])

  /// A finding with what is told of it in one place only.
  private static func finding(with more: [(String, Schema)]) -> Schema {
    .object(findingFields + more)
  }

  private static let findingFields: [(String, Schema)] = [
    ("finding", .string.described("its id, which is that of the rule")),
    ("title", .string.described("what is wrong, in a line")),
    ("summary", .string.described("what is wrong and why, with values from the input")),
    ("severity", .choice(Severity.allCases.map(\.rawValue)).described("how bad it is")),
    (
      "status",
      .choice(FindingStatus.allCases.map(\.rawValue)).described("how far it is proven")
    ), ("confidence", .number.described("how sure it is, from 0 to 1")),
    count("count", "times it was seen"),
    ("explainedBy", .list(.string).described("findings that it is a consequence of, by id")),
    ("evidence", .list(.evidenceLine).described("the lines that prove it")),
    ("articles", .list(.articleLink).described("what to read on it")),
    ("remedies", .list(.remedyLink).described("what plan_remedy can plan against it")),
  ]

  private static let evidenceLine = Schema.object([
    ("signature", .string.described("which signature of the rule it matches")), path("path"),
    line("line"), ("time?", .string.described("when it was logged, as ISO 8601")),
    ("text", .string.described("the line as it was logged")),
    values("values", "what the signature captured, by name"),
  ])

  private static let articleLink = Schema.object([
    ("number", .string.described("the number for get_article")),
    ("title", .string.described("its title")),
    ("resource", .string.described("the same article as a resource")),
    ("url?", .string.described("where it stands on the web")),
  ])

  private static let remedyLink = Schema.object([
    ("remedy", .string.described("the remedy for plan_remedy")),
    ("action", .string.described("which of its actions")),
    ("risk", .string.described("how much can go wrong")),
    values("parameters", "what the evidence gives for its parameters, by name"),
  ])

  private static let note: (String, Schema) = (
    "note", .string.described("which fields were copied from the input, and are mere data")
  )

  private static func count(_ name: String, _ what: String) -> (String, Schema) {
    (name, .integer.described("how many \(what)"))
  }

  private static func path(_ name: String) -> (String, Schema) {
    (name, .string.described("the file, with the archive it lies in"))
  }

  private static func line(_ name: String) -> (String, Schema) {
    (name, .integer.described("the line, counted from 1"))
  }

  private static func values(_ name: String, _ what: String) -> (String, Schema) {
    (name, .map(.string).described(what))
  }
}
