import Diagnosis
import FoundationEssentials
import Model
import Reading
import Synchronization

/// Diagnoses what models send, and remembers the last reports of a session.
final class ModelContextDiagnoses: Sendable {
  private struct Memory {
    var count = 0
    var reports: [(handle: String, report: Report)] = []
  }

  /// How many reports are remembered; the oldest are forgotten first.
  private static let remembered = 16

  private let pack: KnowledgePack
  private let settings: ServiceSettings
  private let roots: ReadableRoots
  private let spool: Spool
  private let tell: @Sendable (JSONPiece) -> Void
  private let memory = Mutex(Memory())

  /// - Parameter tell: Passes on how far a diagnosis is.
  init(
    pack: KnowledgePack, settings: ServiceSettings, roots: ReadableRoots, spool: Spool,
    tell: @escaping @Sendable (JSONPiece) -> Void
  ) {
    self.pack = pack
    self.settings = settings
    self.roots = roots
    self.spool = spool
    self.tell = tell
  }

  private struct DiagnosisRequest: Decodable {
    let text: String?
    let name: String?
    let paths: [String]?
    let timezone: String?
  }

  func diagnose(_ call: ModelContextCall) throws -> ModelContextTool.Answer {
    let wish: DiagnosisRequest = try call.arguments()
    var options = settings.diagnosis
    options.language = try call.language
    if let name = wish.timezone {
      guard let rules = SystemTimeZones.rules(named: name) else {
        throw ServiceProblem.badParameter("timezone", name, known: "Europe/Paris, +09:00")
      }
      options.timeZone = rules
    }
    var paths = try (wish.paths ?? []).map { path throws(ModelContextProblem) in
      try roots.resolved(path)
    }
    let text = wish.text.flatMap { $0.isEmpty ? nil : $0 }
    guard text != nil || !paths.isEmpty else { throw ModelContextProblem.nothingToRead }
    var folder: String?
    defer { if let folder { try? FileManager.default.removeItem(atPath: folder) } }
    if let text {
      let made = try spool.makeFolder(Gatekeeper.random())
      folder = made
      let name = UploadName(wish.name ?? "").path?.split(separator: "/").last ?? "pasted.txt"
      try Data(text.utf8).write(to: URL(filePath: "\(made)/\(name)"))
      options.copyFolder = made
      paths.append("\(made)/\(name)")
    }
    let report = try report(on: paths, options: options, call: call)
    let handle = memory.withLock { memory in
      memory.count += 1
      let handle = "report-\(memory.count)"
      memory.reports.append((handle, report))
      if memory.reports.count > Self.remembered { memory.reports.removeFirst() }
      return handle
    }
    let answer = DiagnosisSummary(report, handle: handle, language: options.language)
    return try ModelContextTool.Answer(answer, text: answer.sentences)
  }

  private func report(
    on paths: [String], options: DiagnosisOptions, call: ModelContextCall
  ) throws -> Report {
    let progress = ModelContextProgress(
      call, limit: settings.limits.diagnosisTime, tell: tell)
    defer { progress.finish() }
    let diagnostician = Diagnostician(
      rules: pack.rules, catalog: pack.catalog, search: pack.catalog, options: options)
    let report = try diagnostician.report(on: paths, progress: progress)
    if call.isCancelled { throw CancellationError() }
    let log = LogView(
      room: IndexRoom(entries: 0), spool: spool, limits: options.limits,
      passwords: options.passwords, learning: settings.limits.learntBytes)
    defer { log.close() }
    return log.open(
      report, paths: paths, copyFolder: options.copyFolder ?? "", zone: options.timeZone)
  }

  private struct ExplanationRequest: Decodable {
    let report: String
    let finding: String
  }

  func explain(_ call: ModelContextCall) throws -> ModelContextTool.Answer {
    let wish: ExplanationRequest = try call.arguments()
    let reports = memory.withLock { $0.reports }
    guard let report = reports.last(where: { $0.handle == wish.report })?.report else {
      throw ModelContextProblem.noSuchReport(wish.report, known: reports.map(\.handle))
    }
    let found = report.findings.first {
      $0.rule.id == wish.finding || $0.fingerprint == wish.finding
    }
    guard let finding = found else {
      throw ModelContextProblem.noSuchFinding(wish.finding, known: report.findings.map(\.rule.id))
    }
    let answer = FindingExplanation(
      finding, in: report, handle: wish.report, language: try call.language)
    return try ModelContextTool.Answer(answer, text: answer.sentences)
  }
}
