public import Model

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where a secret comes from; never an argument of the program.
public enum SecretSource: Hashable, Sendable {
  /// A file that nobody but its owner may read.
  case file(String)

  /// A variable of this program's environment.
  case environment(String)

  /// Reads the secret.
  public func read(environment: [String: String]) throws(SecretProblem) -> String {
    switch self {
    case .environment(let name):
      guard let value = environment[name], !value.isEmpty else { throw .emptyVariable(name) }
      return value
    case .file(let path): return try Self.read(path)
    }
  }

  private static func read(_ path: String) throws(SecretProblem) -> String {
    let file = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else {
      throw .unreadable(path, SystemProblem(code: errno, path: path).message)
    }
    defer { close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .noFile(path)
    }
    guard status.st_mode & 0o077 == 0, status.st_uid == geteuid() || status.st_uid == 0 else {
      throw .readableByOthers(path)
    }
    let bytes: [UInt8]
    do {
      bytes = try FileBytes.readAll(file, path: path, limit: 1 << 16)
    } catch {
      throw .unreadable(path, error.message)
    }
    guard var text = String(validating: bytes, as: UTF8.self) else { throw .noText(path) }
    // The line break that editors leave at the end is no part of a password.
    if text.last?.isNewline == true { text.removeLast() }
    guard !text.isEmpty, !text.contains(where: \.isNewline) else { throw .noText(path) }
    return text
  }
}

/// Why a secret cannot be had.
public enum SecretProblem: Problem, Hashable {
  case emptyVariable(String)
  case unreadable(String, String)
  case noFile(String)
  case readableByOthers(String)
  case noText(String)

  /// What is wrong, in three languages.
  public var reason: LocalizedText {
    switch self {
    case .emptyVariable(let name):
      LocalizedText(
        en: "the variable “\(name)” is not set", fr: "la variable « \(name) » n’est pas définie",
        ja: "環境変数「\(name)」が設定されていません")
    case .unreadable(let path, let message):
      LocalizedText(
        en: "“\(path)” cannot be read: \(message)", fr: "« \(path) » est illisible : \(message)",
        ja: "「\(path)」を読み取れません: \(message)")
    case .noFile(let path):
      LocalizedText(
        en: "“\(path)” is no ordinary file", fr: "« \(path) » n’est pas un fichier ordinaire",
        ja: "「\(path)」は通常のファイルではありません")
    case .readableByOthers(let path):
      LocalizedText(
        en: "“\(path)” holds a secret that others could read",
        fr: "« \(path) » contient un secret que d’autres pourraient lire",
        ja: "「\(path)」の秘密情報を他のユーザーが読み取れます")
    case .noText(let path):
      LocalizedText(
        en: "“\(path)” does not hold one line of text",
        fr: "« \(path) » ne contient pas une seule ligne de texte",
        ja: "「\(path)」の内容が 1 行のテキストではありません")
    }
  }

  /// What to do about it.
  public var hint: LocalizedText? {
    switch self {
    case .readableByOthers(let path):
      LocalizedText(
        en: "make it yours alone: `chmod 600 \(path)`",
        fr: "réservez-le à vous seul : `chmod 600 \(path)`",
        ja: "自分だけが読めるようにしてください: `chmod 600 \(path)`")
    default: nil
    }
  }
}
