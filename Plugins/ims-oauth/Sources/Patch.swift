import RemedyProtocol

/// The pair of configurations for a code repository, with the secret as a variable.
///
/// AEM as a Cloud Service takes configurations from the code alone, and secrets from variables
/// of Cloud Manager, so that nothing is ever written there.
struct Patch {
  private let app: String
  private let title: String
  private let client: String
  private let organization: String
  private let scope: String
  private let server: String
  private let validator: String

  init(_ task: PluginTask, _ configuration: Configuration?) {
    let stated = { (name: String) -> String in
      let value = task.parameters[name] ?? ""
      return value.isEmpty && task.isRunbook == true ? "‹\(name.uppercased())›" : value
    }
    let known = { (name: String, found: String?) in
      stated(name).isEmpty ? found ?? "" : stated(name)
    }
    app = stated("app")
    title = known("title", configuration?.title)
    client = known("client", configuration?.client)
    organization = known("organization", configuration?.organization)
    scope = stated("scope")
    server = stated("server")
    validator = configuration?.first("auth.token.validator.type") ?? ""
  }

  /// Whether enough is known to write it.
  var detection: PluginDetection {
    let missing = [("title", title), ("client", client), ("organization", organization)]
      .filter { $0.1.isEmpty }.map(\.0)
    guard missing.isEmpty, !name.isEmpty else {
      return PluginDetection(
        applicable: .no, reason: Words.notStated(missing.isEmpty ? ["title"] : missing))
    }
    return PluginDetection(applicable: .yes, reason: Words.patchable(title))
  }

  /// The patch.
  var proposal: PluginProposal {
    let folder = "ui.config/src/main/content/jcr_root/apps/\(app)/osgiconfig/config"
    var provider: [(String, JSONValue)] = [
      ("name", .string(name)), ("auth.token.provider.title", .string(title)),
      (Configuration.grants, .string("client_credentials")),
      ("auth.token.provider.orgId", .string(organization)),
      (
        "auth.token.provider.default.claims",
        .array([.string("\"iss\" : \"\(organization)\"")])
      ),
      ("auth.token.provider.client.id", .string(client)),
      ("auth.token.provider.scope", .string(scope)),
      ("auth.access.token.request", .string(server + "/ims/token/v3")),
      ("token.request.customizer.type", .string(name)),
    ]
    if !validator.isEmpty { provider.append(("auth.token.validator.type", .string(validator))) }
    let customizer: [(String, JSONValue)] = [
      ("customizer.type", .string(name)),
      ("auth.ims.client.secret", .string("$[secret:IMS_CLIENT_SECRET]")),
    ]
    let files = [
      (Configuration.factory, provider), (Configuration.customizerFactory, customizer),
    ].map { factory, properties in
      PatchFile(path: "\(folder)/\(factory)~\(name).cfg.json", text: Self.text(properties))
    }
    return PluginProposal(
      steps: [
        Recipe.Step(
          id: "write-patch", title: Words.writePatch, phase: .capture,
          action: .patchWrite(files: files, save: "patch"))
      ],
      artifacts: [
        PlanArtifact(id: "patch", title: Words.patch, isKeyMaterial: false, keepDays: 30)
      ])
  }

  /// The title as a part of a file’s name.
  private var name: String {
    let words = title.lowercased().unicodeScalars.split { scalar in
      !scalar.isASCII || !(scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
    }
    return words.map(String.init).joined(separator: "-")
  }

  private static func text(_ properties: [(String, JSONValue)]) -> String {
    let lines = properties.map { name, value in
      "  \"\(name)\": " + String(decoding: value.canonical, as: UTF8.self)
    }
    return "{\n" + lines.joined(separator: ",\n") + "\n}\n"
  }
}
