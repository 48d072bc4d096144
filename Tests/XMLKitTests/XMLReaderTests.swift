import TestSupport
import Testing
import XMLKit

@Suite("XML")
struct XMLReaderTests {
  private func events(_ text: String) throws -> [XMLEvent] {
    try events(Array(text.utf8))
  }

  private func events(_ bytes: [UInt8]) throws -> [XMLEvent] {
    var events: [XMLEvent] = []
    try XMLReader().read(bytes) { events.append($0) }
    return events
  }

  private func elements(_ text: String) throws -> [XMLElement] {
    try events(text).compactMap { if case .start(let element) = $0 { element } else { nil } }
  }

  @Test("elements come with attributes, lines and bytes")
  func elements() throws {
    let text =
      "<?xml version=\"1.0\"?>\n<!-- don't -->\n<jcr:root xmlns:jcr=\"http://x\"\n"
      + "  jcr:title='a > b &amp; &#233;'\n  b=\"{Long}1\">\n  <c d=\"1\"/>é<e/></jcr:root>\n"
    let bytes = Array(text.utf8)
    let found = try elements(text)
    #expect(found.map(\.name) == ["jcr:root", "c", "e"])
    #expect(found.map(\.line) == [3, 6, 6])
    #expect(found[0].attributes.map(\.name) == ["jcr:title", "b"])
    #expect(found[0]["jcr:title"] == "a > b & é")
    #expect(found[0].attributes.map(\.line) == [4, 5])
    let ends = try events(text).compactMap { if case .end(_, let end) = $0 { end } else { nil } }
    let endOfRoot = text.utf8.count - 1
    #expect(ends == [found[1].bytes.upperBound, found[2].bytes.upperBound, endOfRoot])
    let slices = (found[0].attributes.map(\.bytes) + found.map(\.bytes)).map {
      String(decoding: bytes[$0], as: UTF8.self)
    }
    #expect(
      slices == [
        "jcr:title='a > b &amp; &#233;'", "b=\"{Long}1\"",
        "<jcr:root xmlns:jcr=\"http://x\"\n  jcr:title='a > b &amp; &#233;'\n  b=\"{Long}1\">",
        "<c d=\"1\"/>", "<e/>",
      ])
  }

  @Test("texts come in order, sections of plain characters included")
  func texts() throws {
    let text = try events("<a>x &lt; <![CDATA[<y>]]><b/>z</a>").map {
      switch $0 {
      case .start(let element): "(\(element.name)"
      case .text(let text): text
      case .end: ")"
      }
    }
    #expect(text.joined() == "(ax < <y>(b)z)")
  }

  @Test("places stay right in a text of many pieces", arguments: 0..<8 as Range<UInt64>)
  func manyPieces(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var text = "<root>\n"
    var starts: [Int] = []
    for number in 0..<1_000 {
      starts.append(text.utf8.count)
      text +=
        "<n\(number) a=\"\(String(repeating: "é>", count: .random(in: 0...9, using: &random)))\""
      text += "/>" + String(repeating: "\nü", count: .random(in: 0...3, using: &random))
    }
    text += "</root>"
    let found = try elements(text).dropFirst()
    #expect(found.map(\.bytes.lowerBound) == starts)
    let bytes = Array(text.utf8)
    #expect(found.allSatisfy { bytes[$0.bytes].last == UInt8(ascii: ">") })
    var (line, position) = (1, 0)
    for element in found {
      while position < element.bytes.lowerBound {
        if bytes[position] == 0x0A { line += 1 }
        position += 1
      }
      guard element.line == line else {
        Issue.record("\(element.name) in line \(element.line), not \(line)")
        return
      }
    }
  }

  @Test(
    "entities are refused before they are expanded",
    arguments: [
      "<!DOCTYPE a [<!ENTITY l \"lol\"><!ENTITY m \"&l;&l;&l;&l;&l;&l;&l;&l;\">]><a>&m;</a>",
      "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><a>&x;</a>",
      "<!DOCTYPE a [<!ENTITY % x SYSTEM \"http://localhost/x.dtd\"> %x;]><a/>",
      "<!DOCTYPE a SYSTEM \"http://localhost/a.dtd\"><a>&x;</a>",
      "<!DOCTYPE a SYSTEM \"http://localhost/a.dtd\"><a b=\"&x;\"/>", "<a b=\"&x;\"/>",
    ])
  func entities(text: String) {
    let error = #expect(throws: XMLError.self) { try events(text) }
    guard case .entity = error?.kind else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("a document type is named but not loaded")
  func documentType() throws {
    let text =
      "<!DOCTYPE properties SYSTEM \"http://java.sun.com/dtd/properties.dtd\">"
      + "<properties><entry key=\"a\">b</entry></properties>"
    #expect(try elements(text).map(\.name) == ["properties", "entry"])
  }

  @Test("what stood before an error was told")
  func partial() {
    var names: [String] = []
    let error = #expect(throws: XMLError.self) {
      try XMLReader().read(Array("<a>\n<b/>\n é <c></d></a>".utf8)) {
        if case .start(let element) = $0 { names.append(element.name) }
      }
    }
    #expect(names == ["a", "b", "c"])
    #expect(error?.line == 3)
    guard case .syntax(let message) = error?.kind else { return }
    #expect(message.contains("mismatch"))
  }

  @Test("deep nesting, crowds of attributes and large texts are refused")
  func limits() {
    let deep = String(repeating: "<a>", count: 100_000)
    #expect(throws: XMLError.self) { try events(deep) }
    var reader = XMLReader()
    reader.depth = 3
    let error = #expect(throws: XMLError.self) {
      try reader.read(Array("<a><a><a><a/></a></a></a>".utf8)) { _ in }
    }
    #expect(error?.kind == .tooDeep(limit: 3))
    let crowd = "<a " + (0..<100_000).map { "a\($0)='>'" }.joined(separator: " ") + "/>"
    let crowded = #expect(throws: XMLError.self) { try events(crowd) }
    #expect(crowded?.kind == .tooManyAttributes(limit: 4_096))
    reader.size = 3
    let large = #expect(throws: XMLError.self) { try reader.read(Array("<a/>".utf8)) { _ in } }
    #expect(large?.kind == .tooLarge(limit: 3))
  }

  @Test(
    "broken texts are refused with a place",
    arguments: ["", " ", "x", "<", "<a", "<a>", "<a/><b/>", "<a b=c/>", "<a\u{0}/>", "<a b='<'/>"])
  func broken(text: String) {
    let error = #expect(throws: XMLError.self) { try events(text) }
    #expect((error?.line ?? 0) >= 1)
    #expect((error?.offset ?? -1) <= text.utf8.count)
  }

  @Test("an encoding that is stated but no longer true does no harm, a true one is obeyed")
  func encodings() throws {
    let head = "<?xml version='1.0' encoding='ISO-8859-1'?><a b='"
    #expect(try elements(head + "é'/>").first?["b"] == "é")
    let latin = Array(head.utf8) + [0xE9] + Array("'/>".utf8)
    let found = try events(latin)
    guard case .start(let element) = found.first else { return }
    #expect(element["b"] == "é")
  }

  @Test("random texts never crash", arguments: 0..<300 as Range<UInt64>)
  func hostile(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let pieces = [
      "<", ">", "/", "a", "=", "\"", "'", "&", ";", "<!--", "-->", "<![CDATA[", "]]>", "<?", "?>",
      "<!DOCTYPE a [", "<!ENTITY x \"y\">", "]>", "&x;", " ", "\n", "é", "<a>", "</a>",
      "xmlns:a=\"b\"",
      "\u{0}", "%", "#38",
    ]
    let text = (0..<Int.random(in: 0...40, using: &random))
      .map { _ in pieces.randomElement(using: &random)! }.joined()
    var bytes = Array(text.utf8)
    if !bytes.isEmpty, Bool.random(using: &random) {
      bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
    }
    _ = try? events(bytes)
  }
}
