public import Model

/// An article for a terminal: its Markdown with paragraphs wrapped and code left as it is.
public struct ArticleText {
  /// The lines, harmless to a terminal, with a final line end.
  public let text: String

  /// Lays out an article.
  ///
  /// - Parameters:
  ///   - number: The article's number.
  ///   - markdown: Its body.
  ///   - width: Columns of the terminal.
  public init(number: ArticleNumber, markdown: String, width: Int) {
    var layout = Layout(width: width)
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      layout.add(line)
    }
    text = TerminalText.harmless("\(number)\n\n" + layout.finished())
  }

  private struct Layout {
    private let width: Int
    private var lines: [String] = []
    private var isCode = false

    init(width: Int) {
      self.width = width
    }

    mutating func add(_ line: Substring) {
      let content = line.drop { $0 == " " }
      if content.hasPrefix("```") {
        isCode.toggle()
      } else if isCode {
        lines.append("    " + line)
      } else if content.hasPrefix("#") {
        addHeading(content)
      } else if content.hasPrefix("|") {
        lines.append(String(line))
      } else if content.isEmpty {
        addBlank()
      } else {
        addParagraph(content, indent: line.count - content.count)
      }
    }

    func finished() -> String {
      lines.joined(separator: "\n") + "\n"
    }

    private mutating func addHeading(_ line: Substring) {
      // An anchor such as {#symptoms} is for links, not for readers.
      let title = line.drop { $0 == "#" || $0 == " " }.prefix { $0 != "{" }
      addBlank()
      lines.append(title.trimmingSuffix { $0 == " " }.uppercased())
      addBlank()
    }

    private mutating func addBlank() {
      if let last = lines.last, !last.isEmpty { lines.append("") }
    }

    /// A paragraph or a list item; what hangs below an item is indented as far as its text.
    private mutating func addParagraph(_ content: Substring, indent: Int) {
      let marker = content.prefix { $0.isNumber || $0 == "." || $0 == "-" || $0 == "*" }
      let isItem = !marker.isEmpty && content.dropFirst(marker.count).first == " "
      let hanging = indent + (isItem ? marker.count + 1 : 0)
      let breaker = LineBreaker(width: width - hanging)
      let text = isItem ? content.dropFirst(marker.count + 1) : content
      for (number, line) in breaker.lines(of: plain(text)).enumerated() {
        let margin = String(repeating: " ", count: number == 0 ? indent : hanging)
        lines.append(margin + (number == 0 && isItem ? "\(marker) " : "") + line)
      }
    }

    /// The text without marks of emphasis; code keeps its back-ticks, which set it apart.
    private func plain(_ text: Substring) -> String {
      String(text.replacing("**", with: ""))
    }
  }
}

extension Substring {
  fileprivate func trimmingSuffix(_ isTrimmed: (Character) -> Bool) -> Substring {
    var rest = self
    while let last = rest.last, isTrimmed(last) { rest = rest.dropLast() }
    return rest
  }
}
