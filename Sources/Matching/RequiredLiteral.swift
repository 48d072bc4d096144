/// Finds byte strings that every match of a regular expression contains.
///
/// It reads the expression conservatively: it gives up a run of letters as soon
/// as it meets anything optional or repeated, and looks only into groups that
/// must match. Finding nothing is always right; finding too much never happens.
enum RequiredLiteral {
  /// The longest such string, or `nil` if the expression shows none.
  static func find(in pattern: String) -> [UInt8]? {
    all(in: pattern).max { $0.count < $1.count }
  }

  /// All such strings, in their order.
  static func all(in pattern: String) -> [[UInt8]] {
    var found: [[UInt8]] = []
    var run: [UInt8] = []
    var scalars = Array(pattern.unicodeScalars)[...]

    func close() {
      if !run.isEmpty { found.append(run) }
      run = []
    }

    while let scalar = scalars.popFirst() {
      switch scalar {
      case "|":
        return []  // an alternative at the top level: no part is in every match
      case "(":
        // Inline options such as (?i) change what letters mean.
        if scalars.first == "?", isOptionGroup(scalars) { return [] }
        guard let inner = takeGroup(&scalars) else { return [] }
        close()
        let isCertain = !["?", "*", "{"].contains(scalars.first)
        if isCertain, let content = content(ofGroup: inner) { found += all(in: content) }
        skipQuantifier(&scalars)
      case "[":
        guard skipClass(&scalars) else { return [] }
        close()
        skipQuantifier(&scalars)
      case ".", "^", "$":
        close()
        skipQuantifier(&scalars)
      case "\\":
        guard let escaped = scalars.popFirst() else { return [] }
        if isLiteral(escaped) {
          append(escaped)
        } else {
          guard !"QExopcNgkPp".unicodeScalars.contains(escaped) else { return [] }
          close()
          skipQuantifier(&scalars)
        }
      default:
        append(scalar)
      }
    }
    close()
    return found

    func append(_ scalar: Unicode.Scalar) {
      let bytes = Array(String(scalar).utf8)
      switch scalars.first {
      case "?", "*", "{":
        close()
        skipQuantifier(&scalars)
      case "+":
        run += bytes
        close()
        skipQuantifier(&scalars)
      default:
        run += bytes
      }
    }
  }

  /// Escapes of punctuation stand for themselves; escapes of letters and digits do not.
  private static func isLiteral(_ escaped: Unicode.Scalar) -> Bool {
    escaped.isASCII && !escaped.properties.isAlphabetic && !("0"..."9").contains(escaped)
  }

  private static func isOptionGroup(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let second = scalars.dropFirst().first else { return false }
    return second.properties.isAlphabetic && second != "P" || second == "-" || second == "^"
  }

  /// Takes what stands in a group whose opening parenthesis was read, and the closing one.
  private static func takeGroup(
    _ scalars: inout ArraySlice<Unicode.Scalar>
  ) -> ArraySlice<Unicode.Scalar>? {
    let whole = scalars
    var depth = 1
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\\":
        guard scalars.popFirst() != nil else { return nil }
      case "[":
        guard skipClass(&scalars) else { return nil }
      case "(":
        depth += 1
      case ")":
        depth -= 1
        if depth == 0 { return whole[..<(scalars.startIndex - 1)] }
      default:
        break
      }
    }
    return nil
  }

  /// The expression within a group that matches where it stands; `nil` for assertions and the like.
  private static func content(ofGroup inner: ArraySlice<Unicode.Scalar>) -> String? {
    var text = String.UnicodeScalarView(inner)
    if text.first == "?" {
      let prefix = String(text)
      if prefix.hasPrefix("?:") || prefix.hasPrefix("?>") {
        text = String.UnicodeScalarView(text.dropFirst(2))
      } else if prefix.hasPrefix("?<"), !prefix.hasPrefix("?<="), !prefix.hasPrefix("?<!"),
        let end = text.firstIndex(of: ">")
      {
        text = String.UnicodeScalarView(text[text.index(after: end)...])
      } else {
        return nil
      }
    } else if text.first == "*" {
      return nil  // a verb such as (*SKIP)
    }
    return String(text)
  }

  /// Skips to the end of a character class whose opening bracket was read.
  private static func skipClass(_ scalars: inout ArraySlice<Unicode.Scalar>) -> Bool {
    if scalars.first == "^" { scalars.removeFirst() }
    if scalars.first == "]" { scalars.removeFirst() }
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\\":
        guard scalars.popFirst() != nil else { return false }
      case "[":
        // A POSIX class such as [:digit:] ends with its own bracket.
        if scalars.first == ":" {
          while let inner = scalars.popFirst(), inner != "]" {}
        }
      case "]":
        return true
      default:
        break
      }
    }
    return false
  }

  private static func skipQuantifier(_ scalars: inout ArraySlice<Unicode.Scalar>) {
    switch scalars.first {
    case "?", "*", "+":
      scalars.removeFirst()
    case "{":
      while let inner = scalars.popFirst(), inner != "}" {}
    default:
      return
    }
    if scalars.first == "?" || scalars.first == "+" { scalars.removeFirst() }
  }
}
