import FoundationEssentials
import Model

/// Where a result goes: a file, written in one go, or standard output.
struct OutputFile {
  /// The file; `nil` is standard output.
  let path: String?

  /// Writes a result; a file is either the old one or the whole new one.
  func write(_ text: String, console: Console) throws {
    guard let path, path != "-" else {
      console.print(text)
      return
    }
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw UnwritableFile(path: path, detail: "\(error)")
    }
  }
}

/// A file that cannot be written.
private struct UnwritableFile: ToolProblem {
  let path: String
  let detail: String

  var exitStatus: ExitStatus { .usage }

  var location: TextLocation? { TextLocation(file: path) }

  var reason: LocalizedText {
    LocalizedText(
      en: "the file cannot be written: \(detail)",
      fr: "impossible d’écrire le fichier : \(detail)", ja: "ファイルに書き込めません: \(detail)")
  }
}
