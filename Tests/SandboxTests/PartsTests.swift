import ArchiveKit
import Foundation
import TestSupport
import Testing

@testable import Sandbox

@Suite struct PartsTests {
  @Test("reads a protected value again with the same keys, and with no others")
  func cryptoRoundTrip() {
    let (keys, others) = (CryptoKeys.random(), CryptoKeys.random())
    for text in ["", "p8e-secret", "秘密", String(repeating: "x", count: 500)] {
      let value = keys.protect(text)
      #expect(value.hasPrefix("{") && value.hasSuffix("}"))
      #expect(keys.unprotect(value) == text)
      #expect(others.unprotect(value) == nil)
      let mixed = CryptoKeys(hmac: keys.hmac, master: others.master)
      #expect(text.isEmpty || mixed.unprotect(value) != text)
      #expect(keys.unprotect("{00" + value.dropFirst()) == nil)
    }
    for text in ["", "{}", "{x}", "{0}", "plain"] { #expect(keys.unprotect(text) == nil) }
  }

  @Test(
    "reads faults as they are written",
    arguments: [
      "connection-cut", "connection-cut@/etc/key", "connection-cut@/etc/key#1", "disk-full#12",
    ])
  func faults(text: String) throws {
    #expect(try #require(Fault(text)).text == text)
  }

  @Test(
    "does not take other texts for faults",
    arguments: ["", "cut", "disk-full@", "disk-full#0", "#1"])
  func noFaults(text: String) {
    #expect(Fault(text) == nil)
  }

  @Test("a fault strikes where and as often as it says")
  func strikes() throws {
    let folder = try TemporaryFolder()
    let board = FaultBoard(file: try folder.write("connection-cut@/etc#2\nnonsense\n", to: "f"))
    #expect(!board.strikes(.diskFull))
    #expect(!board.strikes(.connectionCut, at: "/content"))
    #expect(board.strikes(.connectionCut, at: "/etc/key"))
    #expect(board.strikes(.connectionCut, at: "/etc/key"))
    #expect(!board.strikes(.connectionCut, at: "/etc/key"))
    #expect(board.faults.isEmpty)
  }

  @Test("a change that fails is no change, in memory and on disk")
  func commitsAllOrNothing() throws {
    let folder = try TemporaryFolder()
    let file = folder.path("nodes.json")
    var repository = try Repository(file: file)
    try repository.commit { try $0.make("/a/b") }
    #expect(throws: Repository.Problem.badName("..")) {
      try repository.commit {
        $0.remove("/a/b")
        try $0.make("/a/..")
      }
    }
    repository.isDiskFull = true
    #expect(throws: Repository.Problem.self) { try repository.commit { $0.remove("/a") } }
    #expect(repository["/a/b"] != nil)
    #expect(try Repository(file: file)["/a/b"] != nil)
  }

  @Test("a package puts back what it was built from, binary properties too")
  func packageRoundTrip() throws {
    let folder = try TemporaryFolder()
    var repository = try Repository(file: folder.path("nodes.json"))
    let values: [String: Repository.Value] = [
      "hmac": .binary(Data([0, 255, 10, 13])), "text": .string("<a & \"b\">\n{c}"),
      "brace": .string("{Long}5"), "list": .strings(["a,b", "c\\d", ""]), "none": .strings([]),
      "flag": .boolean(true), "long": .long(-7), "date": .date("2026-11-21T00:00:00.000Z"),
    ]
    try repository.make("/etc/key")
    for (name, value) in values { repository.set(name, of: "/etc/key", to: value) }
    try repository.make("/etc/other")
    let before = repository.nodes
    let package = ContentPackage(group: "g", name: "n", roots: ["/etc/key"])
    let bytes = Data(package.build(from: repository))
    repository.set("hmac", of: "/etc/key", to: nil)
    try repository.make("/etc/key/new")
    try ContentPackage.install(bytes, into: &repository)
    #expect(repository["/etc/key"]?.properties == before["/etc/key"]?.properties)
    #expect(repository["/etc/key/new"] == nil)
    #expect(repository["/etc/other"] != nil)
    #expect(throws: (any Error).self) {
      try ContentPackage.install(Data("no zip".utf8), into: &repository)
    }
  }

  @Test(
    "filters by LDAP's notation",
    arguments: [
      ("(a=1)", true), ("(a=2)", false), ("(a=*)", true), ("(b=*)", false),
      ("(&(a=1)(!(b=x)))", true),
      ("(|(b=1)(c=x*z))", true), ("(c=*y*)", true), ("(c=y*)", false), ("(c=x*y*z)", true),
    ])
  func filters(text: String, isMatch: Bool) throws {
    let values = ["a": ["1"], "c": ["xyz"]]
    #expect(try #require(OSGiFilter(text)).matches { values[$0] ?? [] } == isMatch)
  }

  @Test(
    "does not take other texts for filters",
    arguments: ["", "a=1", "(a)", "(&(a=1)", "(!)", "(=1)"])
  func noFilters(text: String) {
    #expect(OSGiFilter(text) == nil)
  }

  @Test("nothing but an empty folder or its own is ever written to")
  func leavesOthersAlone() throws {
    let folder = try TemporaryFolder()
    try folder.write("x", to: "aem/crx-quickstart/conf/cq.pid")
    #expect(throws: SandboxProblem.notEmpty(folder.path("aem"))) {
      try InstanceTree(making: folder.path("aem"), state: .jcrKeys, port: 0, program: "p")
    }
    #expect(throws: SandboxProblem.notASandbox(folder.path("aem"))) {
      try InstanceTree(opening: folder.path("aem"))
    }
  }
}
