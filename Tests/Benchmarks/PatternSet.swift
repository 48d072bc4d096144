import Foundation
import Matching

/// Patterns as a large rule set would have them: two in three literals, one in
/// three an expression with a capture.
struct PatternSet {
  let signatures: [TextSignature]
  let expressions: [String]

  /// What each of them cannot do without, as text.
  let tokens: [String]

  /// Messages that match, for the generated log to contain.
  let samples: [String]

  init(count: Int) {
    var signatures: [TextSignature] = []
    var expressions: [String] = []
    var samples: [String] = []
    var tokens: [String] = []
    let areas = ["replication", "segment", "indexing", "workflow", "assets", "security", "jobs"]
    let faults = ["Refused", "Corrupt", "Missing", "Timeout", "Conflict", "Exhausted"]
    for number in 0..<count {
      let area = areas[number % areas.count]
      let fault = faults[number / areas.count % faults.count]
      let name = "com.acme.\(area).\(fault)\(number)Exception"
      if number % 3 == 2 {
        expressions.append("\(name): code=(\\d+)")
        signatures.append(TextSignature(pattern: "\(name): code=(?<code>\\d+)"))
        samples.append("\(name): code=\(number * 17)")
        tokens.append("\(name): code=")
      } else {
        expressions.append("\(name): cannot proceed")
        signatures.append(TextSignature(all: ["\(name): cannot proceed"]))
        samples.append("\(name): cannot proceed")
        tokens.append("\(name): cannot proceed")
      }
    }
    self.signatures = signatures
    // ripgrep reads a dot as any byte; both engines are to look for the same.
    self.expressions = expressions.map { $0.replacing(".", with: "\\.") }
    self.samples = samples
    self.tokens = tokens
  }

  /// Writes a folder of rules, one for each pattern.
  func writeRules(to folder: URL) throws {
    for (number, signature) in signatures.enumerated() {
      let id = "bench-\(number)"
      let what =
        signature.pattern.map { "regex: '\($0)'" } ?? "all: [\"\(signature.all[0])\"]"
      let text = "{en: \"x\", fr: \"x\", ja: \"x\"}"
      let rule = """
        id: \(id)
        version: 1
        status: test
        severity: error
        title: \(text)
        summary: \(text)
        signatures:
          seen: {in: [error-log], \(what)}
        when: seen
        """
      let place = folder.appending(path: "bench/\(id)")
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      try rule.write(to: place.appending(path: "rule.yaml"), atomically: true, encoding: .utf8)
    }
  }
}
