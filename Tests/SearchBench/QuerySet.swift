import Foundation
import Model

/// A query with the articles that answer it: 2 exactly, 1 related.
struct JudgedQuery: Decodable {
  let id: String
  let lang: String
  let family: String
  let query: String
  let relevant: [String: Int]

  var language: Language { Language(rawValue: lang) ?? .en }

  /// The articles that answer it exactly.
  var answers: Set<String> { Set(relevant.filter { $0.value >= 2 }.keys) }
}

/// Judged queries from a file with one JSON object a line.
struct QuerySet {
  let queries: [JudgedQuery]

  init(path: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    queries = try text.split(separator: "\n").map {
      try JSONDecoder().decode(JudgedQuery.self, from: Data($0.utf8))
    }
  }

  /// The places of the queries in parts that share no exact answer.
  ///
  /// Queries about one article stay together, so that no part is tuned on the
  /// answers that another is judged by.
  func folds(_ count: Int) -> [[Int]] {
    var groups = queries.indices.map { (members: [$0], answers: queries[$0].answers) }
    var merged: [(members: [Int], answers: Set<String>)] = []
    while var group = groups.popLast() {
      while let other = groups.firstIndex(where: { !$0.answers.isDisjoint(with: group.answers) }) {
        let joined = groups.remove(at: other)
        group.members += joined.members
        group.answers.formUnion(joined.answers)
      }
      merged.append(group)
    }
    var folds = Array(repeating: [Int](), count: count)
    let order = merged.map(\.members).sorted {
      ($1.count, $0.min() ?? 0) < ($0.count, $1.min() ?? 0)
    }
    for members in order {
      let smallest = folds.indices.min { folds[$0].count < folds[$1].count } ?? 0
      folds[smallest] += members
    }
    return folds
  }
}
