import Foundation
import KnowledgeBase

/// A number of the ranking and the values that are tried for it.
struct Knob: Sendable {
  let name: String
  let path: any WritableKeyPath<RankingParameters, Double> & Sendable
  let values: [Double]

  static let all = [
    Knob(name: "title", path: \.fieldWeights[0], values: [4, 5.5, 7, 9]),
    Knob(name: "description", path: \.fieldWeights[1], values: [2, 3, 4, 5]),
    Knob(name: "keywords", path: \.fieldWeights[2], values: [0.5, 1, 2, 3]),
    Knob(name: "symptom", path: \.fieldWeights[3], values: [1.5, 2, 3]),
    Knob(name: "code", path: \.fieldWeights[4], values: [0.8, 1.2, 2]),
    Knob(name: "inline", path: \.fieldWeights[5], values: [0, 0.5, 1, 1.5]),
    Knob(name: "resolution", path: \.fieldWeights[6], values: [0.5, 0.75, 1, 1.5]),
    Knob(name: "rules", path: \.fieldWeights[7], values: [0, 0.5, 1, 2]),
    Knob(name: "saturation", path: \.saturation, values: [1, 1.3, 1.6, 2, 3]),
    Knob(name: "length", path: \.lengthPenalty, values: [0.3, 0.45, 0.6]),
    Knob(name: "excess", path: \.excessPenalty, values: [0.3, 0.45, 0.6, 0.8, 1]),
    Knob(name: "stem", path: \.stemWeight, values: [0.4, 0.6, 0.8, 1, 1.2]),
    Knob(name: "joined", path: \.joinedWeight, values: [0.5, 1, 1.5]),
    Knob(name: "run", path: \.runWeight, values: [0.5, 1, 1.5]),
    Knob(name: "hiragana", path: \.hiraganaWeight, values: [0.25, 0.5, 0.75, 1]),
    Knob(name: "neighbour", path: \.neighbourWeight, values: [0.2, 0.35, 0.5, 0.7]),
    Knob(name: "chain", path: \.chainWeight, values: [0, 0.3, 0.6]),
    Knob(name: "repetition", path: \.repetition, values: [0, 0.5, 0.75, 1, 1.25]),
    Knob(name: "correction", path: \.correctionWeight, values: [0, 0.3, 0.5, 0.7, 1]),
    Knob(name: "quote", path: \.quoteWeight, values: [0, 0.5, 1, 2]),
    Knob(name: "concept", path: \.conceptWeight, values: [0.1, 0.2, 0.3, 0.4]),
    Knob(name: "concept-share", path: \.conceptShare, values: [0.25, 0.5, 0.75, 1, 100]),
    Knob(name: "translation", path: \.translationWeight, values: [0, 0.5, 0.8, 1, 1.25, 1.5]),
    Knob(name: "product", path: \.productBoost, values: [1, 1.1, 1.15, 1.2]),
    Knob(name: "archive", path: \.archiveBoost, values: [0.5, 0.7, 1]),
    Knob(name: "languages", path: \.otherLanguages, values: [0, 0.25, 0.5, 0.75, 1]),
  ]

  /// The standard numbers with others for those that are named.
  static func parameters(_ changes: [String]) -> RankingParameters {
    var parameters = RankingParameters.standard
    for change in changes {
      let parts = change.split(separator: "=")
      guard parts.count == 2, let value = Double(parts[1]),
        let knob = all.first(where: { $0.name == parts[0] })
      else {
        print("no number of the ranking: \(change)")
        exit(2)
      }
      parameters[keyPath: knob.path] = value
    }
    return parameters
  }
}

/// Tries other values of the ranking's numbers, one after the other, and asks of each gain
/// whether it holds on queries that it was not chosen by.
struct Tuning {
  let set: QuerySet
  let path: String

  func evaluate(_ parameters: RankingParameters) throws -> Evaluation {
    try Evaluation(set, store: KnowledgeStore(path: path, parameters: parameters))
  }

  /// For each knob and value: the figure over all, and the choice by the other folds.
  func sweep(_ names: [String], folds: Int) throws {
    let parts = set.folds(folds)
    let all = set.queries.indices
    for knob in Knob.all where names.isEmpty || names.contains(knob.name) {
      var evaluations: [Evaluation] = []
      for value in knob.values {
        var parameters = RankingParameters.standard
        parameters[keyPath: knob.path] = value
        evaluations.append(try evaluate(parameters))
      }
      let standard = RankingParameters.standard[keyPath: knob.path]
      var held = 0.0
      for part in parts {
        let others = Set(all).subtracting(part)
        let best = evaluations.indices.max {
          evaluations[$0].meanReciprocalRank(of: others)
            < evaluations[$1].meanReciprocalRank(of: others)
        }
        held += evaluations[best ?? 0].meanReciprocalRank(of: part) * Double(part.count)
      }
      let figures = zip(knob.values, evaluations).map { value, evaluation in
        String(
          format: "%@%g %.4f", value == standard ? "*" : "", value,
          evaluation.meanReciprocalRank(of: all))
      }
      let line =
        knob.name.padding(toLength: 13, withPad: " ", startingAt: 0)
        + String(format: "held out %.4f  ", held / Double(set.queries.count))
        + figures.joined(separator: "  ") + "\n"
      try FileHandle.standardOutput.write(contentsOf: Data(line.utf8))
    }
  }
}
