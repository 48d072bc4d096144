public import Model

/// The articles of a copy of the Adobe KCS repositories, with an account of every file.
///
/// Folders come in three layouts: one repository (`articles/` in the folder itself),
/// several side by side (`en/articles`, `fr-FR/articles`, `ja-JP/articles`), and one
/// with the articles right in it. There, and by itself, a file is one article in Markdown or as
/// a saved web page.
public struct KCSImport: Sendable {
  /// The articles that were taken.
  public private(set) var articles: [Article] = []

  /// The languages of which a whole repository was read: what it lacks is no more.
  public private(set) var wholeLanguages: Set<Language> = []

  /// What became of all files.
  public private(set) var summary = KCSImportSummary()

  /// Reads a folder or a file.
  ///
  /// - Parameter language: The language of a single repository; without it, its
  ///   `metadata.md` or the folder's name must tell.
  /// - Throws: Where folder or file cannot be read, or a folder holds no articles at all.
  public init(path: String, language: Language? = nil) throws(ArticleProblem) {
    guard Files.isFolder(path) else {
      do throws(FileObstacle) {
        _ = try Files.read(path, limit: 1)
      } catch {
        throw ArticleProblem(.unreadable(error), at: TextLocation(file: path))
      }
      let file = path.split(separator: "/").last.map(String.init) ?? path
      try take([file], in: path.dropLast(file.count) + "", path: path, language: language)
      account()
      return
    }
    for repository in try Repository.all(in: path, language: language) {
      let names = try Files.names(in: repository.articles).filter(repository.takes)
      if repository.language == nil, !names.contains(where: Self.tellsLanguage) {
        summary.problems.append(
          ArticleProblem(
            .unknownLanguage(repository.name), at: TextLocation(file: repository.articles)))
        continue
      }
      let problems = summary.problems.count
      try take(
        names, in: repository.articles + "/", path: path, language: repository.language,
        commit: repository.commit)
      // An article that could not be read is not one that is gone.
      if let language = repository.language, repository.isWhole,
        problems == summary.problems.count
      {
        wholeLanguages.insert(language)
      }
    }
    account()
  }

  private mutating func take(
    _ names: [String], in folder: String, path: String, language: Language?,
    commit: String? = nil
  ) throws(ArticleProblem) {
    var files: [ArticleNumber: String] = [:]
    for name in names {
      let path = folder + name
      do throws(ArticleProblem) {
        let article = try Self.article(
          named: name, at: path, language: language, commit: commit)
        if let other = files.updateValue(name, forKey: article.number) {
          throw ArticleProblem(
            .duplicateNumber(article.number.rawValue, otherFile: other),
            at: TextLocation(file: path))
        }
        articles.append(article)
        summary.taken[article.language, default: 0] += 1
      } catch {
        summary.problems.append(error)
      }
    }
  }

  private static func article(
    named name: String, at path: String, language: Language?, commit: String?
  ) throws(ArticleProblem) -> Article {
    if SavedPage.isNamed(name) {
      let bytes: [UInt8]
      do throws(FileObstacle) {
        bytes = try Files.read(path, limit: Files.articleLimit + 1)
      } catch {
        throw ArticleProblem(.unreadable(error), at: TextLocation(file: path))
      }
      if bytes.count > Files.articleLimit {
        throw ArticleProblem(.tooLarge(limit: Files.articleLimit), at: TextLocation(file: path))
      }
      return try SavedPage(file: path).article(from: bytes, language: language)
    }
    let source = try Files.article(at: path)
    // The file may tell its language itself; else a folder such as `fr-FR` may.
    let stated = statedLanguage(name)
    let folders = path.split(separator: "/").dropLast().reversed()
    let named = folders.lazy.compactMap { Repository.language(named: String($0)) }.first
    guard let language = language ?? stated ?? named else {
      throw ArticleProblem(.unknownLanguage(name), at: TextLocation(file: path))
    }
    let fileName = stated == nil ? name : "\(name.prefix { $0 != "." }).md"
    return try KCSArticleReader(
      file: path, fileName: fileName, language: language, commit: commit
    ).article(from: source)
  }

  /// The language in a name such as `KA-1.fr.md`.
  private static func statedLanguage(_ name: String) -> Language? {
    let parts = name.split(separator: ".")
    return parts.count == 3 ? Language(rawValue: String(parts[1])) : nil
  }

  /// Whether a file may be read without anyone naming its language.
  private static func tellsLanguage(_ name: String) -> Bool {
    statedLanguage(name) != nil || SavedPage.isNamed(name)
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

  /// The commit that is checked out, if it is a clone.
  var commit: String?

  /// Whether it is a repository and not just a folder with some articles.
  var isWhole = true

  /// Whether a file of that name is one of its articles.
  func takes(_ name: String) -> Bool {
    name.hasSuffix(".md") || (!isWhole && SavedPage.isNamed(name))
  }

  static func all(in path: String, language: Language?) throws(ArticleProblem) -> [Repository] {
    if Files.isFolder(path + "/articles") {
      return [Repository(name: path, folder: path, language: language)]
    }
    let repositories = try Files.names(in: path).filter {
      Files.isFolder("\(path)/\($0)/articles")
    }
    if repositories.isEmpty {
      var folder = Repository(name: path, folder: path, language: language)
      (folder.articles, folder.isWhole) = (path, false)
      guard try Files.names(in: path).contains(where: folder.takes) else {
        throw ArticleProblem(.unreadable(.missing), at: TextLocation(file: path + "/articles"))
      }
      return [folder]
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
    commit = Self.commit(of: folder)
  }

  /// `fr-FR`, or `experience-cloud-kcs.fr-FR` as the repositories themselves are called.
  static func language(named name: String) -> Language? {
    let tag = name.split(separator: ".").last.map(String.init) ?? name
    return Language(locale: tag)
  }

  /// The commit of a clone: `HEAD` names it, or the branch whose file does.
  private static func commit(of folder: String) -> String? {
    func line(_ name: String) -> String? {
      let bytes = try? Files.read("\(folder)/.git/\(name)", limit: 1_000)
      return bytes.map { String(decoding: $0, as: UTF8.self).trimmed }
    }
    guard let head = line("HEAD") else { return nil }
    let found =
      head.hasPrefix("ref: refs/heads/") && !head.contains("..")
      ? line(String(head.dropFirst("ref: ".count))) : head
    return found.flatMap { $0.count == 40 && $0.allSatisfy(\.isHexDigit) ? $0 : nil }
  }

  /// The language by which `metadata.md` names its own repository.
  private static func language(stated folder: String) -> Language? {
    let bytes = (try? Files.read(folder + "/metadata.md", limit: 100_000)) ?? []
    let text = String(decoding: bytes, as: UTF8.self)
    let line = text.split(whereSeparator: \.isNewline).first { $0.hasPrefix("git-repo:") }
    return line.flatMap { language(named: String($0).trimmed) }
  }
}
