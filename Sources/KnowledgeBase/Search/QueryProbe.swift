import Model

/// The way of a query up to the index, for those who throw random bytes at it.
package final class QueryProbe {
  private let noise = LogNoise()
  private var analyzers = QueryAnalyzers()

  package init() {}

  /// Cuts bytes into terms as an article's and as a query's, and says how many there are.
  package func termCount(of bytes: [UInt8]) -> Int {
    var count = 0
    for language in Language.allCases {
      analyzers.analyzer(for: language).forEachTerm(in: bytes.span) { term in
        precondition(!term.text.isEmpty && term.bytes.upperBound <= bytes.count)
        count += 1
        return true
      }
    }
    let text = QueryText(String(decoding: bytes, as: UTF8.self), noise: noise)
    for piece in text.pieces {
      let language = QueryLanguage.of(piece.text, asked: .en)
      count += analyzers.analyzer(for: language).terms(in: piece.text).count
    }
    return count + text.quoted.phrases.count
  }
}
