/// The parts of an article that search weighs differently, as plain text.
struct ArticleSections: Hashable {
  /// The heading above the text. In a translated article it was often translated
  /// for a second time, and in other words than the title.
  var heading = ""

  /// What goes wrong, and where: everything above the resolution.
  var symptom = ""

  /// The blocks of code: logs, configurations, commands.
  var code = ""

  /// The pieces of code inside sentences.
  var inline = ""

  /// What to do about it.
  var resolution = ""

  /// Takes a Markdown text apart.
  ///
  /// The resolution starts at a heading of the second level that is marked
  /// `{#resolution}` or named so; KCS articles have exactly these two parts.
  init(markdown: String) {
    var fence: String?
    var isResolution = false
    for bytes in markdown.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let line = Substring(bytes)
      let start = line.drop { $0 == " " || $0 == "\t" || $0 == ">" }
      if let open = fence {
        if start.hasPrefix(open) { fence = nil } else { code += line + "\n" }
        continue
      }
      if start.hasPrefix("```") || start.hasPrefix("~~~") {
        fence = String(start.prefix(3))
        continue
      }
      if start.hasPrefix("#") {
        let level = start.prefix { $0 == "#" }.count
        if level == 1 { heading += Self.plain(start.drop { $0 == "#" }).prose.trimmed + "\n" }
        // The two parts are called the same in every article.
        if level == 2 { isResolution = Self.isResolution(start) }
        if level <= 2, level == 1 || isResolution || start.contains("{#") { continue }
      }
      let (prose, pieces) = Self.plain(start)
      inline += pieces
      if isResolution { resolution += prose + "\n" } else { symptom += prose + "\n" }
    }
  }

  private static func isResolution(_ heading: Substring) -> Bool {
    if heading.contains("{#resolution}") { return true }
    let names = ["resolution", "solution", "résolution", "解決策", "解決方法", "対処方法"]
    return names.contains(heading.drop { $0 == "#" || $0 == " " }.lowercased().trimmed)
  }

  /// A line of Markdown as a reader sees it.
  static func plainLine(_ line: Substring) -> String {
    plain(line.drop { $0 == " " || $0 == "\t" || $0 == ">" }).prose
  }

  /// A line without marks, tags, addresses and anchors, and the code inside it, one piece a line.
  private static func plain(_ line: Substring) -> (prose: String, code: String) {
    if !line.utf8.contains(where: marks.contains) { return (String(line), "") }
    var prose = ""
    var code = ""
    var rest = MarkedLine(rest: line)
    while let character = rest.rest.first {
      if character == "`", let piece = rest.take(from: "`", to: "`") {
        code += piece.decodingEntities + "\n"
        prose += piece.decodingEntities
      } else if character == "\\", rest.rest.dropFirst().first?.isMarked == true {
        rest.rest.removeFirst()
      } else if character == "<", rest.startsTag, rest.take(from: "<", to: ">") != nil {
        prose += " "
      } else if character == "]", rest.take(from: "](", to: ")") != nil {
        prose += " "
      } else if character == "{", rest.take(from: "{#", to: "}") != nil {
        prose += " "
      } else {
        prose.append(character == "*" || character == "|" ? " " : character)
        rest.rest.removeFirst()
      }
    }
    return (prose.decodingEntities, code)
  }
}

private let marks = Set("`<]{*|&\\".utf8)

/// What is left of a line, and which closing signs it is known not to hold any more.
private struct MarkedLine {
  var rest: Substring
  private var absent: Set<Character> = []

  init(rest: Substring) {
    self.rest = rest
  }

  /// Takes what stands between two signs, if the rest starts with the first.
  mutating func take(from open: String, to close: Character) -> Substring? {
    guard !absent.contains(close), rest.hasPrefix(open) else { return nil }
    let inner = rest.dropFirst(open.count)
    guard let end = inner.firstIndex(of: close) else {
      absent.insert(close)
      return nil
    }
    rest = inner[end...].dropFirst()
    return inner[..<end]
  }

  /// Whether a tag starts here; `<instance>` in a path is a word, and stays one.
  var startsTag: Bool {
    let name = rest.dropFirst().drop { $0 == "/" }.prefix(8)
      .prefix { $0.isLetter || $0.isNumber }.lowercased()
    return tagNames.contains(name)
  }
}

private let tagNames: Set<String> = [
  "a", "b", "br", "code", "div", "em", "h1", "h2", "h3", "h4", "hr", "i", "img", "li", "ol", "p",
  "pre", "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul",
]

extension Character {
  /// Whether a backslash before it only says that it is no mark.
  fileprivate var isMarked: Bool {
    self == " " || (isASCII && (isPunctuation || isSymbol))
  }
}

extension StringProtocol {
  /// The text with the five entities of XML and the no-break space put back.
  var decodingEntities: String {
    guard contains("&") else { return String(self) }
    var text = ""
    var rest = self[...]
    while let character = rest.first {
      let entity = character == "&" ? entities.first { rest.hasPrefix($0.key) } : nil
      text += entity?.value ?? String(character)
      rest = rest.dropFirst(entity?.key.count ?? 1)
    }
    return text
  }
}

private let entities: KeyValuePairs = [
  "&quot;": "\"", "&#34;": "\"", "&apos;": "'", "&#39;": "'", "&#x27;": "'", "&lt;": "<",
  "&gt;": ">", "&nbsp;": " ", "&amp;": "&",
]
