import Model
import Remediation
import RemedyProtocol
import Reporting

/// For what a plan is wanted.
struct PlanRequest: Decodable {
  let remedy: String
  let action: String?
  /// The installation's folder.
  var instance: String?
  let url: String?
  let deployment: String?
  let production: Bool?
  let parameters: [String: String]?
}

/// What a remedy would do, as a plan, as text, and as the command that shows the same.
struct PlanPreview {
  /// What the plan does, in a line.
  let title: LocalizedText

  /// The command that shows the same on a command line.
  let command: String

  private let plan: Plan
  private let text: String

  private struct Words: Encodable {
    let command: String
    let text: String
  }

  /// Plans; nothing is carried out.
  init(
    _ wish: PlanRequest, library: RemedyLibrary, settings: ServiceSettings, language: Language
  ) throws {
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
    do {
      plan = try planner.plan(
        manifest, action: wish.action,
        target: RemedyTarget(
          instance: wish.instance, url: wish.url, deployment: deployment,
          isProduction: wish.production ?? false), parameters: wish.parameters ?? [:])
    } catch let problem as any Problem {
      throw ServiceProblem.unplannable(problem.reason, hint: problem.hint)
    }
    title = plan.title.localized
    command = wish.command
    let lines = try PlanText(plan, language: language).lines
    text = TerminalText.harmless(lines.joined(separator: "\n"))
  }

  /// The fields `plan`, `command` and `text`.
  func json() throws -> JSONPiece {
    // A plan names files, lengths and sums, never what they hold: nothing is to be masked.
    let words = try JSONPiece(Words(command: command, text: text)).bytes
    let json = try plan.canonicalJSON().dropLast()
    return JSONPiece(
      wellFormed: Array("{\"plan\":".utf8) + json + [UInt8(ascii: ",")] + words.dropFirst())
  }
}

extension PlanRequest {
  /// The command that shows the plan on a command line.
  var command: String {
    var words = ["aemedic", "remedy", "plan", remedy]
    func add(_ option: String, _ value: String?) {
      if let value { words += ["--\(option)", value] }
    }
    add("action", action)
    add("instance", instance)
    add("url", url)
    add("deployment", deployment)
    if production == true { words.append("--production") }
    for (name, value) in (parameters ?? [:]).sorted(by: { $0.key < $1.key }) {
      add("param", "\(name)=\(value)")
    }
    return words.map(Self.quoted).joined(separator: " ")
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
