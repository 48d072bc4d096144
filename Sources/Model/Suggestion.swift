/// Guesses what a person meant by a word that is not known.
public enum Suggestion {
  /// The known word nearest to `word`, if one is near enough to be meant.
  ///
  /// Distance is that of Damerau and Levenshtein restricted to adjacent swaps;
  /// a third of the word's letters may differ.
  public static func closest(to word: String, in known: some Sequence<String>) -> String? {
    let limit = max(1, word.count / 3)
    let ranked = known.map { (word: $0, distance: distance(from: word, to: $0)) }
    return ranked.filter { $0.distance <= limit }
      .min { ($0.distance, $0.word) < ($1.distance, $1.word) }?.word
  }

  /// What to tell a person about a word that is not known: the word that was
  /// probably meant, else those that are known; `nil` if there are none.
  public static func hint(for word: String, among known: [String]) -> LocalizedText? {
    if let meant = closest(to: word, in: known) {
      return LocalizedText(
        en: "did you mean “\(meant)”?", fr: "vouliez-vous dire «\u{A0}\(meant)\u{A0}»\u{A0}?",
        ja: "「\(meant)」ではありませんか？")
    }
    guard !known.isEmpty else { return nil }
    let list = known.sorted().joined(separator: ", ")
    return LocalizedText(en: "known: \(list)", fr: "connus\u{A0}: \(list)", ja: "使用できるもの：\(list)")
  }

  private static func distance(from left: String, to right: String) -> Int {
    let left = Array(left.lowercased())
    let right = Array(right.lowercased())
    guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in 1...left.count {
      var current = [row]
      for column in 1...right.count {
        let cost = left[row - 1] == right[column - 1] ? 0 : 1
        var best = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + cost)
        if row > 1, column > 1, left[row - 1] == right[column - 2],
          left[row - 2] == right[column - 1]
        {
          best = min(best, beforeLast[column - 2] + 1)
        }
        current.append(best)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}
