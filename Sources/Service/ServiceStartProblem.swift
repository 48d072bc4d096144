import HTTPServerKit
public import Model

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Why a server does not start.
public enum ServiceStartProblem: Problem, Hashable {
  /// Others could reach it, and nothing would tell who may.
  case needsBearer(String)

  /// This is no address in figures.
  case badAddress(String)

  /// Something else listens there already.
  case portTaken(UInt16)

  /// The system does not let it listen there.
  case notListening(SystemError)

  /// Certificate and key are not what TLS needs, or the library is without TLS.
  case noTLS

  init(_ error: HTTPServerError, address: String) {
    switch error {
    case .badAddress(let address): self = .badAddress(address)
    case .cannotListen(_, let port, EADDRINUSE): self = .portTaken(port)
    case .cannotListen(_, _, let code): self = .notListening(SystemError(code))
    case .cannotStart: self = .noTLS
    }
  }

  /// What is wrong.
  public var reason: LocalizedText {
    switch self {
    case .needsBearer(let address):
      LocalizedText(
        en: "others can reach “\(address)”, and no token is asked of them",
        fr:
          "d’autres peuvent atteindre «\u{A0}\(address)\u{A0}», et aucun jeton ne leur est demandé",
        ja: "「\(address)」は外部から到達可能ですが、トークンが設定されていません")
    case .badAddress(let address):
      LocalizedText(
        en: "“\(address)” is no address in figures",
        fr: "«\u{A0}\(address)\u{A0}» n’est pas une adresse en chiffres",
        ja: "「\(address)」は数値表記のアドレスではありません")
    case .portTaken(let port):
      LocalizedText(
        en: "something else listens on port \(port)",
        fr: "le port \(port) est déjà pris", ja: "ポート \(port) はすでに使用されています")
    case .notListening(let error):
      LocalizedText(
        en: "the system does not let it listen there: \(error.words.en)",
        fr: "le système ne permet pas d’écouter à cet endroit\u{A0}: \(error.words.fr)",
        ja: "システムが待ち受けを許可しません（\(error.words.ja)）")
    case .noTLS:
      LocalizedText(
        en: "TLS cannot be started with this certificate and key",
        fr: "impossible de démarrer TLS avec ce certificat et cette clé",
        ja: "この証明書と鍵では TLS を開始できません")
    }
  }

  /// What to do.
  public var hint: LocalizedText? {
    switch self {
    case .needsBearer:
      LocalizedText(
        en: "put a token into a file that only you may read, and name it with --token-file",
        fr:
          "mettez un jeton dans un fichier lisible par vous seul, et indiquez-le avec --token-file",
        ja: "自分だけが読めるファイルにトークンを書き、--token-file で指定してください")
    case .badAddress:
      LocalizedText(
        en: "such as 127.0.0.1 or ::1", fr: "p. ex. 127.0.0.1 ou ::1", ja: "例：127.0.0.1、::1")
    case .portTaken, .notListening:
      LocalizedText(
        en: "choose another port with --port; 0 takes any free one",
        fr: "choisissez un autre port avec --port\u{A0}; 0 prend un port libre",
        ja: "--port で別のポートを指定してください（0 で空きポートを使用）")
    case .noTLS:
      LocalizedText(
        en: "both must be PEM, the key not encrypted, and belong together",
        fr: "les deux doivent être en PEM, la clé non chiffrée, et aller ensemble",
        ja: "どちらも PEM 形式で、鍵は暗号化されておらず、対応している必要があります")
    }
  }
}
