import Model
import Reading
import Testing

/// What an instance says of itself. The samples follow the layouts that the printers of
/// Felix, Sling, Oak and the package manager document; none was recorded.
struct InstanceStateTests {
  private func read(_ text: String, _ path: String = "-", as expected: DocumentKind) -> [Setting] {
    let bytes = Array(text.utf8)
    let kind = DocumentKind(recognising: bytes, name: path)
    #expect(kind == expected)
    return kind.settings(in: bytes, path: path).settings
  }

  private func bundles(_ settings: [Setting]) -> [String] {
    settings.compactMap { setting in
      guard case .bundle(let name) = setting.owner, setting.key == "state" else { return nil }
      return "\(name) \(setting.value ?? "")"
    }
  }

  @Test("Felix's list of bundles, as text and as a JSON list of lines")
  func bundleList() {
    let lines = [
      "Status: 3 bundles in total, 1 bundle active, 1 bundle active fragments, 1 bundle installed",
      "", "a.b.Core (1.2.3) \"A (core) [x]\" [active, 12] ",
      "a.b.Fragment (1.0.0.v1) \"F\" [resolved, 13] (fragment)",
      "org.apache.jackrabbit.oak-core (1.22.15) \"Oak, Core\" [installed, 1042] ",
    ]
    let expected = [
      "a.b.Core active", "a.b.Fragment fragment", "org.apache.jackrabbit.oak-core installed",
    ]
    let text = lines.joined(separator: "\n") + "\n"
    #expect(bundles(read(text, "007_Bundlelist.txt", as: .statusPage)) == expected)
    let json =
      "[" + lines.map { "\"" + $0.replacing("\"", with: "\\\"") + "\"" }.joined(separator: ",\n")
      + "]"
    let settings = read(json, "status-Bundlelist.json", as: .statusPage)
    #expect(bundles(settings) == expected)
    #expect(settings.first?.place.line == 3)
    #expect(
      settings.filter { $0.key == "version" }.map(\.value) == ["1.2.3", "1.0.0.v1", "1.22.15"])
  }

  @Test("Felix's bundles with their details, as text and as JSON")
  func bundlePages() {
    let text = """
      Status: Bundle information: 2 bundles in total, 1 bundle active, 1 bundle installed.

      Bundle 0 - System Bundle 7.0.5 (state: Active)
          Symbolic Name: org.apache.felix.framework
          Version: 7.0.5
      Bundle 1,012 - ACME core 1.0 (state: Installed)
          Symbolic Name: com.acme.core
      """
    let expected = ["org.apache.felix.framework active", "com.acme.core installed"]
    let settings = read(text, as: .statusPage)
    #expect(bundles(settings) == expected)
    #expect(settings.filter { $0.key == "id" }.map(\.value) == ["0", "1012"])
    let json = """
      {"status":"Bundle information","s":[2,1,0,0,1],"data":[
      {"id":0,"name":"System Bundle","fragment":false,"stateRaw":32,"state":"Active","version":"7.0.5","symbolicName":"org.apache.felix.framework"},
      {"id":1012,"name":"ACME core","stateRaw":2,"state":"Installed","version":"1.0","symbolicName":"com.acme.core"}]}
      """
    #expect(bundles(read(json, "bundles.json", as: .statusPage)) == expected)
  }

  @Test("the page of all configurations, each with its places")
  func configurations() {
    let text = """
      Status: 3 configurations with 1 different factories available

      PID = a.F~one
        Factory PID = a.F
        BundleLocation = launchpad:resources/x.jar
        list = [a, b=c]
        none = []
        password = ********

      PID = a.b.C
        scripts = create path /x
      set ACL for everyone
      end
        url = http://x/?a = b

      PID = a.b.Empty

      """
    let settings = read(text, "003_Configurations.txt", as: .statusPage)
    #expect(
      settings.map { "\($0.place.line) \($0.configuration?.pid ?? "") \($0.key)=\($0.values)" } == [
        "5 a.F~one service.bundleLocation=[\"launchpad:resources/x.jar\"]",
        "6 a.F~one list=[\"a\", \"b=c\"]", "7 a.F~one none=[]", "8 a.F~one password=[\"********\"]",
        "11 a.b.C scripts=[\"create path /x\\nset ACL for everyone\\nend\"]",
        "14 a.b.C url=[\"http://x/?a = b\"]",
      ])
    #expect(settings[0].configuration?.isOf("a.F") == true)
  }

  @Test("product, properties and settings of an instance")
  func pages() {
    let product = read(
      "Installed Products\n\n  Adobe Experience Manager (6.5.17.0)\n", "status-productinfo.txt",
      as: .statusPage)
    #expect(
      product.map { "\($0.key)=\($0.value ?? "")" } == [
        "name=Adobe Experience Manager", "version=6.5.17.0",
      ])
    #expect(product[1].place.line == 3)
    let system = read(
      "java.vendor = Oracle\njava.version = 11.0.20\nline.separator = \n\nos.name = Linux\n",
      as: .statusPage)
    #expect(system.map(\.owner) == Array(repeating: .systemProperties, count: 4))
    #expect(system.map(\.value) == ["Oracle", "11.0.20", "", "Linux"])
    let framework = read(
      "felix.cm.dir = /x\norg.osgi.framework.startlevel.beginning = 30\nsling.home = /y\n",
      as: .statusPage)
    #expect(framework.map(\.owner) == Array(repeating: .frameworkProperties, count: 3))
    let sling = read(
      "Apache Sling Settings\n\nSling ID = 1\nRun Modes = [author, crx3]\n", as: .statusPage)
    #expect(sling.last?.key == "Run Modes" && sling.last?.value == "[author, crx3]")
    let topology = read(
      "Topology Management\n-----\n\nTopology\n\nSling ID : 12-34\nLeader instance : true\nProperties:\n- a.b : c\n",
      as: .statusPage)
    #expect(
      topology.map { "\($0.key)=\($0.value ?? "")" } == [
        "Sling ID=12-34", "Leader instance=true", "a.b=c",
      ])
    #expect(topology[2].owner == .properties("topology/12-34"))
    let installer = read(
      "Apache Sling OSGi Installer\n====\nProcessed Resources\n----\nBundles:\n* a.b: x, launchpad:y, INSTALLED, \n",
      as: .statusPage)
    #expect(installer.map(\.key) == ["a.b"] && installer[0].values.contains("INSTALLED"))
    let indexes = read(
      "============ Async Indexers State ============\nNumber of async indexer lanes : 1\n\nasync\n    Last indexed to      : 2026\n    Failing              : false\n",
      as: .statusPage)
    #expect(indexes.last?.owner == .properties("oak-index-stats/async"))
    #expect(indexes.last?.key == "Failing" && indexes.last?.value == "false")
  }

  @Test(
    "the printer says which page it is, where what stands on it does not",
    arguments: [
      ("system-properties", "a.b = 1\nc.d = 2\n", "a.b=1 c.d=2", .systemProperties),
      (
        "framework-properties", "java.version = 11\na = 1\nb = 2\n", "java.version=11 a=1 b=2",
        .frameworkProperties
      ),
      (
        "productinfo",
        "Produits\n\nListe\nSuite\nFin\n  Adobe Experience Manager (6.5.17.0)\n",
        "name=Adobe Experience Manager version=6.5.17.0", .product
      ),
      ("sling-settings", "Sling ID = 1\n", "Sling ID=1", .properties("slingsettings")),
      ("oak-index-stats", "Failing : false\n", "Failing=false", .properties("oak-index-stats")),
    ] as [(String, String, String, Setting.Owner)])
  func printers(printer: String, text: String, expected: String, owner: Setting.Owner) {
    let bytes = Array(text.utf8)
    let named = DocumentKind(recognising: bytes, name: "001_X.txt", printer: printer)
    #expect(named == .statusPage)
    let settings = named.settings(in: bytes, path: "001_X.txt", printer: printer).settings
    #expect(settings.map { "\($0.key)=\($0.value ?? "")" }.joined(separator: " ") == expected)
    #expect(settings.allSatisfy { $0.owner == owner })
    // Without it, the page is not known or taken for another.
    let plain = DocumentKind(recognising: bytes, name: "001_X.txt")
    #expect(plain.settings(in: bytes, path: "001_X.txt").settings.first?.owner != owner)
  }

  @Test("a printer that is not known, or wrote JSON, leaves it to the page")
  func otherPrinters() {
    let log = Array("06.06.2019 14:26:13.443 *INFO* [main] a.B hello\n".utf8)
    #expect(DocumentKind(recognising: log, name: "x", printer: "slinglogs") == .errorLog)
    #expect(DocumentKind(recognising: log, name: "x", printer: "x-printer") == .errorLog)
    let json = Array("{\"a\": 1}".utf8)
    #expect(DocumentKind(recognising: json, name: "x", printer: "productinfo") == .payload)
  }

  @Test("options of the virtual machine and other variables of the start script")
  func startScript() {
    let text = """
      #!/bin/bash
      # CQ_JVM_OPTS='-Xmx1m'
      if [ -z "$CQ_PORT" ]; then
          CQ_PORT=4502
      fi
      if [ -z "$CQ_RUNMODE" ]; then CQ_RUNMODE='author,nosamplecontent'; fi
      export CQ_JVM_OPTS='-server -Xmx4g -XX:+UseG1GC -XX:MaxMetaspaceSize=256M -Djava.awt.headless=true -agentlib:jdwp=a'
      CQ_JVM_OPTS="$CQ_JVM_OPTS -XX:-UseBiasedLocking"
      """
    let settings = read(text, "crx-quickstart/bin/start", as: .startScript)
    #expect(
      settings.map { "\($0.place.line) \($0.key)=\($0.values)" } == [
        "4 CQ_PORT=[\"4502\"]", "6 CQ_RUNMODE=[\"author,nosamplecontent\"]", "7 -server=[]",
        "7 -Xmx=[\"4g\"]", "7 -XX:UseG1GC=[\"true\"]", "7 -XX:MaxMetaspaceSize=[\"256M\"]",
        "7 -Djava.awt.headless=[\"true\"]", "7 -agentlib=[\"jdwp=a\"]",
        "8 -XX:UseBiasedLocking=[\"false\"]",
      ])
    let batch =
      "@echo off\r\nif not defined CQ_PORT set CQ_PORT=4502\r\nset CQ_JVM_OPTS=-Xmx1024m -server\r\nset \"CQ_HOST=x\"\r\n"
    #expect(
      read(batch, "start.bat", as: .startScript).map { "\($0.key)=\($0.values)" } == [
        "CQ_PORT=[\"4502\"]", "-Xmx=[\"1024m\"]", "-server=[]", "CQ_HOST=[\"x\"]",
      ])
  }

  @Test("framework properties and the licence")
  func propertyFiles() {
    let sling = read("a=b\norg.osgi.framework.x=1\n", "conf/sling.properties", as: .properties)
    #expect(sling.map(\.owner) == [.frameworkProperties, .frameworkProperties])
    let license = read(
      "#Adobe\nlicense.product.name=Adobe CQ5\nlicense.customer.name=ACME\n", "-", as: .properties)
    #expect(license.map(\.owner) == [.license, .license])
    let other = read("a=b\n", "quickstart.properties", as: .properties)
    #expect(other.map(\.owner) == [.properties("quickstart.properties")])
  }

  @Test("the list of packages, as XML and as JSON")
  func packages() {
    let xml = """
      <crx version="1.4.1" user="admin" workspace="crx.default"><request><param name="cmd" value="ls"/></request>
      <response><data><packages>
      <package><group>adobe/cq650/servicepack</group><name>aem-service-pkg</name><version>6.5.17</version>
      <size>13323</size><lastModifiedBy>null</lastModifiedBy><lastUnpacked>Thu, 10 Aug 2023 13:42:23 +0200</lastUnpacked></package>
      <package><group/><name>x</name><version>1</version><lastUnpacked></lastUnpacked></package>
      </packages></data><status code="200">ok</status></response></crx>
      """
    #expect(
      read(xml, "package_list.xml", as: .packageList).map {
        "\($0.owner) \($0.key)=\($0.value ?? "")"
      } == [
        "package(\"adobe/cq650/servicepack:aem-service-pkg\") version=6.5.17",
        "package(\"adobe/cq650/servicepack:aem-service-pkg\") size=13323",
        "package(\"adobe/cq650/servicepack:aem-service-pkg\") installed=Thu, 10 Aug 2023 13:42:23 +0200",
        "package(\":x\") version=1",
      ])
    let json = """
      {"results":[{"pid":"/etc/packages/g/n-1.zip","name":"n","group":"g","version":"1","downloadName":"n-1.zip","size":5,"lastUnpacked":1691667743000}],"total":1}
      """
    #expect(
      read(json, "list.json", as: .packageList).map { "\($0.key)=\($0.value ?? "")" }
        == ["version=1", "file=n-1.zip", "size=5", "installed=1691667743000"])
  }

  @Test("the answer of the health checks, of all and of one")
  func healthChecks() {
    let all = """
      {"overallResult":"CRITICAL","results":[{"name":"Disk","status":"CRITICAL","timeInMs":3,"finishedAt":"2026-11-20T06:14:02.117",
      "tags":["system"],"messages":[{"status":"OK","message":"a"},{"status":"CRITICAL","message":"b"}]}]}
      """
    let settings = read(all, "health.json", as: .healthCheck)
    #expect(settings.first?.owner == .healthCheck("") && settings.first?.value == "CRITICAL")
    let disk = settings.filter { $0.owner == .healthCheck("Disk") }
    #expect(disk.map(\.key) == ["status", "duration", "finishedAt", "tags", "message"])
    #expect(disk.last?.values == ["a", "b"])
    let one =
      "{\"name\":\"Bundles\",\"status\":\"WARN\",\"ok\":false,\"log\":[{\"message\":\"2 bundles\"}]}"
    #expect(read(one, as: .healthCheck).map(\.key) == ["status", "ok", "message"])
  }
}
