import Foundation

/// Other programs over the same records with the same patterns: how soon, and with which answer.
///
/// All but ripgrep take minutes for what is measured elsewhere, so they get a slice of it.
struct Peers {
  let patterns: PatternSet
  let folder: URL

  /// The log that ripgrep searches, and the part of it for the others.
  let log: URL
  let slice: URL

  private static let sliceSize = 2 << 20

  /// Prepares a log of its own for these patterns.
  init(_ patterns: PatternSet, mebibytes: Int, in folder: URL) throws {
    self.patterns = patterns
    self.folder = folder
    log = folder.appending(path: "synthetic.log")
    slice = folder.appending(path: "slice.log")
    for (file, size) in [(log, mebibytes << 20), (slice, min(Self.sliceSize, mebibytes << 20))] {
      var generator = LogGenerator(seed: 20_261_122, symptoms: patterns.samples)
      try write(to: file, size: size) { generator.next(atLeast: $0) }
    }
  }

  /// Measures all that are installed.
  ///
  /// - Parameter matches: How many records a diagnosis finds in a file.
  func measure(into results: inout Results, matches: (URL) throws -> Int) throws {
    let whole = try results.measure("diagnose, 500 synthetic rules", bytes: log.size) {
      try matches(log)
    }
    if let ripgrep = Program("rg") {
      let file = try written(patterns.expressions.joined(separator: "\n"), to: "patterns.txt")
      let theirs = try results.measure("rg --no-unicode -f, the same", bytes: log.size) {
        let answer = try ripgrep.output([
          "--no-unicode", "--no-config", "-j1", "-c", "-f", file.path, log.path,
        ])
        return Int(answer.trimmingCharacters(in: .newlines)) ?? 0
      }
      results.compare(whole, with: theirs, named: "rg --no-unicode -f", bar: 2)
    } else {
      results.absent.append("ripgrep is not installed (apt-get install ripgrep)")
    }
    let part = try results.measure("diagnose, the same, a slice", bytes: slice.size) {
      try matches(slice)
    }
    try measureLnav(beside: part, into: &results)
    try measureSEC(beside: part, into: &results)
    try measureInsights(beside: part, into: &results)
  }

  private func measureLnav(beside ours: Measurement, into results: inout Results) throws {
    guard let lnav = Program("lnav") else {
      results.absent.append("lnav is not installed (apt-get install lnav)")
      return
    }
    let filter = ":filter-in \(patterns.expressions.joined(separator: "|"))"
    let theirs = try results.measure("lnav :filter-in, the slice", bytes: slice.size, runs: 1) {
      try lnav.output(["-n", "-N", "-c", filter, slice.path]).lineCount
    }
    results.compare(ours, with: theirs, named: "lnav :filter-in")
  }

  private func measureSEC(beside ours: Measurement, into results: inout Results) throws {
    guard let sec = Program("sec") else {
      results.absent.append("SEC is not installed (apt-get install sec)")
      return
    }
    let rules = patterns.expressions.map { expression in
      "type=Single\nptype=RegExp\npattern=\(expression)\ndesc=x\naction=write - $0\n"
    }
    let file = try written(rules.joined(separator: "\n"), to: "sec.conf")
    let theirs = try results.measure("sec, the slice", bytes: slice.size, runs: 1) {
      try sec.output([
        "--conf=\(file.path)", "--input=\(slice.path)", "--fromstart", "--notail",
      ]).lineCount
    }
    results.compare(ours, with: theirs, named: "SEC")
  }

  private func measureInsights(beside ours: Measurement, into results: inout Results) throws {
    let script = "Tests/Benchmarks/insights_scan.py"
    let tokens = try written(patterns.tokens.joined(separator: "\n"), to: "tokens.txt")
    let python = ProcessInfo.processInfo.environment["PYTHON"].flatMap(Program.init)
    guard let program = python ?? Program("python3"),
      try !program.output([script, tokens.path, "/dev/null"]).isEmpty
    else {
      results.absent.append("insights-core is not installed (pip install insights-core; PYTHON=)")
      return
    }
    let theirs = try results.measure(
      "insights-core keep_scan, the slice", bytes: slice.size, runs: 1
    ) {
      let answer = try program.output([script, tokens.path, slice.path])
      return Int(answer.trimmingCharacters(in: .newlines)) ?? 0
    }
    results.compare(ours, with: theirs, named: "insights-core")
  }

  private func written(_ text: String, to name: String) throws -> URL {
    let file = folder.appending(path: name)
    try text.write(to: file, atomically: true, encoding: .utf8)
    return file
  }
}

extension Results {
  /// Keeps how much faster a diagnosis is than another program, and whether both say the same.
  mutating func compare(
    _ ours: Measurement, with theirs: Measurement, named name: String, bar: Double? = nil
  ) {
    ratios.append(
      Ratio(name: "diagnosis / \(name)", value: theirs.cpuSeconds / ours.cpuSeconds, bar: bar))
    if ours.hits != theirs.hits {
      absent.append("the same answer of \(name): \(theirs.hits) lines, \(ours.hits) here")
    }
  }
}

extension String {
  fileprivate var lineCount: Int { utf8.reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) } }
}
