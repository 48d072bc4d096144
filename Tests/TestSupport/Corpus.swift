public import Foundation
public import Testing

/// The folder of real logs, configurations and articles that tests read in place.
///
/// It lies beside the checkout and is not part of the project: a suite that
/// needs it carries `.enabled(if: Corpus.isPresent, Corpus.absenceComment)`.
public enum Corpus {
  /// Where the folder is: `AEMEDIC_SHARED`, else `../shared` beside the checkout.
  public static let folder: URL = {
    if let stated = ProcessInfo.processInfo.environment["AEMEDIC_SHARED"] {
      return URL(filePath: stated, directoryHint: .isDirectory)
    }
    return packageFolder.deletingLastPathComponent().appending(
      path: "shared", directoryHint: .isDirectory)
  }()

  /// The checkout that the running tests were built from.
  public static let packageFolder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Whether the corpus is there.
  public static let isPresent = FileManager.default.fileExists(
    atPath: folder.appending(path: "corpus").path)

  /// What a skipped suite says.
  public static let absenceComment: Comment =
    "needs the corpus folder beside the checkout (or AEMEDIC_SHARED)"

  /// A path inside the checkout, such as `kb/rules`.
  public static func packagePath(_ relative: String) -> String {
    packageFolder.appending(path: relative).path
  }

  /// A path inside the corpus folder, such as `corpus/aem/snippets.jsonl`.
  public static func path(_ relative: String) -> String {
    folder.appending(path: relative).path
  }
}
