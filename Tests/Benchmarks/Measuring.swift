import Diagnosis
import Foundation
import Glibc
import Intake
import Matching
import Model

/// One kind of work on one input, with the best of its runs.
struct Measurement: Codable {
  var work: String
  var bytes: Int

  /// Processor time of all threads.
  var cpuSeconds: Double
  var wallSeconds: Double

  /// How much was found, to see that two kinds of work did the same.
  var hits: Int

  var gibibytesPerCPUSecond: Double { Double(bytes) / Double(1 << 30) / cpuSeconds }
  var gibibytesPerSecond: Double { Double(bytes) / Double(1 << 30) / wallSeconds }
}

/// What one figure is of another, and what it is to be.
struct Ratio: Codable {
  var name: String
  var value: Double

  /// Where nothing is asked for, how much it is still shows.
  var bar: Double?

  /// Whether more is better.
  var isFloor = true

  var isMet: Bool { bar.map { isFloor ? value >= $0 : value <= $0 } ?? true }

  /// The bar with its sign.
  var aim: String { bar.map { String(format: "%@ %g", isFloor ? "≥" : "≤", $0) } ?? "" }

  /// The value with as many digits as tell something.
  var figure: String { String(format: value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value) }
}

/// The machine that was measured on.
struct Machine: Codable {
  var processor: String
  var cores: Int
  var system: String

  /// How many processes wanted a core in the minute before.
  var load: Double

  init() {
    var averages = [0.0]
    unsafe getloadavg(&averages, 1)
    load = averages[0]
    let lines =
      (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?
      .split(separator: "\n") ?? []
    let model = lines.first { $0.hasPrefix("model name") }?.split(separator: ":").last
    processor = model.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown"
    cores = ProcessInfo.processInfo.activeProcessorCount
    system = ProcessInfo.processInfo.operatingSystemVersionString
  }
}

/// Measurements and what they are to each other, as a table and as JSON.
struct Results: Codable {
  var machine = Machine()

  /// The day, in UTC.
  var date = String(Date.now.ISO8601Format().prefix(10))
  var measurements: [Measurement] = []
  var ratios: [Ratio] = []

  /// What could not be measured, and why.
  var absent: [String] = []

  /// Runs some work some times and keeps the best.
  mutating func measure(
    _ work: String, bytes: Int, runs: Int = 3, _ body: () throws -> Int
  ) rethrows -> Measurement {
    var best = Measurement(
      work: work, bytes: bytes, cpuSeconds: .infinity, wallSeconds: .infinity, hits: 0)
    for _ in 0..<runs {
      let (cpu, wall) = (Self.processorSeconds(), ContinuousClock.now)
      best.hits = try body()
      let elapsed = (ContinuousClock.now - wall).components
      best.cpuSeconds = min(best.cpuSeconds, Self.processorSeconds() - cpu)
      best.wallSeconds = min(
        best.wallSeconds, Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18)
    }
    measurements.append(best)
    FileHandle.standardError.write(
      Data("\(work): \(best.cpuSeconds) s of CPU, \(best.wallSeconds) s\n".utf8))
    return best
  }

  /// Everything in columns.
  var text: String {
    var text = "\(machine.processor), \(machine.cores) cores, \(machine.system)\n\n"
    text += "work                                      MiB  GiB/s of CPU  GiB/s  wall s     hits\n"
    for row in measurements {
      text += row.work.padding(toLength: 40, withPad: " ", startingAt: 0)
      text += String(
        format: "%5d %13.2f %6.2f %7.2f %8d\n", row.bytes >> 20, row.gibibytesPerCPUSecond,
        row.gibibytesPerSecond, row.wallSeconds, row.hits)
    }
    text += "\nfigure                                                value     bar\n"
    for ratio in ratios {
      text += ratio.name.padding(toLength: 52, withPad: " ", startingAt: 0)
      text += String(repeating: " ", count: max(0, 7 - ratio.figure.count)) + ratio.figure
      text += " \(ratio.aim)" + (ratio.isMet ? "\n" : "  missed\n")
    }
    for reason in absent { text += "not measured: \(reason)\n" }
    return text
  }

  /// The figures and their bars as a table of Markdown; what is missed is set in bold.
  var markdown: String {
    var text = "| figure | measured | bar |\n|---|---:|---:|\n"
    for ratio in ratios {
      text += "| \(ratio.name) | \(ratio.isMet ? ratio.figure : "**\(ratio.figure)**") |"
      text += " \(ratio.aim) |\n"
    }
    text += "\n| work | MiB | s of CPU | GiB/s of CPU |\n|---|---:|---:|---:|\n"
    for row in measurements {
      let speed = row.bytes > 0 ? String(format: "%.2f", row.gibibytesPerCPUSecond) : ""
      text += "| \(row.work) | \(row.bytes > 0 ? "\(row.bytes >> 20)" : "") |"
      text += String(format: " %.3f | ", row.cpuSeconds) + "\(speed) |\n"
    }
    text += "\nMeasured by `make bench` on \(date): \(machine.processor), \(machine.cores) cores, "
    text += "\(machine.system), on which \(String(format: "%.1f", machine.load)) other processes "
    return text + "wanted a core. Bars that are missed are set in bold.\n"
  }

  /// Sets the table into a page, between the lines that begin and end its region.
  func insert(into page: URL) throws {
    let text = try String(contentsOf: page, encoding: .utf8)
    let (start, end) = ("<!-- bench -->\n", "<!-- /bench -->\n")
    guard let head = text.range(of: start),
      let tail = text.range(of: end, range: head.upperBound..<text.endIndex)
    else { throw CocoaError(.fileReadCorruptFile) }
    let table = "\n\(markdown)\n"
    try text.replacingCharacters(in: head.upperBound..<tail.lowerBound, with: table)
      .write(to: page, atomically: true, encoding: .utf8)
  }

  /// Processor time of this process and of the children it has waited for.
  private static func processorSeconds() -> Double {
    [RUSAGE_SELF.rawValue, RUSAGE_CHILDREN.rawValue].reduce(0) { sum, who in
      var usage = rusage()
      unsafe getrusage(Int32(who), &usage)
      let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
      let micros = usage.ru_utime.tv_usec + usage.ru_stime.tv_usec
      return sum + Double(seconds) + Double(micros) / 1e6
    }
  }
}

/// The literal database over the same buffers and nothing else: the floor of any diagnosis.
struct LiteralScan {
  let set: SignatureSet

  /// Which signatures alone are of interest, if not all.
  var wanted: [Bool]?

  func hits(in file: URL) throws -> Int {
    let some = try wanted.flatMap { try set.makeLiteralScanner(for: $0)?.scanner }
    guard let scanner = try some ?? set.makeLiteralScanner() else { return 0 }
    let handle = try FileHandle(forReadingFrom: file)
    var hits = 0
    while let data = try handle.read(upToCount: 2 << 20), !data.isEmpty {
      let bytes = [UInt8](data)
      try scanner.scan(bytes, in: 0..<bytes.count) { _, _ in hits += 1 }
    }
    return hits
  }
}

/// Reading, inflating and nothing else.
func bytesRead(of file: URL) throws -> Int {
  var count = 0
  var buffer = [UInt8](repeating: 0, count: 2 << 20)
  for unit in InputUnit.all(of: [file.path]) {
    _ = try unit.forEachDocument { document in
      while case let more = document.read(into: &buffer), more > 0 { count += more }
    }
  }
  return count
}

/// Another program, where it is installed.
struct Program {
  private let path: String

  init?(_ name: String) {
    if name.hasPrefix("/") {
      guard FileManager.default.isExecutableFile(atPath: name) else { return nil }
      path = name
      return
    }
    let places = ["/usr/bin/", "/usr/local/bin/", "/opt/homebrew/bin/"].map { $0 + name }
    guard let found = places.first(where: FileManager.default.isExecutableFile) else { return nil }
    path = found
  }

  /// Runs it and gives what it prints.
  ///
  /// - Parameter pieces: What it reads from standard input, so many times.
  @discardableResult
  func output(_ arguments: [String], feeding pieces: (bytes: Data, count: Int)? = nil) throws
    -> String
  {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    let input = Pipe()
    process.standardInput = pieces == nil ? FileHandle.nullDevice : input
    try process.run()
    if let pieces {
      Thread.detachNewThread {
        for _ in 0..<pieces.count {
          guard (try? input.fileHandleForWriting.write(contentsOf: pieces.bytes)) != nil else {
            break
          }
        }
        try? input.fileHandleForWriting.close()
      }
    }
    let answer = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: answer, as: UTF8.self)
  }
}

/// Writes a file of at least so many bytes, piece by piece.
func write(to file: URL, size: Int, next: (_ size: Int) -> [UInt8]) throws {
  try Data().write(to: file)
  let handle = try FileHandle(forWritingTo: file)
  var written = 0
  while written < size {
    let piece = next(min(4 << 20, size - written))
    try handle.write(contentsOf: piece)
    written += piece.count
  }
  try handle.close()
}

/// No articles and no remedies.
struct NoCatalog: Catalog {
  func article(_ number: ArticleNumber, in language: Language) -> ArticleReference? { nil }
  func languages(of number: ArticleNumber) -> Set<Language> { [] }
  func remedyAction(plugin: String, action: String) -> RemedyAction? { nil }
}
