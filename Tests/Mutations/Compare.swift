@testable import Rules

/// Compares every operator with the naive search and says which disagree.
@main
enum Compare {
  static func main() {
    let timelines = CommandLine.arguments.dropFirst().first.flatMap(UInt64.init) ?? 1_000
    var failed: [String] = []
    for comparison in OperatorComparison.allCases {
      let difference = (0..<timelines).lazy.compactMap { comparison.difference(seed: $0) }.first
      if let difference {
        failed.append(comparison.rawValue)
        if timelines >= 10_000 { print("oracle: \(comparison.rawValue): \(difference)") }
      } else if timelines >= 10_000 {
        print("oracle: \(comparison.rawValue) agrees on \(timelines) timelines")
      }
    }
    print(failed.isEmpty ? "all agree" : "caught by: \(failed.joined(separator: ", "))")
  }
}
