import ArchiveKit
import Diagnosis
import Foundation
import Glibc
import Matching
import Model
import Reading

/// Logs of requests: inspected, statistics included.
func measureTraffic(mebibytes: Int, in folder: URL, into results: inout Results) throws {
  for layout in TrafficGenerator.Layout.allCases {
    let log = folder.appending(path: layout.rawValue)
    var generator = TrafficGenerator(layout)
    try write(to: log, size: mebibytes << 20) { generator.next(atLeast: $0) }
    let size = try log.size
    let reading = try results.measure("inspect \(layout.rawValue)", bytes: size) {
      var options = DiagnosisOptions()
      options.jobs = 1
      return try Inspector(options: options).inspection(of: [log.path]).coverage.sources
        .reduce(0) { $0 + $1.entries }
    }
    results.ratios.append(
      Ratio(
        name: "\(layout.rawValue) with statistics, GiB/s of CPU",
        value: reading.gibibytesPerCPUSecond, bar: 0.5))
    try FileManager.default.removeItem(at: log)
  }
}

/// Many small bundles in one call.
func measureBundles(
  _ count: Int, in folder: URL, into results: inout Results,
  diagnosing findings: (_ folder: URL) throws -> Int
) throws {
  let bundles = folder.appending(path: "bundles")
  try FileManager.default.createDirectory(at: bundles, withIntermediateDirectories: true)
  var generator = LogGenerator(seed: 20_261_123, symptoms: LogGenerator.symptoms)
  var size = 0
  for number in 0..<count {
    let bundle = bundles.appending(path: "\(number).zip")
    // What is left of it, deflated, are 100 KiB.
    try zip([("crx-quickstart/logs/error.log", generator.next(atLeast: 480 << 10))], to: bundle)
    size += try bundle.size
  }
  let work = try results.measure(
    "diagnose \(count) zip bundles, 2 threads", bytes: size
  ) { try findings(bundles) }
  results.ratios.append(
    Ratio(
      name: "bundles of \((size / count) >> 10) KiB a second, by the clock",
      value: Double(count) / work.wallSeconds, bar: 200))
  try FileManager.default.removeItem(at: bundles)
}

/// Writes a zip file.
func zip(_ members: [(path: String, bytes: [UInt8])], to file: URL) throws {
  try Data().write(to: file)
  let handle = try FileHandle(forWritingTo: file)
  let writer = try ArchiveWriter(.zip, fileDescriptor: handle.fileDescriptor)
  for member in members {
    try writer.begin(member.path)
    try writer.write(member.bytes)
  }
  try writer.close()
  try handle.close()
}

/// The program itself, in a process of its own: how soon it answers, and how much memory it takes.
func measureProgram(_ program: Program, log: URL, in folder: URL, into results: inout Results)
  throws
{
  let text = try FileHandle(forReadingFrom: log).read(upToCount: 1 << 20) ?? Data()
  let lines = text.split(separator: UInt8(ascii: "\n")).prefix(10)
  let paste = folder.appending(path: "paste.txt")
  try Data(lines.joined(separator: [UInt8(ascii: "\n")])).write(to: paste)
  for (name, arguments, bar) in [
    ("--version", ["--version"], 10.0), ("a paste of ten lines", ["diagnose", paste.path], 50),
  ] {
    let start = try results.measure("aemedic \(name)", bytes: 0, runs: 20) {
      try program.output(arguments).utf8.count
    }
    results.ratios += [
      Ratio(
        name: "aemedic \(name), ms of CPU", value: start.cpuSeconds * 1_000, bar: bar,
        isFloor: false),
      Ratio(
        name: "aemedic \(name), ms by the clock", value: start.wallSeconds * 1_000, bar: bar,
        isFloor: false),
    ]
  }
  // Each is the most of all before it, which says whether more log takes more.
  let piece = try FileHandle(forReadingFrom: log).read(upToCount: 64 << 20) ?? Data()
  for count in [1, 16, 64] {
    let work = try results.measure(
      "aemedic diagnose -, 2 threads", bytes: count * piece.count, runs: 1
    ) {
      try program.output(["diagnose", "--jobs", "2", "-"], feeding: (piece, count)).utf8.count
    }
    results.ratios.append(
      Ratio(
        name: "peak memory on \(work.bytes >> 20) MiB, MiB", value: greatestChild, bar: 150,
        isFloor: false))
  }
}

/// The most memory that a process took that was waited for, in MiB.
private var greatestChild: Double {
  var usage = rusage()
  unsafe getrusage(Int32(RUSAGE_CHILDREN.rawValue), &usage)
  return Double(usage.ru_maxrss) / 1_024
}

extension URL {
  /// The bytes of the file.
  var size: Int { get throws { try resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0 } }
}
