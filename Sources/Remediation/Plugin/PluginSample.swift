import FoundationEssentials
import RemedyProtocol

/// A target to try a plugin on, and what is to come of it.
///
/// In JSON: `action`, `parameters`, `url`, `instance`, `deployment`, the `answers` of the instance
/// by path, and what to `expect`. Paths are relative to the folder of the sample.
struct PluginSample {
  /// What is to come of it.
  struct Expectation: Codable {
    var outcome: PlanOutcome?
    var steps: [String]?
  }

  private struct File: Codable {
    var action: String?
    var parameters: [String: String]?
    var files: [String: String]?
    var url: String?
    var instance: String?
    var deployment: RemedyDeployment?
    var answers: [String: PluginAnswer]?
    var expect: Expectation
  }

  let name: String
  let action: String?
  let target: RemedyTarget
  let parameters: [String: String]
  let answers: [String: PluginAnswer]
  let expected: Expectation

  /// The samples of a plugin, by name; a JSON file without `expect` is something else.
  static func all(in folder: String) -> [PluginSample] {
    ["tests", "fixtures"].flatMap { name -> [PluginSample] in
      let inner = "\(folder)/\(name)"
      let names = (try? FileManager.default.contentsOfDirectory(atPath: inner)) ?? []
      return names.sorted().filter { $0.hasSuffix(".json") }.compactMap { sample($0, in: inner) }
    }
  }

  private static func sample(_ name: String, in folder: String) -> PluginSample? {
    guard let bytes = try? FileBytes.read("\(folder)/\(name)", limit: 1 << 20),
      let document = try? JSONDocument(bytes),
      let file = try? StrictJSON.decode(File.self, from: document.value)
    else { return nil }
    let absolute = { (path: String) in path.hasPrefix("/") ? path : "\(folder)/\(path)" }
    return PluginSample(
      name: name, action: file.action,
      target: RemedyTarget(
        instance: file.instance.map(absolute), url: file.url, deployment: file.deployment),
      parameters: (file.parameters ?? [:]).merging((file.files ?? [:]).mapValues(absolute)) { $1 },
      answers: file.answers ?? [:], expected: file.expect)
  }
}
