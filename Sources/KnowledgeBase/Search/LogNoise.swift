/// What in a log changes from run to run: times, addresses, identifiers, places in source files.
///
/// Codes such as `OakState0001`, `XTK-170006` or `403` are what articles are found by; they stay.
struct LogNoise {
  private let noise = Self.plain(
    #/
      \d{1,4}[.\/-]\d{1,2}[.\/-]\d{2,4}[T\x20_]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\x20?(?:Z\b|[+-]\d{2}:?\d{2}\b)?
      | \d{1,2}\/[A-Z][a-z]{2}\/\d{4}:\d{2}:\d{2}:\d{2}(?:\x20[+-]\d{4})?
      | [A-Z][a-z]{2}\x20[A-Z][a-z]{2}\x20+\d{1,2}\x20\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:\x20\d{4})?
      | \b\d{4}-\d{2}-\d{2}\b
      | \b\d{2}[.\/]\d{2}[.\/]\d{4}\b
      | \b\d{2}:\d{2}:\d{2}(?:[.,]\d+)?
      | \b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b
      | \b(?:0x)?[0-9a-fA-F]{12,}\b
      | @[0-9a-f]{5,16}\b
      | \b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?::\d+)?\b
      | \b\d{9,}\b
      | \bqtp\d+(?:-\d+)?
      | \bpool-\d+-thread-\d+
      | \[(?:pid\x20)?\d+\]
      | \bpid\x20\d+(?::tid\x20\d+)?
      | \([\w$]+\.(?:java|kt|scala|groovy)(?::\d+)?\)
      | \[[\w.\-]+:\d+\.[\w.\-]+\]
      | \b(?:author|publish|dispatcher)-p\d+-e\d+[\w.\-]*
    /#)

  private let stackFrame = Self.plain(#/^at\x20+([\w.$\/@<>]+)\(/#)

  private let exception = Self.plain(
    #/^(?:[\w$]+\.)+[A-Z][\w$]*(?:Exception|Error)\b|^Exception\x20in\x20thread/#)

  private let word = Self.plain(
    #/\b(?:ERROR|WARN|WARNING|SEVERE|FATAL|CRITICAL|INFO|DEBUG|TRACE)\b/#)

  private let clock = Self.plain(#/\d{1,2}:\d{2}:\d{2}/#)

  private let starredLevel = Self.plain(#/\*[A-Z]{4,5}\*/#)

  private let bracketAfterLevel = Self.plain(#/\*[A-Z]+\*\x20*\[/#)

  private let anyFrame = Self.plain(#/\bat\x20[\w$]+(?:\.[\w$<>]+)+\(/#)

  private let member = Self.plain(#/["'][\w.\-]+\\*["']\s*:/#)

  /// Whether a text is a piece of a log or a payload and not a question.
  func looksLikeLog(_ text: String) -> Bool {
    text.utf16.count > 220 || text.contains(where: \.isNewline) || text.contains(clock)
      || text.contains(starredLevel) || text.contains(anyFrame) || text.contains(member)
  }

  /// The text with all that varies taken out.
  func removed(from line: Substring) -> String {
    String(line.replacing(noise, with: " "))
  }

  /// The method of a stack frame, with package and type.
  func frame(in line: Substring) -> Substring? {
    guard line.hasPrefix("at ") else { return nil }
    guard let match = line.firstMatch(of: stackFrame) else { return nil }
    // Newer virtual machines put `module/` or `loader//module@version/` before the package.
    return match.output.1.split(separator: "/").last
  }

  /// The level a line states near its start.
  func level(in line: Substring) -> String {
    line.prefix(120).firstMatch(of: word).map { String($0.output) } ?? ""
  }

  /// The level in stars and the opening of the bracket after it.
  func threadStart(in line: String) -> Range<String.Index>? {
    line.firstRange(of: bracketAfterLevel)
  }

  /// Whether the line starts with the full name of an exception.
  func namesException(_ line: Substring) -> Bool {
    line.firstMatch(of: exception) != nil
  }

  private static func plain<Output>(_ regex: Regex<Output>) -> Regex<Output> {
    regex.matchingSemantics(.unicodeScalar).asciiOnlyDigits().asciiOnlyWordCharacters()
  }
}
