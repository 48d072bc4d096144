import Glibc
public import Model

/// The passwords to try on encrypted archives, which are shown nowhere.
public struct ArchivePasswords: Sendable, CustomStringConvertible, CustomReflectable {
  let words: [String]

  /// How much a file of passwords may hold.
  private static let largestFile = 1 << 16

  /// None.
  public init() {
    words = []
  }

  /// Makes passwords to be tried in order.
  public init(_ words: [String]) {
    self.words = words.filter { !$0.isEmpty && !$0.utf8.contains(0) }
  }

  /// Reads the passwords of a file: one a line, as they are.
  ///
  /// - Throws: ``ArchivePasswordProblem``, also where others than its owner may read the file.
  public init(file path: String) throws(ArchivePasswordProblem) {
    var bytes = [UInt8](repeating: 0, count: Self.largestFile + 1)
    var count = 0
    do {
      let file = try FileStream.open(SystemPath(path))
      guard try file.isPrivate() else { throw ArchivePasswordProblem(.readableByOthers, path) }
      while count < bytes.count, case let more = try file.read(into: &bytes, at: count), more > 0 {
        count += more
      }
    } catch let problem as ArchivePasswordProblem {
      throw problem
    } catch {
      throw ArchivePasswordProblem(.unreadable(Interruption(error).detail), path)
    }
    guard count <= Self.largestFile else { throw ArchivePasswordProblem(.tooLarge, path) }
    let lines = bytes[..<count].split(separator: UInt8(ascii: "\n")).map { line in
      String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
    }
    self.init(lines)
    guard !words.isEmpty else { throw ArchivePasswordProblem(.empty, path) }
  }

  /// Whether there is none.
  public var isEmpty: Bool { words.isEmpty }

  /// How many there are, and nothing of them.
  public var description: String { "\(words.count) passwords" }

  /// Nothing of them.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// What is wrong with a file of passwords.
public struct ArchivePasswordProblem: Problem, Hashable {
  /// What can be wrong with it.
  enum Kind: Hashable {
    /// With the system's own words.
    case unreadable(String)
    case readableByOthers
    case empty
    case tooLarge
  }

  let kind: Kind
  let path: String

  init(_ kind: Kind, _ path: String) {
    self.kind = kind
    self.path = path
  }

  /// What is wrong.
  public var reason: LocalizedText {
    switch kind {
    case .unreadable(let words):
      LocalizedText(
        en: "the password file “\(path)” cannot be read: \(words)",
        fr: "le fichier de mots de passe «\u{A0}\(path)\u{A0}» est illisible\u{A0}: \(words)",
        ja: "パスワードファイル「\(path)」を読み取れません：\(words)")
    case .readableByOthers:
      LocalizedText(
        en: "others may read the password file “\(path)”",
        fr: "d’autres peuvent lire le fichier de mots de passe «\u{A0}\(path)\u{A0}»",
        ja: "パスワードファイル「\(path)」を他のユーザーが読み取れます")
    case .empty:
      LocalizedText(
        en: "the password file “\(path)” holds no password",
        fr: "le fichier de mots de passe «\u{A0}\(path)\u{A0}» n’en contient aucun",
        ja: "パスワードファイル「\(path)」にパスワードがありません")
    case .tooLarge:
      LocalizedText(
        en: "“\(path)” is too large for a password file",
        fr: "«\u{A0}\(path)\u{A0}» est trop volumineux pour un fichier de mots de passe",
        ja: "「\(path)」はパスワードファイルとしては大きすぎます")
    }
  }

  /// What to do next.
  public var hint: LocalizedText? {
    switch kind {
    case .readableByOthers:
      LocalizedText(
        en: "make it yours alone: `chmod 600 \(path)`",
        fr: "réservez-le à vous seul\u{A0}: `chmod 600 \(path)`",
        ja: "自分だけが読めるようにしてください：`chmod 600 \(path)`")
    case .empty, .tooLarge:
      LocalizedText(
        en: "write one password a line", fr: "écrivez un mot de passe par ligne",
        ja: "1 行に 1 つのパスワードを書いてください")
    case .unreadable: nil
    }
  }
}

extension FileStream {
  /// Whether nobody but its owner may read it.
  fileprivate func isPrivate() throws -> Bool {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw Interruption.system(errno) }
    return status.st_mode & (S_IRWXG | S_IRWXO) == 0
  }
}
