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

  /// The files that rules look into as a whole.
  private var wholes: Set<String> = []

  init(path: String, isWhole: (String) -> Bool = { _ in false }) throws {
    var isFolder = false
    let files = FileManager.default
    guard files.fileExists(atPath: path, isDirectory: &isFolder), isFolder else {
      isFile = true
      contents[Self.name(of: path)] = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
      if isWhole(path) { wholes = [Self.name(of: path)] }
      return
    }
    isFile = false
    for name in try files.subpathsOfDirectory(atPath: path).sorted() {
      guard files.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder), !isFolder else {
        continue
      }
      contents[name] = Array(try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)")))
      if isWhole("\(path)/\(name)") { wholes.insert(name) }
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
      return kind.isLog && !wholes.contains(name) ? (name, kind) : nil
    }
  }

  /// The path below the case of a source that a report names.
  func name(ofSource source: String, in path: String) -> String? {
    if isFile, source == path { return Self.name(of: path) }
    let name = source.hasPrefix(path + "/") ? String(source.dropFirst(path.count + 1)) : source
    return contents[name] == nil ? nil : name
  }

  /// The files without the records in which a finding's steps of a signature stand; `nil` if
  /// there are none, or not all of them stand in logs.
  ///
  /// - Parameter root: Where the files were when the finding was made.
  func removing(_ signature: String, from finding: Finding, root: String) -> CaseFiles? {
    var places: [String: Set<Range<Int>>] = [:]
    let evidence = finding.occurrences.flatMap(\.steps) + finding.evidence
    for step in evidence where step.signature == signature {
      guard let name = name(ofSource: step.place.source, in: root),
        logs.contains(where: { $0.name == name })
      else { return nil }
      places[name, default: []].insert(step.place.bytes)
    }
    guard !places.isEmpty else { return nil }
    var changed = self
    for (name, ranges) in places {
      for range in ranges.sorted(by: { $0.lowerBound > $1.lowerBound })
      where range.upperBound <= changed[name]?.count ?? 0 {
        changed[name]?.removeSubrange(range)
      }
    }
    return changed
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

  /// The files that rules look into as a whole.
  private var wholes: Set<String> = []

  init(path: String, isWhole: (String) -> Bool = { _ in false }) throws {
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
