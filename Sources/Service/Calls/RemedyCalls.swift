import FoundationEssentials
import HTTPServerKit
import Model
import Remediation
import RemedyProtocol
import Reporting

/// Shows what remedies would do; none is carried out from here.
struct RemedyCalls: Sendable {
  let library: RemedyLibrary
  let settings: ServiceSettings

  func list(_ call: Call) throws -> HTTPResponse {
    Reply.tagged(
      try Reply.json(["remedies": library.manifests.map(RemedyRow.init)]), for: call.head)
  }

  func plan(_ call: Call) throws -> HTTPResponse {
    let wish: PlanRequest = try call.decoded()
    guard let manifest = library.manifest(wish.remedy) else {
      throw ServiceProblem.noSuchRemedy(
        String(wish.remedy.prefix(100)), known: library.manifests.map(\.id))
    }
    let planner = RemedyPlanner(
      host: HostIdentity(name: "aemedic", version: settings.version), now: settings.now())
    let deployment = try wish.deployment.map { word in
      guard let kind = RemedyDeployment(rawValue: word) else {
        throw ServiceProblem.badParameter(
          "deployment", word,
          known: RemedyDeployment.allCases.map(\.rawValue).joined(separator: ", "))
      }
      return kind
    }
    let plan: Plan
    do {
      plan = try planner.plan(
        manifest, action: wish.action,
        target: RemedyTarget(
          instance: wish.instance, url: wish.url, deployment: deployment,
          isProduction: wish.production ?? false), parameters: wish.parameters ?? [:])
    } catch let problem as any Problem {
      throw ServiceProblem.unplannable(problem.reason, hint: problem.hint)
    }
    let lines = try PlanText(plan, language: call.language).lines
    // A plan names files, lengths and sums, never what they hold: nothing is to be masked.
    let json = try plan.canonicalJSON().dropLast()
    let rest = try Reply.bytes(
      of: PlanWords(
        command: Self.command(wish), text: TerminalText.harmless(lines.joined(separator: "\n"))))
    let body = Array("{\"plan\":".utf8) + json + [UInt8(ascii: ",")] + rest.dropFirst()
    return HTTPResponse(
      status: 200, headers: ["Content-Type": "application/json"], body: body)
  }

  /// The command that shows the same on a command line.
  private static func command(_ wish: PlanRequest) -> String {
    var words = ["aemedic", "remedy", "plan", wish.remedy]
    func add(_ option: String, _ value: String?) {
      if let value { words += ["--\(option)", value] }
    }
    add("action", wish.action)
    add("instance", wish.instance)
    add("url", wish.url)
    add("deployment", wish.deployment)
    if wish.production == true { words.append("--production") }
    for (name, value) in (wish.parameters ?? [:]).sorted(by: { $0.key < $1.key }) {
      add("param", "\(name)=\(value)")
    }
    return words.map(quoted).joined(separator: " ")
  }

  /// A word as a shell takes it literally.
  private static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty
      && word.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
          || (0x61...0x7A).contains(byte) || "-_./:=@%+,".utf8.contains(byte)
      }
    return isPlain ? word : "'\(word.replacing("'", with: "'\\''"))'"
  }
}

private struct PlanRequest: Decodable {
  let remedy: String
  let action: String?
  let instance: String?
  let url: String?
  let deployment: String?
  let production: Bool?
  let parameters: [String: String]?
}

private struct PlanWords: Encodable {
  let command: String
  let text: String
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
