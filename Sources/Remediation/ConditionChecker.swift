import RemedyProtocol

/// Evaluates the conditions that the files of an installation can answer.
struct ConditionChecker {
  /// How a condition came out, and what was seen.
  struct Outcome {
    var status: PlanCheck.Status
    var evidence: RemedyText
  }

  let tree: InstallationTree
  let cache: FelixCache
  let process: ProcessObservation
  let planner: Operator

  /// The known content of the files that may be shown, by path.
  let revealed: [String: String]

  /// Evaluates one condition; what only the running instance can tell is `unknown`.
  func outcome(of condition: Condition) -> Outcome {
    do {
      return try evaluate(condition)
    } catch {
      return Outcome(status: .refuse, evidence: error.wording)
    }
  }

  private func evaluate(_ condition: Condition) throws(InstallationProblem) -> Outcome {
    switch condition {
    case .optionAbsent(let name, let value): optionAbsent(name, value)
    case .fileHolds(let path, let texts): try fileHolds(path, texts)
    case .filePresent(let path): try filePresent(path)
    case .fileAbsentOrEqual(let path, let artifact): try fileAbsentOrEqual(path, artifact)
    case .pathPlain(let path): try pathPlain(path)
    case .ownerShared(let paths): try ownerShared(paths)
    case .ownerSettable(let path): try ownerSettable(path)
    case .folderWritable(let path): try folderWritable(path)
    case .fileSystemShared(let paths): try fileSystemShared(paths)
    case .spaceFree(let path, let bytes): try spaceFree(path, bytes)
    case .cacheSound: cacheSound()
    case .bundleOnline, .bundlesAsBefore, .nodeHas, .nodeLacks, .artifactLength, .artifactCurrent,
      .packageHolds, .bundleActive, .configHolds, .configPresent, .answerStarts, .answerHolds,
      .answerDiffers, .answersDirectly, .aemStopped, .aemStarted:
      Outcome(status: .unknown, evidence: HostChecks.onlyOnline)
    }
  }

  private func optionAbsent(_ name: String, _ value: String) -> Outcome {
    let search = OptionSearch(name: name, tree: tree, process: process)
    let set = search.settings.filter { $0.value.lowercased() == value.lowercased() }
    if let first = set.first {
      guard let file = first.file else {
        return Outcome(
          status: .refuse,
          evidence: RemedyText(
            en: "the running process was started with “\(name)=\(first.value)”",
            fr: "le processus en marche a été lancé avec « \(name)=\(first.value) »",
            ja: "稼働中のプロセスは「\(name)=\(first.value)」付きで起動されています"))
      }
      return Outcome(
        status: .refuse,
        evidence: RemedyText(
          en: "\(file), line \(first.line), sets “\(name)” to “\(first.value)”",
          fr: "\(file), ligne \(first.line), donne à « \(name) » la valeur « \(first.value) »",
          ja: "\(file) の \(first.line) 行目で「\(name)」が「\(first.value)」に設定されています"))
    }
    let files = search.filesRead.joined(separator: ", ")
    guard search.unreadable.isEmpty, !search.filesRead.isEmpty else {
      let missing =
        search.unreadable.isEmpty ? "bin/start" : search.unreadable.joined(separator: ", ")
      return Outcome(
        status: .unknown,
        evidence: RemedyText(
          en: "cannot be read: \(missing)", fr: "illisible : \(missing)",
          ja: "読み取れません: \(missing)"))
    }
    guard !search.didReadProcess else {
      return Outcome(
        status: .pass,
        evidence: RemedyText(
          en: "not set in \(files), nor on the command line of the running process",
          fr: "absent de \(files) et de la ligne de commande du processus en marche",
          ja: "\(files) にも稼働中プロセスのコマンドラインにも設定されていません"))
    }
    return Outcome(
      status: .pass,
      evidence: RemedyText(
        en: "not set in \(files)", fr: "absent de \(files)",
        ja: "\(files) に設定されていません"))
  }

  private func cacheSound() -> Outcome {
    guard let first = cache.defects.first else {
      let count = cache.bundles.count
      return Outcome(
        status: .pass,
        evidence: RemedyText(
          en: "all \(count) bundle folders can be loaded",
          fr: "les \(count) dossiers de bundle peuvent tous être chargés",
          ja: "\(count) 個のバンドルフォルダーはすべて読み込めます"))
    }
    let more = cache.defects.count - 1
    let what = first.wording
    guard more > 0 else { return Outcome(status: .refuse, evidence: what) }
    return Outcome(
      status: .refuse,
      evidence: RemedyText(
        en: "\(what.en); and \(more) more", fr: "\(what.fr) ; et \(more) autre(s)",
        ja: "\(what.ja)（ほか \(more) 件）"))
  }
}
