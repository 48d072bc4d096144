import ArchiveFixtures
import TestSupport
import Testing

@testable import Remediation

@Suite("Felix bundle cache")
struct FelixCacheTests {
  private func cache(_ fixture: InstallationFixture) throws -> FelixCache {
    try FelixCache(tree: InstallationTree(folder: fixture.root))
  }

  @Test("finds a bundle by the exact name in its manifest, not by its location or a prefix")
  func exactName() throws {
    let cache = try cache(InstallationFixture())
    #expect(cache.bundles(named: "com.adobe.granite.crypto").map(\.id) == [26])
    #expect(cache.bundles(named: "com.adobe.granite.crypto.file").map(\.id) == [41])
    #expect(cache.bundles(named: "com.adobe.granite").isEmpty)
    #expect(cache.defects.isEmpty)
  }

  @Test("reads the newest revision by number")
  func newestRevision() throws {
    let fixture = try InstallationFixture()
    try fixture.addRevision("version0.9", of: 41, name: "com.example.older")
    try fixture.addRevision(
      "version0.10", of: 41, name: "com.adobe.granite.crypto.file", version: "2.0.0")
    try fixture.addRevision("version0.0", of: 41, name: "com.example.oldest")
    let found = try cache(fixture).bundles(named: "com.adobe.granite.crypto.file")
    #expect(found.map(\.manifest?.version) == ["2.0.0"])
    #expect(found.first?.jar == "launchpad/felix/bundle41/version0.10/bundle.jar")
  }

  @Test(
    "orders revisions by revision, then refresh count, as numbers",
    arguments: [
      (["version0.2", "version0.10"], "version0.10"),
      (["version10.1", "version9.1"], "version10.1"),
      (["version9.0", "version0.1"], "version0.1"),
      (["version", "version1", "versionx.y", "data", "version0.99999999999999999999"], nil),
      ([], nil),
    ])
  func revisionOrder(names: [String], newest: String?) {
    #expect(FelixBundle.newestRevision(of: names) == newest)
  }

  @Test("names every folder that Felix would delete or mistake")
  func defects() throws {
    let fixture = try InstallationFixture()
    let felix = "crx-quickstart/launchpad/felix"
    try fixture.folder.write("x", to: "\(felix)/bundle26.bak/data/storage")
    try fixture.folder.write("x", to: "\(felix)/bundle50/data/x")
    try fixture.addBundle(51, name: "com.example.a")
    try fixture.folder.write("51\nhere\n32\n", to: "\(felix)/bundle51/bundle.info")
    try fixture.addBundle(52, name: "com.example.b")
    try fixture.folder.write("9\nhere\n32\n1\n2\n0\n", to: "\(felix)/bundle52/bundle.info")
    try fixture.addBundle(53, name: "com.example.c")
    try fixture.remove("\(felix)/bundle53/version0.0")
    try fixture.addBundle(54, name: "com.example.d")
    try fixture.remove("\(felix)/bundle54/version0.0/bundle.jar")
    try fixture.addBundle(55, name: "com.example.e")
    try fixture.folder.write("no zip", to: "\(felix)/bundle55/version0.0/bundle.jar")
    try fixture.addBundle(56, name: "com.example.f")
    try fixture.folder.write(
      ArchiveFixture.archive(.zip, [.file("a", text: "a")]),
      to: "\(felix)/bundle56/version0.0/bundle.jar")
    try fixture.addBundle(57, name: "com.example.g", location: "reference:file:/opt/g")
    try fixture.remove("\(felix)/bundle57/version0.0/bundle.jar")
    try fixture.folder.write("x", to: "\(felix)/bundle07/bundle.info")

    let cache = try cache(fixture)
    let kinds = Dictionary(uniqueKeysWithValues: cache.defects.map { ($0.folder, $0.kind) })
    #expect(kinds["launchpad/felix/bundle26.bak"] == .strangeName)
    #expect(kinds["launchpad/felix/bundle07"] == .strangeName)
    #expect(kinds["launchpad/felix/bundle50"] == .noInfo)
    #expect(kinds["launchpad/felix/bundle51"] == .badInfo)
    #expect(kinds["launchpad/felix/bundle52"] == .otherID(9))
    #expect(kinds["launchpad/felix/bundle53"] == .noVersion)
    #expect(kinds["launchpad/felix/bundle54"] == .noJar)
    #expect(kinds["launchpad/felix/bundle56"] == .damagedJar("META-INF/MANIFEST.MF"))
    guard case .damagedJar = kinds["launchpad/felix/bundle55"] else {
      Issue.record("bundle55 holds no jar")
      return
    }
    #expect(kinds.count == 9)
    #expect(cache.bundles.map(\.id).contains(57))
  }

  @Test("refuses a bundle folder that is a symbolic link")
  func symbolicLink() throws {
    let fixture = try InstallationFixture()
    try fixture.folder.write("x", to: "elsewhere/x")
    try FileLink.make(
      at: fixture.folder.path("crx-quickstart/launchpad/felix/bundle60"),
      to: fixture.folder.path("elsewhere"))
    #expect(throws: InstallationProblem.symbolicLink("launchpad/felix/bundle60")) {
      try cache(fixture)
    }
  }

  @Test(
    "reads the name from a manifest",
    arguments: [
      ("Bundle-SymbolicName: a.b\n", "a.b"),
      ("bundle-symbolicname:a.b ; x:=\"y;z\"\r\n", "a.b"),
      ("Bundle-SymbolicName: a\r\n .b\r\n .c\r\n", "a.b.c"),
      ("X: 1\n\nBundle-SymbolicName: later.section\n", nil),
      ("", nil), (":\n:::\n", nil),
    ])
  func manifestNames(text: String, name: String?) {
    #expect(BundleManifest(Array(text.utf8)).symbolicName == name)
  }

  @Test("unfolds a character that was cut in the middle")
  func cutCharacter() {
    let bytes = Array("Bundle-SymbolicName: caf".utf8) + [0xC3, 0x0D, 0x0A, 0x20, 0xA9, 0x0A]
    #expect(BundleManifest(bytes).symbolicName == "café")
  }

  @Test(
    "survives any bytes in the place of a manifest or bundle.info",
    arguments: 0..<100 as Range<UInt64>)
  func anyBytes(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let bytes = (0..<200).map { _ in
      [0x0A, 0x0D, 0x20, 0x3A, 0x31, 0xFF, 0x42].randomElement(using: &random) ?? UInt8(0)
    }
    _ = BundleManifest(bytes)
    _ = try? BundleInfo(bytes)
  }
}
