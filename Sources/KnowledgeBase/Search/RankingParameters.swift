/// What each part of a match counts; the figures behind them stand in “How articles are ranked”.
package struct RankingParameters: Sendable {
  /// The standard values, chosen by cross-validation.
  package static let standard = RankingParameters()

  /// What a term counts in title, description, keywords, symptom, code, inline code, resolution
  /// and in what the rules say that point to the article.
  package var fieldWeights: [Double] = [7, 3, 2, 1.5, 2, 0.5, 1, 0.5]

  /// How soon more of the same term stops to count.
  package var saturation = 1.3

  /// How much length tells against a text.
  package var lengthPenalty = 0.45

  /// How much what goes beyond the usual length tells against a text.
  package var excessPenalty = 0.6

  /// What a stem, a word in camel case as a whole, and a run of kanji or katakana count
  /// beside a word; and a pair of hiragana, which is mostly grammar.
  package var stemWeight = 0.5
  package var joinedWeight = 1.0
  package var runWeight = 1.0
  package var hiraganaWeight = 1.0

  /// What two words count that stand side by side, beside what each counts. Pairs of Japanese
  /// characters overlap as it is.
  package var neighbourWeight = 0.5

  /// What six terms count that follow one another: whoever quotes a message quotes it whole,
  /// and an article that shows it goes before one that mentions its words more often.
  package var chainWeight = 0.3

  /// What a term keeps of its weight each time it is said again, also by a concept.
  package var repetition = 1.0

  /// What words between quotes count as one.
  package var quoteWeight = 2.0

  /// What a word counts that may have been meant by a misspelt one.
  package var correctionWeight = 0.7

  /// What the words of a concept count that the query speaks of in other words.
  package var conceptWeight = 0.3

  /// How much all concepts together may weigh, by what the query itself says: who asks for one
  /// word must not get the articles of its concept instead.
  package var conceptShare = 0.5

  /// What the English for a Japanese term counts, where it is certain.
  package var translationWeight = 1.25

  /// What articles on Experience Manager gain, which aemedic is about, and archived ones keep.
  package var productBoost = 1.15
  package var archiveBoost = 0.7

  /// How far an article counts by what its languages say together, and not by the best alone.
  package var otherLanguages = 0.75

  package init() {}
}
