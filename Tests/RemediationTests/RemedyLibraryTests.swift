import Foundation
import Model
import RemedyProtocol
import TestSupport
import Testing

@testable import Remediation

@Suite("Remedy library")
struct RemedyLibraryTests {
  private static let shipped = Corpus.packageFolder.appending(
    path: "Plugins/crypto-key-store/remedy.json")

  private func library(
    changing: (String) -> String, folder name: String = "crypto-key-store",
    mode: Int = 0o644
  ) throws -> RemedyLibrary {
    let folder = try TemporaryFolder()
    let text = try String(contentsOf: Self.shipped, encoding: .utf8)
    let path = try folder.write(changing(text), to: "plugins/\(name)/remedy.json")
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    return RemedyLibrary(folders: [folder.path("plugins")])
  }

  /// What a manifest is refused for, by a change of the shipped one.
  static let changes: [(String, String, ManifestProblem.Kind)] = [
    (
      #""schema": "aemedic.remedy/1""#, #""schema": "aemedic.remedy/9""#,
      .wrongSchema("aemedic.remedy/9")
    ),
    (
      #""protocol": {"min": 1, "max": 1}"#, #""protocol": {"min": 2, "max": 3}"#,
      .otherProtocol(min: 2, max: 3)
    ),
    (#""risk": "high""#, #""risk": "some""#, .wrongValue("actions[0].risk")),
    (#""risk": "high","#, "", .missingField("actions[0].risk")),
    (#""risk": "high","#, #""risk": "high", "risc": "high","#, .unknownField("actions[0].risc")),
    (
      #""phase": "quiesce""#, #""phase": "capture", "do": 1"#,
      .unknownField("actions[0].recipe.steps[7].do")
    ),
    (
      #""action": {"aem.stop": {}}"#, #""action": {"aem.kill": {}}"#,
      .wrongValue("actions[0].recipe.steps[7].action")
    ),
    (
      #""action": {"aem.stop": {}}"#, #""action": {"aem.stop": {"now": true}}"#,
      .unknownField("actions[0].recipe.steps[7].action.aem.stop.now")
    ),
    (#""id": "write-master""#, #""id": "write-hmac""#, .duplicate("write-hmac")),
    (#""id": "write-master""#, #""id": "Write Master""#, .badName("Write Master")),
    (
      #""path": "${crypto.data}/storage""#, #""path": "${crypt.data}/storage""#,
      .unknownReference("crypt.data")
    ),
    (
      #""path": "${crypto.data}/storage""#, #""path": "${storage.path}""#,
      .unknownReference("storage.path")
    ),
    (#""resolvedBy": "compare-keys""#, #""resolvedBy": "compare""#, .unknownReference("compare")),
    (
      #""artifact": "hmac", "path": "${hmac.path}", "like""#,
      #""artifact": "hmak", "path": "${hmac.path}", "like""#, .unknownReference("hmak")
    ),
    (#""phase": "quiesce""#, #""phase": "resume""#, .phaseGoesBack("change")),
    (
      #""en": "Keep the crypto keys"#, #""en": "x", "en": "Keep the crypto keys"#,
      .notJSON(.duplicateKey("en"))
    ),
    (#""min": 1"#, #""min": 1.0"#, .notJSON(.numberNotAllowed)),
  ]

  @Test("names what is wrong in a manifest, with its line", arguments: changes.indices)
  func broken(index: Int) throws {
    let (old, new, kind) = Self.changes[index]
    let library = try library { text in
      #expect(text.contains(old))
      return text.replacingOccurrences(of: old, with: new)
    }
    #expect(library.manifests.isEmpty)
    #expect(library.problems.map(\.kind) == [kind])
    let problem = try #require(library.problems.first)
    #expect(problem.location?.line != nil)
    #expect(!problem.reason.en.isEmpty && !problem.reason.fr.isEmpty && !problem.reason.ja.isEmpty)
    // The line is that of the change, unless the whole list is wrong.
    let snippet = new.isEmpty ? "" : String(new.prefix { $0 != "," })
    if case .unknownField = kind, !snippet.isEmpty {
      let text = try String(contentsOf: Self.shipped, encoding: .utf8)
        .replacingOccurrences(of: old, with: new)
      let line = text.components(separatedBy: "\n")[(problem.location?.line ?? 1) - 1]
      #expect(line.contains(snippet))
    }
  }

  @Test("a broken plugin is reported and the others stay")
  func othersStay() throws {
    let folder = try TemporaryFolder()
    try folder.write("{", to: "plugins/broken/remedy.json")
    try folder.write("no plugin", to: "plugins/README.md")
    try folder.write(Data(contentsOf: Self.shipped), to: "plugins/crypto-key-store/remedy.json")
    try folder.write(Data(contentsOf: Self.shipped), to: "more/crypto-key-store/remedy.json")
    try folder.write(Data(contentsOf: Self.shipped), to: "more/other-name/remedy.json")
    let library = RemedyLibrary(
      folders: [folder.path("missing"), folder.path("plugins"), folder.path("more")])
    #expect(library.manifests.map(\.id) == ["crypto-key-store"])
    #expect(
      library.problems.map(\.kind) == [
        .notJSON(.endedEarly), .shadowed("crypto-key-store"),
        .folderName(id: "crypto-key-store", folder: "other-name"),
      ])
  }

  @Test("a manifest that everybody may write is refused")
  func worldWritable() throws {
    let library = try library(changing: { $0 }, mode: 0o666)
    #expect(library.manifests.isEmpty)
    guard case .writableByOthers = library.problems.first?.kind else {
      Issue.record("\(library.problems)")
      return
    }
  }

  @Test("a checkout made with umask 002 works where the group is the owner's own")
  func privateGroup() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      Data(contentsOf: Self.shipped), to: "plugins/crypto-key-store/remedy.json")
    for shared in [path, folder.path("plugins/crypto-key-store"), folder.path("plugins")] {
      let mode = shared == path ? 0o664 : 0o775
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: shared)
    }
    let state = try #require(try FileState.look(at: path))
    let library = RemedyLibrary(folders: [folder.path("plugins")])
    #expect(
      library.manifests.isEmpty == !FileSafety.isPrivate(group: state.group, of: state.owner))
  }

  @Test(
    "a group that others belong to is not private",
    arguments: [
      (UInt32(0), UInt32(0), true), (0, 1, false), (1, 0, false), (4_242_424, 4_242_424, true),
      (4_242_424, 4_242_425, false),
    ])
  func groups(group: UInt32, user: UInt32, isPrivate: Bool) {
    #expect(FileSafety.isPrivate(group: group, of: user) == isPrivate)
  }

  @Test("a manifest that is a link or far too long is refused")
  func oddFiles() throws {
    let folder = try TemporaryFolder()
    try folder.write("x", to: "plugins/b/x")
    try FileLink.make(at: folder.path("plugins/b/remedy.json"), to: Self.shipped.path)
    try folder.write(String(repeating: " ", count: 1_100_000), to: "plugins/c/remedy.json")
    let library = RemedyLibrary(folders: [folder.path("plugins")])
    #expect(library.problems.map(\.kind) == [.symbolicLink, .tooLong(limit: 1 << 20)])
  }
}
