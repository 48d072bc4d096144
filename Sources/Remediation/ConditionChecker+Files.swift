import RemedyProtocol

extension ConditionChecker {
  func fileHolds(_ path: String, _ texts: [String]) throws(InstallationProblem) -> Outcome {
    guard let state = try tree.look(at: path) else { return missing(path) }
    guard state.kind == .file else { return notAFile(path) }
    let longest = texts.map(\.utf8.count).max() ?? 0
    let content = try reading { () throws(SystemProblem) in
      try FileBytes.read(tree.path(path), limit: longest + 1)
    }
    if let text = texts.first(where: { $0.utf8.elementsEqual(content) }) {
      return Outcome(status: .pass, evidence: Self.holding(text, path: path))
    }
    if let text = revealed[path], text.utf8.elementsEqual(content.prefix(text.utf8.count)) {
      return Outcome(status: .refuse, evidence: Self.holding(text, path: path))
    }
    // What else it holds may be a secret: its length says enough.
    return Outcome(
      status: .refuse,
      evidence: RemedyText(
        en: "\(path) holds something else (\(state.bytes) bytes)",
        fr: "\(path) contient autre chose (\(state.bytes) octets)",
        ja: "\(path) の内容が想定と異なります（\(state.bytes) バイト）"))
  }

  /// What a file holds, with a line break told apart from the text.
  static func holding(_ text: String, path: String) -> RemedyText {
    let count = text.utf8.count
    let body = text.prefix { !$0.isNewline }
    guard body.utf8.count < count else {
      return RemedyText(
        en: "\(path) holds “\(text)” (\(count) bytes, no line break)",
        fr: "\(path) contient « \(text) » (\(count) octets, sans saut de ligne)",
        ja: "\(path) の内容は「\(text)」です（\(count) バイト、改行なし）")
    }
    return RemedyText(
      en: "\(path) holds “\(body)” followed by a line break (\(count) bytes)",
      fr: "\(path) contient « \(body) » suivi d’un saut de ligne (\(count) octets)",
      ja: "\(path) の内容は「\(body)」と改行です（\(count) バイト）")
  }

  func filePresent(_ path: String) throws(InstallationProblem) -> Outcome {
    guard let state = try tree.look(at: path) else { return missing(path) }
    guard state.kind == .file else { return notAFile(path) }
    guard state.bytes > 0 else { return empty(path) }
    return Outcome(
      status: .pass,
      evidence: RemedyText(
        en: "\(path) exists (\(state.bytes) bytes)", fr: "\(path) existe (\(state.bytes) octets)",
        ja: "\(path) が存在します（\(state.bytes) バイト）"))
  }

  func fileAbsentOrEqual(
    _ path: String, _ artifact: String
  ) throws(InstallationProblem) -> Outcome {
    guard let state = try tree.look(at: path) else {
      return Outcome(
        status: .pass,
        evidence: RemedyText(
          en: "\(path) does not exist yet", fr: "\(path) n’existe pas encore",
          ja: "\(path) はまだ存在しません"))
    }
    guard state.kind == .file else { return notAFile(path) }
    guard state.bytes > 0 else { return empty(path) }
    return Outcome(
      status: .unknown,
      evidence: RemedyText(
        en: "\(path) exists already (\(state.bytes) bytes); it is compared with “\(artifact)” "
          + "before anything is changed, and the plan stops if they differ",
        fr: "\(path) existe déjà (\(state.bytes) octets) ; il est comparé à « \(artifact) » "
          + "avant toute modification, et le plan s’arrête s’ils diffèrent",
        ja: "\(path) は既に存在します（\(state.bytes) バイト）。変更の前に「\(artifact)」と比較し、"
          + "異なる場合は計画を中止します"))
  }

  func pathPlain(_ path: String) throws(InstallationProblem) -> Outcome {
    guard try tree.look(at: path) != nil else { return missing(path) }
    return Outcome(
      status: .pass,
      evidence: RemedyText(
        en: "\(path) exists, with no symbolic link on the way",
        fr: "\(path) existe, sans lien symbolique sur le chemin",
        ja: "\(path) は存在し、途中にシンボリックリンクはありません"))
  }

  func ownerShared(_ paths: [String]) throws(InstallationProblem) -> Outcome {
    var owners: [(path: String, owner: UInt32)] = []
    for path in paths {
      if let state = try tree.look(at: path) { owners.append((path, state.owner)) }
    }
    guard let first = owners.first else { return missing(paths.first ?? "") }
    guard let other = owners.first(where: { $0.owner != first.owner }) else {
      return Outcome(
        status: .pass,
        evidence: RemedyText(
          en: "user \(first.owner) owns them", fr: "l’utilisateur \(first.owner) les possède",
          ja: "すべてユーザー \(first.owner) の所有です"))
    }
    return Outcome(
      status: .refuse,
      evidence: RemedyText(
        en: "\(first.path) belongs to user \(first.owner), \(other.path) to user \(other.owner)",
        fr: "\(first.path) appartient à l’utilisateur \(first.owner), "
          + "\(other.path) à l’utilisateur \(other.owner)",
        ja: "\(first.path) はユーザー \(first.owner)、\(other.path) はユーザー \(other.owner) の所有です"))
  }

  func ownerSettable(_ path: String) throws(InstallationProblem) -> Outcome {
    guard let state = try tree.look(at: path) else { return missing(path) }
    let owner = "\(state.owner):\(state.group)"
    guard planner.canOwn(like: state) else {
      return Outcome(
        status: .refuse,
        evidence: RemedyText(
          en: "new files must belong to \(owner), and user \(planner.user) cannot give them away",
          fr: "les nouveaux fichiers doivent appartenir à \(owner), "
            + "et l’utilisateur \(planner.user) ne peut pas les céder",
          ja: "新しいファイルの所有者は \(owner) でなければなりませんが、"
            + "ユーザー \(planner.user) は所有者を変更できません"))
    }
    return Outcome(
      status: .pass,
      evidence: RemedyText(
        en: "new files can belong to \(owner)",
        fr: "les nouveaux fichiers peuvent appartenir à \(owner)",
        ja: "新しいファイルの所有者を \(owner) にできます"))
  }

  func folderWritable(_ path: String) throws(InstallationProblem) -> Outcome {
    guard let state = try tree.look(at: path) else { return missing(path) }
    guard state.kind == .folder else { return notAFile(path) }
    let system = try reading { () throws(SystemProblem) in
      try FileSystemState(at: tree.path(path))
    }
    guard planner.canWrite(into: state), !system.isReadOnly else {
      return Outcome(
        status: .refuse,
        evidence: RemedyText(
          en: "user \(planner.user) cannot write into \(path)",
          fr: "l’utilisateur \(planner.user) ne peut pas écrire dans \(path)",
          ja: "ユーザー \(planner.user) は \(path) に書き込めません"))
    }
    return Outcome(
      status: .pass,
      evidence: RemedyText(
        en: "\(path) can be written", fr: "\(path) est accessible en écriture",
        ja: "\(path) に書き込めます"))
  }

  func fileSystemShared(_ paths: [String]) throws(InstallationProblem) -> Outcome {
    var devices: [(path: String, device: UInt64)] = []
    for path in paths {
      if let state = try tree.look(at: path) { devices.append((path, state.device)) }
    }
    if let first = devices.first, let other = devices.first(where: { $0.device != first.device }) {
      return Outcome(
        status: .refuse,
        evidence: RemedyText(
          en: "\(first.path) and \(other.path) lie on different file systems",
          fr: "\(first.path) et \(other.path) se trouvent sur des systèmes de fichiers différents",
          ja: "\(first.path) と \(other.path) は異なるファイルシステムにあります"))
    }
    return Outcome(
      status: .pass,
      evidence: RemedyText(
        en: "one file system", fr: "un seul système de fichiers",
        ja: "同じファイルシステムにあります"))
  }

  func spaceFree(_ path: String, _ bytes: Int) throws(InstallationProblem) -> Outcome {
    guard try tree.look(at: path) != nil else { return missing(path) }
    let system = try reading { () throws(SystemProblem) in
      try FileSystemState(at: tree.path(path))
    }
    guard system.freeBytes >= bytes else {
      return Outcome(
        status: .refuse,
        evidence: RemedyText(
          en: "\(system.freeBytes) bytes are free, \(bytes) are needed",
          fr: "\(system.freeBytes) octets libres, \(bytes) nécessaires",
          ja: "空き容量 \(system.freeBytes) バイト、必要量 \(bytes) バイト"))
    }
    return Outcome(
      status: .pass,
      evidence: RemedyText(
        en: "at least \(bytes) bytes are free", fr: "au moins \(bytes) octets libres",
        ja: "\(bytes) バイト以上の空きがあります"))
  }

  private func missing(_ path: String) -> Outcome {
    Outcome(
      status: .refuse,
      evidence: RemedyText(
        en: "\(path) does not exist", fr: "\(path) n’existe pas", ja: "\(path) が存在しません"))
  }

  private func empty(_ path: String) -> Outcome {
    Outcome(
      status: .refuse,
      evidence: RemedyText(en: "\(path) is empty", fr: "\(path) est vide", ja: "\(path) は空です"))
  }

  private func notAFile(_ path: String) -> Outcome {
    Outcome(
      status: .refuse,
      evidence: RemedyText(
        en: "\(path) is not what it should be (file or folder)",
        fr: "\(path) n’est pas du type attendu (fichier ou dossier)",
        ja: "\(path) の種類（ファイルまたはフォルダー）が想定と異なります"))
  }

  private func reading<Value>(
    _ body: () throws(SystemProblem) -> Value
  ) throws(InstallationProblem) -> Value {
    do {
      return try body()
    } catch {
      throw .unreadable(error.path, message: error.message)
    }
  }
}
