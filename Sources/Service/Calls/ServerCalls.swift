import HTTPServerKit
import Model

/// Answers what is asked of the server itself.
struct ServerCalls: Sendable {
  let desk: DiagnosisDesk
  let settings: ServiceSettings
  let token: String
  let metrics: Metrics

  func session(_ call: Call) throws -> HTTPResponse {
    try Reply.json(
      SessionAnswer(
        token: token, version: settings.version, keeps: settings.reportsFile != nil,
        needsBearer: settings.bearer != nil, languages: Language.allCases.map(\.rawValue)))
  }

  func limits(_ call: Call) throws -> HTTPResponse {
    let limits = settings.limits
    return try Reply.json(
      LimitsAnswer(
        uploadBytes: limits.uploadBytes, bodyBytes: limits.bodyBytes, files: limits.files,
        waiting: limits.waiting, running: limits.running, remembered: limits.remembered,
        timeSeconds: limits.diagnosisTime.components.seconds,
        requestsPerSecond: limits.requestsPerSecond,
        linesPerRequest: LogCalls.mostLines, entriesPerRequest: LogCalls.mostEntries,
        formats: ReportForm.all.map {
          .init(name: $0.name, type: $0.type, extension: $0.fileExtension)
        }))
  }

  func health(_ call: Call) -> HTTPResponse {
    HTTPResponse(type: "text/plain; charset=utf-8", text: "ok\n")
  }

  func readiness(_ call: Call) throws -> HTTPResponse {
    guard desk.isOpen else { throw ServiceProblem.stopping }
    return HTTPResponse(type: "text/plain; charset=utf-8", text: "ready\n")
  }

  func figures(_ call: Call) -> HTTPResponse {
    let load = desk.load
    let text = metrics.text(
      gauges: [
        ("aemedic_diagnoses_waiting", "Diagnoses that wait for others.", load.waiting),
        ("aemedic_diagnoses_running", "Diagnoses that are going on.", load.running),
        ("aemedic_diagnoses_remembered", "Diagnoses that can be asked for.", load.remembered),
        ("aemedic_spool_bytes", "Bytes of uploads on disk.", desk.spool.usedBytes),
      ], finished: load.finished)
    return HTTPResponse(type: "text/plain; version=0.0.4; charset=utf-8", text: text)
  }
}

private struct SessionAnswer: Encodable {
  let token: String
  let version: String
  let keeps: Bool
  let needsBearer: Bool
  let languages: [String]
}

private struct LimitsAnswer: Encodable {
  struct Format: Encodable {
    let name: String
    let type: String
    let `extension`: String
  }

  let uploadBytes: Int
  let bodyBytes: Int
  let files: Int
  let waiting: Int
  let running: Int
  let remembered: Int
  let timeSeconds: Int64
  let requestsPerSecond: Int?
  let linesPerRequest: Int
  let entriesPerRequest: Int
  let formats: [Format]
}
