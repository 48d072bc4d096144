import FoundationEssentials
import Intake
public import Model
import Reading

/// The records on which a finding rests, as the files of a case.
public struct CaseMaterial: Hashable, Sendable {
  /// The texts, by path below the case.
  public private(set) var texts: [String: String] = [:]

  /// How much of one document is taken, in bytes.
  private static let largest = 1 << 20

  /// Takes what a report quotes.
  public init(quotedBy finding: Finding) {
    for (source, evidence) in Self.evidence(of: finding) {
      var pieces: [String] = []
      for piece in evidence.map(\.excerpt.text) where !pieces.contains(piece) {
        pieces.append(piece)
      }
      texts[name(for: source)] = pieces.joined(separator: "\n") + "\n"
    }
  }

  /// Takes whole records, and whole files that do not fall into records, from the original input.
  ///
  /// - Parameters:
  ///   - finding: Says where they stand.
  ///   - paths: The input from which the report was made.
  public init(
    of finding: Finding, in paths: [String], options: DiagnosisOptions = DiagnosisOptions()
  ) throws {
    let wanted = Self.evidence(of: finding)
    for unit in InputUnit.all(of: paths, within: options.limits) {
      _ = try unit.forEachDocument(within: options.limits, passwords: options.passwords) {
        document in
        guard
          let evidence = wanted.first(where: { Self.isSame($0.source, document.path) })?.evidence
        else { return }
        let (bytes, _) = document.readWhole(limit: options.limits.wholeDocument)
        let kind = DocumentKind(recognising: Array(bytes.prefix(1 << 16)), name: document.name)
        let taken =
          kind.isLog
          ? Self.records(around: evidence.map(\.place.bytes), in: bytes, format: kind.format)
          : bytes
        guard !taken.isEmpty, taken.count <= Self.largest else { return }
        texts[name(for: document.path)] = String(decoding: taken, as: UTF8.self)
      }
    }
  }

  /// The excerpt of one error.
  public init(text: String, name: String) {
    texts = [name: text.hasSuffix("\n") ? text : text + "\n"]
  }

  /// The same with every text changed in the same way, in the order of their names.
  public func mapTexts(_ transform: (String) -> String) -> CaseMaterial {
    var mapped = self
    for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
      mapped.texts[name] = transform(text)
    }
    return mapped
  }

  /// A name for a case of it: the same for the same texts.
  var identity: String {
    var digest = ContentDigest()
    for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
      let bytes = Array("\(name)\n\(text)".utf8)
      digest.add(bytes, in: 0..<bytes.count)
    }
    return String(digest.value >> 32, radix: 16)
  }

  /// Writes the files below a folder.
  func write(to folder: String) throws {
    for (name, text) in texts {
      let file = URL(fileURLWithPath: "\(folder)/\(name)")
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
  }

  // MARK: Names

  /// A path below the case that no other source has; archives and folders above are left out.
  private func name(for source: String) -> String {
    let member = source.split(separator: "!/").last.map(String.init) ?? source
    let parts = member.split(separator: "/").map { part in
      let plain = String(
        part.unicodeScalars.map { Self.isPlain($0) ? Character($0) : "_" })
      return plain.hasPrefix(".") || plain.hasPrefix("-") ? "_" + plain.dropFirst() : plain
    }
    // Rules name configurations by the folders in which they lie; logs have their names alone.
    let isLog = parts.last?.contains(".log") == true
    var name = parts.suffix(isLog ? 1 : 4).joined(separator: "/")
    for ending in [".gz", ".bz2", ".xz"] where name.hasSuffix(ending) {
      name.removeLast(ending.count)
    }
    if name.isEmpty || name == "_" { name = "input" }
    while texts[name] != nil { name = "other/" + name }
    return name
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "-", "~": true
    default: false
    }
  }

  // MARK: Evidence

  /// The evidence of a finding by its source, each piece once, in the order of the source.
  private static func evidence(
    of finding: Finding
  ) -> [(source: String, evidence: [Evidence])] {
    let all = finding.evidence + finding.occurrences.flatMap(\.steps)
    var sources: [String] = []
    for source in all.map(\.place.source) where !sources.contains(source) {
      sources.append(source)
    }
    return sources.map { source in
      let own = all.filter { $0.place.source == source }.sorted { left, right in
        (left.place.bytes.lowerBound, left.place.line)
          < (right.place.bytes.lowerBound, right.place.line)
      }
      return (source, own)
    }
  }

  /// Whether a document is the one that a report names, perhaps from another folder.
  private static func isSame(_ source: String, _ path: String) -> Bool {
    if source == path { return true }
    func inner(_ path: String) -> String? {
      path.firstRange(of: "!/").map { String(path[$0.upperBound...]) }
    }
    if let left = inner(source), let right = inner(path) { return left == right }
    return source.split(separator: "/").last == path.split(separator: "/").last
  }

  /// The records in which ranges lie, in their order.
  private static func records(
    around ranges: [Range<Int>], in bytes: [UInt8], format: any LogFormat
  ) -> [UInt8] {
    let span = bytes.span
    var taken: [UInt8] = []
    var end = 0
    for range in ranges where range.lowerBound < bytes.count && range.upperBound > end {
      var start = lineStart(before: max(range.lowerBound, end), in: bytes)
      while start > end, !format.startsRecord(atLine: start, in: span) {
        start = lineStart(before: start - 1, in: bytes)
      }
      start = max(start, end)
      end = lineEnd(from: min(max(range.upperBound - 1, start), bytes.count - 1), in: bytes)
      while end < bytes.count, !format.startsRecord(atLine: end, in: span) {
        end = lineEnd(from: end, in: bytes)
      }
      taken += bytes[start..<end]
      if taken.last != UInt8(ascii: "\n") { taken.append(UInt8(ascii: "\n")) }
    }
    return taken
  }

  private static func lineStart(before offset: Int, in bytes: [UInt8]) -> Int {
    var start = max(0, min(offset, bytes.count))
    while start > 0, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    return start
  }

  private static func lineEnd(from offset: Int, in bytes: [UInt8]) -> Int {
    (bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count - 1) + 1
  }
}
