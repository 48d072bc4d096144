import FoundationEssentials
import HTTPServerKit
import Model
import Remediation
import RemedyProtocol

/// Shows what remedies would do; none is carried out from here.
struct RemedyCalls: Sendable {
  let library: RemedyLibrary
  let settings: ServiceSettings

  func list(_ call: Call) throws -> HTTPResponse {
    Reply.tagged(
      try Reply.json(["remedies": library.manifests.map(RemedyRow.init)]), for: call.head)
  }

  func plan(_ call: Call) throws -> HTTPResponse {
    let preview = try PlanPreview(
      try call.decoded(), library: library, settings: settings, language: call.language)
    return HTTPResponse(
      status: 200, headers: ["Content-Type": "application/json"], body: try preview.json().bytes)
  }
}

private struct RemedyRow: Encodable {
  struct Parameter: Encodable {
    let name: String
    let type: String
    let title: LocalizedText
    let `default`: String?
  }

  struct Action: Encodable {
    let id: String
    let title: LocalizedText
    let summary: LocalizedText
    let risk: String
    let needs: [String]
    let parameters: [Parameter]
  }

  let id: String
  let version: String
  let title: LocalizedText
  let actions: [Action]

  init(_ manifest: RemedyManifest) {
    id = manifest.id
    version = manifest.version
    title = manifest.title.localized
    actions = manifest.actions.map { action in
      Action(
        id: action.id, title: action.title.localized, summary: action.summary.localized,
        risk: action.risk.rawValue, needs: action.needs.map(\.rawValue),
        parameters: action.parameters.map {
          Parameter(
            name: $0.name, type: $0.type.rawValue, title: $0.title.localized,
            default: $0.defaultValue)
        })
    }
  }
}
