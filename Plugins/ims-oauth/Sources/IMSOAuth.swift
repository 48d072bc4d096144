import FoundationEssentials
import RemedyProtocol

/// Guides the move of an IMS integration from a JWT credential to OAuth Server-to-Server.
///
/// Adobe offers the move to people alone, in its Developer Console and in AEM's own interface, so
/// those steps are confirmed by a person. What a program can prove is the rest: which
/// configurations there are, that the new secret gives a token, and what AEM holds afterwards.
struct IMSOAuth: RemedyPlugin {
  private static let console = "configurations"
  private static let secrets = "secrets"

  let identity = PluginIdentity(id: "ims-oauth", version: "1.1.0")

  func detect(_ task: PluginTask) -> PluginReply<PluginDetection> {
    guard let answers = task.answers else { return .reads(Self.reads(task)) }
    if task.action == "patch" { return .answer(Patch(task, Self.chosen(task, answers)).detection) }
    guard let all = Self.configurations(task, answers) else {
      return .answer(PluginDetection(applicable: .unknown, reason: Words.unread))
    }
    let facts = Dictionary(all.map { ($0.pid, $0.kind.rawValue) }) { first, _ in first }
    let wanted = task.parameters["configuration"] ?? ""
    let jwt = all.filter { $0.kind == .jwt }
    if !wanted.isEmpty {
      guard let found = all.first(where: { $0.pid == wanted }) else {
        return .answer(
          PluginDetection(applicable: .no, reason: Words.missing(wanted), facts: facts))
      }
      return .answer(
        PluginDetection(
          applicable: [.jwt, .oauth].contains(found.kind) ? .yes : .no,
          reason: Words.kind(found), facts: facts))
    }
    guard jwt.count > 1 else {
      let reason = jwt.first.map(Words.kind) ?? Words.noneLeft
      return .answer(PluginDetection(applicable: .yes, reason: reason, facts: facts))
    }
    return .answer(
      PluginDetection(applicable: .no, reason: Words.several(jwt.map(\.pid)), facts: facts))
  }

  func plan(_ task: PluginTask) -> PluginReply<PluginProposal> {
    guard task.isRunbook != true else { return .answer(Self.runbook(task)) }
    guard let answers = task.answers else { return .reads(Self.reads(task)) }
    let chosen = Self.chosen(task, answers)
    if task.action == "patch" { return .answer(Patch(task, chosen).proposal) }
    guard Self.configurations(task, answers) != nil else {
      return .answer(PluginProposal(steps: [], message: Words.unread))
    }
    guard let chosen, chosen.kind == .jwt else {
      return .answer(PluginProposal(steps: [], message: Words.noneLeft))
    }
    guard task.action == "convert" else { return .answer(Steps(chosen, task).proposal) }
    let customizer = answers[Self.secrets]?.body.flatMap(Configuration.all)?.first {
      !$0.customizerType.isEmpty && $0.customizerType == chosen.customizerType
    }
    guard let customizer, !chosen.organization.isEmpty else {
      return .answer(PluginProposal(steps: [], message: Words.noPair(chosen.pid)))
    }
    return .answer(Steps(chosen, task).conversion(secretIn: customizer.pid))
  }

  /// What would be done anywhere, before anybody has looked.
  private static func runbook(_ task: PluginTask) -> PluginProposal {
    switch task.action {
    case "patch": Patch(task, nil).proposal
    case "convert": Steps(nil, task).conversion(secretIn: "‹PID›")
    default: Steps(nil, task).proposal
    }
  }

  /// The configuration that was named, or the only one with JWT.
  private static func chosen(
    _ task: PluginTask, _ answers: [String: PluginAnswer]
  ) -> Configuration? {
    let wanted = task.parameters["configuration"] ?? ""
    let all = configurations(task, answers) ?? []
    let fitting = all.filter { wanted.isEmpty ? $0.kind == .jwt : $0.pid == wanted }
    return fitting.count == 1 ? fitting.first : nil
  }

  func verify(_ task: PluginTask) -> PluginReply<PluginVerification> {
    guard task.action != "patch" else { return .answer(PluginVerification(checks: [])) }
    guard let answers = task.answers else { return .reads(Self.reads(task)) }
    let wanted = task.parameters["configuration"] ?? ""
    let known = task.facts ?? [:]
    let pids = wanted.isEmpty ? known.filter { $0.value == "jwt" }.map(\.key).sorted() : [wanted]
    let all = answers[Self.console]?.body.flatMap(Configuration.all)
    let checks = pids.map { pid in
      let found = all?.first { $0.pid == pid }
      let status: PluginVerification.Check.Status =
        switch (all, found?.kind) {
        case (nil, _): .unknown
        case (_, .oauth): .pass
        default: .fail
        }
      let evidence = all == nil ? Words.unread : found.map(Words.kind) ?? Words.missing(pid)
      return PluginVerification.Check(
        id: pid, title: Words.isOAuth(pid), status: status, evidence: evidence)
    }
    return .answer(PluginVerification(checks: checks))
  }

  private static func reads(_ task: PluginTask) -> [PluginRead] {
    let all = { (factory: String) in
      "/system/console/configMgr/(service.factoryPid=\(factory)).json"
    }
    let providers = PluginRead(id: console, path: all(Configuration.factory))
    guard task.action == "convert" else { return [providers] }
    return [providers, PluginRead(id: secrets, path: all(Configuration.customizerFactory))]
  }

  /// What the console says, else what somebody saved of it; `nil` if there is neither.
  private static func configurations(
    _ task: PluginTask, _ answers: [String: PluginAnswer]
  ) -> [Configuration]? {
    if let answer = answers[console], answer.status == 200, let body = answer.body,
      let all = Configuration.all(in: body)
    {
      return all
    }
    guard let path = task.parameters["export"], !path.isEmpty,
      let data = FileManager.default.contents(atPath: path)
    else { return nil }
    return Configuration.all(in: String(decoding: data, as: UTF8.self))
  }
}
