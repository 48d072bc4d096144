import Model
import TestSupport

@testable import Rules

/// A random timeline of a few signatures, some of them on the same record.
///
/// Times are in seconds and often equal; some records have none; some lie in
/// another document; some lack the key or the number that others capture.
struct Timeline {
  let observations: [Observation]

  init(seed: UInt64, untimed: Bool = true) {
    var random = SplitMix64(seed: seed)
    var line = 0
    var made: [Observation] = []
    let share = untimed ? Int.random(in: 0...3, using: &random) : 0
    for _ in 0..<Int.random(in: 0...26, using: &random) {
      line += 1
      let document = Int.random(in: 0...1, using: &random)
      let hasTime = Int.random(in: 0..<10, using: &random) >= share
      let time = hasTime ? Int.random(in: 0...40, using: &random) : nil
      let pod = Int.random(in: 0..<8, using: &random)
      let took = Int.random(in: 0..<9, using: &random)
      for signature in ["a", "b", "c"] where Int.random(in: 0..<5, using: &random) < 2 {
        var observation = Self.observation(signature, at: time, line: line, document: document)
        if pod < 6 { observation.captures["pod"] = CapturedValue("pod\(pod % 3)") }
        if took < 7 { observation.captures["took"] = CapturedValue("\(took * 10)", type: .int) }
        if took == 7 { observation.captures["took"] = CapturedValue("long", type: .int) }
        // The same key under another name.
        if signature == "c" { observation.captures["host"] = observation.captures["pod"] }
        made.append(observation)
      }
    }
    observations = made
  }

  /// An observation on a line; its place follows from the line.
  static func observation(
    _ signature: String, at seconds: Int?, line: Int, document: Int = 0
  ) -> Observation {
    Observation(
      signature: signature, document: document,
      place: Place(source: "log\(document)", line: line, bytes: line * 100..<line * 100 + 50),
      time: seconds.map { Timestamp(milliseconds: Int64($0) * 1_000) }, excerpt: Excerpt(text: ""))
  }

  /// The evaluator over these observations; `horizon` in seconds.
  func evaluator(horizon: Int? = nil) -> ConditionEvaluator {
    var logs: [String: ObservationLog] = [:]
    for observation in observations {
      logs[observation.signature, default: ObservationLog()].append(observation)
    }
    let horizons = horizon.map { horizon in
      Dictionary(
        uniqueKeysWithValues: ["a", "b", "c"].map { ($0, Int64(horizon) * 1_000) })
    }
    return ConditionEvaluator(logs: logs, horizons: horizons ?? [:])
  }
}
