import Model

/// The facts about an installation, each from the surest source that tells it.
///
/// The names are keys of the report's JSON and stay as they are:
///
/// | name | value |
/// |---|---|
/// | `aem` | the product's version, `6.5.17.0` or `2024.6.16799.20240614T073455Z` |
/// | `product` | the product's name |
/// | `servicePack` | the service pack of a version `6.x`, `SP17` |
/// | `deployment` | `onprem`, `ams`, `cloud` or `sdk` |
/// | `tier` | `author`, `publish` or `dispatcher` |
/// | `runModes` | the active run modes, in the order of the alphabet, `author, crx3` |
/// | `java`, `javaVendor` | version and maker of the virtual machine |
/// | `oak` | the version of Oak |
/// | `os` | name, version and architecture of the operating system |
/// | `bundles` | how many bundles there are |
/// | `bundlesNotActive` | how many of them are neither active nor fragments, with their names |
/// | `instance` | the folder of the installation on disk |
struct InstallationFacts: Sendable {
  /// How sure a source is.
  enum Weight: Int, Comparable, Sendable {
    /// A guess that anything else overrules, such as that a folder is not Adobe's.
    case assumed
    /// The name of a file or folder, or a default that may have been overridden.
    case named
    /// What a log says.
    case logged
    /// What the instance states of itself.
    case stated

    static func < (left: Weight, right: Weight) -> Bool { left.rawValue < right.rawValue }
  }

  /// Two sources that tell different values.
  struct Conflict: Hashable, Sendable {
    var name: String
    var kept: EnvironmentFact
    var other: EnvironmentFact
  }

  private var weighed: [String: (fact: EnvironmentFact, weight: Weight)] = [:]

  /// Where sources differ, in the order in which they were met; of each value the first source.
  private(set) var conflicts: [Conflict] = []

  /// How many differing values are kept for one fact.
  private static let conflictsPerFact = 8

  /// The facts by name.
  var facts: [String: EnvironmentFact] { weighed.mapValues(\.fact) }

  /// The value of a fact.
  subscript(name: String) -> String? { weighed[name]?.fact.value }

  /// Whether a source as sure as this could still change what is known.
  func isOpen(_ name: String, for weight: Weight) -> Bool {
    weighed[name].map { $0.weight < weight } ?? true
  }

  /// Adds what a source tells; of two that are equally sure, the first holds.
  mutating func note(_ name: String, _ value: String, at place: Place, weight: Weight) {
    add(name, EnvironmentFact(value: value, evidence: place), weight: weight)
  }

  /// Adds what was found in input that comes later.
  mutating func append(contentsOf later: InstallationFacts) {
    for (name, (fact, weight)) in later.weighed.sorted(by: { $0.key < $1.key }) {
      add(name, fact, weight: weight)
    }
    for conflict in later.conflicts { keep(conflict) }
  }

  private mutating func add(_ name: String, _ fact: EnvironmentFact, weight: Weight) {
    guard let known = weighed[name] else {
      weighed[name] = (fact, weight)
      return
    }
    let isSurer = known.weight < weight
    if isSurer { weighed[name] = (fact, weight) }
    // Two folders are two instances, and a guess contradicts nobody.
    guard known.fact.value != fact.value, min(known.weight, weight) > .assumed,
      name != "instance"
    else { return }
    keep(
      Conflict(
        name: name, kept: isSurer ? fact : known.fact, other: isSurer ? known.fact : fact))
  }

  private mutating func keep(_ conflict: Conflict) {
    let same = conflicts.filter { $0.name == conflict.name }
    guard same.count < Self.conflictsPerFact,
      !same.contains(where: { $0.other.value == conflict.other.value })
    else { return }
    conflicts.append(conflict)
  }
}

extension Note {
  /// Sources that tell different values of a fact.
  static func conflicting(_ conflict: InstallationFacts.Conflict) -> Note {
    let (kept, other) = (conflict.kept, conflict.other)
    let (first, second) = (kept.evidence?.source ?? "", other.evidence?.source ?? "")
    return Note(
      code: "environment-conflict",
      text: LocalizedText(
        en: "\(conflict.name): \(first) tells “\(kept.value)”, \(second) tells “\(other.value)”;"
          + " the sources may be of different instances",
        fr: "\(conflict.name)\u{A0}: «\u{A0}\(kept.value)\u{A0}» selon \(first),"
          + " «\u{A0}\(other.value)\u{A0}» selon \(second)\u{A0};"
          + " les sources proviennent peut-être d’instances différentes",
        ja: "\(conflict.name)：\(first) では「\(kept.value)」、\(second) では「\(other.value)」です。"
          + "別々のインスタンスの資料かもしれません"))
  }
}
