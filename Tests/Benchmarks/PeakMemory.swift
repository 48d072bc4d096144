import Foundation
import Glibc

/// The most memory that a diagnosis takes, measured in a process of its own: a process does not
/// forget its peak.
enum PeakMemory {
  /// Asks the program for the peak of one diagnosis instead of a table.
  private static let option = "--peak-memory"

  /// The log to be diagnosed by this process, if it was started for that.
  static var requestedLog: URL? {
    let arguments = CommandLine.arguments
    return arguments.count == 3 && arguments[1] == option ? URL(filePath: arguments[2]) : nil
  }

  /// The peak of this process so far, in KiB.
  static var kibibytes: Int {
    var usage = rusage()
    unsafe getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss
  }

  /// The peak of a diagnosis of a log of this size, which is written, diagnosed and removed.
  static func mebibytes(ofLog size: Int, in folder: URL) throws -> Double? {
    let log = folder.appending(path: "peak-\(size).log")
    defer { try? FileManager.default.removeItem(at: log) }
    var generator = LogGenerator(seed: 20_261_123, symptoms: LogGenerator.symptoms)
    try write(to: log, size: size) { generator.next(atLeast: $0) }
    let process = Process()
    process.executableURL = Bundle.main.executableURL
    process.arguments = [option, log.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let answer = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Int(String(decoding: answer, as: UTF8.self).trimmingCharacters(in: .newlines))
      .map { Double($0) / 1_024 }
  }
}

extension Results {
  /// Compares the peak on a log of 2 GiB with the bar, and tells that of 64 MiB beside it.
  mutating func measurePeakMemory(in folder: URL) throws {
    guard let small = try PeakMemory.mebibytes(ofLog: 64 << 20, in: folder),
      let large = try PeakMemory.mebibytes(ofLog: 2 << 30, in: folder)
    else {
      absent.append("peak memory: the program cannot start itself here")
      return
    }
    ratios.append(
      Ratio(
        name: "peak of a 2 GiB log, MiB (64 MiB log: \(Int(small.rounded())))", value: large,
        bar: 150, isFloor: false))
  }
}
