import HTTPServerKit
import Model
import Reporting

/// A form in which reports are written for clients: the table that negotiation and
/// `/v1/limits` read.
struct ReportForm: Sendable {
  private let format: ReportFormat

  /// What files of it end in.
  let fileExtension: String

  /// What `?format=` calls it.
  var name: String { format.rawValue }

  /// Its media type, without parameters.
  var type: String { String(format.mediaType.prefix { $0 != ";" }) }

  /// Every form, the first one for who does not mind; of equal types the first is meant.
  static let all: [ReportForm] = [
    ReportForm(format: .json, fileExtension: "json"),
    ReportForm(format: .text, fileExtension: "txt"),
    ReportForm(format: .html, fileExtension: "html"),
    ReportForm(format: .markdown, fileExtension: "md"),
    ReportForm(format: .ndjson, fileExtension: "ndjson"),
    ReportForm(format: .sarif, fileExtension: "sarif"),
    ReportForm(format: .junit, fileExtension: "xml"),
    ReportForm(format: .github, fileExtension: "txt"),
    ReportForm(format: .githubSummary, fileExtension: "md"),
  ]

  /// Whom a report in Markdown can be for.
  static let audiences = ReportOptions.Audience.allCases.map(\.rawValue)

  /// The form that a request asks for, by `format` or by what it accepts.
  static func wanted(by call: Call) throws -> ReportForm {
    if let name = call.text("format") {
      guard let form = all.first(where: { $0.name == name }) else {
        throw ServiceProblem.badParameter(
          "format", name, known: all.map(\.name).joined(separator: ", "))
      }
      return form
    }
    guard let accepted = call.head.headers["Accept"] else { return all[0] }
    let ranges = accepted.split(separator: ",").map(MediaRange.init)
    let ranked = all.map { form in (form, ranges.map { $0.quality(of: form.type) }.max() ?? 0) }
    // Of equals the first in the table.
    guard let best = ranked.max(by: { $0.1 < $1.1 })?.1, best > 0,
      let chosen = ranked.first(where: { $0.1 == best })
    else { throw ServiceProblem.notAcceptable(all.map(\.type)) }
    return chosen.0
  }

  /// The report as an answer.
  ///
  /// - Parameter options: What the settings of the server decide; the call decides the rest.
  func response(
    _ report: Report, call: Call, name: String, options: ReportOptions
  ) throws -> HTTPResponse {
    var options = options
    options.style.language = call.language
    if let audience = call.text("audience") {
      guard let known = ReportOptions.Audience(rawValue: audience) else {
        throw ServiceProblem.badParameter(
          "audience", audience, known: Self.audiences.joined(separator: ", "))
      }
      options.audience = known
    }
    var response = HTTPResponse(
      status: 200, headers: ["Content-Type": format.mediaType],
      body: format.bytes(of: report, options: options))
    response.headers.add("Vary", "Accept, Accept-Language")
    if call.head.parameter("download") == "1" {
      response.headers.add(
        "Content-Disposition", "attachment; filename=\"aemedic-\(name.prefix(8)).\(fileExtension)\""
      )
    }
    return Reply.tagged(response, for: call.head)
  }
}

/// One of the types that a client accepts, and how gladly (RFC 9110, section 12.5.1).
private struct MediaRange {
  private let type: String
  private let weight: Double

  init(_ text: Substring) {
    let parts = text.split(separator: ";").map { $0.filter { !$0.isWhitespace }.lowercased() }
    type = parts.first ?? ""
    weight =
      parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
  }

  /// How gladly it takes a type; what names it outright counts a little more than `*/*`.
  func quality(of other: String) -> Double {
    if type == other { return weight }
    if type == "*/*" { return weight * 0.98 }
    let family = other.prefix { $0 != "/" }
    return type == "\(family)/*" ? weight * 0.99 : 0
  }
}
