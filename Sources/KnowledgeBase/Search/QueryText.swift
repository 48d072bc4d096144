/// A piece of a query with what it counts for.
struct WeightedText: Hashable {
  var text: String
  var weight: Double
}

/// What a person typed or pasted, cleaned of what no article can hold.
///
/// A pasted log is taken apart line by line: routine lines go where there are
/// worse ones, times, addresses and identifiers go, the thread counts little and
/// of a stack trace only the first frames that are not everyone's. The weights
/// are those measured on real queries.
struct QueryText {
  /// Longer pastes are cut: no article is recognised by its thirty-thousandth letter.
  static let limit = 32_000

  let pieces: [WeightedText]

  /// Whether it is a piece of a log and not what a person says.
  let isLog: Bool

  /// What belongs together.
  private(set) var quoted = QuotedPhrases()

  init(_ text: String, noise: LogNoise) {
    var text = String(decoding: text.utf8.prefix(Self.limit), as: UTF8.self)
      .withBoundedCharacters.decodingEntities
    if text.contains("\\\"") {
      // JSON inside JSON: `\n` would stick to the word after it.
      for mark in ["\\n", "\\t", "\\r"] {
        text = text.split(separator: mark, omittingEmptySubsequences: false)
          .joined(separator: "\n")
      }
    }
    isLog = noise.looksLikeLog(text)
    guard isLog else {
      quoted = QuotedPhrases(text)
      pieces = [WeightedText(text: text, weight: 1)]
      return
    }
    let lines = text.split(whereSeparator: \.isNewline).map { LogLine($0, noise: noise) }
    let hasWorse = lines.contains { $0.rank == .bad }
    var reader = LogReader()
    for line in lines where !(hasWorse && line.rank == .routine) {
      reader.take(line)
    }
    pieces = reader.pieces
  }
}

extension String {
  /// The text without what goes beyond 30 marks on a letter (Unicode Annex 15, “Stream-Safe Text”).
  ///
  /// Where a text is searched, the time grows with the square of such a heap.
  fileprivate var withBoundedCharacters: String {
    guard contains(where: { $0.unicodeScalars.count > 31 }) else { return self }
    var bounded = String.UnicodeScalarView()
    for character in self { bounded.append(contentsOf: character.unicodeScalars.prefix(31)) }
    return String(bounded)
  }
}

/// One line of a pasted log.
private struct LogLine {
  enum Rank {
    case routine
    case plain
    case bad
  }

  enum Content {
    /// `at com.example.Type.method(…)`, without the arguments.
    case frame(method: Substring)

    /// Anything else, times and identifiers taken out.
    case message(String, thread: String)
  }

  var rank: Rank
  var content: Content
  var isCause: Bool

  init(_ line: Substring, noise: LogNoise) {
    let start = line.drop(while: \.isWhitespace)
    isCause = start.hasPrefix("Caused by:")
    if let method = noise.frame(in: start) {
      rank = .plain
      content = .frame(method: method)
      return
    }
    let level = noise.level(in: start)
    let isException = isCause || noise.namesException(start)
    switch level {
    case "ERROR", "WARN", "WARNING", "SEVERE", "FATAL", "CRITICAL": rank = .bad
    case "INFO", "DEBUG", "TRACE": rank = .routine
    default: rank = isException ? .bad : .plain
    }
    let clean = noise.removed(from: start)
    let (message, thread) = Self.splitThread(of: clean, noise: noise)
    content = .message(message, thread: thread)
  }

  /// The bracket after `*LEVEL*`, which names thread or request; brackets may lie in it.
  private static func splitThread(
    of line: String, noise: LogNoise
  ) -> (message: String, thread: String) {
    guard let mark = noise.threadStart(in: line) else { return (line, "") }
    var depth = 1
    var index = mark.upperBound
    while index < line.endIndex {
      if line[index] == "[" { depth += 1 }
      if line[index] == "]" { depth -= 1 }
      if depth == 0 { break }
      index = line.index(after: index)
    }
    let rest = line[index...].dropFirst()
    return (String(line[..<mark.lowerBound] + rest), String(line[mark.upperBound..<index]))
  }
}

/// Turns the lines of a pasted log into weighted pieces.
private struct LogReader {
  var pieces: [WeightedText] = []
  private var frames = 0

  init() {}

  mutating func take(_ line: LogLine) {
    switch line.content {
    case .frame(let method):
      takeFrame(method)
    case .message(let message, let thread):
      frames = 0
      pieces.append(WeightedText(text: message, weight: line.isCause ? 1.2 : 1))
      if !thread.isEmpty { pieces.append(WeightedText(text: thread, weight: 0.3)) }
    }
  }

  /// The first three frames that are not of the machinery tell most, the next three something.
  private mutating func takeFrame(_ method: Substring) {
    let isGeneric = genericPackages.contains { method.hasPrefix($0) }
    guard !isGeneric, frames < 6 else { return }
    let typeAndMethod = method.split(separator: ".").suffix(2).joined(separator: ".")
    pieces.append(WeightedText(text: typeAndMethod, weight: frames < 3 ? 0.5 : 0.25))
    frames += 1
  }
}

private let genericPackages = [
  "org.eclipse.jetty.", "org.apache.felix.", "org.apache.sling.engine.",
  "org.apache.sling.event.", "org.apache.sling.servlets.", "org.apache.sling.scripting.",
  "java.", "javax.", "jdk.", "sun.", "com.google.common.",
]
