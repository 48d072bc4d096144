import Intake
import Matching
import Model
import Reading

/// Draws facts about the installation out of what is read anyway.
enum EnvironmentReader {
  /// The name of the fact that tells in which zone the virtual machine ran.
  static let timeZone = "timeZone"

  /// How much of a log is looked at: a log names its pod in every record or in none, and an
  /// instance tells its run modes as it starts.
  private static let sample = 1 << 16
}

// MARK: - Paths

extension EnvironmentReader {
  /// Facts that a document's path tells.
  static func read(path: String, into facts: inout InstallationFacts) {
    let names = path.split(separator: "/", omittingEmptySubsequences: false)
    let place = Place(source: path, line: 1, bytes: 0..<0)
    readTree(names, at: place, into: &facts)
    guard let name = names.last?.lowercased() else { return }
    // The download of the Cloud Service: tier, kind of log, day.
    let words = name.split(whereSeparator: { $0 == "_" || $0 == "." || $0 == "-" })
    if words.count > 2, cloudLogs.contains(String(words[1])) {
      facts.note("deployment", "cloud", at: place, weight: .named)
      if let tier = tier(String(words[0])) {
        facts.note("tier", tier, at: place, weight: .named)
      }
    } else if name.contains("ams_"), name.hasSuffix(".any") || name.hasSuffix(".vhost") {
      // Managed Services name the files of their base configuration so.
      facts.note("deployment", "ams", at: place, weight: .named)
    }
  }

  private static let cloudLogs: Set = [
    "aemerror", "aemrequest", "aemaccess", "aemdispatcher", "httpdaccess", "httpderror", "cdn",
  ]

  private static func readTree(
    _ names: [Substring], at place: Place, into facts: inout InstallationFacts
  ) {
    guard let index = names.firstIndex(of: "crx-quickstart"), index < names.count - 1 else {
      return
    }
    facts.note("deployment", "onprem", at: place, weight: .assumed)
    let folder = names[...index].joined(separator: "/")
    // Inside an archive there is no folder that a remedy could work on.
    if !folder.contains("!/") { facts.note("instance", folder, at: place, weight: .named) }
  }

  private static func tier(_ word: String) -> String? {
    ["author", "publish", "dispatcher"].contains(word) ? word : nil
  }
}

// MARK: - Messages

extension EnvironmentReader {
  /// The language of a person's own words, for the reply: `language`, of the first message.
  static func read(message head: [UInt8], source: String, into facts: inout InstallationFacts) {
    guard let language = MessageLanguage.language(of: head) else { return }
    let place = Place(source: source, line: 1, bytes: 0..<head.count)
    facts.note("language", language.rawValue, at: place, weight: .stated)
  }
}

// MARK: - Logs

extension EnvironmentReader {
  /// Facts that the first records of an `error.log` tell; other text may stand before them.
  static func read(
    logHead bytes: [UInt8], in range: Range<Int>, source: String,
    into facts: inout InstallationFacts
  ) {
    let span = bytes.span
    let format = ErrorLogFormat()
    let limit = min(range.upperBound, range.lowerBound + sample)
    var start = range.lowerBound
    var line = 1
    var hasPod = false
    while start < limit {
      let end = bytes.firstOffset(of: UInt8(ascii: "\n"), in: start..<range.upperBound)
      let record = start..<(end ?? range.upperBound)
      if format.startsRecord(atLine: start, in: span) {
        let entry = format.entry(record, in: span)
        let place = Place(source: source, line: line, bytes: record)
        if !hasPod, let pod = entry[.pod] {
          hasPod = true
          read(pod: String(decoding: bytes[pod], as: UTF8.self), at: place, into: &facts)
        }
        readStart(bytes[entry.message], at: place, into: &facts)
      }
      start = record.upperBound + 1
      line += 1
    }
  }

  /// `cm-p1-e2-aem-author-5d4f-x`, `aem-publish-pod-1`.
  private static func read(pod: String, at place: Place, into facts: inout InstallationFacts) {
    facts.note("deployment", "cloud", at: place, weight: .logged)
    if let tier = pod.split(separator: "-").lazy.compactMap({ tier(String($0)) }).first {
      facts.note("tier", tier, at: place, weight: .logged)
    }
  }

  /// `Active run modes: [author, crx3]`, as Sling says when it starts.
  private static func readStart(
    _ message: ArraySlice<UInt8>, at place: Place, into facts: inout InstallationFacts
  ) {
    guard message.count < 4_096, message.starts(with: "Active run modes".utf8) else { return }
    let text = String(decoding: message, as: UTF8.self)
    guard let open = text.firstIndex(of: "["), let close = text[open...].firstIndex(of: "]") else {
      return
    }
    note(
      runModes: String(text[text.index(after: open)..<close]), at: place, weight: .logged,
      into: &facts)
  }

  /// Run modes, with the tier and the kind of deployment that some of them name.
  static func note(
    runModes text: String, at place: Place, weight: InstallationFacts.Weight,
    into facts: inout InstallationFacts
  ) {
    let separators: Set<Character> = [",", " ", "[", "]"]
    let modes = Set(text.split(whereSeparator: separators.contains).map(String.init)).sorted()
    guard !modes.isEmpty else { return }
    facts.note("runModes", modes.joined(separator: ", "), at: place, weight: weight)
    if let tier = modes.lazy.compactMap(tier).first {
      facts.note("tier", tier, at: place, weight: weight)
    }
    if modes.contains("sdk") { facts.note("deployment", "sdk", at: place, weight: weight) }
  }
}
