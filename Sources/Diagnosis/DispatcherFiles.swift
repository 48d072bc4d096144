import Model
import Reading
import Rules

/// The configurations of the dispatcher in a bundle, kept until all are known, as each may
/// include others.
struct DispatcherFiles: Sendable {
  /// One of them.
  struct File: Sendable {
    /// Its position in the bundle.
    var document: Int

    /// The file as shown to people.
    var path: String

    var bytes: [UInt8]

    /// What rules see in it alone.
    var observations: [(address: SignatureAddress, observation: Observation)]
  }

  // Those of a server take some hundred kilobytes.
  private static let capacity = 32 << 20

  private(set) var files: [File] = []
  private var size = 0

  /// Keeps a file; gives `false` if there is no more room.
  mutating func append(_ file: File) -> Bool {
    guard size + file.bytes.count <= Self.capacity else { return false }
    size += file.bytes.count
    files.append(file)
    return true
  }
}

extension Examination {
  /// Keeps a configuration of the dispatcher until its includes can be followed.
  mutating func keep(_ file: DispatcherFiles.File) {
    if !dispatcherFiles.append(file) { add(file.observations) }
  }

  /// Looks into the configurations of the dispatcher as the server sees them, with what they
  /// include, and notes what could not be followed.
  mutating func followIncludes(rules: CompiledRules) throws {
    let files = dispatcherFiles.files
    guard !files.isEmpty else { return }
    dispatcherFiles = DispatcherFiles()
    let tree = DispatcherTree(
      files.map { DispatcherTree.File(path: $0.path, bytes: $0.bytes) })
    let numbers = Dictionary(
      files.indices.map { (files[$0].path, $0) }, uniquingKeysWith: { first, _ in first })
    var gaps: Set<DispatcherTree.Gap> = []
    var seen: Set<Seen> = []
    for reading in tree.readings {
      gaps.formUnion(reading.gaps)
      if reading.files.count == 1, let number = reading.files.first {
        add(files[number].observations)
        continue
      }
      for match in try rules.matches(in: reading.settings) {
        // What several farms include is seen once.
        guard let number = numbers[match.place.source],
          seen.insert(Seen(address: match.address, place: match.place)).inserted
        else { continue }
        observations.append(
          Observation(match, document: files[number].document, in: files[number].bytes),
          for: match.address)
      }
    }
    for obstacle in DispatcherTree.Obstacle.allCases {
      let places = gaps.filter { $0.obstacle == obstacle }.sorted {
        ($0.place.source, $0.place.line) < ($1.place.source, $1.place.line)
      }
      if !places.isEmpty { notes.append(.notIncluded(places, because: obstacle)) }
    }
  }

  private struct Seen: Hashable {
    var address: SignatureAddress
    var place: Place
  }

  private mutating func add(
    _ found: [(address: SignatureAddress, observation: Observation)]
  ) {
    for (address, observation) in found { observations.append(observation, for: address) }
  }
}

extension Note {
  private static let mostNamed = 5

  /// Includes of the dispatcher's configuration that were not followed.
  fileprivate static func notIncluded(
    _ gaps: [DispatcherTree.Gap], because obstacle: DispatcherTree.Obstacle
  ) -> Note {
    let named = gaps.prefix(mostNamed).map { "\($0.place.source):\($0.place.line) “\($0.name)”" }
    let more = gaps.count - named.count
    let reason = wording(of: obstacle)
    let list = named.joined(separator: ", ")
    return Note(
      code: "include-\(obstacle.rawValue)",
      text: LocalizedText(
        en: "\(reason.en): \(list)" + (more > 0 ? " and \(more) more" : ""),
        fr: "\(reason.fr)\u{A0}: "
          + list.replacing("“", with: "«\u{A0}").replacing("”", with: "\u{A0}»")
          + (more > 0 ? " et \(more) de plus" : ""),
        ja: "\(reason.ja)："
          + named.map { $0.replacing(" “", with: "「").replacing("”", with: "」") }
          .joined(separator: "、") + (more > 0 ? "、ほか \(more) 件" : "")))
  }

  private static func wording(of obstacle: DispatcherTree.Obstacle) -> LocalizedText {
    switch obstacle {
    case .missing:
      LocalizedText(
        en: "$include of files that are not among those given; what they set is not known",
        fr: "$include de fichiers absents de ceux fournis\u{A0}; leurs réglages sont inconnus",
        ja: "$include 先のファイルが渡されていないため、その設定内容は不明です")
    case .outside:
      LocalizedText(
        en: "$include that leads outside of its archive, not followed",
        fr: "$include qui sort de son archive, non suivi",
        ja: "アーカイブの外を指す $include のため、読み込んでいません")
    case .variable:
      LocalizedText(
        en: "$include that names a variable, whose value is not known",
        fr: "$include qui nomme une variable dont la valeur est inconnue",
        ja: "$include に変数が含まれており、その値は不明です")
    case .cycle:
      LocalizedText(
        en: "$include that leads back to a file that includes it, not followed",
        fr: "$include qui revient à un fichier dont il est issu, non suivi",
        ja: "読み込み元のファイルに戻る $include のため、読み込んでいません")
    case .tooDeep:
      LocalizedText(
        en:
          "$include nested deeper than \(DispatcherTree.depth) files, or of too many, not followed",
        fr: "$include imbriqué sur plus de \(DispatcherTree.depth) fichiers, ou trop nombreux,"
          + " non suivi",
        ja: "$include の入れ子が \(DispatcherTree.depth) 段を超えるか、ファイルが多すぎるため、"
          + "読み込んでいません")
    }
  }
}
