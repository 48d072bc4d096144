public import Model

/// The lexicon in a folder: concepts in `.txt` files and translations in `.tsv` files, one a line.
///
/// Lines with `#` are for their keepers.
public struct LexiconFolder: Sendable {
  /// The concepts in the order of files and lines.
  public private(set) var concepts: [Concept] = []

  /// The English of Japanese terms, in the order of files and lines.
  public private(set) var translations: [Translation] = []

  /// The lines that are neither.
  public private(set) var problems: [LexiconProblem] = []

  /// Reads a folder; where there is none, there is nothing.
  public init(path: String) throws(ArticleProblem) {
    guard Files.isFolder(path) else { return }
    for name in try Files.names(in: path) {
      let file = path + "/" + name
      if name.hasSuffix(".txt") {
        concepts += try read(file, as: .concept, Concept.init(line:))
      } else if name.hasSuffix(".tsv") {
        translations += try read(file, as: .translation, Translation.init(line:))
      }
    }
  }

  private mutating func read<Entry>(
    _ file: String, as kind: LexiconProblem.Kind, _ entry: (String) -> Entry?
  ) throws(ArticleProblem) -> [Entry] {
    let bytes: [UInt8]
    do throws(FileObstacle) {
      bytes = try Files.read(file, limit: Files.articleLimit)
    } catch {
      throw ArticleProblem(.unreadable(error), at: TextLocation(file: file))
    }
    var entries: [Entry] = []
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() {
      let line = String(line).trimmed
      if line.isEmpty || line.hasPrefix("#") { continue }
      if let entry = entry(line) {
        entries.append(entry)
      } else {
        let place = TextLocation(file: file, line: number + 1, snippet: line)
        problems.append(LexiconProblem(kind: kind, location: place))
      }
    }
    return entries
  }
}

/// A line of the lexicon that cannot be read.
public struct LexiconProblem: Problem, Hashable {
  /// What the line should be.
  public enum Kind: Hashable, Sendable {
    /// Words of articles and words of people, in three languages.
    case concept

    /// A Japanese term, an English one, and how surely they go together.
    case translation
  }

  /// What the line should be.
  public let kind: Kind

  /// Where.
  public let location: TextLocation?

  /// What is wrong.
  public var reason: LocalizedText {
    switch kind {
    case .concept:
      LocalizedText(
        en: "this line is no concept", fr: "cette ligne n’est pas un concept",
        ja: "この行は概念として読み取れません")
    case .translation:
      LocalizedText(
        en: "this line is no translation", fr: "cette ligne n’est pas une traduction",
        ja: "この行は対訳として読み取れません")
    }
  }

  /// The form of a line.
  public var hint: LocalizedText? {
    switch kind {
    case .concept:
      let form = "name: terms = ways | termes = façons | 用語 = 言い方"
      return LocalizedText(
        en: "write it as “\(form)”, with semicolons inside",
        fr: "écrivez «\u{A0}\(form)\u{A0}», avec des points-virgules à l’intérieur",
        ja: "「\(form)」の形で、項目をセミコロンで区切ってください")
    case .translation:
      return LocalizedText(
        en: "write a Japanese term, an English one and a number up to 1, with tabs between them",
        fr:
          "écrivez un terme japonais, un terme anglais et un nombre d’au plus 1, séparés par des tabulations",
        ja: "日本語の用語、英語の用語、1 以下の数値をタブで区切って記述してください")
    }
  }
}
