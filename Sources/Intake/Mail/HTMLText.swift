/// The text of an HTML page, as a reader of mail sees it: one pass, nothing nested, no scripts.
struct HTMLText {
  /// The text, as UTF-8.
  private(set) var bytes: [UInt8] = []

  private let html: [UInt8]
  private var index = 0
  private var preformatted = 0
  private var needsBlank = false

  /// Elements whose content is not shown.
  private static let hidden: Set<String> = ["script", "style", "head", "title", "template"]

  /// Elements that start a line of their own.
  private static let blocks: Set<String> = [
    "address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section", "table", "tr", "ul",
  ]

  private static let entities: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "laquo": "«",
    "raquo": "»", "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "ndash": "–",
    "mdash": "—", "hellip": "…", "eacute": "é", "egrave": "è", "ecirc": "ê", "agrave": "à",
    "acirc": "â", "ccedil": "ç", "ocirc": "ô", "ugrave": "ù", "icirc": "î", "Eacute": "É",
    "Agrave": "À", "euro": "€", "copy": "©", "reg": "®", "deg": "°", "bull": "•", "middot": "·",
  ]

  /// Reads a page that is UTF-8.
  init(_ html: [UInt8]) {
    self.html = html
    while index < html.count {
      switch html[index] {
      case UInt8(ascii: "<"): readTag()
      case UInt8(ascii: "&"): readEntity()
      case let byte:
        add(byte)
        index += 1
      }
    }
    while bytes.last == 0x20 || bytes.last == 0x0A { bytes.removeLast() }
    if !bytes.isEmpty { bytes.append(0x0A) }
  }

  private mutating func add(_ byte: UInt8) {
    let isBlank = byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    if preformatted > 0 {
      if byte != 0x0D { bytes.append(byte) }
    } else if isBlank {
      needsBlank = true
    } else {
      if needsBlank, let last = bytes.last, last != 0x0A { bytes.append(0x20) }
      needsBlank = false
      bytes.append(byte)
    }
  }

  private mutating func endLine() {
    needsBlank = false
    if let last = bytes.last, last != 0x0A { bytes.append(0x0A) }
  }

  private mutating func readTag() {
    if html[index...].starts(with: "<!--".utf8) {
      index = end(of: "-->", from: index + 4)
      return
    }
    let isClosing = index + 1 < html.count && html[index + 1] == UInt8(ascii: "/")
    let start = index + (isClosing ? 2 : 1)
    let name = html[min(start, html.count)...].prefix(16)
      .prefix {
        ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z")
          || ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9"))
      }
    let tag = String(decoding: name, as: UTF8.self).lowercased()
    let isMarkup = !tag.isEmpty || (start < html.count && "!?".utf8.contains(html[start]))
    guard isMarkup, let close = html[index...].firstIndex(of: UInt8(ascii: ">")) else {
      // A lone sign, as careless writers leave it.
      add(html[index])
      index += 1
      return
    }
    index = close + 1
    if Self.hidden.contains(tag), !isClosing, html[close - 1] != UInt8(ascii: "/") {
      index = end(of: "</\(tag)", from: index)
      index = html[index...].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? html.count
    }
    if Self.blocks.contains(tag) {
      tag == "br" && !isClosing ? addBreak() : endLine()
    } else if tag == "td" || tag == "th" {
      needsBlank = true
    }
    if tag == "pre" { preformatted = isClosing ? max(0, preformatted - 1) : preformatted + 1 }
  }

  /// A break ends the line even where it is empty, but not more than one such.
  private mutating func addBreak() {
    needsBlank = false
    if !bytes.isEmpty, !bytes.suffix(2).elementsEqual([0x0A, 0x0A]) { bytes.append(0x0A) }
  }

  /// The place behind a text, in whatever case, or the end.
  private func end(of text: String, from start: Int) -> Int {
    let text = Array(text.utf8)
    var place = min(start, html.count)
    while let found = html[place...].firstIndex(of: text[0]) {
      let isThere = html[found...].prefix(text.count).elementsEqual(text) { left, right in
        left == right || (left | 0x20 == right && right >= UInt8(ascii: "a"))
      }
      if isThere { return found + text.count }
      place = found + 1
    }
    return html.count
  }

  private mutating func readEntity() {
    let body = html[(index + 1)...].prefix(12)
    guard let semicolon = body.firstIndex(of: UInt8(ascii: ";")),
      let text = Self.text(ofEntity: String(decoding: body[..<semicolon], as: UTF8.self))
    else {
      add(html[index])
      index += 1
      return
    }
    for byte in text.utf8 { add(byte) }
    index = semicolon + 1
  }

  private static func text(ofEntity name: String) -> String? {
    guard name.hasPrefix("#") else { return entities[name] }
    let digits = name.dropFirst()
    let isHex = digits.first == "x" || digits.first == "X"
    let value = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return value.flatMap(Unicode.Scalar.init).map { $0.value == 0xA0 ? " " : String($0) }
  }
}
