import Model
import Reading
import TestSupport
import Testing

/// The forms of settings one by one, each after the layout of a real document.
struct SettingsTests {
  private func read(_ text: String, _ path: String) -> SettingsReading {
    let bytes = Array(text.utf8)
    return DocumentKind(recognising: bytes, name: path).settings(in: bytes, path: path)
  }

  private func summary(_ reading: SettingsReading) -> [String] {
    reading.settings.map { "\($0.place.line) \($0.key)=\($0.values.joined(separator: "|"))" }
  }

  private func kind(_ text: String, _ path: String) -> DocumentKind {
    DocumentKind(recognising: Array(text.utf8), name: path)
  }

  // MARK: OSGi configurations

  @Test("Java properties are read by the grammar of Java")
  func properties() {
    let text =
      "\u{FEFF}# note\n! note\n\na=1\nb : 2\nc 3\nd\\ e = f\\=g \\\n   \t h\\\\\nk\nu=\\u00e9\\ud83d\\ude00\n"
      + "  x\\:y=z\r\nempty=\r\ncontinued=a\\\r\n   b\n"
    let reading = read(text, "a.B-c.cfg")
    #expect(
      summary(reading) == [
        "4 a=1", "5 b=2", "6 c=3", "7 d e=f=g h\\", "9 k=", "10 u=é😀", "11 x:y=z", "12 empty=",
        "13 continued=ab",
      ])
    #expect(reading.settings.allSatisfy { $0.configuration?.factoryPID == "a.B" })
    #expect(reading.problem == nil)
    let wrong = read("a=1\nb=\\u12x\nc=3\n", "a.B.cfg")
    #expect(wrong.settings.map(\.key) == ["a", "b", "c"])
    #expect(wrong.problem?.location?.line == 2)
  }

  @Test("the XML form of Java properties is read, and its document type not asked for")
  func xmlProperties() {
    let text = """
      <?xml version="1.0" encoding="UTF-8" standalone="no"?>
      <!DOCTYPE properties SYSTEM "http://java.sun.com/dtd/properties.dtd">
      <properties>
        <entry key="user.default">a &amp; b</entry>
        <entry key="empty"/>
      </properties>
      """
    let reading = read(text, "jcr_root/apps/x/config.publish/a.B.xml.cfg")
    #expect(summary(reading) == ["4 user.default=a & b", "5 empty="])
    #expect(reading.settings[0].configuration?.pid == "a.B")
    #expect(reading.settings[0].configuration?.runModes == ["publish"])
  }

  @Test("a sling:OsgiConfig in XML has types, lists and escapes, but no properties of JCR")
  func osgiXML() {
    let text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <jcr:root xmlns:sling="http://sling.apache.org/jcr/sling/1.0" xmlns:jcr="http://www.jcp.org/jcr/1.0"
          jcr:primaryType="sling:OsgiConfig"
          long="{Long}123" double="{Double}1.5" flag="{Boolean}true" date="{Date}2020-11-07T10:10:42.669Z"
          list="[a=b,c=\\[d\\,e\\],]" longs="{Long}[1,2]" none="[]" one="[\\0]"
          braced="\\{ba9f6a51}" back="a\\\\b" tenant="{tenant}/x" _x0031_st="y"/>
      """
    let reading = read(text, "ui/jcr_root/apps/x/config.author.prod/a.b.C-d.xml")
    #expect(kind(text, "x.xml") == .osgiConfig)
    #expect(
      summary(reading) == [
        "4 long=123", "4 double=1.5", "4 flag=true", "4 date=2020-11-07T10:10:42.669Z",
        "5 list=a=b|c=[d,e]|", "5 longs=1|2", "5 none=", "5 one=", "6 braced={ba9f6a51}",
        "6 back=a\\b", "6 tenant={tenant}/x", "6 1st=y",
      ])
    #expect(reading.settings.map(\.type).prefix(3) == [.long, .double, .boolean])
    #expect(reading.settings[6].values.isEmpty && reading.settings[7].values == [""])
    let identity = reading.settings[0].configuration
    #expect(identity?.factoryPID == "a.b.C" && identity?.runModes == ["author", "prod"])
  }

  @Test(
    "the path of a file tells PID and run modes in every form",
    arguments: [
      ("config/a.B.config.xml", "a.B", []), ("config.author/a.B.xml", "a.B", ["author"]),
      ("install.author.publish/a.B.cfg", "a.B", ["author", "publish"]),
      ("config.dev/a.B.cfg.dir/.content.xml", "a.B", ["dev"]),
      ("config.dev/a.B/.content.xml", "a.B", ["dev"]),
      ("ui__config.author__a.B.config", "a.B", ["author"]),
      ("configuration.x/a.B.config", "a.B", []),
      ("crx-quickstart/launchpad/config/a/B.config", "a.B", []),
    ] as [(String, String, [String])])
  func identities(path: String, pid: String, runModes: [String]) {
    let identity = ConfigurationIdentity(path: path)
    #expect(identity.pid == pid)
    #expect(identity.runModes == runModes)
  }

  @Test("the Configurator's JSON holds several configurations")
  func configurator() {
    let text = """
      { ":configurator:version": "1.0.0", // note
        "a.B": { "text": "x", "port:Integer": 8080 },
        "a.F~one": { ":configurator:policy": "force", "k": ["a", "b"] },
        "a.F~two": { "k": "$[secret:x]" }
      """
    let reading = read(text, "OSGI-INF/configurator/x.json")
    #expect(summary(reading) == ["2 text=x", "2 port=8080", "3 k=a|b", "4 k=$[secret:x]"])
    #expect(
      reading.settings.map { $0.configuration?.pid } == ["a.B", "a.B", "a.F~one", "a.F~two"])
    // Its end is missing: what stood before is there.
    #expect(reading.problem?.location?.line == 4)
  }

  @Test(
    "a document that breaks half-way keeps what stood before",
    arguments: [
      ("a=\"1\"\nb=\"2\"\nc=x\n", "a.B.config", ["a", "b"]),
      ("{\"a\":1,\n\"b\":[1,2],\n\"c\" 3}", "a.B.cfg.json", ["a", "b"]),
      ("{\"jcr:primaryType\":\"x\",\"c\":{\"d\":1,\"e\":", "x.json", ["jcr:primaryType", "d"]),
      (
        "<jcr:root jcr:primaryType='x'>\n<a b='1'/>\n<c d=2/></jcr:root>", "x.xml",
        ["jcr:primaryType", "b"]
      ),
      ("<VirtualHost *:80>\nServerName a\n", "x.vhost", ["ServerName"]),
      ("/farms {\n/a { /b \"c\"\n", "x.any", ["b"]),
    ])
  func partial(text: String, path: String, keys: [String]) {
    let reading = read(text, path)
    #expect(reading.settings.map(\.key) == keys)
    let problem = reading.problem
    #expect((problem?.location?.line ?? 0) > 0)
    #expect(
      problem.map { $0.reason.en.isEmpty || $0.reason.fr.isEmpty || $0.reason.ja.isEmpty } == false)
  }

  // MARK: Repository content

  @Test("the XML of FileVault gives nodes with decoded names")
  func docview() {
    let text = """
      <jcr:root xmlns:jcr="x" xmlns:rep="internal" jcr:primaryType="cq:Page">
        <a_x0020_b jcr:primaryType="nt:unstructured" transportPassword="\\{ba9f6a51}"/>
        <rep:policy jcr:primaryType="rep:ACL"><allow rep:privileges="{Name}[jcr:read,rep:write]"/></rep:policy>
        <my.Pid-x jcr:primaryType="sling:OsgiConfig" k="v"/>
      </jcr:root>
      """
    let reading = read(text, "p.zip!/jcr_root/content/_jcr_x/.content.xml")
    #expect(kind(text, "x") == .jcrExport)
    #expect(
      reading.settings.map { "\($0.node ?? $0.configuration?.pid ?? "")@\($0.key)" } == [
        "/content/jcr:x@jcr:primaryType", "/content/jcr:x/a b@jcr:primaryType",
        "/content/jcr:x/a b@transportPassword", "/content/jcr:x/rep:policy@jcr:primaryType",
        "/content/jcr:x/rep:policy/allow@rep:privileges", "my.Pid-x@k",
      ])
    #expect(reading.settings[2].value == "{ba9f6a51}")
    #expect(reading.settings[4].values == ["jcr:read", "rep:write"])
  }

  @Test(
    "a listing of the key node is read, however it was pasted",
    arguments: [
      "curl -u admin:x http://localhost:4502/etc/key.json\n{\"jcr:primaryType\":\"sling:Folder\",\":hmac\":32,\":master\":16}\n",
      "/etc/key\nhmac\tBinary\tview\njcr:primaryType\tName\tsling:Folder\nmaster\tBinary\tview\n",
      "Properties of /etc/key:\n1 | hmac | Binary |\n2 | jcr:primaryType | Name | sling:Folder\n3 | master | Binary |\n",
      "/etc/key/\n  - hmac\n  - master\n",
    ])
  func keyListing(text: String) {
    #expect(kind(text, "-") == .jcrExport)
    let settings = read(text, "-").settings
    #expect(settings.allSatisfy { $0.node == "/etc/key" })
    #expect(Set(settings.filter { $0.type == .binary }.map(\.key)) == ["hmac", "master"])
  }

  @Test("words about the key node are no listing of it")
  func keyWords() {
    #expect(kind("we removed /etc/key yesterday\nnothing helped\n", "-") == .text)
    #expect(kind("see /etc/keys\nhmac\n", "-") == .text)
  }

  @Test(
    "people's words around a log or a trace do not make it a page",
    arguments: [
      (
        "Keys of /etc/key:\nhmac\nmaster\n20.11.2026 06:14:02.117 *ERROR* [main] a.B x\n",
        DocumentKind.errorLog
      ),
      (
        "Hello,\nwe run\nthis:\n  Adobe Experience Manager (6.5.17.0)\njava.lang.X: y\n\tat a.b(C.java)\n",
        .text
      ),
      ("We set this:\nCQ_JVM_OPTS='-Xmx4g'\nand see\njava.lang.OutOfMemoryError\n", .text),
      ("{\"status\":\"OK\"}", .payload), ("/content/x {\n", .text),
      ("Header of the mail\nOptions are few\n", .text),
    ])
  func words(text: String, expected: DocumentKind) {
    #expect(kind(text, "-") == expected)
  }

  @Test("the definitions of Oak's indexes are nodes by their path")
  func indexDefinitions() {
    let text =
      "{\"/oak:index/uuid\":{\"jcr:primaryType\":\"nam:oak:QueryIndexDefinition\",\"unique\":true}}"
    let settings = read(text, "012_oak_index_defn.json").settings
    #expect(settings.map(\.node) == ["/oak:index/uuid", "/oak:index/uuid"])
    #expect(settings.map(\.value) == ["nam:oak:QueryIndexDefinition", "true"])
  }

  @Test("a package tells its own name, its filter that of its archive")
  func vaultPackage() {
    let properties = """
      <?xml version="1.0" encoding="utf-8" standalone="no"?>
      <!DOCTYPE properties SYSTEM "http://java.sun.com/dtd/properties.dtd">
      <properties><entry key="group">g</entry><entry key="name">n</entry><entry key="version">1.0</entry></properties>
      """
    let own = read(properties, "a/n-1.0.zip!/META-INF/vault/properties.xml")
    #expect(own.settings.map(\.owner) == Array(repeating: .package("g:n"), count: 3))
    let filter = """
      <workspaceFilter version="1.0"><filter root="/apps/x"/>
      <filter root="/etc" mode="merge"><exclude pattern="/etc/key.*"/></filter></workspaceFilter>
      """
    let roots = read(filter, "a/n-1.0.zip!/META-INF/vault/filter.xml")
    #expect(
      summary(roots) == ["1 filter=/apps/x", "2 filter=/etc|merge", "2 filter.exclude=/etc/key.*"])
    #expect(roots.settings[0].owner == .package("n-1.0"))
  }

  // MARK: Servers

  @Test("sections, lists, includes and variables of the dispatcher")
  func dispatcher() {
    let text = """
      # comment
      /name "x" # another
      /farms {
        $include "enabled_farms/*_farm.any"
        /site
          {
          /virtualhosts { "a" 'b' ${HOST} }
          /cache { /docroot "${DOCROOT}" /statfileslevel 2 /rules { /0000 { /glob "*" /type "deny" } } }
          /filter { /1 { /suffix '.*\\\\.(css|js)$' } }
          }
      }
      """
    let reading = read(text, "-")
    #expect(kind(text, "-") == .dispatcherConfig)
    #expect(reading.problem == nil)
    #expect(
      reading.settings.map { setting -> String in
        guard case .dispatcher(let section) = setting.owner else { return "" }
        return "\(section) \(setting.key) \(setting.values)"
      } == [
        "/ name [\"x\"]", "/farms $include [\"enabled_farms/*_farm.any\"]",
        "/farms/site virtualhosts [\"a\", \"b\", \"${HOST}\"]",
        "/farms/site/cache docroot [\"${DOCROOT}\"]", "/farms/site/cache statfileslevel [\"2\"]",
        "/farms/site/cache/rules/0000 glob [\"*\"]", "/farms/site/cache/rules/0000 type [\"deny\"]",
        "/farms/site/filter/1 suffix [\".*\\\\\\\\.(css|js)$\"]",
      ])
  }

  @Test(
    "missing and extra braces are told with their place, and reading goes on",
    arguments: [
      ("/farms {\n /a\n /b { /c \"d\" }\n}", 2, SectionExpectation.openingBrace("/a")),
      ("/farms { /a { /c \"d\"\n}", 2, .closingBrace("/farms")),
      ("/farms { /a { /c \"d\" } }\n}", 2, .noBrace),
      ("/farms { /a { /c \"d\n } }", 1, .closingQuote),
    ])
  func braces(text: String, line: Int, expectation: SectionExpectation) {
    let reading = read(text, "x.any")
    #expect(reading.problem?.expectation == .section(expectation))
    #expect(reading.problem?.location?.line == line)
    #expect(reading.settings.contains { $0.key == "c" && $0.value == "d" })
  }

  @Test("directives, sections and continued lines of httpd")
  func httpd() {
    let text = """
      Define DOCROOT /mnt/www
      # LoadModule no no
      <VirtualHost *:80>
        ServerName "publish"
        <If "${X} == 1">
          Include conf.d/*.rules
        </If>
        SetEnvIfNoCase Request_URI \\
          \\.(?:gif|jpe?g)$ no-gzip
        LogFormat "%h \\"%{Host}i\\" %>s" combined
      </virtualhost>
      ServerAlias a b
      """
    let reading = read(text, "-")
    #expect(kind(text, "-") == .httpdConfig)
    #expect(reading.problem == nil)
    #expect(
      reading.settings.map { setting -> String in
        guard case .httpd(let section) = setting.owner else { return "" }
        return
          "\(setting.place.line) [\(section)] \(setting.key) \(setting.values.joined(separator: "|"))"
      } == [
        "1 [] Define DOCROOT|/mnt/www", "4 [VirtualHost *:80] ServerName publish",
        "6 [VirtualHost *:80 > If ${X} == 1] Include conf.d/*.rules",
        "8 [VirtualHost *:80] SetEnvIfNoCase Request_URI|\\.(?:gif|jpe?g)$|no-gzip",
        "10 [VirtualHost *:80] LogFormat %h \"%{Host}i\" %>s|combined", "12 [] ServerAlias a|b",
      ])
    let wrong = read(
      "<VirtualHost *:80>\n<Directory />\nA b\n</VirtualHost>\n</If>\nC d\n", "x.vhost")
    #expect(wrong.problem?.expectation == .section(.closingTag("Directory")))
    #expect(wrong.settings.map(\.key) == ["A", "C"])
  }

  // MARK: Hostile input

  @Test(
    "random documents never crash, and places lie within them", arguments: 0..<200 as Range<UInt64>)
  func hostile(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let pieces = [
      "{", "}", "[", "]", "\"", "'", "/", "a", "=", ":", "\\", "\n", "\r\n", " ", "#", "<", ">",
      "</",
      "jcr:root", "<properties", "<entry key=\"", "<packages><package>", "PID = ", "Status: ",
      "Bundle 1 - a b (state: ", "CQ_JVM_OPTS='", "-Xmx4g", "\\u00", "${", "$include", "/etc/key",
      "hmac", "Binary", "é", "\u{0}", "{Long}", "\\", ",", "_x0020_", "<VirtualHost ", "(1.0) \"",
      "[active, 1]",
    ]
    let text = (0..<Int.random(in: 0...60, using: &random))
      .map { _ in pieces.randomElement(using: &random)! }.joined()
    let bytes = Array(text.utf8)
    let names = [
      "x.any", "x.conf", "x.cfg", "x.properties", "a.xml", "b.config", "start", "-",
      "jcr_root/x.xml",
    ]
    for name in names { _ = DocumentKind(recognising: bytes, name: name) }
    for kind in DocumentKind.allCases where kind.holdsSettings {
      for name in names.shuffled(using: &random).prefix(3) {
        for setting in kind.settings(in: bytes, path: name).settings {
          #expect(setting.place.bytes.upperBound <= bytes.count)
        }
      }
    }
  }

  @Test(
    "hostile repetition takes no more than linear time",
    arguments: [
      ("/a { ", "b ", "x.any"), ("", "/a { ", "x.any"),
      ("/" + String(repeating: "n", count: 99_999) + " { ", "/b c ", "x.any"),
      ("", "<If a>\nB c\n", "x.conf"), ("A b", " \\\n", "x.conf"), ("a=", "\\\n", "x.properties"),
      ("<jcr:root jcr:primaryType='x' ", "a='b' ", "x.xml"),
      ("<jcr:root jcr:primaryType='x'>", "<a b=''/>", "x.xml"),
      ("PID = " + String(repeating: "p", count: 99_999) + "\n", "  k = v\n", "Configurations.txt"),
      ("PID = a\n  k = v\n", "more\n", "Configurations.txt"),
      ("", "{\"jcr:primaryType\":1,\"a\":", "x.json"),
      ("[", "\"Status: \",", "x.json"), ("CQ_JVM_OPTS='", "-Xmx1 ", "start"),
      ("", "CQ_A=", "start"),
    ])
  func linear(head: String, piece: String, path: String) throws {
    func time(_ size: Int) -> Duration {
      let text = head + String(repeating: piece, count: size / piece.utf8.count)
      let bytes = Array(text.utf8)
      return ProcessorTime.measure {
        _ = DocumentKind(recognising: Array(bytes.prefix(65_536)), name: path)
        for kind in DocumentKind.allCases where kind.holdsSettings {
          _ = kind.settings(in: bytes, path: path)
        }
      }
    }
    let (small, large) = (time(20_000), time(160_000))
    #expect(large < small * 20 + .seconds(1), "\(small), then \(large)")
  }

  @Test("carriage returns change nothing but places")
  func carriageReturns() {
    for (text, path) in [
      ("/farms {\n/a { /b \"c\"\n\"d\" }\n}", "x.any"),
      ("ServerName b \\\n c\n<If x>\nD e\n</If>\n", "x.conf"),
      ("a=b\\\n  c\nd=e\n", "x.properties"),
      ("PID = a\n  k = v\n  l = [x, y]\n\n", "Configurations.txt"),
      ("CQ_PORT=1\nCQ_JVM_OPTS='-Xmx1g -server'\n", "start"),
    ] {
      let plain = read(text, path)
      let other = read(text.replacing("\n", with: "\r\n"), path)
      #expect(plain.settings.map(\.values) == other.settings.map(\.values), "\(path)")
      #expect(plain.settings.map(\.owner) == other.settings.map(\.owner), "\(path)")
      #expect(!plain.settings.isEmpty)
    }
  }
}
