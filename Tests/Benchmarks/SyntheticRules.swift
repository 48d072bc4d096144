import Foundation

/// Rules as a team might add them over the years, the same for the same seed.
///
/// They are of all kinds: phrases, phrases of one logger, choices, expressions with typed
/// captures, exceptions, words that stand in every tenth record beside one that does not,
/// sequences and counts. Of every hundred the first can match what the log holds.
struct SyntheticRules {
  /// Messages for the log to contain, one for every hundred rules.
  private(set) var samples: [String] = []

  private var rules: [(id: String, signatures: String, condition: String)] = []
  private var random: SeededNumbers

  init(seed: UInt64, count: Int) {
    random = SeededNumbers(seed: seed)
    for number in 0..<count { add(number) }
  }

  private mutating func add(_ number: Int) {
    let phrase = phrase()
    let name = "\(random.pick(Self.packages)).\(random.pick(Self.classes))\(number)"
    if number % 100 == 0 { samples.append(phrase) }
    let id = "synthetic-\(number)"
    switch number % 10 {
    case 0, 1, 2: rules.append((id, "a: {in: error-log, all: [\"\(phrase)\"]}", "a"))
    case 3:
      let signature = "a: {in: error-log, logger: \(name), level: ERROR, all: [\"\(phrase)\"]}"
      rules.append((id, signature, "a"))
    case 4:
      let others = (0..<3).map { _ in "\"\(self.phrase())\"" }.joined(separator: ", ")
      rules.append((id, "a: {in: [error-log, text], any: [\(others)]}", "a"))
    case 5:
      let expression = "\(phrase) \\[(?<path:path>[^\\]]+)\\] after (?<took:duration>\\d+ ?ms)"
      rules.append((id, "a: {in: error-log, regex: '\(expression)'}", "a"))
    case 6:
      let expression = "\(name)Exception: status (?<status:int>\\d{3})"
      rules.append((id, "a: {in: error-log, regex: '\(expression)'}", "a"))
    case 7: rules.append((id, "a: {in: error-log, any-cause: \(name)Exception}", "a"))
    case 8:
      let common = random.pick(["Request for", "Refreshed cache of", "ServiceEvent REGISTERED"])
      rules.append((id, "a: {in: error-log, all: [\"\(common)\", \"\(phrase)\"]}", "a"))
    default:
      rules.append(
        (
          id,
          "a: {in: error-log, all: [\"\(phrase)\"]}\n  b: {in: error-log, all: [\"\(self.phrase())\"]}",
          number % 20 == 9
            ? "{sequence: [a, b], within: 10m}" : "{count: a, at-least: 3, within: 5m}"
        ))
    }
  }

  private mutating func phrase() -> String {
    [Self.subjects, Self.faults, Self.objects].map { random.pick($0) }.joined(separator: " ")
      + " \(random.pick(Self.classes).lowercased())"
  }

  /// Writes a folder of rules.
  func write(to folder: URL) throws {
    let text = "{en: \"x\", fr: \"x\", ja: \"x\"}"
    for rule in rules {
      let place = folder.appending(path: "synthetic/\(rule.id)")
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      let lines = """
        id: \(rule.id)
        version: 1
        status: test
        severity: error
        title: \(text)
        summary: \(text)
        signatures:
          \(rule.signatures)
        when: \(rule.condition)

        """
      try lines.write(to: place.appending(path: "rule.yaml"), atomically: true, encoding: .utf8)
    }
  }

  private static let subjects = [
    "replication agent", "segment store", "index lane", "workflow model", "asset rendition",
    "token provider", "job queue", "package filter", "dispatcher flush", "session pool",
    "cluster view", "blob store", "live copy", "content fragment",
  ]

  private static let faults = [
    "could not be opened by", "is blocked by", "refused the call of", "lost its lease on",
    "exceeded the limit of", "answered with an unexpected state of", "was not released by",
    "has no mapping for", "gave up waiting for", "cannot be resolved against",
  ]

  private static let objects = [
    "the author", "the tenant", "a service user", "the checkpoint", "the journal head",
    "the render condition", "an offloaded topic", "the launch", "the remote peer", "its own lock",
  ]

  private static let packages = [
    "com.acme.site.core", "com.acme.commerce", "org.apache.sling.event.impl",
    "com.day.cq.dam.core.impl", "org.apache.jackrabbit.oak.plugins.index",
  ]

  private static let classes = [
    "Price", "Catalogue", "Shelf", "Locale", "Banner", "Voucher", "Teaser", "Basket", "Glossary",
  ]
}

/// Marsaglia's xorshift with the multiplier of Vigna, "An experimental exploration", 2016.
struct SeededNumbers {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func bits() -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 2_685_821_657_736_338_717
  }

  mutating func number(_ range: Range<Int>) -> Int {
    range.lowerBound + Int(bits() % UInt64(range.count))
  }

  mutating func pick(_ choices: [String]) -> String {
    choices[number(0..<choices.count)]
  }
}
