import Diagnosis
import Foundation
import Glibc
import Matching
import Model

/// Results as a table: gibibytes a second of processor time, the best of three runs.
struct ResultTable {
  private let bytes: Int
  private var rows: [(name: String, rate: Double, wall: Double, hits: Int)] = []

  init(bytes: Int) {
    self.bytes = bytes
  }

  /// Runs some work three times and keeps the best.
  mutating func measure(_ name: String, _ work: () throws -> Int) rethrows {
    var best = (cpu: Double.infinity, wall: Double.infinity)
    var hits = 0
    for _ in 0..<3 {
      let (cpu, wall) = (Self.processorSeconds(), ContinuousClock.now)
      hits = try work()
      let elapsed = (ContinuousClock.now - wall).components
      best.cpu = min(best.cpu, Self.processorSeconds() - cpu)
      best.wall = min(
        best.wall, Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18)
    }
    rows.append((name, gibibytes / best.cpu, best.wall, hits))
  }

  private var gibibytes: Double { Double(bytes) / Double(1 << 30) }

  /// The table, each rate also as a ratio to the last row's.
  var text: String {
    let last = rows.last?.rate ?? 1
    let heading =
      "\(bytes >> 20) MiB of error.log\n"
      + "work                             GiB/s of CPU   wall s   ratio to last   hits\n"
    return rows.reduce(into: heading) { text, row in
      text += row.name.padding(toLength: 32, withPad: " ", startingAt: 0)
      text += String(
        format: "%13.2f %8.2f %15.2f %6d\n", row.rate, row.wall, row.rate / last, row.hits)
    }
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
  private let set: SignatureSet

  init(literals: [String]) throws {
    set = try SignatureSet(literals.map { TextSignature(all: [$0]) })
  }

  func hits(in file: URL) throws -> Int {
    guard let scanner = try set.makeLiteralScanner() else { return 0 }
    let handle = try FileHandle(forReadingFrom: file)
    var hits = 0
    while let data = try handle.read(upToCount: 2 << 20), !data.isEmpty {
      let bytes = [UInt8](data)
      try scanner.scan(bytes, in: 0..<bytes.count) { _, _ in hits += 1 }
    }
    return hits
  }
}

/// ripgrep, where it is installed.
struct Ripgrep {
  private let program: String

  init?() {
    let paths = ["/usr/bin/rg", "/usr/local/bin/rg", "/opt/homebrew/bin/rg"]
    guard let found = paths.first(where: FileManager.default.isExecutableFile) else { return nil }
    program = found
  }

  func matchingLines(patterns: URL, in log: URL) throws -> Int {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = [
      "--no-unicode", "--no-config", "-j1", "-c", "-f", patterns.path, log.path,
    ]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let answer = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Int(String(decoding: answer, as: UTF8.self).trimmingCharacters(in: .newlines)) ?? 0
  }
}

/// Writes a log of at least so many bytes.
func writeLog(to file: URL, size: Int, symptoms: [String]) throws {
  try Data().write(to: file)
  let handle = try FileHandle(forWritingTo: file)
  var generator = LogGenerator(seed: 20_261_121, symptoms: symptoms)
  var written = 0
  while written < size {
    let piece = generator.next(atLeast: min(4 << 20, size - written))
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
