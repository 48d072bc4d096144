import Model
import Reading
import Testing

/// What the files of a dispatcher's configuration say together.
struct DispatcherTreeTests {
  private func readings(_ files: [(String, String)]) -> [DispatcherTree.Reading] {
    DispatcherTree(files.map { DispatcherTree.File(path: $0.0, bytes: Array($0.1.utf8)) })
      .readings
  }

  private func described(_ reading: DispatcherTree.Reading) -> [String] {
    reading.settings.map { setting in
      guard case .dispatcher(let section) = setting.owner else { return "" }
      let file = setting.place.source.split(separator: "/").last ?? ""
      return "\(file):\(setting.place.line) \(section) \(setting.key)=\(setting.values)"
    }
  }

  @Test("what is included stands in the section that includes it, with its own place")
  func nested() throws {
    let found = readings([
      ("c/dispatcher.any", "/farms {\n$include \"enabled_farms/*_farm.any\"\n/z { /a \"1\" }\n}"),
      (
        "c/enabled_farms/2_farm.any", "/two { /virtualhosts {\n\"x\"\n$include \"../hosts.any\" } }"
      ),
      ("c/enabled_farms/1_farm.any", "/one { /filter { $include \"./../f/filters.any\" } }"),
      ("c/enabled_farms/other.any", "/other { /a \"b\" }"),
      ("c/f/filters.any", "# comment\n/0001 { /type \"deny\" /url \"*\" }\n"),
      ("c/hosts.any", "\"y\"\n\"z\""),
    ])
    #expect(found.count == 2)
    #expect(
      described(found[0]) == [
        "filters.any:2 /farms/one/filter/0001 type=[\"deny\"]",
        "filters.any:2 /farms/one/filter/0001 url=[\"*\"]",
        "2_farm.any:2 /farms/two virtualhosts=[\"x\", \"y\", \"z\"]",
        "dispatcher.any:3 /farms/z a=[\"1\"]",
      ])
    #expect(found[0].gaps.isEmpty)
    #expect(found[0].files == [0, 1, 2, 4, 5])
    #expect(described(found[1]) == ["other.any:1 /other a=[\"b\"]"])
  }

  @Test("an absolute path of the server is found below a folder of the case")
  func absolute() {
    let found = readings([
      (
        "case.zip!/host1/conf.dispatcher.d/available_farms/a.farm",
        "/a { /filter { $include \"/etc/httpd/conf.dispatcher.d/filters/f.any\" } }"
      ),
      ("case.zip!/host1/conf.dispatcher.d/filters/f.any", "/1 { /type \"allow\" }"),
      ("case.zip!/host2/conf.dispatcher.d/filters/f.any", "/2 { /type \"deny\" }"),
      ("f.any", "/3 { /type \"deny\" }"),
    ])
    #expect(described(found[0]) == ["f.any:1 /a/filter/1 type=[\"allow\"]"])
    #expect(found.count == 3)
  }

  @Test(
    "an include that cannot be followed stays, and is told with the reason",
    arguments: [
      ("missing.any", .missing), ("*.none", .missing), ("../../x.any", .outside),
      ("/etc/passwd", .missing), ("/../x.any", .missing), ("..", .missing), ("", .missing),
      ("${DIR}/x.any", .variable), ("a.any", .cycle), ("../c/a.any", .cycle), ("*.any", .cycle),
    ] as [(String, DispatcherTree.Obstacle)])
  func gaps(name: String, obstacle: DispatcherTree.Obstacle) throws {
    let found = readings([
      ("case.zip!/c/a.any", "/s {\n$include \"\(name)\"\n}"), ("x.any", "/x \"1\""),
      ("case.zip!/x.any", "/x \"1\""),
    ])
    let reading = try #require(found.first { $0.files.contains(0) })
    let gap = try #require(reading.gaps.first)
    #expect(gap.name == name && gap.obstacle == obstacle && gap.place.line == 2)
    #expect(described(reading) == ["a.any:2 /s $include=[\"\(name)\"]"])
  }

  @Test("files that include one another end somewhere, and each is read")
  func cycles() {
    let ring = readings([
      ("a.any", "/a { $include \"b.any\" }"), ("b.any", "/b { $include \"c.any\" }"),
      ("c.any", "/c { /k \"v\" $include \"a.any\" }"),
    ])
    #expect(ring.count == 1)
    #expect(ring[0].gaps.map(\.obstacle) == [.cycle])
    #expect(described(ring[0]).first == "c.any:1 /a/b/c k=[\"v\"]")

    let chain = readings(
      (0..<15).map { ("\($0).any", "/s\($0) { /k \"v\" $include \"\($0 + 1).any\" }") })
    #expect(chain[0].gaps.map(\.obstacle) == [.tooDeep])
    #expect(chain[0].files.count == DispatcherTree.depth)
    #expect(chain.reduce(into: Set<Int>()) { $0.formUnion($1.files) }.count == 15)

    // Each includes the next eight times: a thousand million files.
    let bomb = readings(
      (0..<10).map { number in
        let include = "$include \"\(number + 1).any\"\n"
        return ("\(number).any", "/s { \(String(repeating: include, count: 8)) }")
      })
    #expect(bomb[0].gaps.contains { $0.obstacle == .tooDeep })
  }

  @Test("braces that an included file leaves open or closes too often change nothing around it")
  func braces() {
    let found = readings([
      ("a.any", "/a { /f { $include \"open.any\" } $include \"close.any\" /z \"1\" }"),
      ("open.any", "/o { /k \"1\""), ("close.any", "} } /c \"2\" }"),
    ])
    #expect(
      described(found[0]) == [
        "open.any:1 /a/f/o k=[\"1\"]", "close.any:1 /a c=[\"2\"]", "a.any:1 /a z=[\"1\"]",
      ])
  }
}
