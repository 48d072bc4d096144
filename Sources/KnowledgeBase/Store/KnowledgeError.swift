public import Model
import SQLiteKit

/// Why a knowledge-base file cannot be used or made.
public enum KnowledgeError: Problem, Hashable {
  /// The file cannot be opened or read.
  case unreadable(path: String, FileObstacle)

  /// The file is something else.
  case notAKnowledgeBase(path: String)

  /// Another version of aemedic made the file.
  case otherVersion(path: String, found: Int64, expected: Int64)

  /// The file is damaged; SQLite's own words.
  case damaged(path: String, detail: String)

  /// The file cannot be written; an older one of that name is still there.
  case unwritable(path: String, FileObstacle)

  /// Another run is writing in the same folder.
  case locked(path: String)

  /// What is wrong, in three languages.
  public var reason: LocalizedText {
    switch self {
    case .unreadable(_, let obstacle):
      LocalizedText(
        en: "the knowledge base cannot be read: \(obstacle.wording.en)",
        fr: "la base de connaissances est illisible\u{A0}: \(obstacle.wording.fr)",
        ja: "ナレッジベースを読み取れません（\(obstacle.wording.ja)）")
    case .notAKnowledgeBase:
      LocalizedText(
        en: "the file is not a knowledge base of aemedic",
        fr: "le fichier n’est pas une base de connaissances d’aemedic",
        ja: "aemedic のナレッジベースではありません")
    case .otherVersion(_, let found, let expected):
      LocalizedText(
        en: "the knowledge base has format \(found), and this aemedic reads format \(expected)",
        fr:
          "la base de connaissances est au format \(found)\u{A0}; cet aemedic lit le format \(expected)",
        ja: "ナレッジベースの形式は \(found) ですが、この aemedic が読めるのは形式 \(expected) です")
    case .damaged(_, let detail):
      LocalizedText(
        en: "the knowledge base is damaged: “\(detail)”",
        fr: "la base de connaissances est endommagée\u{A0}: «\u{A0}\(detail)\u{A0}»",
        ja: "ナレッジベースが破損しています（\(detail)）")
    case .locked:
      LocalizedText(
        en: "another run is writing this knowledge base",
        fr: "une autre exécution écrit dans cette base de connaissances",
        ja: "別の処理がこのナレッジベースに書き込んでいます")
    case .unwritable(_, let obstacle):
      LocalizedText(
        en: "the knowledge base cannot be written: \(obstacle.wording.en)",
        fr: "impossible d’écrire la base de connaissances\u{A0}: \(obstacle.wording.fr)",
        ja: "ナレッジベースを書き込めません（\(obstacle.wording.ja)）")
    }
  }

  /// The file.
  public var location: TextLocation? {
    switch self {
    case .unreadable(let path, _), .notAKnowledgeBase(let path), .otherVersion(let path, _, _),
      .damaged(let path, _), .unwritable(let path, _), .locked(let path):
      TextLocation(file: path)
    }
  }

  /// How to get one that works.
  public var hint: LocalizedText? {
    switch self {
    case .unwritable, .locked: nil
    case .unreadable, .notAKnowledgeBase, .otherVersion, .damaged:
      LocalizedText(
        en: "build it again with `aemedic kb build`, or name another with --kb",
        fr: "reconstruisez-la avec `aemedic kb build`, ou indiquez-en une autre avec --kb",
        ja: "`aemedic kb build` で作り直すか、--kb で別のファイルを指定してください")
    }
  }
}
