import TestSupport
import Testing

@testable import Remediation

@Suite("Option search")
struct OptionSearchTests {
  private static let name = "com.adobe.granite.crypto.file.disable"

  @Test(
    "reads the values given to exactly this name",
    arguments: [
      ("-D\(name)=true", ["true"]), ("CQ_JVM_OPTS=\"-Xmx1g -D\(name)=TRUE\"", ["TRUE"]),
      ("'-D\(name)=true' -D\(name)=false", ["true", "false"]), ("\(name) = true", ["true"]),
      ("\(name):true", ["true"]), ("-D\(name)=\"true\"", ["true"]), ("-D\(name)", [""]),
      ("-D\(name).more=true", []), ("-Dx.\(name)=true", []), ("x\(name)=true", []), ("", []),
      ("-D\(name)=", [""]), ("-D\(name)=true;", ["true"]),
    ])
  func values(line: String, values: [String]) {
    #expect(OptionSearch.values(of: Self.name, in: line) == values)
  }

  @Test("passes over comments, and says file and line")
  func fileAndLine() throws {
    let fixture = try InstallationFixture()
    let tree = try InstallationTree(folder: fixture.root)
    let process = ProcessObservation(tree: tree)
    #expect(OptionSearch(name: Self.name, tree: tree, process: process).settings.isEmpty)
    try fixture.folder.write(
      "# \(Self.name)=true\n\n\(Self.name)=true\n", to: "crx-quickstart/conf/sling.properties")
    let search = OptionSearch(name: Self.name, tree: tree, process: process)
    #expect(search.settings == [.init(file: "conf/sling.properties", line: 3, value: "true")])
    #expect(search.filesRead == ["bin/start", "conf/sling.properties"])
  }
}
