// Measures a diagnosis beside the bare scan for literals and beside ripgrep, in one run:
// `make bench`, or `benchmarks [MEBIBYTES] [--json FILE]`; `benchmarks --table FILE PAGE` sets the
// figures of a run into a page.

import Diagnosis
import Foundation
import Matching
import Model
import Rules

var arguments = Array(CommandLine.arguments.dropFirst())
var jsonPath: String?
if let flag = arguments.firstIndex(of: "--json"), flag + 1 < arguments.count {
  jsonPath = arguments[flag + 1]
  arguments.removeSubrange(flag...flag + 1)
}
if arguments.count == 3, arguments[0] == "--table" {
  let json = try Data(contentsOf: URL(filePath: arguments[1]))
  try JSONDecoder().decode(Results.self, from: json).insert(into: URL(filePath: arguments[2]))
  exit(EXIT_SUCCESS)
}
let mebibytes = arguments.first.flatMap { Int($0) } ?? 256
let folder = FileManager.default.temporaryDirectory.appending(
  path: "aemedic-bench-\(ProcessInfo.processInfo.processIdentifier)")
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(at: folder) }

func findings(_ rules: CompiledRules, in file: URL, jobs: Int = 1) throws -> Int {
  var options = DiagnosisOptions()
  options.jobs = jobs
  let report = try Diagnostician(rules: rules, catalog: NoCatalog(), options: options)
    .report(on: [file.path])
  return report.findings.reduce(report.unknownCount) { $0 + $1.count }
}

var results = Results()

// An error.log with every shipped rule.
let shipped = RuleFolder(path: "kb/rules").ruleSet
let patterns = PatternSet(count: 500)
let log = folder.appending(path: "error.log")
let additions = SyntheticRules(seed: 20_261_123, count: 500)
var generator = LogGenerator(
  seed: 20_261_121, symptoms: LogGenerator.symptoms, rareSymptoms: additions.samples)
try write(to: log, size: mebibytes << 20) { generator.next(atLeast: $0) }
let size = try log.size
let beside = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
if let aemedic = Program(beside.appending(path: "aemedic").path) {
  try measureProgram(aemedic, log: log, in: folder, into: &results)
} else {
  results.absent.append("start and memory: the program does not stand beside the benchmarks")
}
let rules = try CompiledRules(shipped)

let literals = try results.measure("literal scan, shipped rules", bytes: size) {
  try LiteralScan(set: rules.textSignatures).hits(in: log)
}
let wanted = try results.measure("literal scan, rules that ask for error.log", bytes: size) {
  try LiteralScan(set: rules.textSignatures, wanted: rules.textSignatures(for: .errorLog))
    .hits(in: log)
}
let single = try results.measure("diagnose, shipped rules", bytes: size) {
  try findings(rules, in: log)
}
let double = try results.measure("diagnose, shipped rules, 2 threads", bytes: size) {
  try findings(rules, in: log, jobs: 2)
}
try additions.write(to: folder.appending(path: "additions"))
let added = RuleFolder(path: folder.appending(path: "additions").path)
for problem in added.problems { print("left out: \(problem.reason.en) \(problem.location as Any)") }
let many = try CompiledRules(
  RuleSet(rules: shipped.rules + added.ruleSet.rules, requests: shipped.requests))
let extended = try results.measure("diagnose, \(added.ruleSet.rules.count) rules more", bytes: size)
{
  try findings(many, in: log)
}
results.ratios += [
  Ratio(name: "diagnosis, GiB/s of CPU", value: single.gibibytesPerCPUSecond, bar: 0.8),
  Ratio(
    name: "diagnosis / literal scan of all rules", value: literals.cpuSeconds / single.cpuSeconds,
    bar: 0.5),
  Ratio(
    name: "diagnosis / literal scan of those for error.log",
    value: wanted.cpuSeconds / single.cpuSeconds, bar: 0.5),
  Ratio(
    name: "two threads / one, by the clock", value: single.wallSeconds / double.wallSeconds,
    bar: 1.8),
  Ratio(
    name: "time with 500 rules more / without", value: extended.cpuSeconds / single.cpuSeconds,
    bar: 1.3, isFloor: false),
]

// The same log, compressed.
if let gzip = Program("gzip") {
  try gzip.output(["--keep", "--fast", log.path])
  let compressed = log.appendingPathExtension("gz")
  let inflating = try results.measure("inflate .gz", bytes: size) { try bytesRead(of: compressed) }
  let both = try results.measure("diagnose .gz, 2 threads", bytes: size) {
    try findings(rules, in: compressed, jobs: 2)
  }
  results.ratios.append(
    Ratio(
      name: ".gz on two threads / inflating alone, by the clock",
      value: inflating.wallSeconds / both.wallSeconds, bar: 0.75))
} else {
  results.absent.append("compressed logs: gzip is not installed")
}

let archive = folder.appending(path: "error.zip")
try zip([("error.log", [UInt8](Data(contentsOf: log, options: .alwaysMapped)))], to: archive)
let unzipping = try results.measure("inflate .zip", bytes: size) { try bytesRead(of: archive) }
let zipped = try results.measure("diagnose .zip, 2 threads", bytes: size) {
  try findings(rules, in: archive, jobs: 2)
}
results.ratios.append(
  Ratio(
    name: ".zip on two threads / inflating alone, by the clock",
    value: unzipping.wallSeconds / zipped.wallSeconds, bar: 0.75))

try measureTraffic(mebibytes: mebibytes, in: folder, into: &results)
try measureBundles(min(1_000, mebibytes * 4), in: folder, into: &results) {
  try findings(rules, in: $0, jobs: 2)
}

// Other programs with the patterns that can be given to all.
try patterns.writeRules(to: folder.appending(path: "rules"))
let expressible = try CompiledRules(
  RuleFolder(path: folder.appending(path: "rules").path).ruleSet)
try Peers(patterns, mebibytes: mebibytes, in: folder).measure(into: &results) { file in
  var options = DiagnosisOptions()
  options.jobs = 1
  return try Diagnostician(rules: expressible, catalog: NoCatalog(), options: options)
    .report(on: [file.path]).findings.reduce(0) { $0 + $1.count }
}

print(results.text)
if let jsonPath {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
  try encoder.encode(results).write(to: URL(filePath: jsonPath))
}
