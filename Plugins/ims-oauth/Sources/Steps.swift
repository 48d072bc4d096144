import RemedyProtocol

/// The steps of the move of one configuration, in the order in which nothing stops working.
///
/// From the switch in AEM on there is only forward: nobody can make a JWT configuration any more.
struct Steps {
  private let configuration: Configuration
  private let server: String
  private let scope: String

  init(_ configuration: Configuration, _ task: PluginTask) {
    self.configuration = configuration
    server = task.parameters["server"] ?? ""
    scope = task.parameters["scope"] ?? ""
  }

  /// All of them.
  var all: [Recipe.Step] {
    let title = configuration.title.isEmpty ? configuration.pid : configuration.title
    return [
      confirm("add-credential", .capture, Words.addCredential, Words.howToAdd(title)),
      probe,
      confirm(
        "switch-to-oauth", .change, Words.switchOver, Words.howToSwitch(title), reversible: .no),
      Recipe.Step(
        id: "look-at-configuration", title: Words.isOAuth(configuration.pid), phase: .resume,
        action: .assert(conditions: [
          .configHolds(
            pid: configuration.pid, property: Configuration.grants, values: ["client_credentials"])
        ])),
      confirm("check-in-aem", .resume, Words.check, Words.howToCheck(title)),
      confirm(
        "delete-jwt", .cleanup, Words.delete, Words.howToDelete, reversible: .no,
        approval: .explicit),
    ]
  }

  /// One demand for a token: Adobe throttles those who make many.
  private var probe: Recipe.Step {
    Recipe.Step(
      id: "prove-secret", title: Words.probe, phase: .capture,
      action: .httpRequest(
        method: "POST", path: "/ims/token/v3",
        form: [
          FormField(name: "grant_type", value: "client_credentials"),
          FormField(name: "client_id", value: configuration.client),
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
