public import Model

/// The concepts in the `.txt` files of a folder, one a line; lines with `#` are for their keepers.
public struct LexiconFolder: Sendable {
  /// The concepts in the order of files and lines.
  public private(set) var concepts: [Concept] = []

  /// The lines that are no concept.
  public private(set) var problems: [LexiconProblem] = []

  /// Reads a folder; where there is none, there are no concepts.
  public init(path: String) throws(ArticleProblem) {
    guard Files.isFolder(path) else { return }
    for name in try Files.names(in: path) where name.hasSuffix(".txt") {
      let file = path + "/" + name
      let bytes: [UInt8]
      do throws(FileObstacle) {
        bytes = try Files.read(file, limit: Files.articleLimit)
      } catch {
        throw ArticleProblem(.unreadable(error), at: TextLocation(file: file))
      }
      let lines = String(decoding: bytes, as: UTF8.self)
        .split(separator: "\n", omittingEmptySubsequences: false)
      for (number, line) in lines.enumerated() {
        let line = String(line).trimmed
        if line.isEmpty || line.hasPrefix("#") { continue }
        if let concept = Concept(line: line) {
          concepts.append(concept)
        } else {
          problems.append(
            LexiconProblem(location: TextLocation(file: file, line: number + 1, snippet: line)))
        }
      }
    }
  }
}

/// A line of the lexicon that is no concept.
public struct LexiconProblem: Problem, Hashable {
  /// Where.
  public let location: TextLocation?

  /// What is wrong.
  public var reason: LocalizedText {
    LocalizedText(
      en: "this line is no concept", fr: "cette ligne n’est pas un concept",
      ja: "この行は概念として読み取れません")
  }

  /// The form of a line.
  public var hint: LocalizedText? {
    let form = "name: terms = ways | termes = façons | 用語 = 言い方"
    return LocalizedText(
      en: "write it as “\(form)”, with semicolons inside",
      fr: "écrivez «\u{A0}\(form)\u{A0}», avec des points-virgules à l’intérieur",
      ja: "「\(form)」の形で、項目をセミコロンで区切ってください")
  }
}
