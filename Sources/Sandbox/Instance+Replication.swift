import FoundationEssentials
import HTTPServerKit
import RemedyProtocol

/// Where the stand-in keeps the queue of a replication agent.
enum ReplicationQueue {
  static func path(of agent: String) -> String {
    "/var/sandbox/queues/" + Repository.split(agent).name
  }
}

// Adobe documentation, "Using cURL with AEM"; KA-17467.
extension Instance {
  mutating func replicationAnswer(_ request: HTTPRequest) -> HTTPResponse {
    if request.path.hasSuffix(".test.html") {
      let isEnabled = repository.text(InitialContent.agent + "/jcr:content", "enabled") == "true"
      return .html(
        isEnabled ? "<h3>Replication test succeeded</h3>" : "<h3>Replication test failed</h3>")
    }
    if request.isRead { return .json(queue) }
    guard request.value("name") == Repository.split(InitialContent.agent).name else {
      return .error(404, "Not Found")
    }
    guard !pretends(request) else { return .json(queue) }
    let path = ReplicationQueue.path(of: InitialContent.agent)
    do {
      let command = request.value("cmd")
      let isKnown = try repository.commit { repository in
        switch command {
        case "pause": repository.set("paused", of: path, to: .boolean(true))
        case "clear": repository.set("entries", of: path, to: .strings([]))
        default: return false
        }
        return true
      }
      return isKnown ? .json(queue) : .error(400, "Bad Request")
    } catch { return .error(500, "\(error)") }
  }

  /// Lets a blocked queue go on: in the stand-in it does when its agent is enabled again, or
  /// the bundle restarted (two of the steps of KA-17467).
  mutating func releaseQueue() {
    let path = ReplicationQueue.path(of: InitialContent.agent)
    guard repository[path]?.properties["blocked"] == .boolean(true) else { return }
    // A full disk keeps it blocked.
    try? repository.commit { repository in
      repository.set("blocked", of: path, to: .boolean(false))
      repository.set("entries", of: path, to: .strings([]))
    }
  }

  private var queue: JSONValue {
    let properties = repository[ReplicationQueue.path(of: InitialContent.agent)]?.properties ?? [:]
    let isBlocked = properties["blocked"] == .boolean(true)
    let isPaused = properties["paused"] == .boolean(true)
    var entries: [String] = []
    if case .strings(let waiting) = properties["entries"] { entries = waiting }
    let now = Int64(Date().timeIntervalSince1970 * 1_000)
    return .object([
      "metaData": .object([
        "root": .string("queue"),
        "queueStatus": .object([
          "agentName": .string(Repository.split(InitialContent.agent).name),
          "isBlocked": .boolean(isBlocked), "isPaused": .boolean(isPaused),
          "time": .integer(now), "processingSince": .integer(isBlocked ? now - 3_600_000 : 0),
          "lastProcessTime": .integer(isBlocked ? now - 3_600_000 : now),
          "nextRetryPeriod": .integer(isBlocked ? 60_000 : 0),
        ]),
      ]),
      "queue": .array(
        entries.map {
          .object(["id": .string($0), "path": .string($0), "type": .string("Activate")])
        }),
    ])
  }
}
