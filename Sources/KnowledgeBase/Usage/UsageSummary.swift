public import Model

/// What has been done with articles and searches, counted.
public struct UsageSummary: Hashable, Sendable {
  /// What was done with one article.
  public struct Article: Hashable, Sendable {
    /// How often it was shown.
    public internal(set) var reads = 0

    /// How often it was judged in each way.
    public internal(set) var verdicts: [UsageEvent.Verdict: Int] = [:]

    /// The support cases that it is linked to.
    public internal(set) var cases: Set<String> = []

    /// Why it should be corrected, oldest first.
    public internal(set) var flags: [String] = []
  }

  /// What was done, by article.
  public private(set) var articles: [ArticleNumber: Article] = [:]

  /// All cases that were named, those solved without an article included.
  public private(set) var cases: Set<String> = []

  /// How many searches were made.
  public private(set) var searches = 0

  /// The searches that no article answered, with how often each was made.
  public private(set) var unmatched: [String: Int] = [:]

  /// Which part of the cases is linked to an article; `nil` where no case was named.
  public var linkRate: Double? {
    guard !cases.isEmpty else { return nil }
    let linked = articles.values.reduce(into: Set<String>()) { $0.formUnion($1.cases) }
    return Double(linked.count) / Double(cases.count)
  }

  /// Starts with nothing done.
  public init() {}

  mutating func count(_ kind: UsageEvent.Kind, _ number: ArticleNumber?, _ detail: String) {
    switch kind {
    case .search:
      searches += 1
      if !detail.isEmpty { unmatched[detail, default: 0] += 1 }
    case .link:
      cases.insert(detail)
      if let number { articles[number, default: Article()].cases.insert(detail) }
    case .read:
      if let number { articles[number, default: Article()].reads += 1 }
    case .flag:
      if let number { articles[number, default: Article()].flags.append(detail) }
    case .feedback:
      guard let number, let verdict = UsageEvent.Verdict(rawValue: detail) else { return }
      articles[number, default: Article()].verdicts[verdict, default: 0] += 1
    }
  }
}
