/// The text of an article file, cut into front matter and body.
struct ArticleFile {
  /// The bytes between the two lines of dashes; its first line is the file's second.
  var frontMatter: [UInt8]

  /// The Markdown below, with lines ended by a line feed alone.
  var body: String

  /// The lines of the front matter, to be shown under a message.
  var frontMatterLines: [String] {
    String(decoding: frontMatter, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
  }

  /// What can be wrong with a file before its front matter is looked at.
  enum Fault: Error {
    case notUTF8
    case noFrontMatter
    case unclosedFrontMatter
  }

  init(_ bytes: [UInt8]) throws(Fault) {
    guard var text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
    if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
    var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { $0.last == 0x0D ? $0.dropLast() : $0 }[...]
    guard lines.first.map(Self.isFence) == true else { throw .noFrontMatter }
    lines.removeFirst()
    guard let close = lines.firstIndex(where: Self.isFence) else { throw .unclosedFrontMatter }
    frontMatter = Array(lines[..<close].joined(separator: [0x0A]))
    body = String(
      decoding: Array(lines[(close + 1)...].joined(separator: [0x0A])), as: UTF8.self)
  }

  private static func isFence(_ line: Substring.UTF8View) -> Bool {
    line.elementsEqual("---".utf8)
  }
}
