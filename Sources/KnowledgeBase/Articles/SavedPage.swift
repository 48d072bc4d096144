import Model

/// An article from a web page that someone saved: its number, its language, its text as Markdown.
///
/// Only what stands in `main` or `article` counts, and of it headings, paragraphs, lists, code,
/// tables as lines, and links; everything else of the page is passed over.
struct SavedPage {
  let file: String

  /// Whether files are called so that hold a page.
  static func isNamed(_ name: String) -> Bool {
    name.hasSuffix(".html") || name.hasSuffix(".htm")
  }

  func article(from bytes: [UInt8], language asked: Language?) throws(ArticleProblem) -> Article {
    let page = String(decoding: bytes, as: UTF8.self)
    var reader = PageReader(page[...])
    reader.read()
    guard let number = number(of: page) else {
      throw ArticleProblem(.missingKey("article-number"), at: TextLocation(file: file))
    }
    guard let language = asked ?? reader.language ?? languageOfAddress(in: page) else {
      throw ArticleProblem(.unknownLanguage(file), at: TextLocation(file: file))
    }
    let title = reader.heading.isEmpty ? reader.title : reader.heading
    guard !title.isEmpty, !reader.markdown.isEmpty else {
      throw ArticleProblem(.missingKey("title"), at: TextLocation(file: file))
    }
    return Article(
      number: number, language: language, origin: .imported, title: title,
      description: reader.meta["description"] ?? "",
      keywords: (reader.meta["keywords"] ?? "").separatedByCommas,
      product: reader.meta["product"] ?? reader.meta["solution"] ?? "",
      date: date(reader.meta), url: reader.canonical, body: reader.markdown)
  }

  /// The number in the page's own address, else in the file's name, else the first in the text.
  private func number(of page: String) -> ArticleNumber? {
    let name = file.split(separator: "/").last.map(String.init) ?? ""
    for text in [
      page.firstMatch(of: /kbarticles\/(k[at]-[0-9]+)/.ignoresCase())?.output.1,
      name.firstMatch(of: /(k[at]-[0-9]+)/.ignoresCase())?.output.1,
      page.firstMatch(of: /(K[AT]-[0-9]{4,6})/)?.output.1,
    ] {
      if let text, let number = ArticleNumber(text.uppercased()) { return number }
    }
    return nil
  }

  private func languageOfAddress(in page: String) -> Language? {
    page.firstMatch(of: /experienceleague\.adobe\.com\/(en|fr|ja)\//)
      .flatMap { Language(rawValue: String($0.output.1)) }
  }

  private func date(_ meta: [String: String]) -> String {
    ["last-substantial-update", "article-published-date", "last-update", "publish-date"]
      .compactMap { meta[$0] }
      .lazy.compactMap { ArticleDate.iso($0) ?? ArticleDate.american($0) }.first ?? ""
  }
}

/// Reads the tags of a page one after the other; never twice over the same letters.
private struct PageReader {
  private(set) var title = ""
  private(set) var heading = ""
  private(set) var language: Language?
  private(set) var meta: [String: String] = [:]
  private(set) var canonical: String?
  private var rest: Substring
  private var blocks: [String] = []
  private var text = ""
  private var lists: [(isNumbered: Bool, count: Int)] = []
  private var depth = 0
  private var isCode = false
  private var link: String?

  private static let passedOver: Set<String> = [
    "script", "style", "nav", "header", "footer", "noscript", "svg", "template", "form",
  ]

  var markdown: String { blocks.joined(separator: "\n\n") }

  init(_ page: Substring) {
    rest = page
  }

  mutating func read() {
    while let start = rest.firstIndex(of: "<") {
      take(rest[..<start])
      rest = rest[start...].dropFirst()
      if rest.hasPrefix("!--") {
        rest = rest.firstRange(of: "-->").map { rest[$0.upperBound...] } ?? ""
        continue
      }
      guard let end = rest.firstIndex(of: ">") else { break }
      let tag = rest[..<end]
      rest = rest[end...].dropFirst()
      handle(tag)
    }
    flush()
  }

  private mutating func take(_ piece: Substring) {
    guard depth > 0 else { return }
    let plain = String(piece).decodingEntities
    if isCode {
      text += plain
    } else {
      let words = plain.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      if plain.first?.isWhitespace == true, !text.isEmpty { text += " " }
      text += words
      if plain.last?.isWhitespace == true, !words.isEmpty { text += " " }
    }
  }

  private mutating func handle(_ tag: Substring) {
    let isClosing = tag.first == "/"
    let name = tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }.lowercased()
    if !isClosing, Self.passedOver.contains(name) {
      let close = "</\(name)"
      let end = rest.firstRange(of: close)
      rest = end.map { rest[$0.upperBound...].drop { $0 != ">" }.dropFirst() } ?? ""
      return
    }
    switch name {
    case "html": language = language ?? attribute("lang", of: tag).flatMap(Language.init(locale:))
    case "title" where !isClosing:
      title = String(rest.prefix { $0 != "<" }).decodingEntities.trimmed
    case "meta":
      if let key = attribute("name", of: tag) ?? attribute("property", of: tag) {
        meta[key.lowercased()] = attribute("content", of: tag)?.decodingEntities
      }
    case "link" where attribute("rel", of: tag) == "canonical":
      canonical = attribute("href", of: tag).flatMap { $0.hasPrefix("https://") ? $0 : nil }
    case "main", "article":
      depth += isClosing ? -min(1, depth) : 1
      flush()
    default:
      if depth > 0 { handle(name, isClosing: isClosing, tag: tag) }
    }
  }

  private mutating func handle(_ name: String, isClosing: Bool, tag: Substring) {
    switch name {
    case "h1", "h2", "h3", "h4", "h5", "h6":
      if isClosing {
        let level = Int(name.dropFirst()) ?? 2
        if level == 1, heading.isEmpty { heading = text.trimmed }
        text = String(repeating: "#", count: level) + " " + text.trimmed
      }
      flush()
    case "p", "div", "section", "tr", "table", "dl", "dt", "dd", "blockquote":
      if !isCode { flush() }
    case "br": text += "\n"
    case "td", "th": text += " "
    case "ul", "ol":
      flush()
      if isClosing { _ = lists.popLast() } else { lists.append((name == "ol", 0)) }
    case "li":
      flush()
      if !isClosing, var list = lists.popLast() {
        list.count += 1
        lists.append(list)
        text = list.isNumbered ? "\(list.count). " : "- "
      }
    case "pre":
      if isClosing, isCode {
        blocks.append("```\n" + text.trimmed + "\n```")
        text = ""
      } else {
        flush()
      }
      isCode = !isClosing
    case "code": if !isCode { text += "`" }
    case "a":
      if isClosing {
        if let link { text += "](\(link))" }
        link = nil
      } else if let address = attribute("href", of: tag), address.hasPrefix("https://"), link == nil
      {
        link = address
        text += "["
      }
    default: break
    }
  }

  private mutating func flush() {
    let block = text.trimmed
    text = ""
    if !block.isEmpty, block != "-" { blocks.append(block) }
  }

  /// The value of an attribute, whatever its quotes.
  private func attribute(_ name: String, of tag: Substring) -> String? {
    var search = tag[...]
    while let range = search.firstRange(of: name + "=") {
      let isWhole =
        range.lowerBound == tag.startIndex
        || tag[tag.index(before: range.lowerBound)].isWhitespace
      let value = search[range.upperBound...]
      search = value
      guard isWhole else { continue }
      if let quote = value.first, quote == "\"" || quote == "'" {
        return String(value.dropFirst().prefix { $0 != quote })
      }
      return String(value.prefix { !$0.isWhitespace && $0 != "/" })
    }
    return nil
  }
}
