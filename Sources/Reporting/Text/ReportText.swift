public import Model
import UnicodeKit

/// The report as text for a terminal: the answer first, then the proof, then what was read.
///
/// The finding that explains the others stands there in full, the others in a few lines
/// each, unless the style asks for everything.
///
/// Every line fits the width, East Asian characters counted as two columns; only
/// an article's web address may stand out, so that it can be followed. What came
/// from the input is shown with its control characters made visible.
public struct ReportText: Sendable {
  /// How a report is shown.
  public struct Style: Hashable, Sendable {
    /// Columns of the terminal; fewer than 40 are taken for 40.
    public var width: Int

    /// Whether severities and headings are coloured with ANSI sequences.
    public var usesColor: Bool

    /// The language of everything that is not quoted from the input.
    public var language: Language

    /// Whether the commands that are shown name the language, because a person had to name it.
    public var commandsNameLanguage: Bool

    /// Whether everything is told, and not what fits on a screen.
    public var isVerbose = false

    /// Whether drawings may use characters beyond ASCII.
    public var drawsBlocks = true

    /// Whether articles are linked with the sequence OSC 8, for terminals that follow it.
    public var linksArticles = false

    /// Makes a style.
    public init(
      width: Int = 80, usesColor: Bool = false, language: Language = .en,
      commandsNameLanguage: Bool = false
    ) {
      self.width = max(40, width)
      self.usesColor = usesColor
      self.language = language
      self.commandsNameLanguage = commandsNameLanguage
    }
  }

  /// The text, with a line feed at its end.
  public let text: String

  /// Shows a report, which should have passed the redactor.
  public init(_ report: Report, style: Style = Style()) {
    var page = Page(style: style, folder: SharedFolder(of: report.coverage))
    page.addVerdict(of: report)
    page.addFindings(of: report)
    page.addUnknowns(of: report)
    page.addTimeline(of: report.coverage)
    page.addCoverage(of: report.inspection, isFull: style.isVerbose)
    if !style.isVerbose, page.leavesOut(of: report) { page.addPointer() }
    text = page.lines.joined(separator: "\n") + "\n"
  }

  /// Shows the findings of a report and nothing else, for who follows a log.
  public init(findingsOf report: Report, style: Style = Style()) {
    var page = Page(style: style, folder: SharedFolder(of: report.coverage))
    page.addFindings(of: report)
    text = page.lines.drop(while: \.isEmpty).joined(separator: "\n") + "\n"
  }
}

/// The lines of a report as they come about.
struct Page: Phrasing {
  let style: ReportText.Style
  let folder: SharedFolder
  private(set) var lines: [String] = []

  init(style: ReportText.Style, folder: SharedFolder) {
    self.style = style
    self.folder = folder
  }

  var language: Language { style.language }
  var commandsNameLanguage: Bool { style.commandsNameLanguage }

  // MARK: Lines

  mutating func addBlank() {
    if lines.last?.isEmpty == false { lines.append("") }
  }

  /// Adds a paragraph, broken into lines.
  mutating func add(_ text: String, indent: Int = 0, hanging: Int = 0, tone: Tone? = nil) {
    let breaker = LineBreaker(width: style.width - indent, hanging: hanging)
    let broken = breaker.lines(of: text).filter { !$0.isEmpty }
    for (index, line) in broken.enumerated() {
      let margin = String(repeating: " ", count: indent + (index == 0 ? 0 : hanging))
      lines.append(margin + colored(line, tone))
    }
  }

  /// Adds lines that are broken already.
  mutating func add(lines broken: [String], indent: Int, tone: Tone? = nil) {
    let margin = String(repeating: " ", count: indent)
    for line in broken { lines.append(margin + colored(line, tone)) }
  }

  mutating func replace(_ index: Int, _ line: String) { lines[index] = line }

  /// Adds a text of several lines; one that starts with spaces is a command or an example.
  mutating func addLines(_ text: String, indent: Int, hanging: Int = 0) {
    for (number, line) in text.split(separator: "\n").enumerated() {
      let isExample = number > 0 && line.hasPrefix(" ")
      let words = shown(String(line.drop { $0 == " " }))
      let margin = indent + (number == 0 ? 0 : hanging)
      add(
        words, indent: margin, hanging: number == 0 ? hanging : 0, tone: isExample ? .strong : nil)
    }
  }

  /// Adds a block beside its label, or under it where the terminal is narrow.
  ///
  /// - Parameter body: Adds the block at the indent that it is given.
  mutating func addBlock(_ label: LocalizedText, _ body: (inout Page, Int) -> Void) {
    let column = labelColumn
    let first = lines.count
    guard style.width >= 72 else {
      body(&self, 4)
      if lines.count > first { lines.insert("  " + colored(self[label], .dim), at: first) }
      return
    }
    body(&self, column)
    guard lines.count > first else { return }
    let name = "  " + self[label]
    let padding = String(repeating: " ", count: column - name.displayWidth)
    let margin = String(repeating: " ", count: column)
    guard lines[first].hasPrefix(margin) else {
      lines.insert(colored(name, .dim), at: first)
      return
    }
    lines[first] = colored(name, .dim) + padding + lines[first].dropFirst(column)
  }

  private var labelColumn: Int {
    2 + (Strings.labels.map { self[$0].displayWidth }.max() ?? 0) + 2
  }

  // MARK: Colour

  /// What a colour says; nothing is said by colour alone.
  enum Tone: String {
    case bad = "1;31"
    case doubtful = "1;33"
    case fine = "1;32"
    case mild = "1;36"
    case strong = "1"
    case dim = "2"

    init(_ severity: Severity) {
      switch severity {
      case .critical, .error: self = .bad
      case .warning: self = .doubtful
      case .notice: self = .mild
      }
    }
  }

  /// A text that leads to a web page, for terminals that follow it.
  func linked(_ text: String, to address: String?) -> String {
    guard style.linksArticles, let address = address.flatMap(WebAddress.harmless) else {
      return text
    }
    return "\u{1B}]8;;\(address)\u{1B}\\\(text)\u{1B}]8;;\u{1B}\\"
  }

  func colored(_ text: String, _ tone: Tone?) -> String {
    guard style.usesColor, let tone, !text.isEmpty else { return text }
    return "\u{1B}[\(tone.rawValue)m\(text)\u{1B}[0m"
  }
}
