import FoundationEssentials
public import Model
public import RemedyProtocol

/// The folder in which all runs lie.
public struct RunStore: Sendable {
  let folder: String

  var locks: String { folder + "/locks" }

  /// Uses a folder, which is made when it is needed.
  ///
  /// A relative one counts from the current folder, whatever folder a script is started in later.
  public init(folder: String) {
    self.folder =
      folder.hasPrefix("/") ? folder : FileManager.default.currentDirectoryPath + "/" + folder
  }

  /// The folder of the person's state by the XDG base directory specification.
  public static func standard(environment: [String: String]) -> String {
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
      return state + "/aemedic/runs"
    }
    return (environment["HOME"] ?? "/tmp") + "/.local/state/aemedic/runs"
  }

  /// A run in short.
  public struct Summary: Sendable {
    /// Its name.
    public var name: String

    /// The plan that it carries out.
    public var plan: Plan

    /// When it began, ISO 8601.
    public var startedAt: String

    /// Who began it.
    public var person: String

    /// How it ended; `nil` if it has not.
    public var result: RunResult?

    /// The step that it waits for, and why.
    public var pause: RunReport.Pause?

    /// The first line of its journal that is not as it was written.
    public var flaw: Int?

    /// Whether its last line was cut off.
    public var isTorn: Bool

    /// What its journal says.
    public var records: [JournalRecord]
  }

  /// The names of all runs, oldest first.
  public func names() -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { name in
      FileManager.default.fileExists(atPath: "\(folder)/\(name)/plan.json")
    }.sorted()
  }

  /// One run.
  ///
  /// - Throws: ``RunProblem`` if there is none of this name.
  public func summary(_ name: String) throws -> Summary {
    let run = try open(name)
    let plan = try run.readPlan()
    let read = try JournalReader(path: run.journal, plan: plan.digest())
    let ledger = RunLedger(read.records, plan: plan)
    return Summary(
      name: name, plan: plan, startedAt: ledger.startedAt, person: ledger.person,
      result: ledger.result,
      pause: ledger.pause.map { RunReport.Pause(step: $0.before, reason: $0.reason) },
      flaw: read.flaw, isTorn: read.isTorn, records: read.records)
  }

  /// A run as evidence for a change request: its plan, its journal and whether the chain holds.
  ///
  /// Neither holds a secret: key material shows as length and SHA-256, texts were masked when
  /// they were written.
  public func evidence(_ name: String) throws -> JSONValue {
    let summary = try summary(name)
    return .object([
      "schema": .string("aemedic.run/1"), "run": .string(name),
      "plan": try StrictJSON.value(of: summary.plan),
      "digest": .string(try summary.plan.digest()),
      "journal": try StrictJSON.value(of: summary.records),
      "chain": .string(summary.flaw.map { "broken at line \($0)" } ?? "sound"),
    ])
  }

  /// Overwrites and removes what a run has kept of keys; it cannot be rolled back after.
  ///
  /// - Returns: What was removed, relative to the run's folder.
  public func shred(_ name: String) throws -> [String] {
    let run = try open(name)
    return try run.shred(run.readPlan().artifacts.filter(\.isKeyMaterial).map(\.id))
  }

  /// Shreds what ended runs have kept of keys for longer than their plans promise.
  public func shredExpired(now: Timestamp) {
    for name in names() {
      guard let summary = try? summary(name), summary.result != nil,
        let start = Timestamp(iso8601: summary.startedAt)
      else { continue }
      let keys = summary.plan.artifacts.filter(\.isKeyMaterial)
      guard let days = keys.map(\.keepDays).max() else { continue }
      let age = now.milliseconds.subtractingReportingOverflow(start.milliseconds).partialValue
      if age / 86_400_000 >= Int64(days) { _ = try? shred(name) }
    }
  }

  /// The runs that only wait for a time which is over, oldest first.
  public func due(now: Timestamp) -> [Summary] {
    names().compactMap { try? summary($0) }.filter { summary in
      guard summary.result == nil, let pause = summary.pause, pause.reason == .waiting,
        let step = summary.plan.steps.first(where: { $0.id == pause.step }),
        let end = RunLedger(summary.records, plan: summary.plan).waitEnds(before: step)
      else { return false }
      return end <= now
    }
  }

  /// The run on a target that was begun and neither ended nor came to wait for its last part.
  func unfinished(on target: TargetIdentity) -> String? {
    names().last { name in
      guard let summary = try? summary(name), summary.plan.target.isSame(as: target) else {
        return false
      }
      if summary.records.isEmpty { return false }
      return summary.result == nil && ![.approval, .waiting].contains(summary.pause?.reason)
    }
  }

  func open(_ name: String) throws -> RunFolder {
    let path = folder + "/" + name
    guard !name.isEmpty, !name.contains("/"), !name.hasPrefix("."), names().contains(name) else {
      throw RunProblem.noRun(name)
    }
    return RunFolder(path: path)
  }

  func make(_ name: String, plan: Plan) throws -> RunFolder {
    try RunFolder.makePrivate(folder)
    return try RunFolder.make(folder + "/" + name, plan: plan)
  }
}

extension TargetIdentity {
  /// Whether two plans are for one instance.
  func isSame(as other: TargetIdentity) -> Bool {
    instance == nil ? url == other.url : instance == other.instance
  }
}
