/// Finds what makes the time of a regular expression unbounded.
///
/// It is a screen, not a proof: what slips through is bounded by the matcher's
/// limits, and hitting those is reported.
enum ExpressionSafety {
  /// Why an expression that compiles is refused all the same, if it is.
  static func objection(to expression: String) -> RuleProblem.UnsafeReason? {
    // For each open group: whether something in it repeats without bound.
    var repeats = [false]
    var lastGroupRepeated = false
    var previousWasGroup = false
    var scalars = Array(expression.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      var isGroupEnd = false
      switch scalar {
      case "\\":
        guard let escaped = scalars.popFirst() else { return nil }
        if ("1"..."9").contains(escaped) || escaped == "k" || escaped == "g" {
          return .backReference
        }
      case "[":
        skipClass(&scalars)
      case "(":
        repeats.append(false)
      case ")":
        lastGroupRepeated = repeats.count > 1 ? repeats.removeLast() : false
        if lastGroupRepeated { repeats[repeats.count - 1] = true }
        isGroupEnd = true
      case "*", "+":
        if scalars.first == "+" { break }  // possessive: nothing is tried again
        if previousWasGroup, lastGroupRepeated { return .nestedQuantifier }
        repeats[repeats.count - 1] = true
      case "{":
        let body = scalars.prefix { $0 != "}" }
        if body.last == ",", body.first?.properties.numericType != nil {
          if previousWasGroup, lastGroupRepeated { return .nestedQuantifier }
          repeats[repeats.count - 1] = true
        }
      default:
        break
      }
      previousWasGroup = isGroupEnd
    }
    return nil
  }

  private static func skipClass(_ scalars: inout ArraySlice<Unicode.Scalar>) {
    if scalars.first == "^" { scalars.removeFirst() }
    if scalars.first == "]" { scalars.removeFirst() }
    while let scalar = scalars.popFirst(), scalar != "]" {
      if scalar == "\\" { _ = scalars.popFirst() }
    }
  }
}
