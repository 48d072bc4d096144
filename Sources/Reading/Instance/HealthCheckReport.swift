/// The answer of the health checks: the JSON of the executor of Felix and Sling, and the
/// attributes of one check as Granite shows them.
enum HealthCheckReport {
  private static let states: Set = [
    "OK", "WARN", "CRITICAL", "TEMPORARILY_UNAVAILABLE", "HEALTH_CHECK_ERROR",
  ]

  /// Whether the head of a document is that of such an answer.
  static func recognises(_ head: ArraySlice<UInt8>) -> Bool {
    guard head.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else { return false }
    if head.contains(text: "\"overallResult\"") { return true }
    let isCheck = ["\"timeInMs\"", "\"messages\"", "\"log\"", "\"hc."].contains {
      head.contains(text: $0)
    }
    return isCheck
      && states.contains { state in
        head.contains(text: "\"status\":\"\(state)\"")
          || head.contains(text: "\"status\": \"\(state)\"")
      }
  }

  /// The overall state belongs to the check without a name.
  static func reading(of bytes: [UInt8], path: String) -> SettingsReading {
    let text = JSONObjectText(bytes, path: path)
    var collector = SettingCollector(bytes, path: path)
    if let overall = text.members.last(where: { $0.key == "overallResult" }) {
      collector.add("status", of: overall, owner: .healthCheck(""))
    }
    if case .array(let checks)? = text.node?["results"]?.value {
      for check in checks { add(check, to: &collector) }
    } else if let node = text.node {
      add(node, to: &collector)
    }
    collector.note(text.problem)
    return collector.reading
  }

  private static func add(_ check: JSONNode, to collector: inout SettingCollector) {
    let owner = Setting.Owner.healthCheck(
      check["name"]?.string ?? check["title"]?.string ?? check["hc.name"]?.string ?? "")
    for member in check.members ?? [] {
      switch member.key {
      case "status", "ok", "finishedAt", "tags": collector.add(member.key, of: member, owner: owner)
      case "timeInMs", "elapsedMs", "elapsedTime":
        collector.add("duration", of: member, owner: owner)
      case "messages", "log", "resultLog":
        collector.add("message", of: member, owner: owner)
      default: break
      }
    }
  }
}

extension SettingCollector {
  /// Adds a member of a JSON object; of objects in a list their message.
  fileprivate mutating func add(_ key: String, of member: JSONNode.Member, owner: Setting.Owner) {
    var (elements, isCollection) = ([member.value], false)
    if case .array(let nodes) = member.value.value { (elements, isCollection) = (nodes, true) }
    add(
      key, elements.compactMap { $0.scalar ?? $0["message"]?.scalar }, of: owner,
      isCollection: isCollection, at: member.keyBytes.lowerBound..<member.value.bytes.upperBound)
  }
}
