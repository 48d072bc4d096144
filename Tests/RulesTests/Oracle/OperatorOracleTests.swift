import Testing

@Suite("Correlation agrees with a naive search")
struct OperatorOracleTests {
  /// `make test-oracle` compares ten thousand timelines for each operator.
  @Test("on random timelines, operator by operator", arguments: OperatorComparison.allCases)
  func agrees(comparison: OperatorComparison) {
    for seed in 0..<300 as Range<UInt64> {
      if let difference = comparison.difference(seed: seed) {
        Issue.record("\(difference)")
        return
      }
    }
  }
}
