import Foundation
import Model
import Reading
import TestSupport
import Testing

/// Real files, which are no pastes.
@Suite(.enabled(if: Corpus.isPresent, Corpus.absenceComment))
struct CorpusRepairTests {
  static let files: [String] = {
    let folder = Corpus.path("corpus/aem/files")
    let paths = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return paths.sorted().filter { path in
      let attributes = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(path)")
      return attributes?[.type] as? FileAttributeType == .typeRegular
    }
  }()

  /// The files that are mangled indeed: a record broken at column 198; logs between the fences
  /// of a page in Markdown.
  static let mangled: [String: [Repair]] = [
    "cqsupport+fix-instructions/version-issues__error.txt": [.hardWraps],
    "adobe+aem-dispatcher-experiments/config/experiments__ignoreUrlParams__README.md": [
      .backTicks
    ],
    "adobe+aem-dispatcher-experiments/config/experiments__statfileslevel__README.md": [
      .backTicks
    ],
  ]

  @Test("a real file is repaired only if it needs it", arguments: files)
  func untouched(path: String) throws {
    let data = try Data(
      contentsOf: URL(filePath: Corpus.path("corpus/aem/files/\(path)")), options: .alwaysMapped)
    let head = Array(data.prefix(65_536))
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let kind = DocumentKind(recognising: head, name: name)
    let plan = RepairPlan(head: head, isWhole: data.count < 65_536, kind: kind, name: name)
    #expect(plan?.repairs ?? [] == Self.mangled[path] ?? [], "\(kind)")
  }
}
