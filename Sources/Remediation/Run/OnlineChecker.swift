import DigestKit
import RemedyProtocol

/// Evaluates every condition, on files, on the running instance and on what the run has kept.
struct OnlineChecker {
  /// How a condition came out, and what was seen.
  struct Outcome {
    var status: VerificationStatus
    var evidence: RemedyText

    static func pass(_ evidence: RemedyText) -> Outcome {
      Outcome(status: .pass, evidence: evidence)
    }
    static func fail(_ evidence: RemedyText) -> Outcome {
      Outcome(status: .fail, evidence: evidence)
    }
  }

  let target: RunTarget
  let folder: RunFolder

  /// The body of the step's own answer, for conditions on it.
  var answer: [UInt8]?

  /// Evaluates one condition; `unknown` if it could not be looked at.
  func outcome(of condition: Condition) -> Outcome {
    do {
      return try evaluate(condition)
    } catch let problem as InstanceProblem {
      return Outcome(status: .unknown, evidence: RemedyText(problem.reason))
    } catch let problem as StepFailure {
      return .fail(problem.note)
    } catch let problem as InstallationProblem {
      return Outcome(status: .unknown, evidence: problem.wording)
    } catch let problem as SystemProblem {
      return Outcome(status: .unknown, evidence: RemedyText(verbatim: problem.message))
    } catch let problem as RunProblem {
      return Outcome(status: .unknown, evidence: RemedyText(problem.reason))
    } catch {
      return Outcome(status: .unknown, evidence: RemedyText(verbatim: "\(error)"))
    }
  }

  /// Refuses unless every condition holds.
  func require(_ conditions: [Condition]) throws(StepFailure) {
    for condition in conditions {
      let outcome = outcome(of: condition)
      guard outcome.status != .pass else { continue }
      throw StepFailure(condition.wording.with(outcome.evidence), isDrift: outcome.status == .fail)
    }
  }

  private func evaluate(_ condition: Condition) throws -> Outcome {
    switch condition {
    case .optionAbsent(let name, let value): try optionAbsent(condition, name, value)
    case .fileAbsentOrEqual(let path, let artifact): try fileAbsentOrEqual(path, artifact)
    case .fileHolds, .filePresent, .pathPlain, .ownerShared, .ownerSettable, .folderWritable,
      .fileSystemShared, .spaceFree, .cacheSound:
      try fromFiles(condition)
    case .bundleOnline(let name, let id): try bundleOnline(name, id)
    case .bundlesAsBefore(let artifact): try bundlesAsBefore(artifact)
    case .bundleActive(let name): try bundleActive(name)
    case .nodeHas(let path, let fields): try node(path, fields: fields, present: true)
    case .nodeLacks(let path, let fields): try node(path, fields: fields, present: false)
    case .artifactLength(let artifact, let path, let field):
      try artifactLength(artifact, path, field)
    case .artifactCurrent(let artifact, let path): try artifactCurrent(artifact, path)
    case .packageHolds(let package, let artifact): try packageHolds(package, artifact)
    case .configHolds(let pid, let property, let values):
      try configHolds(pid, property, values)
    case .configPresent(let pid, let property): try configPresent(pid, property)
    case .answerStarts(let field, let text): answerStarts(field, text)
    case .answerHolds(let text): answerHolds(text)
    case .answerDiffers(let artifact): try answerDiffers(from: artifact)
    case .answersDirectly: try answersDirectly()
    case .aemStopped:
      try target.process(folder).obstacleToStopped(asksScript: true).map(Outcome.fail)
        ?? .pass(condition.wording)
    case .aemStarted:
      try target.process(folder).lookAtStart().obstacle.map(Outcome.fail)
        ?? .pass(condition.wording)
    }
  }

  private func fromFiles(_ condition: Condition) throws -> Outcome {
    let outcome = try target.fileChecker().outcome(of: condition)
    let status: VerificationStatus =
      switch outcome.status {
      case .pass: .pass
      case .refuse: .fail
      case .warn: .warn
      case .unknown: .unknown
      }
    return Outcome(status: status, evidence: outcome.evidence)
  }

  /// The files must not set it, and neither must the running process, as far as it runs.
  private func optionAbsent(
    _ condition: Condition, _ name: String, _ value: String
  ) throws -> Outcome {
    let files = try fromFiles(condition)
    guard files.status == .pass, let tree = target.tree,
      ProcessObservation(tree: tree).arguments == nil, let connection = target.connection
    else { return files }
    let path = "/system/console/status-System%20Properties.txt"
    let text = String(decoding: try connection.content(path), as: UTF8.self)
    let isSet = text.split(whereSeparator: \.isNewline).contains { line in
      OptionSearch.values(of: name, in: String(line)).contains { $0.lowercased() == value }
    }
    return isSet
      ? .fail(
        RemedyText(
          en: "the running instance has “\(name)=\(value)”",
          fr: "l’instance en marche a « \(name)=\(value) »",
          ja: "稼働中のインスタンスに「\(name)=\(value)」が設定されています")) : files
  }

  private func fileAbsentOrEqual(_ path: String, _ artifact: String) throws -> Outcome {
    guard let files = target.files else { throw PlanningProblem.missingInstance }
    switch try files.state(of: path) {
    case .absent: return .pass(Condition.fileAbsentOrEqual(path: path, artifact: artifact).wording)
    case .file(let bytes, let sha256, _, _):
      let kept = try folder.artifact(artifact)
      guard bytes != kept.count || sha256 != SHA256.digest(of: kept).hex else {
        return .pass(
          RemedyText(
            en: "\(path) equals “\(artifact)”", fr: "\(path) est identique à « \(artifact) »",
            ja: "\(path) は「\(artifact)」と一致します"))
      }
      let here = "\(bytes) B, SHA-256 \(sha256.prefix(12))…"
      let there = "\(kept.count) B, SHA-256 \(SHA256.digest(of: kept).hex.prefix(12))…"
      return .fail(
        RemedyText(
          en: "\(path) (\(here)) differs from “\(artifact)” (\(there)); what was encrypted with "
            + "the key in the file would be lost",
          fr: "\(path) (\(here)) diffère de « \(artifact) » (\(there)) ; ce qui a été chiffré avec "
            + "la clé du fichier serait perdu",
          ja: "\(path)（\(here)）が「\(artifact)」（\(there)）と異なります。ファイルの鍵で暗号化した値が"
            + "失われます"))
    default:
      return .fail(
        RemedyText(
          en: "\(path) is no file", fr: "\(path) n’est pas un fichier",
          ja: "\(path) はファイルではありません"))
    }
  }
}

extension RemedyText {
  /// This sentence with another one behind it.
  func with(_ detail: RemedyText) -> RemedyText {
    guard detail != self else { return self }
    return RemedyText(
      en: "\(en): \(detail.en)", fr: "\(fr) : \(detail.fr)", ja: "\(ja): \(detail.ja)")
  }
}
