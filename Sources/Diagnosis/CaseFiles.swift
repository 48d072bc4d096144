import FoundationEssentials
import Intake
import Model
import Reading

/// The files of a rule's case, in memory, to be changed.
struct CaseFiles {
  /// The contents by path below the case; the path of a case that is one file is its name.
  private(set) var contents: [String: [UInt8]] = [:]

  /// Whether the case is one file.
  private let isFile: Bool

  init(path: String) throws {
    var isFolder = false
    let files = FileManager.default
    guard files.fileExists(atPath: path, isDirectory: &isFolder), isFolder else {
      isFile = true
      contents[Self.name(of: path)] = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
      return
    }
    isFile = false
    for name in try files.subpathsOfDirectory(atPath: path).sorted() {
      guard files.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder), !isFolder else {
        continue
      }
      contents[name] = Array(try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)")))
    }
  }

  subscript(name: String) -> [UInt8]? {
    get { contents[name] }
    set { contents[name] = newValue }
  }

  /// The files that are read record by record, with their kinds.
  var logs: [(name: String, kind: DocumentKind)] {
    contents.sorted { $0.key < $1.key }.compactMap { name, bytes in
      let kind = DocumentKind(recognising: Array(bytes.prefix(1 << 16)), name: Self.name(of: name))
      return kind.isLog ? (name, kind) : nil
    }
  }

  /// The path below the case of a source that a report names.
  func name(ofSource source: String, in path: String) -> String? {
    if isFile { return source == path ? Self.name(of: path) : nil }
    let name = source.hasPrefix(path + "/") ? String(source.dropFirst(path.count + 1)) : source
    return contents[name] == nil ? nil : name
  }

  /// Writes the files below a folder.
  func write(to folder: String) throws {
    for (name, bytes) in contents {
      let file = URL(fileURLWithPath: "\(folder)/\(name)")
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: file)
    }
  }

  private static func name(of path: String) -> String {
    String(path.split(separator: "/").last ?? Substring(path))
  }
}

/// The texts of a file of JSON lines, with their lines.
struct BenignTexts {
  let texts: [(line: Int, text: String)]

  init(path: String) throws {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    texts = lines.enumerated().compactMap { number, line in
      guard let node = try? JSONReader().read(Array(line)), let text = node["text"]?.scalar else {
        return nil
      }
      return (number + 1, text)
    }
  }
}
