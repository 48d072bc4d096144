// Measures the scan of a generated error.log beside ripgrep with the same
// patterns, in one run: `make bench`, or `benchmarks [MEBIBYTES]`.

import Diagnosis
import Foundation
import Matching
import Model
import Rules

let mebibytes = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 256
let folder = FileManager.default.temporaryDirectory.appending(
  path: "aemedic-bench-\(ProcessInfo.processInfo.processIdentifier)")
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(at: folder) }

let patterns = PatternSet(count: 300)
let log = folder.appending(path: "error.log")
try writeLog(to: log, size: mebibytes << 20, symptoms: patterns.samples)
let size = try log.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0

var table = ResultTable(bytes: size)
try patterns.writeRules(to: folder.appending(path: "rules"))
let rules = try CompiledRules(RuleFolder(path: folder.appending(path: "rules").path).ruleSet)
let anchors = Set(patterns.signatures.compactMap(\.anchors).joined())

try table.measure("literal scan alone") {
  try LiteralScan(literals: anchors.sorted()).hits(in: log)
}
try table.measure("diagnose, one thread") {
  let report = try Diagnostician(rules: rules, catalog: NoCatalog()).report(on: [log.path])
  return report.findings.reduce(0) { $0 + $1.count }
}
if let ripgrep = Ripgrep() {
  let file = folder.appending(path: "patterns.txt")
  try patterns.expressions.joined(separator: "\n").write(
    to: file, atomically: true, encoding: .utf8)
  try table.measure("rg --no-unicode -f, one thread") {
    try ripgrep.matchingLines(patterns: file, in: log)
  }
} else {
  print("ripgrep is not installed: no comparison (apt-get install ripgrep)")
}
print(table.text)
