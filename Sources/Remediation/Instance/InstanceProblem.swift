import HTTPClientKit
public import Model
public import RemedyProtocol

/// What keeps the running instance from being asked, or its answer from being used.
public enum InstanceProblem: Problem, Hashable {
  case noAnswer(String, RemedyText)
  case wrongPassword(String)
  case loginPage(String)
  case forbidden(String)
  case forbiddenTwice(String)
  case status(String, Int, expected: Int)
  case notJSON(String)
  case badAnswer(String, RemedyText)

  /// What is wrong, in three languages.
  public var reason: LocalizedText {
    switch self {
    case .noAnswer(let path, let why):
      LocalizedText(
        en: "no answer to \(path): \(why.en)", fr: "pas de réponse à \(path) : \(why.fr)",
        ja: "\(path) への応答がありません: \(why.ja)")
    case .wrongPassword(let path):
      LocalizedText(
        en: "\(path) answers 401: the user name or the password is wrong",
        fr: "\(path) répond 401 : le nom d’utilisateur ou le mot de passe est erroné",
        ja: "\(path) の応答は 401 です。ユーザー名またはパスワードが違います")
    case .loginPage(let path):
      LocalizedText(
        en: "\(path) leads to a login page", fr: "\(path) mène à une page de connexion",
        ja: "\(path) はログインページに転送されます")
    case .forbidden(let path):
      LocalizedText(
        en: "\(path) answers 403: the user may not do this",
        fr: "\(path) répond 403 : l’utilisateur n’en a pas le droit",
        ja: "\(path) の応答は 403 です。ユーザーに権限がありません")
    case .forbiddenTwice(let path):
      LocalizedText(
        en: "\(path) answers 403, with a CSRF token and a referrer too",
        fr: "\(path) répond 403, même avec un jeton CSRF et un référent",
        ja: "\(path) の応答は CSRF トークンとリファラーを付けても 403 です")
    case .status(let path, let status, let expected):
      LocalizedText(
        en: "\(path) answers \(status) instead of \(expected)",
        fr: "\(path) répond \(status) au lieu de \(expected)",
        ja: "\(path) の応答は \(expected) ではなく \(status) です")
    case .notJSON(let path):
      LocalizedText(
        en: "\(path) answers something else than JSON",
        fr: "\(path) répond autre chose que du JSON",
        ja: "\(path) の応答が JSON ではありません")
    case .badAnswer(let path, let what):
      LocalizedText(
        en: "the answer of \(path) cannot be used: \(what.en)",
        fr: "la réponse de \(path) est inutilisable : \(what.fr)",
        ja: "\(path) の応答を使えません: \(what.ja)")
    }
  }

  /// What to do about it.
  public var hint: LocalizedText? {
    switch self {
    case .wrongPassword, .loginPage:
      LocalizedText(
        en: "check --user and the password; a login page also means a single sign-on in front",
        fr: "vérifiez --user et le mot de passe ; une page de connexion peut aussi venir d’une "
          + "authentification unique placée devant",
        ja: "--user とパスワードを確認してください。ログインページはシングルサインオンの場合もあります")
    case .forbidden:
      LocalizedText(
        en: "use an administrator who may open the web console",
        fr: "utilisez un administrateur qui peut ouvrir la console web",
        ja: "Web コンソールを開ける管理者を使用してください")
    case .forbiddenTwice:
      LocalizedText(
        en: "either the user has too few rights, or the referrer filter or the CSRF filter of the "
          + "instance does not let this client write",
        fr: "soit l’utilisateur a trop peu de droits, soit le filtre de référent ou le filtre CSRF "
          + "de l’instance interdit l’écriture à ce client",
        ja: "ユーザーの権限不足か、インスタンスのリファラーフィルターまたは CSRF フィルターが"
          + "このクライアントの書き込みを拒否しています")
    default: nil
    }
  }
}

extension HTTPProblem {
  /// What went wrong, in three languages.
  var wording: RemedyText {
    switch self {
    case .badRequest(let what):
      RemedyText(
        en: "“\(what)” cannot be sent", fr: "« \(what) » ne peut pas être envoyé",
        ja: "「\(what)」を送信できません")
    case .unknownHost:
      RemedyText(
        en: "the name of the host is not known", fr: "le nom d’hôte est inconnu",
        ja: "ホスト名を解決できません")
    case .notConnected:
      RemedyText(
        en: "nothing listens there", fr: "rien n’écoute à cette adresse", ja: "接続できません")
    case .timedOut:
      RemedyText(en: "the time was over", fr: "délai dépassé", ja: "タイムアウトしました")
    case .cut:
      RemedyText(
        en: "the connection was cut", fr: "la connexion a été coupée", ja: "接続が切断されました")
    case .tooLong(let limit):
      RemedyText(
        en: "the answer is longer than \(limit) bytes",
        fr: "la réponse dépasse \(limit) octets", ja: "応答が \(limit) バイトを超えています")
    case .notTrusted(let words):
      RemedyText(
        en: "the certificate is not trusted (\(words))",
        fr: "le certificat n’est pas digne de confiance (\(words))",
        ja: "証明書を信頼できません（\(words)）")
    case .notHTTP:
      RemedyText(en: "it does not speak HTTP", fr: "ce n’est pas du HTTP", ja: "HTTP ではありません")
    case .failed(let words): RemedyText(verbatim: words)
    }
  }
}
