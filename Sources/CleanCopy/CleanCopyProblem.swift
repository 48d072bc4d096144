public import Model

/// What keeps a clean copy from being written.
public enum CleanCopyProblem: Problem, Hashable {
  /// A file cannot be read or written, with the system's code.
  case system(Int32, String)

  /// The copy would replace what it is made of.
  case outputIsInput(String)

  /// A folder of that name is there and holds something.
  case outputExists(String)

  /// Standard output takes one text, and this is more.
  case notOneText

  /// Nothing of the input is text.
  case nothingToCopy

  /// What is wrong.
  public var reason: LocalizedText {
    switch self {
    case .system(let code, let path):
      let words = SystemError(code).words
      return LocalizedText(
        en: "the copy “\(path)” cannot be written: \(words.en)",
        fr: "impossible d’écrire la copie «\u{A0}\(path)\u{A0}»\u{A0}: \(words.fr)",
        ja: "コピー「\(path)」を書き込めません：\(words.ja)")
    case .outputIsInput(let path):
      return LocalizedText(
        en: "“\(path)” is what is to be copied",
        fr: "«\u{A0}\(path)\u{A0}» est ce qu’il faut copier", ja: "「\(path)」はコピー元です")
    case .outputExists(let path):
      return LocalizedText(
        en: "the folder “\(path)” is there and not empty",
        fr: "le dossier «\u{A0}\(path)\u{A0}» existe et n’est pas vide",
        ja: "フォルダー「\(path)」はすでに存在し、空ではありません")
    case .notOneText:
      return LocalizedText(
        en: "folders and archives cannot be written to standard output",
        fr: "un dossier ou une archive ne peut pas aller sur la sortie standard",
        ja: "フォルダーやアーカイブは標準出力に書き出せません")
    case .nothingToCopy:
      return LocalizedText(
        en: "nothing of it is text that could be copied",
        fr: "rien n’y est du texte que l’on puisse copier",
        ja: "コピーできるテキストがありません")
    }
  }

  /// What to do next.
  public var hint: LocalizedText? {
    switch self {
    case .outputIsInput, .outputExists:
      LocalizedText(
        en: "name another place with -o", fr: "indiquez un autre endroit avec -o",
        ja: "-o で別の場所を指定してください")
    case .notOneText:
      LocalizedText(
        en: "name the copy with -o", fr: "nommez la copie avec -o", ja: "-o でコピー先を指定してください")
    case .system, .nothingToCopy: nil
    }
  }
}
