/// A text of a rule as its author wrote it: words with code between back-ticks, examples indented.
struct Prose {
  /// A piece of a line.
  enum Piece: Hashable {
    case words(String)
    case code(String)
  }

  /// Words, or lines to be typed.
  enum Block: Hashable {
    case words(String)
    case example([String])
  }

  /// The pieces of a line; a back-tick without another is itself.
  static func pieces(of line: String) -> [Piece] {
    var pieces: [Piece] = []
    var parts = line.split(separator: "`", omittingEmptySubsequences: false)[...]
    while let words = parts.popFirst() {
      if parts.count == 1, let rest = parts.popFirst() {
        pieces.append(.words(words + "`" + rest))
      } else {
        if !words.isEmpty { pieces.append(.words(String(words))) }
        if let code = parts.popFirst() {
          pieces.append(code.isEmpty ? .words("``") : .code(String(code)))
        }
      }
    }
    return pieces
  }

  /// The blocks of a text; lines behind the first that start with a space are an example.
  static func blocks(of text: String) -> [Block] {
    var blocks: [Block] = []
    for (number, line) in text.split(separator: "\n").enumerated() {
      let words = String(line.drop { $0 == " " })
      if number == 0 || !line.hasPrefix(" ") {
        blocks.append(.words(words))
      } else if case .example(let lines)? = blocks.last {
        blocks[blocks.count - 1] = .example(lines + [words])
      } else {
        blocks.append(.example([words]))
      }
    }
    return blocks
  }
}
