import Intake
import Matching
import Model
import Reading

/// Draws facts about the installation out of what is read anyway.
///
/// `deployment`: `cloud` where records name a pod, `onprem` where there is an
/// installation tree. `instance`: the folder of that tree, if it lies on disk.
/// `language`: that in which the person wrote, where a mail is among the input.
enum EnvironmentReader {
  /// The name of the fact that tells in which zone the virtual machine ran.
  static let timeZone = "timeZone"

  /// How much of a log is looked at: a log names its pod in every record or in none.
  private static let sample = 1 << 16

  /// Facts that a document's path tells.
  static func read(path: String, into environment: inout [String: EnvironmentFact]) {
    let names = path.split(separator: "/", omittingEmptySubsequences: false)
    guard let index = names.firstIndex(of: "crx-quickstart"), index < names.count - 1 else {
      return
    }
    let place = Place(source: path, line: 1, bytes: 0..<0)
    note("deployment", "onprem", at: place, in: &environment)
    let folder = names[...index].joined(separator: "/")
    // Inside an archive there is no folder that a remedy could work on.
    if !folder.contains("!/") { note("instance", folder, at: place, in: &environment) }
  }

  /// The language of a person's own words, for the reply: `language`, of the first message.
  static func read(
    message head: [UInt8], source: String, into environment: inout [String: EnvironmentFact]
  ) {
    guard let language = MessageLanguage.language(of: head) else { return }
    let place = Place(source: source, line: 1, bytes: 0..<head.count)
    note("language", language.rawValue, at: place, in: &environment)
  }

  /// Facts that the first records of an `error.log` tell; other text may stand before them.
  static func read(
    logHead bytes: [UInt8], in range: Range<Int>, source: String,
    into environment: inout [String: EnvironmentFact]
  ) {
    guard environment["deployment"] == nil else { return }
    let span = bytes.span
    let format = ErrorLogFormat()
    let limit = min(range.upperBound, range.lowerBound + sample)
    var start = range.lowerBound
    var line = 1
    while start < limit {
      let end = bytes.firstOffset(of: UInt8(ascii: "\n"), in: start..<range.upperBound)
      let record = start..<(end ?? range.upperBound)
      if format.startsRecord(atLine: start, in: span), format.entry(record, in: span)[.pod] != nil {
        let place = Place(source: source, line: line, bytes: record)
        note("deployment", "cloud", at: place, in: &environment)
        return
      }
      start = record.upperBound + 1
      line += 1
    }
  }

  private static func note(
    _ name: String, _ value: String, at place: Place,
    in environment: inout [String: EnvironmentFact]
  ) {
    if environment[name] == nil {
      environment[name] = EnvironmentFact(value: value, evidence: place)
    }
  }
}
