import Model

/// The articles of our own in a folder, one file per number and language.
///
/// Files are named `<number>.<en|fr|ja>.md`. A broken one becomes a problem and
/// the rest goes on; files that are not Markdown are none of its business.
public struct ArticleFolder: Sendable {
  /// The articles that could be read, by number and language.
  public private(set) var articles: [Article] = []

  /// What is wrong with the others, in the order of their names.
  public private(set) var problems: [ArticleProblem] = []

  /// Reads the folder, not those below it.
  ///
  /// - Throws: Where the folder itself cannot be read.
  public init(path: String) throws(ArticleProblem) {
    for name in try Files.names(in: path) where name.hasSuffix(".md") {
      do throws(ArticleProblem) {
        articles.append(try Self.article(named: name, in: path))
      } catch {
        problems.append(error)
      }
    }
  }

  /// Reads one file of such a folder; its name gives number and language.
  public static func article(
    named name: String, in folder: String
  ) throws(ArticleProblem) -> Article {
    let path = folder + "/" + name
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let number = ArticleNumber(String(parts[0])),
      let language = Language(rawValue: String(parts[1]))
    else { throw ArticleProblem(.fileName(name), at: TextLocation(file: path)) }
    let file = try Files.article(at: path)
    return try OwnArticleReader(file: path, number: number, language: language)
      .article(from: file)
  }
}
