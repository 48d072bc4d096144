import Model
import TestSupport
import Testing

@Suite struct TimeTallyTests {
  @Test(
    "gives the same for the same moments in any order and in parts",
    arguments: 0..<60 as Range<UInt64>)
  func order(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let reach: Int64 = [5_000, 3_600_000, 86_400_000 * 90, 1 << 45].randomElement(using: &random)!
    let moments = (0..<Int.random(in: 1...3_000, using: &random)).map { _ in
      Timestamp(milliseconds: Int64.random(in: -reach...reach, using: &random))
    }
    func tally(_ moments: some Sequence<Timestamp>) -> TimeTally {
      var tally = TimeTally()
      for moment in moments { tally.add(moment) }
      return tally
    }
    let whole = tally(moments)
    #expect(whole.counts.count <= TimeTally.mostStretches)
    #expect(whole.counts.values.reduce(0, +) == moments.count)
    #expect(tally(moments.shuffled(using: &random)) == whole)
    let cut = Int.random(in: 0...moments.count, using: &random)
    var parts = tally(moments[..<cut])
    parts.add(tally(moments[cut...]))
    #expect(parts == whole)
    for moment in moments.prefix(50) {
      let stretch = Int64((Double(moment.milliseconds) / Double(whole.width)).rounded(.down))
      #expect(whole.counts[stretch] != nil)
    }
  }
}
