import Model
import Reading
import Testing

@testable import Diagnosis

/// Facts that settings, logs and names tell, and what happens where they differ.
@Suite struct InstallationFactsTests {
  private func facts(_ documents: (path: String, text: String)...) -> InstallationFacts {
    var facts = InstallationFacts()
    for (path, text) in documents {
      let bytes = Array(text.utf8)
      let kind = DocumentKind(recognising: bytes, name: path)
      EnvironmentReader.read(path: path, into: &facts)
      if kind == .errorLog {
        EnvironmentReader.read(logHead: bytes, in: 0..<bytes.count, source: path, into: &facts)
      }
      EnvironmentReader.read(kind.settings(in: bytes, path: path).settings, into: &facts)
    }
    return facts
  }

  @Test("the page of the product tells version and service pack, with their place")
  func product() {
    let facts = facts(
      ("status-productinfo.txt", "Installed Products\n  Adobe Experience Manager (6.5.17.0)\n"))
    #expect(facts["aem"] == "6.5.17.0")
    #expect(facts["servicePack"] == "SP17")
    #expect(facts["product"] == "Adobe Experience Manager")
    #expect(facts.facts["aem"]?.evidence?.source == "status-productinfo.txt")
    #expect(facts.facts["aem"]?.evidence?.line == 2)
  }

  @Test("system properties tell Java and the operating system")
  func systemProperties() {
    let facts = facts(
      (
        "System_Properties.txt",
        "java.vendor = Oracle\njava.version = 11.0.20\nos.arch = amd64\nos.name = Linux\n"
          + "os.version = 4.18\nsling.run.modes = crx3,author\n"
      ))
    #expect(facts["java"] == "11.0.20" && facts["javaVendor"] == "Oracle")
    #expect(facts["os"] == "Linux 4.18 (amd64)")
    #expect(facts["runModes"] == "author, crx3" && facts["tier"] == "author")
  }

  @Test(
    "the zone of the virtual machine is told where one is set, by the machine before its script")
  func timeZone() {
    let properties = "java.vendor = Oracle\njava.version = 11.0.20\nos.name = Linux\n"
    let script = (
      path: "crx-quickstart/bin/start",
      text: "#!/bin/bash\nCQ_JVM_OPTS='-server -Xmx1024m -Duser.timezone=Asia/Tokyo'\n"
    )
    func page(_ zone: String) -> (path: String, text: String) {
      ("System_Properties.txt", properties + "user.timezone = \(zone)\n")
    }
    #expect(facts(script)["timeZone"] == "Asia/Tokyo")
    #expect(facts(script, page("Europe/Paris"))["timeZone"] == "Europe/Paris")
    #expect(facts(page(""))["timeZone"] == nil)
  }

  @Test("a list of bundles tells their number, those that are not active, and Oak")
  func bundles() {
    let facts = facts(
      (
        "007_Bundlelist.txt",
        "Status: 4 bundles in total\n\na.b (1.0) \"A\" [active, 1] \n"
          + "a.c (1.0) \"C\" [resolved, 2] (fragment)\na.d (1.0) \"D\" [installed, 3] \n"
          + "org.apache.jackrabbit.oak-core (1.22.15) \"Oak\" [active, 4] \n"
      ))
    #expect(facts["bundles"] == "4")
    #expect(facts["bundlesNotActive"] == "1: a.d")
    #expect(facts["oak"] == "1.22.15")
    #expect(facts.facts["bundlesNotActive"]?.evidence?.line == 5)
  }

  @Test("the local SDK is told from an installation on-premise by its properties")
  func sdk() {
    let facts = facts(
      ("crx-quickstart/logs/error.log", "20.11.2026 06:14:02.117 *INFO* [main] a.B x\n"),
      (
        "crx-quickstart/conf/sling.properties",
        "org.osgi.framework.x=1\ngranite.product.version=2024.6.16799\n"
          + "sling.run.mode.install.options=author,publish|live,prerelease|sdk\n"
      ))
    #expect(facts["deployment"] == "sdk")
    #expect(facts["aem"] == "2024.6.16799" && facts["servicePack"] == nil)
    #expect(facts["instance"] == "crx-quickstart")
    #expect(facts.conflicts.isEmpty)
  }

  @Test("an instance tells its run modes as it starts")
  func runModes() {
    let facts = facts(
      (
        "error.log",
        "19.07.2025 19:00:40.690 *INFO* [FelixStartLevel] org.apache.sling.settings.impl"
          + ".SlingSettingsServiceImpl Active run modes: [s7connect, crx3, publish]\n"
      ))
    #expect(facts["runModes"] == "crx3, publish, s7connect")
    #expect(facts["tier"] == "publish")
  }

  @Test(
    "names of files tell deployment and tier",
    arguments: [
      ("author_aemerror_2026-03-29.log", "cloud", "author"),
      ("x.zip!/publish_aemrequest_2026-03-29.log", "cloud", "publish"),
      ("publish_cdn_2026-03-29.log", "cloud", "publish"),
      ("conf.dispatcher.d/available_farms/002_ams_publish_farm.any", "ams", nil),
    ] as [(String, String, String?)])
  func names(path: String, deployment: String, tier: String?) {
    let facts = facts((path, ""))
    #expect(facts["deployment"] == deployment)
    #expect(facts["tier"] == tier)
  }

  @Test("the surer source holds, whatever comes first, and the difference is noted")
  func conflict() {
    let start = (
      path: "bin/start", text: "CQ_PORT=4503\nCQ_RUNMODE='author'\nCQ_JVM_OPTS='-Xmx1g'\n"
    )
    let page = (
      path: "settings.txt", text: "Apache Sling Settings\n\nSling ID = 1\nRun Modes = [publish]\n"
    )
    for facts in [facts(start, page), facts(page, start)] {
      #expect(facts["tier"] == "publish")
      #expect(facts.conflicts.map(\.name).sorted() == ["runModes", "tier"])
      #expect(facts.conflicts.allSatisfy { $0.other.evidence?.source == "bin/start" })
      let note = facts.conflicts.first.map(Note.conflicting)
      #expect(note?.code == "environment-conflict")
      #expect(note?.text.en.contains("bin/start") == true)
    }
  }

  @Test("facts of two threads are joined as if one had read everything")
  func joining() {
    let first = (path: "author_aemerror_1.log", text: "")
    let second = (path: "publish_aemerror_1.log", text: "")
    var joined = facts(first)
    joined.append(contentsOf: facts(second))
    let whole = facts(first, second)
    #expect(joined.facts == whole.facts)
    #expect(joined.conflicts == whole.conflicts)
    #expect(joined.conflicts.map(\.other.value) == ["publish"])
  }

  @Test("many differing sources are noted only so often")
  func bounded() {
    var facts = InstallationFacts()
    for number in 0..<100 {
      facts.note(
        "java", "\(number)", at: Place(source: "x", line: 1, bytes: 0..<0), weight: .stated)
    }
    #expect(facts["java"] == "0")
    #expect(facts.conflicts.count == 8)
  }
}
