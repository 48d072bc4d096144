import HTTPClientKit
import RemedyProtocol

/// What a configuration was before a step, as the run keeps it.
private struct KeptConfiguration: Codable {
  /// Its properties; `nil` if it did not exist.
  var properties: [String: [String]]?

  /// The configurations that its factory had.
  var siblings: [String]
}

extension StepExecutor {
  /// Keeps what a configuration is; false if it is as it shall be already.
  func prepareConfiguration(_ step: PlanStep, isRetry: Bool) throws -> Bool {
    let console = try target.console()
    switch step.action {
    case .configPut(let pid, let factory, let properties):
      let now = factory == nil ? try console.configuration(pid) : nil
      // What was kept at the first try is what an undo has to bring back.
      if try !isRetry || kept(step) == nil {
        try keep(now, siblings: factory.map { try console.pids(ofFactory: $0) } ?? [], step)
      }
      // What a secret is cannot be seen; writing it again does no harm.
      return properties.contains { $0.secret != nil } || now.map { !holds($0, properties) } ?? true
    case .configDelete(let pid):
      guard let now = try console.configuration(pid) else { return false }
      if try !isRetry || kept(step) == nil { try keep(now, siblings: [], step) }
      return true
    default: return false
    }
  }

  /// Writes or deletes a configuration.
  func changeConfiguration(_ step: PlanStep) throws {
    let console = try target.console()
    switch step.action {
    case .configPut(let pid, let factory, let wanted):
      let values = try values(of: wanted)
      guard let factory else {
        let now = try console.configuration(pid) ?? [:]
        try console.put(pid, properties: now.merging(values) { $1 })
        guard try console.configuration(pid).map({ holds($0, wanted) }) == true else {
          throw StepFailure(Self.notAsPlanned(pid))
        }
        return
      }
      let new = try console.create(ofFactory: factory, properties: values)
      try folder.keep(Array(new.utf8), as: "backup/\(step.id).pid")
      guard try console.configuration(new).map({ holds($0, wanted) }) == true else {
        throw StepFailure(Self.notAsPlanned(new))
      }
    case .configDelete(let pid):
      try console.delete(pid)
      guard try console.configuration(pid) == nil else {
        throw StepFailure(Self.notAsPlanned(pid))
      }
    default: break
    }
  }

  /// What the instance says of a configuration whose change was cut off.
  func probeConfiguration(_ step: PlanStep) throws -> Probe {
    guard let kept = try kept(step) else { return .notDone }
    let console = try target.console()
    switch step.action {
    case .configPut(let pid, nil, let properties):
      let now = try console.configuration(pid)
      if properties.contains(where: { $0.secret != nil }) { return .notDone }
      if let now, holds(now, properties) { return .done }
      return now == kept.properties ? .notDone : .drifted
    case .configPut(_, let factory?, let properties):
      let new = try console.pids(ofFactory: factory).subtracting(kept.siblings)
      guard let pid = new.first, new.count == 1 else { return new.isEmpty ? .notDone : .drifted }
      guard try console.configuration(pid).map({ holds($0, properties) }) == true else {
        return .drifted
      }
      try folder.keep(Array(pid.utf8), as: "backup/\(step.id).pid")
      return .done
    case .configDelete(let pid):
      return try console.configuration(pid) == nil ? .done : .notDone
    default: return .notDone
    }
  }

  /// Puts a configuration back to what it was.
  func restoreConfiguration(_ step: PlanStep) throws -> StepOutcome {
    guard let kept = try kept(step) else { return .unchanged }
    let console = try target.console()
    switch step.action {
    case .configPut(_, _?, _):
      if try folder.read("backup/\(step.id).pid") == nil { _ = try probeConfiguration(step) }
      guard let bytes = try folder.read("backup/\(step.id).pid") else { return .unchanged }
      let pid = String(decoding: bytes, as: UTF8.self)
      guard try console.configuration(pid) != nil else { return .unchanged }
      try console.delete(pid)
      guard try console.configuration(pid) == nil else {
        throw StepFailure(Self.notAsPlanned(pid))
      }
    case .configPut(let pid, nil, _), .configDelete(let pid):
      guard try console.configuration(pid) != kept.properties else { return .unchanged }
      if let properties = kept.properties {
        try console.put(pid, properties: properties)
      } else {
        try console.delete(pid)
      }
      guard try console.configuration(pid) == kept.properties else {
        throw StepFailure(Self.notAsPlanned(pid))
      }
    default: return .unchanged
    }
    return .changed
  }

  private func keep(
    _ properties: [String: [String]]?, siblings: Set<String>, _ step: PlanStep
  ) throws {
    let kept = KeptConfiguration(properties: properties, siblings: siblings.sorted())
    try folder.keep(StrictJSON.value(of: kept).canonical, as: "backup/\(step.id).json")
  }

  private func kept(_ step: PlanStep) throws -> KeptConfiguration? {
    guard let bytes = try folder.read("backup/\(step.id).json") else { return nil }
    return try StrictJSON.decode(KeptConfiguration.self, from: JSONDocument(bytes).value)
  }

  /// Whether a configuration has these properties; secrets come back masked and cannot be told.
  private func holds(
    _ configuration: [String: [String]], _ wanted: [ConfigurationProperty]
  ) -> Bool {
    wanted.allSatisfy { property in
      guard let values = property.values else { return configuration[property.name] != nil }
      return configuration[property.name] == values
    }
  }

  /// The secret as the instance encrypts it with its own keys.
  private func protected(_ secret: String) throws -> String {
    let response = try target.online().post(StepAction.protection, [("datum", secret)])
    guard response.status == 200 else {
      throw InstanceProblem.status(StepAction.protection, response.status, expected: 200)
    }
    guard let text = InstanceJSON(response.body)?["protected"]?.text, text.hasPrefix("{"),
      text != secret
    else { throw InstanceProblem.notJSON(StepAction.protection) }
    conceal(text)
    return text
  }

  private func values(of properties: [ConfigurationProperty]) throws -> [String: [String]] {
    var values: [String: [String]] = [:]
    for property in properties {
      if let stated = property.values {
        values[property.name] = stated
      } else if let handle = property.secret {
        guard let secret = target.secrets[handle] else { throw RunProblem.missingSecret(handle) }
        values[property.name] = [
          property.isProtected == true ? try protected(secret.value) : secret.value
        ]
      }
    }
    return values
  }
}
