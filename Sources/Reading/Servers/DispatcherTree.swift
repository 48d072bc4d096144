public import Model

/// The configuration of the dispatcher over several files, with what each `$include` names read
/// in its place.
///
/// Only the files that were given are looked at, whatever an include says. A path counts from
/// the folder of the file that includes; an absolute one, as servers have them, is looked for
/// below every folder around that file. `*` and `?` stand for letters of its
/// name.
public struct DispatcherTree: Sendable {
  /// A file of the configuration.
  public struct File: Sendable {
    /// The file as shown to people.
    public let path: String

    let bytes: [UInt8]

    /// Makes a file of its content.
    public init(path: String, bytes: [UInt8]) {
      self.path = path
      self.bytes = bytes
    }
  }

  /// Why what an include names was not read in its place.
  public enum Obstacle: String, Hashable, CaseIterable, Sendable {
    /// It is not among the files.
    case missing

    /// It leads outside of the archive that it stands in.
    case outside

    /// It names a variable of the environment, whose value no file tells.
    case variable

    /// It is one of the files that include it.
    case cycle

    /// Too many files include one another, or too many would be read.
    case tooDeep = "too-deep"
  }

  /// An include that was not followed.
  public struct Gap: Hashable, Sendable {
    /// What it names, as it is written.
    public let name: String

    /// Where it stands.
    public let place: Place

    /// Why it was not followed.
    public let obstacle: Obstacle
  }

  /// A configuration as the server sees it.
  public struct Reading: Hashable, Sendable {
    /// Its settings, each with its place in the file that holds it. An include that was not
    /// followed stays as the setting `$include`.
    public internal(set) var settings: [Setting] = []

    /// The includes that were not followed.
    public internal(set) var gaps: [Gap] = []

    /// The numbers of the files it is made of.
    public internal(set) var files: Set<Int> = []
  }

  /// How many files may include one another.
  public static let depth = 10

  // What may be put together at most, as a few files can include each other a million times.
  private struct Budget {
    var includes = 10_000
    var bytes = 64 << 20
  }

  private let files: [File]
  private let names: [FileName]
  private let folders: [FileName.Folder: [Int]]

  /// Prepares to read files, which are numbered by position.
  public init(_ files: [File]) {
    self.files = files
    let names = files.map { FileName($0.path) }
    self.names = names
    folders = Dictionary(grouping: files.indices) { names[$0].folder }
  }

  /// Every configuration that the files make up: one for each that no other includes, and what
  /// is left of those that include one another.
  public var readings: [Reading] {
    var budget = Budget()
    var included: Set<Int> = []
    for number in files.indices {
      for setting in DispatcherConfigurationReader.settings(of: files[number])
      where setting.key == "$include" && budget.includes > 0 {
        for name in setting.values {
          budget.includes -= 1
          if case .files(let found) = target(of: name, in: number) {
            included.formUnion(found.filter { $0 != number })
          }
        }
      }
    }
    budget = Budget()
    var readings: [Reading] = []
    var seen: Set<Int> = []
    let roots = files.indices.filter { !included.contains($0) }
    for number in roots + files.indices.filter(included.contains) where !seen.contains(number) {
      let reading = reading(of: number, budget: &budget)
      seen.formUnion(reading.files)
      readings.append(reading)
    }
    return readings
  }

  private func reading(of number: Int, budget: inout Budget) -> Reading {
    var reading = Reading()
    reading.settings = merged(
      settings(of: number, within: [], chain: [number], budget: &budget, into: &reading))
    return reading
  }

  private func settings(
    of number: Int, within sections: [DispatcherConfigurationReader.Section], chain: [Int],
    budget: inout Budget, into reading: inout Reading
  ) -> [Setting] {
    budget.bytes -= files[number].bytes.count
    reading.files.insert(number)
    return DispatcherConfigurationReader.settings(of: files[number], within: sections) {
      name, place, inner in
      let obstacle: Obstacle
      budget.includes -= 1
      switch budget.includes > 0 ? target(of: name, in: number) : .none(.tooDeep) {
      case .none(let reason): obstacle = reason
      case .files(let found):
        if found.contains(where: chain.contains) {
          obstacle = .cycle
        } else if chain.count >= Self.depth || budget.bytes < 0 {
          obstacle = .tooDeep
        } else {
          return found.flatMap {
            settings(of: $0, within: inner, chain: chain + [$0], budget: &budget, into: &reading)
          }
        }
      }
      reading.gaps.append(Gap(name: name, place: place, obstacle: obstacle))
      return nil
    }
  }

  /// A list over several files is one list, as the last one counts where names repeat.
  private func merged(_ settings: [Setting]) -> [Setting] {
    struct Key: Hashable {
      var owner: Setting.Owner
      var key: String
    }
    var lists: [Key: Int] = [:]
    var merged: [Setting] = []
    for setting in settings {
      let key = Key(owner: setting.owner, key: setting.key)
      if setting.isCollection, let index = lists[key] {
        merged[index] = merged[index].adding(setting.values)
        continue
      }
      if setting.isCollection { lists[key] = merged.count }
      merged.append(setting)
    }
    return merged
  }
}

// MARK: - Names

extension DispatcherTree {
  private enum Target {
    case files([Int])
    case none(Obstacle)
  }

  private func target(of name: String, in number: Int) -> Target {
    if name.contains("${") { return .none(.variable) }
    let source = names[number]
    let wanted = name.split(separator: "/").filter { $0 != "." }
    guard let last = wanted.last, last != ".." else { return .none(.missing) }
    let folder = source.folder.names
    guard name.hasPrefix("/") else {
      guard let path = folder.resolving(wanted) else { return .none(.outside) }
      let found = matches(path, in: source.folder.archive)
      return found.isEmpty ? .none(.missing) : .files(found)
    }
    guard !wanted.contains("..") else { return .none(.missing) }
    // `/etc/httpd/conf.dispatcher.d/filters/x.any` lies somewhere in the case, below a folder
    // that the including file is in, too.
    for dropped in 0..<max(1, wanted.count - 1) {
      for length in stride(from: folder.count, through: 0, by: -1) {
        let found = matches(folder[..<length] + wanted[dropped...], in: source.folder.archive)
        if !found.isEmpty { return .files(found) }
      }
    }
    return .none(.missing)
  }

  /// The files of this path, whose last name may hold wildcards, in the order of their names.
  private func matches(_ path: some BidirectionalCollection<Substring>, in archive: Substring)
    -> [Int]
  {
    guard let last = path.last else { return [] }
    let folder = FileName.Folder(archive: archive, names: Array(path.dropLast()))
    return (folders[folder] ?? []).filter { last.admits(names[$0].name) }
      .sorted { (names[$0].name, $0) < (names[$1].name, $1) }
  }
}

/// A path cut into its folder and its name.
private struct FileName: Sendable {
  struct Folder: Hashable, Sendable {
    /// The archive it lies in, or the slash of an absolute path.
    var archive: Substring
    var names: [Substring]
  }

  var folder: Folder
  var name: Substring

  init(_ path: String) {
    let mark = path.ranges(of: "!/").last
    let archive = mark.map { path[..<$0.upperBound] } ?? path.prefix { $0 == "/" }
    var names = path[archive.endIndex...].split(separator: "/").filter { $0 != "." }
    name = names.popLast() ?? ""
    folder = Folder(archive: archive, names: names)
  }
}

extension [Substring] {
  /// The path that a relative one leads to from this folder; `nil` above all folders.
  fileprivate func resolving(_ path: [Substring]) -> [Substring]? {
    var result = self
    for name in path {
      if name == ".." {
        guard result.popLast() != nil else { return nil }
      } else {
        result.append(name)
      }
    }
    return result
  }
}

extension Substring {
  /// Whether a name fits this pattern: `*` for any letters, `?` for one.
  fileprivate func admits(_ name: Substring) -> Bool {
    let (pattern, name) = (Array(self.utf8), Array(name.utf8))
    var (next, position) = (0, 0)
    var retry: (next: Int, position: Int)?
    while position < name.count {
      if next < pattern.count, pattern[next] == UInt8(ascii: "*") {
        next += 1
        retry = (next, position)
      } else if next < pattern.count,
        pattern[next] == name[position] || pattern[next] == UInt8(ascii: "?")
      {
        next += 1
        position += 1
      } else if let last = retry {
        (next, position) = (last.next, last.position + 1)
        retry = (next, position)
      } else {
        return false
      }
    }
    return pattern[next...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}

extension Setting {
  fileprivate func adding(_ more: [String]) -> Setting {
    Setting(
      owner: owner, key: key, values: values + more, type: type, isCollection: true, place: place)
  }
}
