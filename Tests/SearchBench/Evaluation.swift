import Foundation
import KnowledgeBase
import Model

/// How well and how fast a set of queries is answered.
struct Evaluation {
  /// The reciprocal rank of the first exact answer among ten, by query.
  private(set) var reciprocalRanks: [Double] = []
  private(set) var recalls: [Double] = []
  private(set) var milliseconds: [Double] = []

  init(_ set: QuerySet, store: KnowledgeStore, withTexts: Bool = false) throws {
    let clock = ContinuousClock()
    for query in set.queries {
      let question = SearchQuery(query.query, language: query.language)
      var ranked: [String] = []
      let time = try clock.measure {
        ranked =
          withTexts
          ? try store.search(question).map(\.number.rawValue)
          : try store.ranking(question).map(\.rawValue)
      }
      let answers = query.answers
      let rank = ranked.firstIndex { answers.contains($0) }
      reciprocalRanks.append(rank.map { 1 / Double($0 + 1) } ?? 0)
      recalls.append(
        Double(ranked.filter(answers.contains).count) / Double(max(1, answers.count)))
      milliseconds.append(Double(time.components.attoseconds) / 1e15)
    }
  }

  func meanReciprocalRank(of members: some Sequence<Int>) -> Double {
    let ranks = members.map { reciprocalRanks[$0] }
    return ranks.reduce(0, +) / Double(max(1, ranks.count))
  }

  /// The time that this part of the queries did not exceed.
  func percentile(_ part: Double) -> Double {
    let sorted = milliseconds.sorted()
    return sorted[min(sorted.count - 1, Int((part * Double(sorted.count)).rounded(.up)) - 1)]
  }

  /// One line a slice: families, languages, all.
  func table(_ set: QuerySet) -> String {
    var slices: [(name: String, members: [Int])] = [("all", Array(set.queries.indices))]
    for key in [\JudgedQuery.family, \JudgedQuery.lang] {
      for name in Set(set.queries.map { $0[keyPath: key] }).sorted() {
        slices.append((name, set.queries.indices.filter { set.queries[$0][keyPath: key] == name }))
      }
    }
    return slices.map { name, members in
      let recall = members.map { recalls[$0] }.reduce(0, +) / Double(members.count)
      let first = members.filter { reciprocalRanks[$0] == 1 }.count
      return name.padding(toLength: 12, withPad: " ", startingAt: 0)
        + String(
          format: "%4d  MRR@10 %.3f  S@1 %.3f  R@10 %.3f", members.count,
          meanReciprocalRank(of: members), Double(first) / Double(members.count), recall)
    }.joined(separator: "\n")
  }
}
