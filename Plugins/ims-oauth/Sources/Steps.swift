import RemedyProtocol

/// The steps of the move of one configuration, in the order in which nothing stops working.
///
/// From the switch in AEM on there is only forward: nobody can make a JWT configuration any more.
struct Steps {
  /// None for a runbook, which is written before anybody has looked.
  private let configuration: Configuration?
  private let server: String
  private let scope: String

  init(_ configuration: Configuration?, _ task: PluginTask) {
    self.configuration = configuration
    server = task.parameters["server"] ?? ""
    scope = task.parameters["scope"] ?? ""
  }

  private var pid: String { configuration?.pid ?? "‹PID›" }
  private var client: String { configuration?.client ?? "‹CLIENT-ID›" }
  private var title: String {
    guard let configuration else { return "‹TITLE›" }
    return configuration.title.isEmpty ? configuration.pid : configuration.title
  }

  /// The way that Adobe documents for all products: a person does it in two interfaces.
  var proposal: PluginProposal {
    PluginProposal(steps: [
      confirm("add-credential", .capture, Words.addCredential, Words.howToAdd(title)),
      probe,
      confirm(
        "switch-to-oauth", .change, Words.switchOver, Words.howToSwitch(title), reversible: .no),
      look(.resume), checkInAEM, deleteJWT,
    ])
  }

  /// The way that Adobe documents for Smart Tags alone: both configurations are written.
  ///
  /// The old secret cannot be read, so writing the new one cannot be taken back; it comes last.
  func conversion(secretIn customizer: String) -> PluginProposal {
    let organization = configuration?.organization ?? "‹ORGANIZATION›"
    let values: [(String, String)] = [
      (Configuration.grants, "client_credentials"),
      ("auth.token.provider.orgId", organization),
      ("auth.token.provider.default.claims", "\"iss\" : \"\(organization)\""),
      ("auth.token.provider.scope", scope), ("auth.token.provider.client.id", client),
      ("auth.access.token.request", server + "/ims/token/v3"),
      ("auth.token.provider.keypair.alias", ""),
    ]
    let cryptoWorks = Recipe.Step(
      id: "try-crypto", title: Words.tryCrypto, phase: .capture,
      action: .httpRequest(
        method: "POST", path: StepAction.protection,
        form: [FormField(name: "datum", randomBytes: 16)], status: 200, times: nil, save: nil,
        address: nil, headers: nil, changes: nil),
      after: [.answerStarts(field: "protected", text: "{")])
    let provider = Recipe.Step(
      id: "write-provider", title: Words.writeProvider(pid), phase: .change,
      action: .configPut(
        pid: pid, factory: nil,
        properties: values.map { ConfigurationProperty(name: $0.0, values: [$0.1]) }),
      after: [
        .configHolds(pid: pid, property: Configuration.grants, values: ["client_credentials"])
      ], approval: .explicit)
    let secret = Recipe.Step(
      id: "write-secret", title: Words.writeSecret(customizer), phase: .commit,
      action: .configPut(
        pid: customizer, factory: nil,
        properties: [
          ConfigurationProperty(
            name: "auth.ims.client.secret", secret: "ims.client-secret", isProtected: true)
        ]), reversible: .no)
    return PluginProposal(
      steps: [
        confirm("add-credential", .capture, Words.addCredential, Words.howToAdd(title)), probe,
        cryptoWorks, provider, secret, look(.resume),
        confirm("check-in-aem", .resume, Words.check, Words.howToRestart(title)), deleteJWT,
      ], summary: Words.conversion(pid))
  }

  private func look(_ phase: StepPhase) -> Recipe.Step {
    Recipe.Step(
      id: "look-at-configuration", title: Words.isOAuth(pid), phase: phase,
      action: .assert(conditions: [
        .configHolds(pid: pid, property: Configuration.grants, values: ["client_credentials"])
      ]))
  }

  private var checkInAEM: Recipe.Step {
    confirm("check-in-aem", .resume, Words.check, Words.howToCheck(title))
  }

  private var deleteJWT: Recipe.Step {
    confirm(
      "delete-jwt", .cleanup, Words.delete, Words.howToDelete, reversible: .no,
      approval: .explicit)
  }

  /// One demand for a token: Adobe throttles those who make many.
  private var probe: Recipe.Step {
    Recipe.Step(
      id: "prove-secret", title: Words.probe, phase: .capture,
      action: .httpRequest(
        method: "POST", path: "/ims/token/v3",
        form: [
          FormField(name: "grant_type", value: "client_credentials"),
          FormField(name: "client_id", value: client),
          FormField(name: "client_secret", secret: "ims.client-secret"),
          FormField(name: "scope", value: scope),
        ], status: 200, times: nil, save: nil, address: server, headers: nil, changes: nil))
  }

  private func confirm(
    _ id: String, _ phase: StepPhase, _ title: RemedyText, _ instruction: RemedyText,
    reversible: StepReversibility? = nil, approval: StepApproval? = nil
  ) -> Recipe.Step {
    Recipe.Step(
      id: id, title: title, phase: phase, action: .confirm(instruction: instruction),
      reversible: reversible, approval: approval)
  }
}
