public import Model

/// Something that a person did with an article or a search.
public enum UsageEvent: Hashable, Sendable {
  /// An article was shown.
  case read(ArticleNumber)

  /// A search was made; its words are kept only where no article answered it.
  case search(String, isAnswered: Bool)

  /// A person judged an article.
  case feedback(ArticleNumber, Verdict)

  /// A person asks for an article to be corrected.
  case flag(ArticleNumber, reason: String)

  /// A support case was solved with an article, or without any.
  case link(ArticleNumber?, caseID: String)

  /// What a person makes of an article.
  public enum Verdict: String, Hashable, CaseIterable, Sendable {
    /// It solved the problem, or helped to.
    case useful

    /// It is right, and was no help.
    case notUseful = "not-useful"

    /// It says something that is not so.
    case wrong
  }

  /// More than that of a reason or a query tells nobody more.
  static let longestDetail = 300
}

extension UsageEvent {
  /// How the file names the event.
  enum Kind: String {
    case read, search, feedback, flag, link
  }

  var kind: Kind {
    switch self {
    case .read: .read
    case .search: .search
    case .feedback: .feedback
    case .flag: .flag
    case .link: .link
    }
  }

  var number: ArticleNumber? {
    switch self {
    case .read(let number), .feedback(let number, _), .flag(let number, _): number
    case .link(let number, _): number
    case .search: nil
    }
  }

  var detail: String {
    switch self {
    case .read: ""
    case .search(let words, let isAnswered):
      isAnswered ? "" : String(words.prefix(Self.longestDetail))
    case .feedback(_, let verdict): verdict.rawValue
    case .flag(_, let reason): String(reason.prefix(Self.longestDetail))
    case .link(_, let caseID): String(caseID.prefix(Self.longestDetail))
    }
  }
}
