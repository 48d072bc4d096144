/// The lines of a status page, which comes as text or as a JSON list of its lines.
struct StatusLines {
  /// One line with its place in the document.
  struct Line {
    let text: String
    let bytes: Range<Int>

    /// How many spaces stand before the text.
    var indent: Int { text.utf8.prefix { $0 == 0x20 }.count }
  }

  private(set) var lines: [Line] = []

  /// What is wrong with a JSON list; text has no grammar to break.
  private(set) var problem: ReadingProblem?

  init(_ bytes: [UInt8], path: String, limit: Int = .max) {
    guard bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "[") else {
      lines = bytes.lines.prefix(limit).map {
        Line(text: String(decoding: bytes[$0], as: UTF8.self), bytes: $0)
      }
      return
    }
    let (node, error) = JSONReader().readAsFarAsPossible(bytes)
    if let error {
      problem = ReadingProblem(.json(error.kind), at: error.offset, in: bytes, of: path)
    }
    guard case .array(let nodes)? = node?.value else { return }
    lines = nodes.prefix(limit).compactMap { node in
      node.string.map { Line(text: $0, bytes: node.bytes) }
    }
  }
}

extension String {
  /// The text before and behind the first separator, without white space around.
  func cut(at separator: String) -> (key: String, value: String)? {
    guard let found = firstRange(of: separator) else { return nil }
    let isBlank = { (character: Character) in character == " " || character == "\t" }
    let key = self[..<found.lowerBound].drop(while: isBlank)
    let value = self[found.upperBound...].drop(while: isBlank)
    return (String(key), String(value))
  }
}
