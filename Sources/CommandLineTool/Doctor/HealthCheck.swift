import Model

/// Something that was looked at to see whether the installation is sound.
struct HealthCheck: Encodable {
  /// What it is about.
  enum Area: String, Encodable, CaseIterable {
    case libraries
    case processor
    case kernel
    case knowledge
    case plugins
    case folders
    case terminal
    case time
    case configuration
  }

  /// How it is.
  enum State: String, Encodable {
    case ok
    /// It works, but something does not work as well as it could.
    case warning
    /// Something does not work.
    case problem
  }

  let area: Area

  /// What was looked at, such as a library or a folder.
  let name: String

  var state = State.ok

  /// What was found, such as a version.
  var value: String?

  /// What is wrong with it.
  var remark: LocalizedText?

  /// What to do about it.
  var advice: LocalizedText?

  init(
    _ area: Area, _ name: String, _ state: State = .ok, value: String? = nil,
    remark: LocalizedText? = nil, advice: LocalizedText? = nil
  ) {
    self.area = area
    self.name = name
    self.state = state
    self.value = value
    self.remark = remark
    self.advice = advice
  }

  /// A check that ended in a problem.
  init(_ area: Area, _ name: String, _ state: State = .problem, from problem: any Problem) {
    let place = problem.location.map { location in
      ([location.file] + [location.line, location.column].compactMap { $0.map(String.init) })
        .joined(separator: ":")
    }
    self.init(area, name, state, value: place, remark: problem.reason, advice: problem.hint)
  }
}

extension HealthCheck.Area {
  /// What it is called.
  var title: LocalizedText {
    switch self {
    case .libraries: LocalizedText(en: "Libraries", fr: "Bibliothèques", ja: "ライブラリー")
    case .processor: LocalizedText(en: "Processor", fr: "Processeur", ja: "プロセッサー")
    case .kernel: LocalizedText(en: "Kernel", fr: "Noyau", ja: "カーネル")
    case .knowledge:
      LocalizedText(en: "Knowledge base", fr: "Base de connaissances", ja: "ナレッジベース")
    case .plugins: LocalizedText(en: "Remedies", fr: "Remèdes", ja: "対処プラグイン")
    case .folders: LocalizedText(en: "Folders", fr: "Dossiers", ja: "フォルダー")
    case .terminal: LocalizedText(en: "Terminal", fr: "Terminal", ja: "端末")
    case .time: LocalizedText(en: "Time zones", fr: "Fuseaux horaires", ja: "タイムゾーン")
    case .configuration: LocalizedText(en: "Configuration", fr: "Configuration", ja: "設定")
    }
  }
}

extension HealthCheck.State {
  /// What it is called.
  var word: LocalizedText {
    switch self {
    case .ok: LocalizedText(en: "ok", fr: "ok", ja: "正常")
    case .warning: LocalizedText(en: "warning", fr: "attention", ja: "注意")
    case .problem: LocalizedText(en: "problem", fr: "problème", ja: "問題")
    }
  }
}
