import Foundation
import Model
import Reading
import TestSupport
import Testing

struct DocumentKindTests {
  @Test(
    "documents are recognised by what they hold",
    arguments: [
      ("19.07.2025 19:00:39.878 *INFO* [x] y z\n", "anything", DocumentKind.errorLog),
      ("some words\n\n19.07.2025 19:00:39.878 *INFO* [x] y z\n", "-", .errorLog),
      ("*ERROR* [x] y.Z w\n", "-", .errorLog),
      (PayloadTests.json, "-", .payload), ("  \n" + PayloadTests.json + "\n", "-", .payload),
      ("\u{FEFF}" + PayloadTests.json, "-", .payload),
      (PayloadTests.escaped(PayloadTests.json), "-", .payload),
      ("\"" + PayloadTests.escaped(PayloadTests.json) + "\"\n", "-", .payload),
      (PayloadTests.referenced(PayloadTests.json), "-", .payload),
      ("{ error: 'invalid_scope' }", "-", .payload), ("[{\"error\":\"x\"}]", "-", .payload),
      (PayloadTests.json + "\nand some words", "-", .text),
      ("{\"a\":1}\n{\"a\":2}\n", "cdn.log", .text),
      ("error=invalid_scope&error_description=x", "-", .text), ("just words", "-", .text),
      ("", "-", .text), ("{", "-", .text), ("[main] INFO x", "-", .text),
      ("\"quoted\" words", "-", .text),
      (
        "05/Aug/2019:09:54:59 -0500 [4272] <- 207 text/xml; charset=UTF-8 3ms", "-", .requestLog
      ),
      (":org.apache.felix.configadmin.revision:=L\"1\"\na=\"b\"", "-", .osgiConfig),
      ("# x\n\na=\"b\"", "a.B.config", .osgiConfig), ("a=[ \\\n\"b\"]", "a.B.config", .osgiConfig),
      ("a=I\"1\"", "a.B.config", .osgiConfig), ("{}", "a.cfg.json", .osgiConfig),
      ("<configuration/>", "web.config", .text), ("a=b", "app.config", .text),
      ("a=\"b\"", "notes.txt", .text),
      ("{\":configurator:version\":\"1.0\",\"a.B\":{\"c\":1}}", "x.json", .osgiConfig),
      ("{\":configurator:resource-version\":1,\"a.B\":{\"c\":1}}", "x.json", .osgiConfig),
      ("{\"a.B\":{\":configurator:policy\":\"force\",\"c\":1}}", "x.json", .osgiConfig),
      ("{\"name\":\"x\",\"version\":\"1\"}", "package.json", .payload),
      ("{\"jcr:primaryType\":\"nt:unstructured\"}", "-", .jcrExport),
      ("{\"a\":{\"jcr:primaryType\":\"nt:unstructured\"}}", "-", .jcrExport),
      ("{\":hmac\":16,\":master\":16}", "-", .jcrExport),
    ] as [(String, String, DocumentKind)])
  func kinds(text: String, name: String, kind: DocumentKind) {
    #expect(DocumentKind(recognising: Array(text.utf8), name: name) == kind)
  }

  @Test("large documents are recognised by their first 64 KiB")
  func large() {
    let filler = String(
      repeating: "\"k\":\"\(String(repeating: "x", count: 100))\",\n", count: 1_000)
    let head = { (text: String) in Array(Array(text.utf8).prefix(65_536)) }
    #expect(
      DocumentKind(
        recognising: head("{\"jcr:primaryType\":\"nt:folder\"," + filler), name: "x.json")
        == .jcrExport)
    #expect(DocumentKind(recognising: head("{" + filler), name: "x.json") == .payload)
    let lines = String(
      repeating: "{\"a\":\"\(String(repeating: "x", count: 100))\"}\n", count: 1_000)
    #expect(DocumentKind(recognising: head(lines), name: "cdn.json") == .text)
  }
}

struct JCRExportTests {
  private func read(_ text: String, _ path: String) throws -> [Setting] {
    try JCRExport.read(Array(text.utf8), path: path)
  }

  @Test(
    "the node of the keys is known by the path of the file or by what it holds",
    arguments: [
      "etc/key.json", "case/etc/key.infinity.json", "etc/key.1.json", "etc/key.tidy.-1.json",
      "etc-key.json", "etc_key.json", "etc__key.json", "key.json", "-", "export.txt",
      "a.zip!/jcr_root/etc/key.json",
    ])
  func keyNode(path: String) throws {
    let properties = try read(
      "{\"jcr:primaryType\":\"sling:Folder\",\n\":hmac\":32,\":master\":16}", path)
    #expect(properties.map(\.node) == ["/etc/key", "/etc/key", "/etc/key"])
    #expect(properties.map(\.key) == ["jcr:primaryType", "hmac", "master"])
    #expect(properties[0].values == ["sling:Folder"])
    #expect(properties[1].values == ["32"] && properties[1].type == .binary)
    #expect(properties.map(\.place.line) == [1, 2, 2])
  }

  @Test("without its keys the node is known by the path alone")
  func emptyKeyNode() throws {
    let text = "{\"jcr:primaryType\":\"sling:Folder\"}"
    #expect(try read(text, "etc/key.json").map(\.node) == ["/etc/key"])
    #expect(try read(text, "etc-key.json").map(\.node) == ["/etc/key"])
    #expect(try read(text, "-").map(\.node) == [""])
    #expect(try read(text, "key.json").map(\.node) == ["/key"])
  }

  @Test("keys that are files below the node are nodes")
  func keyFiles() throws {
    let text = #"{"hmac":{"jcr:primaryType":"nt:file"},"master":{"jcr:primaryType":"nt:file"}}"#
    #expect(try read(text, "-").map(\.node) == ["/etc/key/hmac", "/etc/key/master"])
  }

  @Test("child nodes, arrays and multiple binaries are read")
  func nodes() throws {
    let text = #"{"a":["x","y"],":b":[1,2],"c":{"d":1,"e":{"f":true}},":g":"text"}"#
    let properties = try read(text, "jcr_root/content/site.infinity.json")
    #expect(
      properties.map { "\($0.node ?? "-")@\($0.key)" } == [
        "/content/site@a", "/content/site@b", "/content/site/c@d", "/content/site/c/e@f",
        "/content/site@:g",
      ])
    #expect(properties[0].values == ["x", "y"])
    #expect(properties[1].values == ["1", "2"] && properties[1].type == .binary)
    #expect(properties[4].values == ["text"])
  }

  @Test("what is no object is refused", arguments: ["[]", "", "\"x\"", "{\"a\":}"])
  func refused(text: String) {
    #expect(throws: ReadingProblem.self) { try read(text, "etc/key.json") }
  }

  @Test(
    "every Sling JSON of the corpus is read",
    .enabled(if: Corpus.isPresent, Corpus.absenceComment))
  func corpus() throws {
    let folder = Corpus.path("corpus/aem/files/headwirecom+peregrine-cms/config")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(names.count == 5)
    for name in names {
      let bytes = Array(try Data(contentsOf: URL(filePath: folder + "/" + name)))
      #expect(DocumentKind(recognising: bytes, name: name) == .jcrExport, "\(name)")
      #expect(try !JCRExport.read(bytes, path: name).isEmpty)
    }
  }
}
