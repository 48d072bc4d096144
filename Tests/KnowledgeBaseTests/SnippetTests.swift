import Model
import TestSupport
import Testing

@testable import KnowledgeBase

/// The line that is shown of an article.
@Suite struct SnippetTests {
  @Test("word by word, the line is found that says most of a query", arguments: 0..<40)
  func agreesWithWholeLines(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let words = [
      "getAccessToken", "réplication", "サーバー再起動", "client", "secrets", "SECRET", "x\u{302}y",
      "½", "キャッシュ", "dispatcherCacheInvalidationQueueHandler", "ＩＭＳ", "naïve", "6",
    ]
    let separators = [" ", " - ", "。", "; ", "/", "…", "\u{301} ", "  "]
    func line(_ count: Int) -> String {
      (0..<count).map { _ in
        words.randomElement(using: &random)! + separators.randomElement(using: &random)!
      }.joined()
    }
    for language in Language.allCases {
      let lines = (0..<12).map { _ in line(Int.random(in: 1...3, using: &random)) }
      let article = Article(
        number: "KA-1", language: language, origin: .own, title: "",
        description: "", date: "", body: lines.joined(separator: "\n"))
      var analyzers = QueryAnalyzers()
      let analyzer = analyzers.analyzer(for: language)
      let terms = Set(analyzer.terms(in: line(4)).map(\.text)).sorted().map {
        QueryTerm(text: $0, weight: Double(Int.random(in: 1...3, using: &random)))
      }
      // The slow way: each line as a whole.
      let weights = Dictionary(terms.map { ($0.text, $0.weight) }) { first, _ in first }
      let scores = lines.map { line in
        Set(analyzer.terms(in: line).map(\.text)).reduce(0.0) {
          $0 + (weights[$1] ?? 0) * Double($1.count)
        }
      }
      let best = scores.max().flatMap { $0 > 0 ? scores.firstIndex(of: $0) : nil }
      var maker = SnippetMaker(for: terms)
      // What was met before changes nothing.
      for _ in 0..<2 {
        #expect(maker.snippet(of: article) == tidy(best.map { lines[$0] } ?? ""))
      }
    }
  }

  private func tidy(_ line: String) -> String {
    line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
