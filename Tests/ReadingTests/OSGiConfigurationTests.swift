import Foundation
import Model
import Reading
import TestSupport
import Testing

struct OSGiConfigurationTests {
  private func read(_ text: String, _ path: String = "a.B.config") throws -> [Setting] {
    try OSGiConfiguration.read(Array(text.utf8), path: path)
  }

  @Test(
    "values of .config files are read by their types",
    arguments: [
      (#"a="b""#, ["b"], Setting.ValueType.string), (#"a=T"b""#, ["b"], .string),
      (#"a=I"-7""#, ["-7"], .integer), (#"a=L"1""#, ["1"], .long), (#"a=S"1""#, ["1"], .short),
      (#"a=X"1""#, ["1"], .byte), (#"a=C"x""#, ["x"], .character),
      (#"a=B"true""#, ["true"], .boolean),
      (#"a=D"4602678819172646912""#, ["0.5"], .double), (#"a=D"0.5""#, ["0.5"], .double),
      (#"a=F"1069547520""#, ["1.5"], .float), (#"a=F"1.5""#, ["1.5"], .float),
      (#"a="Background\ Sitemap\ x\=\"y\"\\z""#, [#"Background Sitemap x="y"\z"#], .string),
      (#"a="\u00e9\n""#, ["é\n"], .string), (#"a = "spaced""#, ["spaced"], .string),
      ("a=[ \\\n  \"x\", \\\n  \"y\", \\\n  ]", ["x", "y"], .string),
      ("a=[ \\\r\n  \"x\", \\\r\n  ]", ["x"], .string),
      (#"a=("x","y")"#, ["x", "y"], .string), (#"a=["x" , "y"]"#, ["x", "y"], .string),
      (#"a=I["1","2"]"#, ["1", "2"], .integer), (#"a=i["1"]"#, ["1"], .integer),
      ("a=[]", [], .string), ("a=[ \\\n]", [], .string),
      ("a=[\\\n\"\ncreate path /x\nend\n\"\n]", ["\ncreate path /x\nend\n"], .string),
      (#"a="raw spaces and $[secret:x]""#, ["raw spaces and $[secret:x]"], .string),
    ] as [(String, [String], Setting.ValueType)])
  func values(text: String, values: [String], type: Setting.ValueType) throws {
    let settings = try read("# licence\n#\n\n" + text + "\nlast=\"z\"\n")
    #expect(settings.map(\.key) == ["a", "last"])
    #expect(settings[0].values == values)
    #expect(settings[0].type == type)
    #expect(settings[0].place.line == 4)
  }

  @Test("places span from the key to the end of the value")
  func places() throws {
    let text =
      ":org.apache.felix.configadmin.revision:=L\"1\"\r\na=[ \\\r\n  \"x\", \\\r\n  ]\r\nb=\"y\"\r\n"
    let settings = try read(text, "dir/a.B.config")
    let bytes = Array(text.utf8)
    #expect(settings.map(\.place.line) == [2, 5])
    #expect(String(decoding: bytes[settings[1].place.bytes], as: UTF8.self) == "b=\"y\"")
    #expect(settings[0].place.source == "dir/a.B.config")
  }

  @Test(
    "broken files name the place",
    arguments: [
      ("a", 1, 2), ("a=b", 1, 3), ("x=\"y\"\na=\"b", 2, 3), ("a=[\"b\"", 1, 3),
      ("a=[\"b\" \"c\"]", 1, 8), ("a=I\"x\"", 1, 4), ("a=X\"300\"", 1, 4), ("=\"x\"", 1, 1),
      ("<web/>", 1, 7),
    ])
  func broken(text: String, line: Int, column: Int) {
    let problem = #expect(throws: ReadingProblem.self) { try read(text) }
    #expect(problem?.location?.line == line)
    #expect(problem?.location?.column == column)
    #expect(problem?.reason.en.isEmpty == false)
    #expect(problem?.reason.en != problem?.reason.fr && problem?.reason.fr != problem?.reason.ja)
  }

  @Test(
    "typed keys, placeholders and comments of .cfg.json are read",
    arguments: [
      (#"{"a":"b"}"#, "a", ["b"], Setting.ValueType.string),
      (#"{"port:Integer":8080}"#, "port", ["8080"], .integer),
      (#"{"a:Boolean":true}"#, "a", ["true"], .boolean),
      (#"{"a":false}"#, "a", ["false"], .boolean),
      (#"{"a":1.5}"#, "a", ["1.5"], .double), (#"{"a":7}"#, "a", ["7"], .long),
      (#"{"a:Integer[]":[1,2]}"#, "a", ["1", "2"], .integer),
      (#"{"a:Collection<Long>":[1]}"#, "a", ["1"], .long),
      (#"{"a":"$[secret:x;default=]"}"#, "a", ["$[secret:x;default=]"], .string),
      ("// note\n{/* x */\"a\":\"b\",}", "a", ["b"], .string),
      (#"{"jcr:title":"x"}"#, "jcr:title", ["x"], .string),
      (#"{"a":{"b":1}}"#, "a", [#"{"b":1}"#], .string), (#"{"a":null}"#, "a", [], .string),
      (#"{":configurator:version":"1","a":[]}"#, "a", [], .string),
    ] as [(String, String, [String], Setting.ValueType)])
  func json(text: String, key: String, values: [String], type: Setting.ValueType) throws {
    let settings = try read(text, "a.B~c.cfg.json")
    #expect(settings.map(\.key) == [key])
    #expect(settings[0].values == values)
    #expect(settings[0].type == type)
    #expect(settings[0].configuration?.factoryPID == "a.B")
  }

  @Test("a .cfg.json that is no object is refused, an empty one is legal")
  func jsonShape() throws {
    #expect(throws: ReadingProblem.self) { try read("[]", "a.cfg.json") }
    #expect(throws: ReadingProblem.self) { try read("{", "a.cfg.json") }
    #expect(try read("{}", "a.cfg.json").isEmpty)
    #expect(
      try read(#"{"a":"1","A":"2","a":"3"}"#, "a.cfg.json").map(\.values) == [["1"], ["2"], ["3"]])
  }

  @Test(
    "the path of a file names the configuration",
    arguments: [
      ("a.b.C.config", "a.b.C", nil, nil), ("x/y/a.b.C.cfg.json", "a.b.C", nil, nil),
      ("a.b.C~n.cfg.json", "a.b.C~n", "a.b.C", "n"),
      ("a.b.C-n.x.config", "a.b.C-n.x", "a.b.C", "n.x"),
      ("a.b.C.3.config", "a.b.C.3", "a.b.C", "3"),
      (
        "a.b.C.1fbf5304-0fc0-4989-a848-541b58f9c8d9.config",
        "a.b.C.1fbf5304-0fc0-4989-a848-541b58f9c8d9", "a.b.C",
        "1fbf5304-0fc0-4989-a848-541b58f9c8d9"
      ),
      ("crx-quickstart/launchpad/config/com/a/b/C.config", "com.a.b.C", nil, nil),
      ("b.zip!/launchpad/config/com/a/C%007en.config", "com.a.C~n", "com.a.C", "n"),
      (
        "crx-quickstart__launchpad__config__com__a__C%007ex__log.config", "com.a.C~x.log",
        "com.a.C", "x.log"
      ),
      (
        "ui__src__config.author__com.a.C~my__name.cfg.json", "com.a.C~my__name", "com.a.C",
        "my__name"
      ),
      ("launchpad/config/com/a/%0043.config", "com.a.C", nil, nil),
      ("100%.config", "100%", nil, nil),
      ("-", "-", nil, nil), ("", "", nil, nil), ("/", "", nil, nil),
    ] as [(String, String, String?, String?)])
  func identities(path: String, pid: String, factory: String?, name: String?) {
    let identity = ConfigurationIdentity(path: path)
    #expect(identity.pid == pid)
    #expect(identity.factoryPID == factory)
    #expect(identity.name == name)
  }

  @Test("what the file itself states goes before its name")
  func statedIdentity() throws {
    let settings = try read(
      "service.factoryPid=\"a.F\"\nservice.pid=\"a.F.3\"\nk=\"v\"\n", "C.config")
    #expect(settings.allSatisfy { $0.configuration?.isOf("a.F") == true })
    #expect(settings.first?.configuration?.name == "3")
  }

  @Test(
    "every configuration of the corpus is recognised and read",
    .enabled(if: Corpus.isPresent, Corpus.absenceComment))
  func corpus() throws {
    let root = Corpus.path("corpus/aem/files")
    let files = try #require(FileManager.default.enumerator(atPath: root)).compactMap {
      $0 as? String
    }
    .filter { $0.hasSuffix(".config") || $0.hasSuffix(".cfg.json") }
    #expect(files.count > 60)
    for file in files {
      let bytes = Array(try Data(contentsOf: URL(filePath: root + "/" + file)))
      #expect(DocumentKind(recognising: bytes, name: file) == .osgiConfig, "\(file)")
      if file.hasSuffix("INVALID.cfg.json") {
        #expect(throws: ReadingProblem.self) { try OSGiConfiguration.read(bytes, path: file) }
        continue
      }
      let settings = try OSGiConfiguration.read(bytes, path: file)
      // Every key of the text, found in another way.
      let text = String(decoding: bytes, as: UTF8.self)
      let keys: [String]
      if file.hasSuffix(".json") {
        // Foundation knows no comments.
        let plain = text.replacing(/(?m)^\s*\/\/.*$/, with: "")
        let object = try JSONSerialization.jsonObject(with: Data(plain.utf8))
        keys = try #require(object as? [String: Any]).keys.map {
          $0.replacing(/:(Integer|Boolean|String|Long|Double|Float)(\[\])?$/, with: "")
        }
      } else {
        keys = text.matches(of: /(?m)^([A-Za-z][\w.\-]*) ?= ?[TILFDXSCB]?["\[(]/).map {
          String($0.1)
        }
      }
      #expect(Set(settings.map(\.key)) == Set(keys), "\(file)")
      // What the persisted form states agrees with what the file name says.
      if text.hasPrefix(":org.apache"),
        let stated = settings.first(where: { $0.key == "service.pid" })
      {
        #expect(ConfigurationIdentity(path: file).pid == stated.value, "\(file)")
      }
    }
  }

  @Test("random bytes never crash", arguments: 0..<300 as Range<UInt64>)
  func hostile(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let alphabet = Array("ab=\"\\[](),\n #TILFDXSCB1.9{}:/*é%~_-".utf8)
    let bytes = (0..<Int.random(in: 0...50, using: &random))
      .map { _ in alphabet.randomElement(using: &random)! }
    _ = try? OSGiConfiguration.read(bytes, path: "a.config")
    _ = try? OSGiConfiguration.read(bytes, path: "a.cfg.json")
    _ = try? JCRExport.read(bytes, path: "etc/key.json")
    _ = ConfigurationIdentity(path: String(decoding: bytes, as: UTF8.self))
    _ = DocumentKind(recognising: bytes, name: "a.config")
    _ = DocumentKind(recognising: bytes, name: "-")
  }
}
