public import Model

/// The articles of a copy of the Adobe KCS repositories, with an account of every file.
///
/// Two layouts are read: one repository (`articles/` in the folder itself), and
/// several side by side (`en/articles`, `fr-FR/articles`, `ja-JP/articles`).
public struct KCSImport: Sendable {
  /// The articles that were taken.
  public private(set) var articles: [Article] = []

  /// What became of all files.
  public private(set) var summary = KCSImportSummary()

  /// Reads the folder.
  ///
  /// - Parameter language: The language of a single repository; without it, its
  ///   `metadata.md` or the folder's name must tell.
  /// - Throws: Where the folder cannot be read, or holds no articles at all.
  public init(path: String, language: Language? = nil) throws(ArticleProblem) {
    for repository in try Repository.all(in: path, language: language) {
      guard let language = repository.language else {
        summary.problems.append(
          ArticleProblem(
            .unknownLanguage(repository.name), at: TextLocation(file: repository.articles)))
        continue
      }
      try take(repository.articles, in: language)
    }
    account()
  }

  private mutating func take(
    _ folder: String, in language: Language
  ) throws(ArticleProblem) {
    var files: [ArticleNumber: String] = [:]
    for name in try Files.names(in: folder) where name.hasSuffix(".md") {
      let path = folder + "/" + name
      do throws(ArticleProblem) {
        let reader = KCSArticleReader(file: path, fileName: name, language: language)
        let article = try reader.article(from: try Files.article(at: path))
        if let other = files.updateValue(name, forKey: article.number) {
          throw ArticleProblem(
            .duplicateNumber(article.number.rawValue, otherFile: other),
            at: TextLocation(file: path))
        }
        articles.append(article)
        summary.taken[language, default: 0] += 1
      } catch {
        summary.problems.append(error)
      }
    }
  }

  /// Looks across the languages: what is archived in one is archived, what lacks one is named.
  private mutating func account() {
    var languages: [ArticleNumber: Set<Language>] = [:]
    for article in articles { languages[article.number, default: []].insert(article.language) }
    let archived = Set(articles.filter { $0.state == .archived }.map(\.number))
    for index in articles.indices where archived.contains(articles[index].number) {
      articles[index].state = .archived
    }
    let all = Set(summary.taken.keys)
    summary.archived = archived.sorted()
    summary.incomplete = languages.filter { $0.value != all }.mapValues { all.subtracting($0) }
    summary.total = languages.count
  }
}

/// What became of the files of an import.
public struct KCSImportSummary: Hashable, Sendable {
  /// How many articles were taken in each language.
  public fileprivate(set) var taken: [Language: Int] = [:]

  /// How many different article numbers they have.
  public fileprivate(set) var total = 0

  /// The numbers that are not there in every imported language, with those that they lack.
  public fileprivate(set) var incomplete: [ArticleNumber: Set<Language>] = [:]

  /// The numbers that say of themselves that they are archived; taken, and ranked lower.
  public fileprivate(set) var archived: [ArticleNumber] = []

  /// The files that were not taken, each with its reason.
  public fileprivate(set) var problems: [ArticleProblem] = []
}

/// A folder of articles in one language.
private struct Repository {
  var name: String
  var articles: String
  var language: Language?

  static func all(in path: String, language: Language?) throws(ArticleProblem) -> [Repository] {
    if Files.isFolder(path + "/articles") {
      return [Repository(name: path, folder: path, language: language)]
    }
    let repositories = try Files.names(in: path).filter {
      Files.isFolder("\(path)/\($0)/articles")
    }
    if repositories.isEmpty {
      throw ArticleProblem(.unreadable(.missing), at: TextLocation(file: path + "/articles"))
    }
    return repositories.map {
      Repository(name: $0, folder: path + "/" + $0, language: nil)
    }
  }

  private init(name: String, folder: String, language: Language?) {
    self.name = name
    articles = folder + "/articles"
    let lastPart = folder.split(separator: "/").last.map(String.init) ?? ""
    self.language = language ?? Self.language(named: lastPart) ?? Self.language(stated: folder)
  }

  /// `fr-FR`, or `experience-cloud-kcs.fr-FR` as the repositories themselves are called.
  private static func language(named name: String) -> Language? {
    let tag = name.split(separator: ".").last.map(String.init) ?? name
    return Language(locale: tag)
  }

  /// The language by which `metadata.md` names its own repository.
  private static func language(stated folder: String) -> Language? {
    let bytes = (try? Files.read(folder + "/metadata.md", limit: 100_000)) ?? []
    let text = String(decoding: bytes, as: UTF8.self)
    let line = text.split(whereSeparator: \.isNewline).first { $0.hasPrefix("git-repo:") }
    return line.flatMap { language(named: String($0).trimmed) }
  }
}
