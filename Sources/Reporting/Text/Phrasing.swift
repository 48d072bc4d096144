import Model

/// A view of a report in one language: the sentences that all views share.
///
/// What comes from the input stands in them on one line, bounded and harmless to
/// a terminal; each view escapes them for its own format.
protocol Phrasing {
  /// The language of everything that is not quoted from the input.
  var language: Language { get }

  /// What every path starts with.
  var folder: SharedFolder { get }

  /// Whether the commands that are shown name the language.
  var commandsNameLanguage: Bool { get }
}

extension Phrasing {
  subscript(text: LocalizedText) -> String { text[language] }

  /// A sentence or a name on one line, safe to show; one of over 2,000 characters is cut.
  func shown(_ text: String) -> String {
    let safe = TerminalText.harmless(text.cut(to: 2_000))
    return safe.split { $0 == "\n" || $0 == "\t" }.joined(separator: " ")
  }

  /// A word of a command, safe to show, or a place-holder if it is beyond all measure.
  func word(_ text: String, orElse placeholder: String) -> String {
    guard text.utf8.count <= 4_096 else { return placeholder }
    return String(
      TerminalText.harmless(text).map { $0 == "\n" ? "␊" : $0 == "\t" ? "␉" : $0 })
  }

  /// A remark in brackets after a text, as the language writes them.
  func bracketed(_ text: String) -> String {
    language == .ja ? "（\(text)）" : " (\(text))"
  }

  /// Items in a row, as the language parts them.
  func listed(_ items: [String]) -> String {
    items.joined(separator: language == .ja ? "、" : ", ")
  }

  /// A source without the folder that all share, standard input by its name.
  func shown(path: String) -> String {
    path == "-" ? self[Strings.standardInput] : shown(folder.short(path))
  }

  /// A label with what it labels, as the language joins them.
  func labelled(_ label: LocalizedText, _ text: String) -> String {
    self[label] + self[Strings.colon] + text
  }
}

extension String {
  /// The text, or its beginning and an ellipsis if it has more characters than that.
  ///
  /// Characters are counted as Unicode does: a letter under a million accents is a
  /// million characters, not one.
  func cut(to limit: Int) -> String {
    guard utf8.count > limit,
      let end = unicodeScalars.index(
        unicodeScalars.startIndex, offsetBy: limit, limitedBy: unicodeScalars.endIndex),
      end < unicodeScalars.endIndex
    else { return self }
    return String(unicodeScalars[..<end]) + "…"
  }
}
