public import Model

/// What keeps a stand-in from being made or run.
public enum SandboxProblem: Problem, Hashable {
  case missing(String)
  case notASandbox(String)
  case notEmpty(String)
  case notWritten(String, message: String)
  case alreadyRunning(String)
  case portTaken(UInt16)
  case notListening(message: String)

  /// What is wrong.
  public var reason: LocalizedText {
    switch self {
    case .missing(let path):
      LocalizedText(
        en: "there is no folder “\(path)”", fr: "il n’y a pas de dossier «\u{A0}\(path)\u{A0}»",
        ja: "フォルダー「\(path)」はありません")
    case .notASandbox(let path):
      LocalizedText(
        en: "“\(path)” was not made by `aemedic sandbox`, and is left alone",
        fr: "«\u{A0}\(path)\u{A0}» n’a pas été créé par `aemedic sandbox` et reste intact",
        ja: "「\(path)」は `aemedic sandbox` で作成したものではないため、変更しません")
    case .notEmpty(let path):
      LocalizedText(
        en: "the folder “\(path)” is not empty, and no sandbox",
        fr: "le dossier «\u{A0}\(path)\u{A0}» n’est pas vide et n’est pas un bac à sable",
        ja: "フォルダー「\(path)」は空でもサンドボックスでもありません")
    case .notWritten(let path, let message):
      LocalizedText(
        en: "cannot write below “\(path)”: \(message)",
        fr: "impossible d’écrire dans «\u{A0}\(path)\u{A0}»\u{A0}: \(message)",
        ja: "「\(path)」に書き込めません：\(message)")
    case .alreadyRunning(let path):
      LocalizedText(
        en: "the sandbox in “\(path)” is already running",
        fr: "le bac à sable de «\u{A0}\(path)\u{A0}» est déjà en marche",
        ja: "「\(path)」のサンドボックスは既に動作しています")
    case .portTaken(let port):
      LocalizedText(
        en: "port \(port) is taken", fr: "le port \(port) est occupé", ja: "ポート \(port) は使用中です")
    case .notListening(let message):
      LocalizedText(
        en: "cannot listen for requests: \(message)",
        fr: "impossible d’écouter les requêtes\u{A0}: \(message)",
        ja: "要求を待ち受けできません：\(message)")
    }
  }

  /// What to do next.
  public var hint: LocalizedText? {
    switch self {
    case .notASandbox, .notEmpty:
      LocalizedText(
        en: "name a new folder, such as `aemedic sandbox ./my-aem`",
        fr: "indiquez un nouveau dossier, p. ex. `aemedic sandbox ./mon-aem`",
        ja: "`aemedic sandbox ./my-aem` のように新しいフォルダーを指定してください")
    case .alreadyRunning:
      LocalizedText(
        en: "stop it with its crx-quickstart/bin/stop",
        fr: "arrêtez-le avec son crx-quickstart/bin/stop",
        ja: "crx-quickstart/bin/stop で停止してください")
    case .portTaken:
      LocalizedText(
        en: "name another with --port, or --port 0 for any",
        fr: "indiquez-en un autre avec --port, ou --port 0 pour n’importe lequel",
        ja: "--port で別のポートを指定するか、--port 0 で自動選択してください")
    case .missing, .notWritten, .notListening: nil
    }
  }
}
