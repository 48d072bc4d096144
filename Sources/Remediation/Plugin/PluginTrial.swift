import FoundationEssentials
public import Model
public import RemedyProtocol

/// The conformance kit for authors of executable plugins: one plugin put through its paces.
///
/// The plugin runs contained as it would for a plan, whether or not anybody trusts it: who asks
/// for the trial is its author. Samples are the JSON files in its folder `tests` or `fixtures`.
public struct PluginTrial {
  /// How one part came out.
  public struct Result: Sendable {
    /// What was tried.
    public let title: LocalizedText

    /// What went wrong; nothing if it went well.
    public let problem: LocalizedText?
  }

  private let manifest: RemedyManifest
  private let host: HostIdentity
  private let limits: PluginLimits

  /// What the plugin is and may do.
  public var plugin: RemedyManifest { manifest }

  /// Reads the plugin in a folder.
  ///
  /// - Throws: ``ManifestProblem`` if it has no sound manifest.
  public init(folder: String, host: HostIdentity) throws {
    try self.init(folder: folder, host: host, limits: PluginLimits())
  }

  init(folder: String, host: HostIdentity, limits: PluginLimits) throws {
    let real = try Self.canonical(folder)
    let parts = real.split(separator: "/").map(String.init)
    let above = "/" + parts.dropLast().joined(separator: "/")
    guard var manifest = try RemedyLibrary.read(parts.last ?? "", in: above) else {
      throw ManifestProblem(
        .unreadable("remedy.json"), at: TextLocation(file: real + "/remedy.json"))
    }
    if manifest.kind == .executable { manifest.standing = .trusted }
    self.manifest = manifest
    self.host = host
    self.limits = limits
  }

  private static func canonical(_ folder: String) throws -> String {
    do {
      return try InstallationTree.canonical(folder)
    } catch {
      throw ManifestProblem(.unreadable(error.wording.en), at: TextLocation(file: folder))
    }
  }

  /// Tries everything, telling each result as it comes.
  ///
  /// - Returns: Whether all of it went well.
  public func run(_ tell: (Result) -> Void) -> Bool {
    var isGood = true
    for (title, trial) in trials {
      let problem = trial()
      isGood = isGood && problem == nil
      tell(Result(title: title, problem: problem))
    }
    return isGood
  }

  private typealias Trial = () -> LocalizedText?

  private var trials: [(LocalizedText, Trial)] {
    let samples = samples
    let own: [(LocalizedText, Trial)] =
      manifest.kind == .executable
      ? [
        (Self.handshake, shakeHands),
        (Self.versions, otherVersion), (Self.unknown, unknownMethod), (Self.long, longLine),
        (Self.cancel, cancelling), (Self.goodbye, shutdown),
      ] : []
    return own + samples.map { sample in (Self.sample(sample.name), { attempt(sample) }) }
      + (samples.isEmpty ? [(Self.someSample, { Self.noSample })] : [])
  }

  // MARK: - The protocol

  private func session() throws(PluginProblem) -> PluginSession {
    try PluginSession(manifest, readable: [], host: host, limits: limits)
  }

  private func shakeHands() -> LocalizedText? {
    caught {
      try session().close()
      return nil
    }
  }

  private func otherVersion() -> LocalizedText? {
    caught {
      let process = try PluginProcess(
        manifest.command, readable: [manifest.folder], limits: limits)
      let hello = PluginHello(
        protocol: PluginVersions(min: 98, max: 99), host: host,
        plugin: PluginIdentity(id: manifest.id, version: manifest.version))
      let message = PluginMessage.request(
        id: 1, method: PluginMethod.hello.rawValue, parameters: try StrictJSON.value(of: hello))
      let deadline = ContinuousClock.now + (limits.answer[.hello] ?? .zero)
      _ = process.send(message.line, until: deadline)
      guard case .line(let line) = process.next(until: deadline) else { return Self.noAnswer }
      switch try? PluginMessage(line) {
      case .failure: return nil
      default: return Self.wrongAnswer
      }
    }
  }

  private func unknownMethod() -> LocalizedText? {
    caught {
      let session = try session()
      defer { session.close() }
      return Self.flaw(in: session)
    }
  }

  private func longLine() -> LocalizedText? {
    caught {
      let session = try session()
      defer { session.close() }
      let text = String(repeating: "x", count: PluginMessage.longestLine - 1_000)
      return Self.flaw(in: session, .object(["text": .string(text)]))
    }
  }

  private func cancelling() -> LocalizedText? {
    caught {
      let session = try session()
      defer { session.close() }
      session.cancel(4_711, reason: "trial")
      return Self.flaw(in: session)
    }
  }

  private func shutdown() -> LocalizedText? {
    caught {
      let ending = try session().close()
      return ending == .status(0) ? nil : Self.badEnd(ending)
    }
  }

  /// What is wrong with an answer to a method that does not exist.
  private static func flaw(
    in session: PluginSession, _ parameters: JSONValue = .object([:])
  ) -> LocalizedText? {
    do throws(PluginProblem) {
      _ = try session.call("no-such-method", parameters)
      return wrongAnswer
    } catch {
      if case .refused(_, PluginFailure.Code.methodNotFound.rawValue, _) = error.kind { return nil }
      return error.reason
    }
  }

  // MARK: - Samples

  private var samples: [PluginSample] {
    PluginSample.all(in: manifest.folder)
  }

  /// Plans twice, compares, and looks whether it is what the sample expects.
  private func attempt(_ sample: PluginSample) -> LocalizedText? {
    caught {
      let first = try plan(sample)
      let second = try plan(sample)
      guard try first.canonicalJSON() == second.canonicalJSON() else { return Self.undetermined }
      if let outcome = sample.expected.outcome, outcome != first.outcome {
        return Self.other(first.outcome.rawValue, than: outcome.rawValue)
      }
      if let steps = sample.expected.steps, steps != first.steps.map(\.id) {
        return Self.other(
          first.steps.map(\.id).joined(separator: ", "), than: steps.joined(separator: ", "))
      }
      guard manifest.kind == .executable, first.outcome == .planned else { return nil }
      _ = try consultation(sample, action: first.remedy.action).verification(of: first)
      return nil
    }
  }

  private func plan(_ sample: PluginSample) throws -> Plan {
    let now = Timestamp(milliseconds: 1_795_000_000_000, zone: .stated(offset: 0))
    return try RemedyPlanner(
      host: host, now: now, validUntil: nil, planner: .current, answers: sample.answers,
      limits: limits
    ).plan(
      manifest, action: sample.action, target: sample.target, parameters: sample.parameters)
  }

  private func consultation(
    _ sample: PluginSample, action name: String
  ) throws -> PluginConsultation {
    guard let grant = manifest.executable?.grant,
      let action = manifest.actions.first(where: { $0.id == name })
    else { throw PlanningProblem.unusableRecipe(name) }
    return PluginConsultation(
      manifest: manifest, action: action, grant: grant, host: host, limits: limits,
      reader: { sample.answers[$0] ?? PluginAnswer(status: 404, body: "") })
  }

  private func caught(_ body: () throws -> LocalizedText?) -> LocalizedText? {
    do {
      return try body()
    } catch let problem as any Problem {
      let hint = problem.hint
      return LocalizedText(
        en: [problem.reason.en, hint?.en].compactMap(\.self).joined(separator: "; "),
        fr: [problem.reason.fr, hint?.fr].compactMap(\.self).joined(separator: " ; "),
        ja: [problem.reason.ja, hint?.ja].compactMap(\.self).joined(separator: "。"))
    } catch {
      return RunDriver.note(of: error).localized
    }
  }

}
