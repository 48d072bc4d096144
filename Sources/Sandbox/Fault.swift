public import Model

/// Something that goes wrong on purpose.
///
/// Written `NAME`, `NAME@PATH` (only for requests whose path begins so; for
/// bundles and files, which one) and `NAME#COUNT` (only so many times), or both:
/// `connection-cut@/etc/key#1`.
public struct Fault: Hashable, Sendable {
  /// What goes wrong.
  public enum Kind: String, CaseIterable, Sendable {
    case connectionCut = "connection-cut"
    case okOnFailure = "ok-on-failure"
    case loginRedirect = "login-redirect"
    case unavailable = "unavailable"
    case slowStart = "slow-start"
    case slowStop = "slow-stop"
    case slowAnswers = "slow-answers"
    case bundleStaysResolved = "bundle-stays-resolved"
    case driftedFile = "drifted-file"
    case diskFull = "disk-full"
    case wrongOwner = "wrong-owner"
    case wrongPassword = "wrong-password"
    case noRights = "no-rights"
    case csrfToken = "csrf-token"
    case dispatcherInFront = "dispatcher-in-front"
  }

  /// What goes wrong.
  public var kind: Kind

  /// Where: the beginning of a request's path, a symbolic name, or a file.
  public var place: String?

  /// How many more times; `nil` until it is lifted.
  public var count: Int?

  /// Reads the written form; `nil` if it is none.
  public init?(_ text: String) {
    var rest = text[...]
    if let mark = rest.lastIndex(of: "#") {
      guard let count = Int(rest[rest.index(after: mark)...]), count > 0 else { return nil }
      self.count = count
      rest = rest[..<mark]
    }
    let parts = rest.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    guard let name = parts.first, let kind = Kind(rawValue: String(name)) else { return nil }
    self.kind = kind
    place = parts.count > 1 ? String(parts[1]) : nil
    // A file of the tree, and of nothing else.
    guard place != "", place?.split(separator: "/").contains("..") != true else { return nil }
  }

  /// The written form.
  public var text: String {
    kind.rawValue + (place.map { "@\($0)" } ?? "") + (count.map { "#\($0)" } ?? "")
  }
}

extension Fault.Kind {
  /// What it does.
  public var meaning: LocalizedText {
    switch self {
    case .connectionCut:
      LocalizedText(
        en: "requests are carried out, and the connection is cut before the answer",
        fr: "les requêtes sont exécutées, et la connexion est coupée avant la réponse",
        ja: "要求は実行されるが、応答の前に接続が切れる")
    case .okOnFailure:
      LocalizedText(
        en: "changes are answered as done, and are not made",
        fr: "les modifications sont annoncées comme faites, et ne le sont pas",
        ja: "変更は成功と応答されるが、実際には行われない")
    case .loginRedirect:
      LocalizedText(
        en: "requests are redirected to the login page",
        fr: "les requêtes sont redirigées vers la page de connexion",
        ja: "要求がログインページへリダイレクトされる")
    case .unavailable:
      LocalizedText(
        en: "requests are answered with 503, as while starting",
        fr: "les requêtes reçoivent un 503, comme au démarrage", ja: "起動中のように 503 が返る")
    case .slowStart:
      LocalizedText(
        en: "a start takes 20 seconds", fr: "le démarrage prend 20 secondes", ja: "起動に 20 秒かかる")
    case .slowStop:
      LocalizedText(
        en: "a stop takes 20 seconds", fr: "l’arrêt prend 20 secondes", ja: "停止に 20 秒かかる")
    case .slowAnswers:
      LocalizedText(
        en: "each answer takes 3 seconds", fr: "chaque réponse prend 3 secondes",
        ja: "応答のたびに 3 秒かかる")
    case .bundleStaysResolved:
      LocalizedText(
        en: "a bundle does not become active (default: com.adobe.granite.crypto.file)",
        fr: "un bundle ne devient pas actif (par défaut\u{A0}: com.adobe.granite.crypto.file)",
        ja: "バンドルが有効にならない（既定：com.adobe.granite.crypto.file）")
    case .driftedFile:
      LocalizedText(
        en: "a file is changed behind your back, once (default: the hmac key in bundle storage)",
        fr:
          "un fichier est modifié à votre insu, une fois (par défaut\u{A0}: la clé hmac du bundle)",
        ja: "ファイルが 1 回、知らないうちに変更される（既定：バンドルストレージの hmac 鍵）")
    case .diskFull:
      LocalizedText(
        en: "the repository can store nothing more",
        fr: "le référentiel ne peut plus rien enregistrer", ja: "リポジトリーに何も保存できない")
    case .wrongOwner:
      LocalizedText(
        en: "the folder of the crypto keys belongs to someone else, or may not be written to",
        fr: "le dossier des clés appartient à un autre, ou n’est pas accessible en écriture",
        ja: "鍵のフォルダーの所有者が異なるか、書き込めない")
    case .wrongPassword:
      LocalizedText(
        en: "no password is accepted", fr: "aucun mot de passe n’est accepté", ja: "パスワードが一切通らない")
    case .noRights:
      LocalizedText(
        en: "users may see nothing that matters", fr: "les utilisateurs ne voient rien d’important",
        ja: "ユーザーに必要な権限がない")
    case .csrfToken:
      LocalizedText(
        en: "changes need a CSRF token", fr: "les modifications exigent un jeton CSRF",
        ja: "変更に CSRF トークンが必要になる")
    case .dispatcherInFront:
      LocalizedText(
        en: "answers come through a dispatcher, which blocks /etc, /system and /crx",
        fr: "un dispatcher s’interpose et bloque /etc, /system et /crx",
        ja: "Dispatcher を経由し、/etc、/system、/crx が遮断される")
    }
  }
}
