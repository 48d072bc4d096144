public import Intake
public import Model
public import Redaction

/// A copy of files, folders and archives in which what must not leave is masked, names included.
///
/// The input is read twice: once to learn what is a secret or a name anywhere in it, and once
/// to write, so that the name a machine had in an old log is masked in a new one too. What is no
/// text is left out. Text of other encodings is written as UTF-8; an archive inside an archive
/// becomes a folder of its name.
public struct Cleaner {
  /// What was written and what was not.
  public struct Summary: Sendable {
    /// How many texts were written.
    public var documents = 0

    /// How many bytes of text were read for it.
    public var bytes = 0

    /// What was left out, its path masked.
    public var leftOut: [SkippedSource] = []
  }

  /// What masks, with the tokens of everything it has met.
  public private(set) var redactor: Redactor

  private let paths: [String]
  private let limits: IntakeLimits
  private let passwords: ArchivePasswords
  private let shouldStop: () -> Bool

  /// Makes a copier of files, folders, archives, and `-` for standard input.
  public init(
    of paths: [String], redactor: Redactor, within limits: IntakeLimits = IntakeLimits(),
    passwords: ArchivePasswords = ArchivePasswords(),
    until shouldStop: @escaping () -> Bool = { false }
  ) {
    self.paths = paths
    self.redactor = redactor
    self.limits = limits
    self.passwords = passwords
    self.shouldStop = shouldStop
  }

  /// Writes the copy: a folder of a folder or of several paths, else a file.
  ///
  /// It is written under another name and gets its own when it is whole.
  ///
  /// - Parameter output: Where to; `-` is standard output, for a single text.
  /// - Throws: ``CleanCopyProblem``.
  public mutating func write(to output: String) throws -> Summary {
    let input = try CleanInput(paths, within: limits)
    let archives = try learn(input)
    let target = try CleanTarget(output, for: input, archives: archives)
    var summary = Summary()
    do {
      for unit in input.units where !shouldStop() {
        try input.rewind()
        try write(unit, of: input, isArchive: archives.contains(unit.path), to: target, &summary)
      }
    } catch {
      target.discard()
      throw error
    }
    if shouldStop() {
      target.discard()
    } else {
      try target.finish()
    }
    return summary
  }

  /// Learns what is to be masked.
  ///
  /// - Returns: The paths of the units that hold members.
  private mutating func learn(_ input: CleanInput) throws -> Set<String> {
    var archives: Set<String> = []
    var redactor = redactor
    for unit in input.units where !shouldStop() {
      try input.rewind()
      redactor.learn(path: input.name(of: unit))
      _ = try unit.forEachDocument(within: limits, passwords: passwords, until: shouldStop) {
        if let member = $0.member(of: unit) {
          archives.insert(unit.path)
          redactor.learn(path: member)
        }
        try redactor.learn(from: $0.read)
      }
    }
    self.redactor = redactor
    return archives
  }

  private mutating func write(
    _ unit: InputUnit, of input: CleanInput, isArchive: Bool, to target: CleanTarget,
    _ summary: inout Summary
  ) throws {
    var redactor = redactor
    let name = redactor.redact(path: input.name(of: unit))
    var file: CleanFile?
    let skipped = try unit.forEachDocument(
      within: limits, passwords: passwords, until: shouldStop
    ) { document in
      let output = try file ?? target.file(name, isArchive: isArchive)
      file = output
      let member = document.member(of: unit).map { redactor.redact(path: $0) }
      try output.write(member: member) { write in
        try redactor.redact(
          from: { buffer, offset in
            let count = document.read(into: &buffer, at: offset)
            summary.bytes += count
            return count
          }, to: write)
      }
      summary.documents += 1
    }
    try file?.close()
    for source in skipped {
      let path =
        source.path.hasPrefix(unit.path)
        ? name + source.path.dropFirst(unit.path.count) : source.path
      summary.leftOut.append(
        SkippedSource(
          path: redactor.redact(path: path), reason: source.reason,
          detail: redactor.redact(source.detail)))
    }
    self.redactor = redactor
  }
}

extension Cleaner {
  /// A place that would have to be masked.
  public struct Leak: Hashable, Sendable {
    /// The path, itself masked.
    public let path: String

    /// The line, counted from 1; `nil` if it is the name of the file.
    public let line: Int?

    /// What stands there.
    public let kind: RedactionKind
  }

  /// Looks for what is known or would still be masked, in any encoding, without writing anything.
  ///
  /// It learns first, as a copy does, so that it finds what a copy would mask.
  ///
  /// - Parameter report: Takes each place.
  /// - Returns: What could not be looked into.
  /// - Throws: ``CleanCopyProblem``.
  public mutating func check(report: (Leak) -> Void) throws -> [SkippedSource] {
    let input = try CleanInput(paths, within: limits)
    _ = try learn(input)
    var redactor = redactor
    var leftOut: [SkippedSource] = []
    for unit in input.units where !shouldStop() {
      try input.rewind()
      let name = input.name(of: unit)
      let shown = redactor.redact(path: unit.path)
      if let kind = redactor.check(path: name) {
        report(Leak(path: shown, line: nil, kind: kind))
      }
      leftOut += try unit.forEachDocument(
        within: limits, passwords: passwords, until: shouldStop
      ) { document in
        let path = redactor.redact(path: document.path)
        if let kind = document.member(of: unit).flatMap({ redactor.check(path: $0) }) {
          report(Leak(path: path, line: nil, kind: kind))
        }
        try redactor.check(document.read) { report(Leak(path: path, line: $0, kind: $1)) }
      }
    }
    return leftOut
  }
}

extension Document {
  /// Its path inside the file it lies in, archives on the way as folders; `nil` if it is the file.
  fileprivate func member(of unit: InputUnit) -> String? {
    guard path.hasPrefix(unit.path + "!/") else { return nil }
    let member = String(path.dropFirst(unit.path.count + 2)).replacing("!/", with: "/")
    // A member that was compressed by itself is written expanded.
    let endings = [".gz", ".bz2", ".xz", ".zst"]
    guard let ending = endings.first(where: member.hasSuffix), !name.hasSuffix(ending) else {
      return member
    }
    return String(member.dropLast(ending.count))
  }
}
