import HTTPServerKit
import Model

/// How rows of the table are written.
extension Endpoint {
  typealias Answer = @Sendable (Call) throws -> HTTPResponse

  /// A row with words on it in three languages.
  init(
    _ method: String, _ path: String, _ name: String, en: String, fr: String, ja: String,
    parameters: [Parameter] = [], body: Body = .none, outcomes: [Outcome], problems: [Int] = [],
    answer: @escaping Answer
  ) {
    self.init(
      method: method, path: path, name: name,
      summary: LocalizedText(en: en, fr: fr, ja: ja), parameters: parameters, body: body,
      outcomes: outcomes, problems: problems, answer: answer)
  }
}

extension Endpoint.Parameter {
  /// The language to answer in.
  static let language = Endpoint.Parameter(
    "lang", .choice(Language.allCases.map(\.rawValue)),
    en: "the language to answer in; without it “Accept-Language” decides",
    fr: "la langue de la réponse\u{A0}; sans elle, «\u{A0}Accept-Language\u{A0}» décide",
    ja: "応答の言語（省略時は Accept-Language に従う）")

  /// Which diagnosis is meant.
  static let diagnosis = Endpoint.Parameter(
    "id", .pattern("^[0-9a-f]{32}$"),
    en: "the diagnosis", fr: "le diagnostic", ja: "診断の ID",
    isInPath: true, isRequired: true)

  /// A parameter with words on it in three languages.
  init(
    _ name: String, _ schema: Schema, en: String, fr: String, ja: String, isInPath: Bool = false,
    isRequired: Bool = false
  ) {
    self.init(
      name: name, schema: schema, meaning: LocalizedText(en: en, fr: fr, ja: ja),
      isInPath: isInPath, isRequired: isRequired)
  }

  /// A whole number.
  static func number(
    _ name: String, _ range: ClosedRange<Int>, en: String, fr: String, ja: String
  ) -> Endpoint.Parameter {
    Endpoint.Parameter(name, .range(range), en: en, fr: fr, ja: ja)
  }
}
