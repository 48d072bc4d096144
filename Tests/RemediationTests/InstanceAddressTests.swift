import Testing

@testable import Remediation

@Suite("Instance address")
struct InstanceAddressTests {
  @Test(
    "takes scheme, host, port and context path",
    arguments: [
      ("http://localhost:4502", "http://localhost:4502"),
      ("HTTPS://Author.Example.COM/", "https://author.example.com"),
      ("http://[::1]:4502/aem/", "http://[::1]:4502/aem"), ("http://10.0.0.1", "http://10.0.0.1"),
    ])
  func takes(text: String, normal: String) throws {
    #expect(try InstanceAddress(text).text == normal)
  }

  @Test(
    "refuses anything else",
    arguments: [
      "localhost:4502", "ftp://localhost", "http://", "http:///x", "http://host:0",
      "http://host:65536", "http://host:x", "http://host:", "http://host?x=1", "http://host/#x",
      "http://ho st", "http://host/a/../b", "http://host//x", "http://[::1", "http://[::1]x",
      "http://héte", "http://host\n", "",
    ])
  func refuses(text: String) {
    #expect(throws: PlanningProblem.badURL(text)) { try InstanceAddress(text) }
  }

  @Test(
    "refuses a user or password, and never repeats it",
    arguments: ["http://admin:hunter2@localhost:4502", "http://admin@localhost", "hunter2@x"])
  func credentials(text: String) {
    let problem = #expect(throws: PlanningProblem.self) { try InstanceAddress(text) }
    #expect(problem == .credentialsInURL)
    #expect(
      problem.map { "\($0) \($0.reason) \(String(describing: $0.hint))" }?.contains("hunter2")
        == false)
  }

  @Test("knows the addresses of the Cloud Service")
  func cloudService() throws {
    #expect(try InstanceAddress("https://author-p1-e2.adobeaemcloud.com").isCloudService)
    #expect(try !InstanceAddress("https://adobeaemcloud.com.example.org").isCloudService)
    #expect(try !InstanceAddress("https://notadobeaemcloud.com").isCloudService)
  }
}
