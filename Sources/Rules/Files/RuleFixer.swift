import FoundationEssentials
public import Model

/// Corrects in rule files what has one obvious correction: misspelt words.
public enum RuleFixer {
  /// A word that was corrected.
  public struct Fix: Hashable, Sendable {
    /// Where it stands.
    public let location: TextLocation

    /// The word as it was written.
    public let word: String

    /// What it was corrected to.
    public let correction: String
  }

  /// Corrects the misspelt words that problems name, each in its file.
  ///
  /// - Returns: What was corrected; the files may hold more, which reading them again shows.
  public static func fix(_ problems: [RuleProblem]) throws(RuleProblem) -> [Fix] {
    var fixes: [Fix] = []
    for problem in problems {
      guard let (word, correction) = problem.correction, let location = problem.location,
        let line = location.line, let column = location.column
      else { continue }
      let text = String(decoding: try RuleFile.bytes(of: location.file), as: UTF8.self)
      var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      guard lines.indices.contains(line - 1) else { continue }
      let scalars = Array(lines[line - 1].unicodeScalars)
      guard column <= scalars.count else { continue }
      var before = String.UnicodeScalarView()
      before.append(contentsOf: scalars[..<(column - 1)])
      var after = String.UnicodeScalarView()
      after.append(contentsOf: scalars[(column - 1)...])
      // A value may stand in quotes, or in a list that the problem names as a whole.
      var rest = String(after)
      guard let place = rest.firstRange(of: word) else { continue }
      rest.replaceSubrange(place, with: correction)
      lines[line - 1] = String(before) + rest
      do {
        try Data(lines.joined(separator: "\n").utf8)
          .write(to: URL(fileURLWithPath: location.file), options: .atomic)
      } catch {
        throw RuleProblem(.unreadable("\(error)"), at: location)
      }
      fixes.append(Fix(location: location, word: word, correction: correction))
    }
    return fixes
  }
}

extension RuleProblem {
  /// A misspelt word, and the one that was meant.
  fileprivate var correction: (word: String, correction: String)? {
    switch kind {
    case .unknownKey(let word, let known), .unknownValue(let word, _, let known),
      .unknownSignature(let word, let known):
      Suggestion.closest(to: word, in: known).map { (word, $0) }
    default: nil
    }
  }
}
