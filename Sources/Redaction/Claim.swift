/// A piece of a text that is to be masked.
struct Claim: Equatable {
  var range: Range<Int>
  var kind: RedactionKind

  /// The value it stands for, where the text spells it in an encoding; `nil` for the text itself.
  var value: [UInt8]?

  init(_ range: Range<Int>, _ kind: RedactionKind, value: [UInt8]? = nil) {
    self.range = range
    self.kind = kind
    self.value = value
  }

  /// Claims in order, those that overlap made one of the kind that is the most private.
  static func merged(_ claims: [Claim]) -> [Claim] {
    var merged: [Claim] = []
    for claim in claims.sorted(by: { $0.range.lowerBound < $1.range.lowerBound })
    where !claim.range.isEmpty {
      guard let last = merged.last, claim.range.lowerBound < last.range.upperBound else {
        merged.append(claim)
        continue
      }
      let range = last.range.lowerBound..<max(last.range.upperBound, claim.range.upperBound)
      let leader = claim.kind < last.kind ? claim : last
      let other = claim.kind < last.kind ? last : claim
      var value = leader.range == range ? leader.value : nil
      if value == nil, leader.kind == other.kind, other.range == range { value = other.value }
      merged[merged.count - 1] = Claim(range, leader.kind, value: value)
    }
    return merged
  }
}
