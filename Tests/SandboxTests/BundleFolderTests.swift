import ArchiveKit
import Foundation
import TestSupport
import Testing

@testable import Sandbox

/// What is laid down, compared with what a real Felix framework laid down.
@Suite struct BundleFolderTests {
  private static let recorded = Corpus.packagePath("Tests/Fixtures/felix/cache")

  @Test("reads each folder of a real framework, and would write the same bundle.info")
  func readsRecorded() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.recorded)
      .filter { $0.hasPrefix("bundle") && $0 != "bundle0" }.sorted()
    #expect(names.count == 5)
    for name in names {
      let folder = try BundleFolder(loading: "\(Self.recorded)/\(name)")
      let written = try String(
        contentsOfFile: "\(Self.recorded)/\(name)/bundle.info", encoding: .utf8)
      #expect(folder.info == written)
      #expect(name == "bundle\(folder.id)")
    }
    let long = try BundleFolder(loading: Self.recorded + "/bundle4")
    #expect(
      long.headers["bundle-symbolicname"]
        == "com.example.a.name.that.is.longer.than.a.line.of.a.manifest.may.be.so.it.is.folded")
    #expect(try BundleFolder(loading: Self.recorded + "/bundle2").state == .stopped)
    #expect(try BundleFolder(loading: Self.recorded + "/bundle3").state == .stopped)
  }

  @Test("lays a bundle down file by file as a real framework does")
  func laysLikeRecorded() throws {
    let folder = try TemporaryFolder()
    let bundle = try #require(
      DeliveredBundle.all.first { $0.symbolicName == DeliveredBundle.crypto })
    let modified = try BundleFolder(loading: Self.recorded + "/bundle1").modified
    try BundleFolder.lay(
      bundle, id: 1, in: folder.url.path,
      now: Date(timeIntervalSince1970: Double(modified) / 1_000))
    for path in ["bundle1/bundle.info", "bundle1/version0.0/revision.location"] {
      #expect(
        try String(contentsOfFile: folder.path(path), encoding: .utf8)
          == String(contentsOfFile: "\(Self.recorded)/\(path)", encoding: .utf8))
    }
    #expect(FileManager.default.fileExists(atPath: folder.path("bundle1/data")))
  }

  @Test("folds a manifest's lines where the jar tool does")
  func foldsLines() throws {
    let archive = try ArchiveReader(path: Self.recorded + "/bundle4/version0.0/bundle.jar")
    var manifest = ""
    while let entry = try archive.nextEntry() {
      guard entry.path == "META-INF/MANIFEST.MF" else { continue }
      var piece = [UInt8](repeating: 0, count: 4_096)
      let count = try archive.read(into: &piece)
      manifest = String(decoding: piece[..<count], as: UTF8.self)
    }
    let folded = DeliveredBundle.folded(
      "Bundle-SymbolicName: com.example.a.name.that.is.longer.than.a.line.of.a.manifest.may"
        + ".be.so.it.is.folded")
    #expect(manifest.contains(folded))
  }

  @Test("a start deletes what cannot be loaded, and installs what was delivered under a new id")
  func deletesUnloadable() throws {
    let folder = try TemporaryFolder()
    let tree = try InstanceTree(
      making: folder.path("aem"), state: .bundleKeys, port: 0, program: "/bin/true")
    let manager = FileManager.default
    let cache = tree.cache
    try manager.copyItem(atPath: cache + "/bundle26", toPath: cache + "/bundle26.bak")
    try manager.removeItem(atPath: cache + "/bundle26.bak/version0.0")
    try Data().write(to: URL(filePath: cache + "/bundle41/bundle.info"))
    let framework = try Framework(cache: cache, log: ErrorLog(path: tree.errorLog))
    #expect(!manager.fileExists(atPath: cache + "/bundle26.bak"))
    #expect(!manager.fileExists(atPath: cache + "/bundle41"))
    #expect(framework.bundle(DeliveredBundle.crypto)?.id == 26)
    let new = try #require(framework.bundle(DeliveredBundle.cryptoFile))
    #expect(new.id == 543)
    #expect(try manager.contentsOfDirectory(atPath: new.folder.data).isEmpty)
    let log = try String(contentsOfFile: tree.errorLog, encoding: .utf8)
    #expect(log.contains("Error reloading cached bundle, removing it: \(cache)/bundle26.bak"))
  }
}
