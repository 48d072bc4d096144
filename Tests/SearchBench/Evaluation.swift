import Foundation
import KnowledgeBase
import Model
import TestSupport

/// How well and how fast a set of queries is answered.
struct Evaluation {
  /// The reciprocal rank of the first exact answer among ten, by query.
  private(set) var reciprocalRanks: [Double] = []
  private(set) var recalls: [Double] = []

  /// How long each query took, and how long the processor worked on it.
  private(set) var milliseconds: [Double] = []
  private(set) var processorMilliseconds: [Double] = []

  init(_ set: QuerySet, store: KnowledgeStore, withTexts: Bool = false) throws {
    let clock = ContinuousClock()
    for query in set.queries {
      let question = SearchQuery(query.query, language: query.language)
      var ranked: [String] = []
      var work = Duration.zero
      let time = try clock.measure {
        work = try ProcessorTime.measure {
          ranked =
            withTexts
            ? try store.search(question).map(\.number.rawValue)
            : try store.ranking(question).map(\.rawValue)
        }
      }
      let answers = query.answers
      let rank = ranked.firstIndex { answers.contains($0) }
      reciprocalRanks.append(rank.map { 1 / Double($0 + 1) } ?? 0)
      recalls.append(
        Double(ranked.filter(answers.contains).count) / Double(max(1, answers.count)))
      milliseconds.append(time / .milliseconds(1))
      processorMilliseconds.append(work / .milliseconds(1))
    }
  }

  func meanReciprocalRank(of members: some Sequence<Int>) -> Double {
    let ranks = members.map { reciprocalRanks[$0] }
    return ranks.reduce(0, +) / Double(max(1, ranks.count))
  }

  /// Median and 99th percentile; on a busy machine the processor's time is the one to go by.
  var latency: String {
    func text(_ times: [Double]) -> String {
      String(
        format: "median %.1f ms, 99th percentile %.1f ms", Self.percentile(0.5, of: times),
        Self.percentile(0.99, of: times))
    }
    return "\(text(milliseconds)); of the processor \(text(processorMilliseconds))"
  }

  /// The time that this part of the queries did not exceed.
  private static func percentile(_ part: Double, of times: [Double]) -> Double {
    let sorted = times.sorted()
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
