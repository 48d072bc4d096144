import Model

extension Searcher {
  /// Two texts that share this part of their words say nearly the same.
  private static let sameness = 0.6

  /// Articles that say nearly the same as one, most alike first.
  func nearDuplicates(of article: Article) throws -> [ArticleNumber] {
    let own = try words(of: article)
    guard own.count > 20 else { return [] }
    let candidates = try ranking(
      SearchQuery("\(article.title) \(article.description)", language: article.language, limit: 8))
    var found: [(number: ArticleNumber, likeness: Double)] = []
    for candidate in candidates where candidate.number != article.number {
      let other = try words(of: candidate.number, in: article.language)
      let common = Double(own.intersection(other).count)
      let likeness = common / Double(max(1, own.union(other).count))
      if likeness >= Self.sameness { found.append((candidate.number, likeness)) }
    }
    return found.sorted { ($1.likeness, $0.number) < ($0.likeness, $1.number) }.map(\.number)
  }
}
