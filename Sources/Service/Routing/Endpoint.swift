import HTTPServerKit
import Model

/// One call of the API: how it is reached, what it takes and gives, and what answers it.
///
/// Routing, `/openapi.json`, `/api` and the names in `/metrics` all come from a table of these.
struct Endpoint: Sendable {
  /// What a call may send along.
  enum Body: Sendable {
    case none
    /// JSON of this schema; `true` also takes plain text.
    case json(Schema, orText: Bool = false)
    /// Anything that can be diagnosed.
    case upload
  }

  /// A part of the path or the query.
  struct Parameter: Sendable {
    let name: String
    let schema: Schema
    let meaning: LocalizedText
    var isInPath = false
    var isRequired = false
  }

  /// What a status means, and what comes with it.
  struct Outcome: Sendable {
    let status: Int
    let types: [(name: String, schema: Schema)]

    static func json(_ schema: Schema, status: Int = 200) -> Outcome {
      Outcome(status: status, types: [("application/json", schema)])
    }

    static func type(_ name: String, status: Int = 200) -> Outcome {
      Outcome(status: status, types: [(name, .string)])
    }

    static func empty(_ status: Int) -> Outcome { Outcome(status: status, types: []) }
  }

  let method: String
  let path: String
  /// The name of the call, unique.
  let name: String
  let summary: LocalizedText
  var parameters: [Parameter] = []
  var body = Body.none
  let outcomes: [Outcome]
  /// The statuses of problems that the call itself may answer with.
  var problems: [Int] = []
  let answer: Answer

  private var parts: [Substring] { path.split(separator: "/", omittingEmptySubsequences: false) }

  /// The values of the path's variables, if a path is one of this endpoint.
  func variables(in path: String) -> [String: String]? {
    let words = path.split(separator: "/", omittingEmptySubsequences: false)
    guard words.count == parts.count else { return nil }
    var values: [String: String] = [:]
    for (part, word) in zip(parts, words) {
      if part.hasPrefix("{") {
        guard !word.isEmpty else { return nil }
        values[String(part.dropFirst().dropLast())] = String(word)
      } else if part != word {
        return nil
      }
    }
    return values
  }
}

/// A request to an endpoint.
struct Call {
  let request: HTTPRequest
  let variables: [String: String]
  let language: Language

  var head: RequestHead { request.head }

  /// The values of a parameter, those that stand in one separated by commas.
  func all(_ name: String) -> [String] {
    head.query.filter { $0.name == name }.flatMap { $0.text.split(separator: ",") }.map(String.init)
  }

  /// The value of a parameter, if it is there and says something.
  func text(_ name: String) -> String? {
    guard let text = head.parameter(name), !text.isEmpty else { return nil }
    return text
  }

  /// A whole number.
  func number(_ name: String, in range: ClosedRange<Int>, else usual: Int) throws -> Int {
    guard let text = text(name) else { return usual }
    guard let number = Int(text), range.contains(number) else {
      throw ServiceProblem.badParameter(
        name, text, known: "\(range.lowerBound)–\(range.upperBound)")
    }
    return number
  }

  /// A switch: absent, `true`, `1`, `false` or `0`.
  func flag(_ name: String, else usual: Bool) throws -> Bool {
    switch text(name) {
    case nil: return usual
    case "true", "1": return true
    case "false", "0": return false
    case let text?: throw ServiceProblem.badParameter(name, text, known: "true, false")
    }
  }

  /// One of few words.
  func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String, of type: Choice.Type = Choice.self
  ) throws -> Choice? {
    guard let text = text(name) else { return nil }
    guard let choice = Choice(rawValue: text) else {
      let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw ServiceProblem.badParameter(name, text, known: known)
    }
    return choice
  }

  /// The bytes of the body.
  var bytes: [UInt8] {
    if case .bytes(let bytes) = request.body { bytes } else { [] }
  }

  /// The type of the body, without parameters and in small letters.
  var contentType: String {
    let words = (head.headers["Content-Type"] ?? "").split(separator: ";", maxSplits: 1)
    return (words.first.map { $0.filter { !$0.isWhitespace } } ?? "").lowercased()
  }
}
