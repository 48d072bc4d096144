import Foundation
import TestSupport
import Testing

@testable import Remediation

@Suite("Process observation")
struct ProcessObservationTests {
  private func observe(_ fixture: InstallationFixture) throws -> ProcessObservation {
    ProcessObservation(tree: try InstallationTree(folder: fixture.root))
  }

  @Test("sees a stopped instance")
  func stopped() throws {
    let observed = try observe(InstallationFixture())
    #expect(observed.process == .noFile)
    #expect(observed.lock == .free)
    #expect(observed.isRunning == false)
  }

  @Test("does not take another program with the same number for AEM")
  func reusedNumber() throws {
    let fixture = try InstallationFixture()
    let own = ProcessInfo.processInfo.processIdentifier
    try fixture.folder.write("\(own)\n", to: "crx-quickstart/conf/cq.pid")
    let observed = try observe(fixture)
    #expect(observed.process == .alive(own, isInstance: false))
    #expect(observed.isRunning == false)
  }

  @Test("recognises a process that works in the installation, and reads its options")
  func running() throws {
    let fixture = try InstallationFixture()
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sleep")
    process.arguments = ["60"]
    process.currentDirectoryURL = fixture.folder.url
    try process.run()
    defer {
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    try fixture.folder.write("\(process.processIdentifier)\n", to: "crx-quickstart/conf/cq.pid")
    // Between fork and exec the child still shows this test's command line.
    var observed = try observe(fixture)
    for _ in 0..<100 where observed.arguments != ["/bin/sleep", "60"] {
      Thread.sleep(forTimeInterval: 0.02)
      observed = try observe(fixture)
    }
    #expect(observed.process == .alive(process.processIdentifier, isInstance: true))
    #expect(observed.isRunning == true)
    #expect(observed.arguments == ["/bin/sleep", "60"])
  }

  @Test("notices that a process is gone", arguments: ["2147483646\n", "  2147483646"])
  func gone(content: String) throws {
    let fixture = try InstallationFixture()
    try fixture.folder.write(content, to: "crx-quickstart/conf/cq.pid")
    #expect(try observe(fixture).process == .gone(2_147_483_646))
  }

  @Test(
    "says that it cannot read a strange pid file",
    arguments: ["", "1", "0", "-5", "abc", "99999999999"])
  func strangeFile(content: String) throws {
    let fixture = try InstallationFixture()
    try fixture.folder.write(content, to: "crx-quickstart/conf/cq.pid")
    let observed = try observe(fixture)
    #expect(observed.process == .unreadableFile)
    #expect(observed.isRunning == nil)
  }

  #if os(Linux)
    @Test("sees a record lock on cache.lock without taking or breaking it")
    func heldLock() throws {
      let fixture = try InstallationFixture()
      let path = fixture.folder.path("crx-quickstart/launchpad/felix/cache.lock")
      let descriptor = unsafe open(path, O_RDWR)
      try #require(descriptor >= 0)
      defer { close(descriptor) }
      // A lock of the open file, which even its own process sees as another's; F_OFD_SETLK.
      var lock = flock()
      lock.l_type = Int16(F_WRLCK)
      try #require(unsafe fcntl(descriptor, 37, &lock) == 0)
      #expect(try observe(fixture).lock == .held(nil))
      #expect(try observe(fixture).isRunning == true)
      lock.l_type = Int16(F_UNLCK)
      try #require(unsafe fcntl(descriptor, 37, &lock) == 0)
      #expect(try observe(fixture).lock == .free)
    }
  #endif
}
