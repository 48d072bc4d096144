import DigestKit
import Model
import SQLiteKit

/// What tells one way of cutting articles into terms from another: what becomes of a sample.
///
/// An index that was made in another way, be it by another stemmer, cannot be added to.
enum AnalysisMark {
  /// Whether a file was made in the way of this version.
  static func stands(in database: Database) throws -> Bool {
    try database.withStatement("SELECT mark FROM analysis") {
      try $0.step() ? $0.text(0) == current : false
    }
  }

  static func write(to database: Database) throws {
    try database.withStatement("INSERT INTO analysis VALUES (?1)") {
      try $0.bind(.text(current))
      try $0.run()
    }
  }

  private static let current: String = {
    let sections = ArticleSections(markdown: sample)
    let columns = [
      sections.heading, sections.symptom, sections.code, sections.inline, sections.resolution,
    ]
    let tokenizer = ArticleTokenizer()
    var terms: [String] = []
    for language in Language.allCases {
      tokenizer.begin(language, counting: 1)
      for column in columns {
        tokenizer.tokenize(Array(column.utf8).span, isQuery: false) { term in
          terms.append("\(term.isColocated ? "=" : " ")\(term.text)")
          return true
        }
        terms.append("|")
      }
    }
    return SHA256.digest(of: Array(terms.joined().utf8)).hex
  }()

  private static let sample = """
    # Replication agents are failing

    ## Issue

    The queues were blocked after *restarting*: `getAccessToken` of JCRSession 6.5.21.

    ```
    *ERROR* OakState0001: indices unreadable &amp; async
    ```

    サーバーの再起動後に認証エラーが発生しました。ｶﾀｶﾅ ﬁle

    ## Resolution

    Les journaux créés étaient illisibles ; vérifiez les clés déployées.
    """
}
