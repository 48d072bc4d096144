import DigestKit
public import Model

/// The articles and concepts of a house layer, laid over a knowledge base.
///
///     articles/<number>.<en|fr|ja>.md   they lead over any other of their number
///     lexicon/*.txt                     concepts beside the shipped ones
///
/// They must be found by a search like all others, so base and house are compiled into one
/// file of the cache. It is made anew when either of them has changed.
public struct HouseTexts: Sendable {
  /// The articles that could be read.
  public let articles: [Article]

  /// The concepts that could be read.
  public let concepts: [Concept]

  /// What is wrong with the rest, which is left out.
  public let problems: [any Problem]

  /// Reads the folder of a house layer; what is not there is empty.
  public init(path: String) {
    var articles: [Article] = []
    var concepts: [Concept] = []
    var problems: [any Problem] = []
    do throws(ArticleProblem) {
      if Files.isFolder("\(path)/articles") {
        let folder = try ArticleFolder(path: "\(path)/articles")
        articles = folder.articles.map(\.ofTheHouse)
        problems += folder.problems
      }
      let lexicon = try LexiconFolder(path: "\(path)/lexicon")
      concepts = lexicon.concepts
      problems += lexicon.problems
    } catch {
      problems.append(error)
    }
    self.articles = articles
    self.concepts = concepts
    self.problems = problems
  }

  /// Whether there is nothing to lay over anything.
  public var isEmpty: Bool { articles.isEmpty && concepts.isEmpty }

  /// A knowledge base with these texts over those of another.
  ///
  /// - Parameters:
  ///   - base: The path of the other one.
  ///   - cache: A folder of the person's own, where such files are kept.
  /// - Returns: The path of a file in `cache`; only the last few are kept there.
  public func laid(over base: String, in cache: String) throws(KnowledgeError) -> String {
    let path = "\(cache)/\(try fingerprint(of: base)).kb"
    if Files.mark(of: path) != nil { return path }
    var builder = try KnowledgeBuilder(extending: base)
    for article in articles { builder.add(article) }
    builder.addConcepts(concepts)
    do throws(FileObstacle) {
      try Files.createPrivateFolder(cache)
    } catch {
      throw .unwritable(path: cache, error)
    }
    try builder.write(to: path)
    Files.removeOldest(in: cache, ending: ".kb", keeping: 4)
    return path
  }

  /// What tells one laying from another: the texts, and the file under them.
  private func fingerprint(of base: String) throws(KnowledgeError) -> String {
    guard let mark = Files.mark(of: base) else { throw .unreadable(path: base, .missing) }
    let texts = articles.map { "\($0)" } + concepts.map(\.source)
    let said = (["\(KnowledgeFile.version)", base, mark] + texts).joined(separator: "\0")
    return String(SHA256.digest(of: Array(said.utf8)).hex.prefix(32))
  }
}

extension Article {
  /// The same text as one of the house.
  fileprivate var ofTheHouse: Article {
    var article = self
    article.origin = .house
    return article
  }
}
