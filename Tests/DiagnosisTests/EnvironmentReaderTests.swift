import Model
import Testing

@testable import Diagnosis

/// Facts about the installation that paths and logs tell.
@Suite struct EnvironmentReaderTests {
  @Test(
    "an installation tree on disk is the instance",
    arguments: [
      ("case/crx-quickstart/logs/error.log", "case/crx-quickstart"),
      ("/opt/aem/crx-quickstart/bin/start", "/opt/aem/crx-quickstart"),
      ("crx-quickstart/conf/sling.properties", "crx-quickstart"),
      ("a/crx-quickstart/b/crx-quickstart/c", "a/crx-quickstart"),
    ])
  func instance(path: String, instance: String) {
    let facts = facts(ofPath: path)
    #expect(facts == ["deployment": "onprem", "instance": instance])
  }

  @Test("a tree inside an archive tells how AEM is run, and names no folder to work on")
  func treeInArchive() {
    #expect(
      facts(ofPath: "case.zip!/aem/crx-quickstart/logs/error.log") == ["deployment": "onprem"])
  }

  @Test(
    "other paths tell nothing",
    arguments: ["error.log", "crx-quickstart", "my-crx-quickstart/logs/error.log", "", "/", "-"])
  func otherPaths(path: String) {
    #expect(facts(ofPath: path).isEmpty)
  }

  @Test(
    "a record that names a pod tells of the Cloud Service, whatever stands before it",
    arguments: ["", "Ticket 4711\n\n", "20.11.2026 06:13:58.402 *INFO* [main] a.B no pod\n"])
  func pod(before: String) {
    let record = "20.11.2026 06:14:02.117 [cm-p1-e2-aem-author-x] *ERROR* [main] a.B message"
    let bytes = Array((before + record + "\n").utf8)
    var environment = InstallationFacts()
    EnvironmentReader.read(
      logHead: bytes, in: 0..<bytes.count, source: "error.log", into: &environment)
    #expect(environment["deployment"] == "cloud")
    let place = environment.facts["deployment"]?.evidence
    #expect(place?.line == before.count { $0 == "\n" } + 1)
    #expect(place?.bytes == before.utf8.count..<bytes.count - 1)
  }

  @Test(
    "logs without a pod tell nothing",
    arguments: ["", "\n", "no log", "20.11.2026 06:14:02.117 *INFO* [cm-p1-e2] a.B message\n"])
  func noPod(text: String) {
    var environment = InstallationFacts()
    EnvironmentReader.read(
      logHead: Array(text.utf8), in: 0..<text.utf8.count, source: "x", into: &environment)
    #expect(environment.facts.isEmpty)
  }

  @Test("the first fact holds")
  func firstFactHolds() {
    var environment = InstallationFacts()
    EnvironmentReader.read(path: "one/crx-quickstart/logs/error.log", into: &environment)
    EnvironmentReader.read(path: "two/crx-quickstart/logs/error.log", into: &environment)
    #expect(environment["instance"] == "one/crx-quickstart")
  }

  private func facts(ofPath path: String) -> [String: String] {
    var environment = InstallationFacts()
    EnvironmentReader.read(path: path, into: &environment)
    return environment.facts.mapValues(\.value)
  }
}
