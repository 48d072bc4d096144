public import Model
import SQLiteKit

/// Collects articles and other rooms' data, and writes them into one knowledge-base file.
///
/// Our own article and an imported one of the same number and language live side
/// by side: both are found, the newer leads. Between two of the same origin only
/// the newer stays.
public struct KnowledgeBuilder {
  /// What became of an article that was added.
  public enum Outcome: Hashable, Sendable {
    /// It is new.
    case added

    /// It took the place of one that was not newer.
    case replaced

    /// A newer one was there already, and stays.
    case keptNewer
  }

  private var contents = KnowledgeContents()

  /// What the file held that this began with.
  private var base: StoredContents?

  /// What the last import changed.
  public var changes: [ArticleChange] { contents.changes }

  /// Starts with nothing.
  public init() {}

  /// Starts with all that a file holds; the file stays as it is until `write`.
  public init(extending path: String) throws(KnowledgeError) {
    let database = try KnowledgeFile.open(path)
    do {
      let stored = try StoredContents(database)
      (base, contents) = (stored, stored.contents)
    } catch {
      throw KnowledgeFile.problem(error, path: path)
    }
  }

  /// Starts with all that a file holds, or with nothing where there is none or it is spoilt.
  ///
  /// - Returns: Why what the file held is lost; `nil` if it is not.
  /// - Throws: Where the file is somebody else's, or cannot be read.
  public static func rebuilding(
    _ path: String
  ) throws(KnowledgeError) -> (builder: KnowledgeBuilder, loss: KnowledgeError?) {
    do throws(KnowledgeError) {
      return (try KnowledgeBuilder(extending: path), nil)
    } catch {
      switch error {
      case .unreadable(_, .missing): return (KnowledgeBuilder(), nil)
      case .damaged, .otherVersion: return (KnowledgeBuilder(), error)
      case .unreadable, .notAKnowledgeBase, .unwritable, .locked: throw error
      }
    }
  }

  /// Adds an article, unless a newer one of the same number, language and origin is there.
  @discardableResult
  public mutating func add(_ article: Article) -> Outcome {
    let key = article.key
    if let known = contents.articles[key], known.date > article.date { return .keptNewer }
    return contents.articles.updateValue(article, forKey: key) == nil ? .added : .replaced
  }

  /// Takes in what was read from copies of Adobe's repositories.
  ///
  /// What a whole repository no longer has goes. Without any change there is nothing to write.
  ///
  /// - Returns: Whether anything changed.
  public mutating func take(_ source: KCSImport) -> Bool {
    let before = contents.articles.filter { $0.key.origin == .imported }
    for language in source.wholeLanguages {
      let present = Set(source.articles.filter { $0.language == language }.map(\.number))
      contents.articles = contents.articles.filter { key, _ in
        key.origin != .imported || key.language != language || present.contains(key.number)
      }
    }
    for article in source.articles { add(article) }
    let after = contents.articles.filter { $0.key.origin == .imported }
    var found: [ArticleChange] = []
    for key in Set(before.keys).union(after.keys) where before[key] != after[key] {
      let kind: ArticleChange.Kind =
        before[key] == nil ? .added : after[key] == nil ? .removed : .changed
      found.append(ArticleChange(number: key.number, language: key.language, kind: kind))
    }
    guard !found.isEmpty else { return false }
    contents.changes = found.sorted {
      ($0.number, $0.language.rawValue) < ($1.number, $1.language.rawValue)
    }
    return true
  }

  /// Forgets the articles of one origin, to be read again.
  public mutating func removeArticles(of origin: ArticleOrigin) {
    contents.articles = contents.articles.filter { $0.key.origin != origin }
  }

  /// Takes the place of all concepts that were there.
  public mutating func setConcepts(_ concepts: [Concept]) {
    contents.concepts = concepts
  }

  /// Adds concepts to those that are there.
  public mutating func addConcepts(_ added: [Concept]) {
    contents.concepts += added
  }

  /// What rules that point to an article say of it: found with the article, never shown.
  public mutating func setRuleTexts(_ texts: [ArticleNumber: LocalizedText]) {
    contents.ruleTexts = texts
  }

  /// Takes over the concepts and the translations of another file.
  public mutating func takeLexicon(of store: KnowledgeStore) throws(KnowledgeError) {
    contents.concepts = try store.concepts()
    contents.translations = try store.translations()
  }

  /// Takes the place of all translations that were there.
  public mutating func setTranslations(_ translations: [Translation]) {
    contents.translations = translations
  }

  /// Finds translations in the articles that exist in both languages; takes some seconds.
  public func minedTranslations() -> [Translation] {
    var miner = TranslationMiner()
    for key in contents.keys where key.language == .ja {
      var original = key
      original.language = .en
      if let english = contents.articles[original], let japanese = contents.articles[key] {
        miner.take(japanese: japanese, english: english)
      }
    }
    return miner.translations()
  }

  /// Keeps bytes under a name, for the room that knows what they are.
  public mutating func setBlob(_ bytes: [UInt8], named name: String) {
    contents.blobs[name] = bytes
  }

  /// Writes the file in one go: whatever happens, the path holds the old one or the new one.
  ///
  /// Where few texts differ from those of the file that this began with, the others are taken
  /// over as they stand in the index. Begun with nothing, the same articles and data give the
  /// same file, byte for byte.
  public func write(to path: String) throws(KnowledgeError) {
    Files.removeLeftovers(of: path)
    let unfinished = "\(path).\(UInt64.random(in: .min ... .max))\(Files.unfinishedEnding)"
    defer { Files.remove(unfinished) }
    do {
      try Files.create(unfinished)
      try KnowledgeWriter(path: unfinished).write(contents, over: base)
      try Files.replace(path, with: unfinished)
    } catch let obstacle as FileObstacle {
      throw .unwritable(path: path, obstacle)
    } catch let error as SQLiteError {
      throw .unwritable(path: path, Self.obstacle(error))
    } catch {
      throw .damaged(path: path, detail: String(describing: error))
    }
  }

  private static func obstacle(_ error: SQLiteError) -> FileObstacle {
    if error.isDiskFull { return .noSpace }
    return error.systemNumber.map(FileObstacle.init(errno:)) ?? .other(error.code)
  }
}
