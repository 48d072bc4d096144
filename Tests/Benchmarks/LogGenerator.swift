/// Writes an `error.log` as a busy author instance would, the same for the same seed.
///
/// Nineteen of twenty records are healthy chatter of varying shape; the rest are
/// errors, every third with a stack trace. One error in three carries one of the
/// `symptoms`, so that a scan for them has hits to follow up, and one in fifty one of the rare ones.
struct LogGenerator {
  private var random: SeededNumbers
  private var milliseconds = 0
  private let symptoms: [String]
  private let rareSymptoms: [String]

  /// What products write that shipped rules know.
  static let symptoms = [
    "service: Uncaught Throwable java.lang.OutOfMemoryError: Java heap space",
    "Segment not found: 4c1d6cf0-2b1a-4a11-a8ee-9d7c3f0b5e21. SegmentId age=4711ms",
    "Cannot derive user name for bundle com.acme.site.core [431] and sub service writer",
    "OakState0001: Unresolved conflicts in /var/eventing",
    "The query read or traversed more than 100000 nodes.",
    "Traversed 12000 nodes with filter Filter(query=select * from [nt:base])",
    "{\"error\":\"invalid_client\",\"error_description\":\"invalid client_secret parameter\"}",
  ]

  init(seed: UInt64, symptoms: [String], rareSymptoms: [String] = []) {
    self.rareSymptoms = rareSymptoms
    random = SeededNumbers(seed: seed)
    self.symptoms = symptoms
  }

  /// The next records, at least `size` bytes of them.
  mutating func next(atLeast size: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size + 8_192)
    while bytes.count < size { bytes += record().utf8 }
    return bytes
  }

  private mutating func record() -> String {
    milliseconds += number(0..<40)
    let isError = number(0..<20) == 0
    let level = isError ? "ERROR" : pick(["INFO", "INFO", "INFO", "DEBUG", "WARN"])
    let text = isError ? failure() : chatter()
    let header = "\(time()) *\(level)* [\(thread())] \(logger()) \(text)\n"
    return isError && number(0..<3) == 0 ? header + trace() : header
  }

  private mutating func failure() -> String {
    if !rareSymptoms.isEmpty, number(0..<50) == 0 { return "\(pick(rareSymptoms)) at \(path())" }
    if number(0..<3) == 0, !symptoms.isEmpty { return "\(pick(symptoms)) at \(path())" }
    return pick([
      "Unable to read price list entry \(number(1..<9_999)) for \(path())",
      "Rendition could not be made for \(path()): timeout after \(number(1..<90)) s",
      "Uncaught exception while handling \(path())",
    ])
  }

  private mutating func chatter() -> String {
    switch number(0..<6) {
    case 0: "Refreshed cache of \(path()) in \(number(1..<400)) ms, \(number(1..<9_000)) entries"
    case 1: "Job com/acme/import finished, \(number(1..<500)) items, id \(hex(16))"
    case 2: "Service [\(number(1..<9_999)), [\(logger())]] ServiceEvent REGISTERED"
    case 3: "Request for \(path()) took \(number(1..<3_000)) ms, session \(hex(32))"
    case 4: "Produit « Veste imperméable été » importé, ジャケット 防水, sku=\(number(1..<99_999))"
    default: "Query read \(number(1..<5_000)) nodes; consider a limit for [\(path())]"
    }
  }

  private mutating func trace() -> String {
    var lines = "java.lang.IllegalStateException: \(pick(["closed", "null", "not ready"]))\n"
    for _ in 0..<number(8..<45) {
      let logger = logger()
      lines +=
        "\tat \(logger).\(pick(["run", "invoke", "doGet", "apply", "commit"]))"
        + "(\(logger.split(separator: ".").last ?? "").java:\(number(10..<1_900)))\n"
    }
    return lines
  }

  private mutating func thread() -> String {
    number(0..<2) == 0
      ? "qtp1926827727-\(number(40..<400))"
      : "10.0.\(number(0..<256)).\(number(1..<255)) [\(1_700_000_000_000 + milliseconds)] GET "
        + "\(path()).html HTTP/1.1"
  }

  private mutating func logger() -> String {
    let package = pick([
      "com.acme.site.core", "org.apache.sling.engine.impl", "com.day.cq.dam.core.impl",
      "org.apache.jackrabbit.oak.query", "com.adobe.granite.workflow.core",
    ])
    return "\(package).\(pick(["Page", "Asset", "Query", "Job", "Model"]))"
      + pick(["Service", "Manager", "Handler", "Provider", "Impl"])
  }

  private mutating func path() -> String {
    "/content/acme/\(pick(["us", "fr", "jp"]))/\(pick(["news", "products", "support"]))"
      + "/item-\(number(1..<90_000))"
  }

  private func time() -> String {
    let seconds = milliseconds / 1_000
    func padded(_ value: Int, _ width: Int = 2) -> String {
      String(String(1_000 + value).suffix(width))
    }
    return "\(padded(seconds / 86_400 % 28 + 1)).11.2026 \(padded(seconds / 3_600 % 24)):"
      + "\(padded(seconds / 60 % 60)):\(padded(seconds % 60)).\(padded(milliseconds % 1_000, 3))"
  }

  private mutating func hex(_ count: Int) -> String {
    var digits = ""
    while digits.count < count { digits += String(random.bits(), radix: 16) }
    return String(digits.prefix(count))
  }

  private mutating func pick(_ choices: [String]) -> String { random.pick(choices) }

  private mutating func number(_ range: Range<Int>) -> Int { random.number(range) }
}
