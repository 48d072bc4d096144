import Matching
import Model
import Reading

/// Draws facts about the installation out of what is read anyway.
///
/// `deployment`: `cloud` where records name a pod, `onprem` where there is an
/// installation tree. `instance`: the folder of that tree, if it lies on disk.
enum EnvironmentReader {
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

  /// Facts that the first records of an `error.log` tell.
  static func read(
    logHead bytes: [UInt8], in range: Range<Int>, source: String,
    into environment: inout [String: EnvironmentFact]
  ) {
    let span = bytes.span
    let boundaries = ErrorLogBoundaries()
    guard environment["deployment"] == nil,
      boundaries.startsRecord(atLine: range.lowerBound, in: span)
    else { return }
    let end = bytes.firstOffset(of: UInt8(ascii: "\n"), in: range) ?? range.upperBound
    let record = range.lowerBound..<end
    guard LogEntry(record, in: span).pod != nil else { return }
    note(
      "deployment", "cloud", at: Place(source: source, line: 1, bytes: record), in: &environment)
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
