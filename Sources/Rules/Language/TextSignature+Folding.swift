import Matching

extension TextSignature {
  /// The same pattern with differences of writing left out of account.
  ///
  /// The scanner knows bytes only. So the literals move into the expression, in
  /// all their forms, and a short piece of one stands for it in every form it can
  /// take. The expression of the rule itself is folded in case, not in width.
  func folding(_ folds: Set<Fold>) -> TextSignature {
    let pieces = (all.isEmpty ? any : [all.max { $0.utf8.count < $1.utf8.count } ?? ""])
      .compactMap { Self.piece(of: $0, folds) }
    guard !pieces.isEmpty, pieces.count == (all.isEmpty ? any.count : 1) else { return self }
    var expression = "\\A"
    for literal in all { expression += "(?=[\\s\\S]*?\(Self.expression(literal, folds)))" }
    if !any.isEmpty {
      let choice = any.map { Self.expression($0, folds) }.joined(separator: "|")
      expression += "(?=[\\s\\S]*?(?:\(choice)))"
    }
    for literal in none { expression += "(?![\\s\\S]*?\(Self.expression(literal, folds)))" }
    if let pattern {
      expression += "[\\s\\S]*?" + (folds.contains(.case) ? "(?i:\(pattern))" : "(?:\(pattern))")
    }
    return TextSignature(any: pieces.flatMap(\.self), pattern: expression)
  }

  /// How many forms a piece may have.
  private static let mostForms = 128

  /// A short piece of a literal in all its forms.
  private static func piece(of literal: String, _ folds: Set<Fold>) -> [String]? {
    let forms = literal.unicodeScalars.map { Self.forms(of: $0, folds) }
    var best: [String]?
    for length in stride(from: min(6, forms.count), through: min(3, forms.count), by: -1) {
      for start in 0...(forms.count - length) {
        let chosen = forms[start..<start + length]
        let count = chosen.reduce(1) { $0 * $1.count }
        guard count <= mostForms, count < best?.count ?? .max else { continue }
        let piece = chosen.reduce([""]) { texts, forms in
          texts.flatMap { text in forms.map { text + $0 } }
        }
        if piece.allSatisfy({ $0.utf8.count >= shortestAnchor }) { best = piece }
      }
      if best != nil { break }
    }
    return best
  }

  private static func expression(_ literal: String, _ folds: Set<Fold>) -> String {
    literal.unicodeScalars.map { scalar in
      let forms = forms(of: scalar, folds).map { form in
        form.unicodeScalars.map { "\\x{\(String($0.value, radix: 16))}" }.joined()
      }
      return forms.count == 1 ? forms[0] : "(?:\(forms.joined(separator: "|")))"
    }.joined()
  }

  private static func forms(of scalar: Unicode.Scalar, _ folds: Set<Fold>) -> [String] {
    var cased = [scalar]
    if folds.contains(.case) {
      let others = scalar.properties.lowercaseMapping + scalar.properties.uppercaseMapping
      cased += others.unicodeScalars.filter { !cased.contains($0) }
    }
    guard folds.contains(.width) else { return cased.map(String.init) }
    var forms: [String] = []
    for form in cased.flatMap(Width.forms(of:)) where !forms.contains(form) { forms.append(form) }
    return forms
  }
}
