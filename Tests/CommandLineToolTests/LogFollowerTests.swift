import Foundation
import Glibc
import Intake
import Model
import TestSupport
import Testing

@testable import CommandLineTool

/// Following a log through everything that happens to logs.
@Suite struct LogFollowerTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("error.log")
  }

  private func append(_ text: String) throws {
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    try file.seekToEnd()
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
  }

  private func content(_ follower: LogFollower, isLast: Bool = false) throws -> String {
    var text = ""
    _ = try follower.unit(isLast: isLast)?.forEachDocument { document in
      #expect(document.path == path)
      text += String(decoding: document.readWhole(limit: 1 << 20).bytes, as: UTF8.self)
    }
    return text
  }

  @Test("whole lines are shown, and a half one when it is whole or the watch ends")
  func lines() throws {
    try folder.write("one\ntw", to: "error.log")
    let follower = try LogFollower(path: path, limit: 1 << 16, fromStart: true)
    #expect(follower.hasNews)
    #expect(try content(follower) == "one\n")
    #expect(!follower.hasNews)
    #expect(try content(follower, isLast: true) == "one\ntw")
    #expect(!follower.poll())
    try append("o\n")
    #expect(follower.poll())
    #expect(follower.hasNews)
    #expect(try content(follower) == "one\ntwo\n")
  }

  @Test("a renamed log is read to its end before the new one is begun")
  func rotation() throws {
    try folder.write("one\n", to: "error.log")
    let follower = try LogFollower(path: path, limit: 1 << 16, fromStart: true)
    _ = try content(follower)
    try append("two")
    try FileManager.default.moveItem(atPath: path, toPath: folder.path("error.log.1"))
    #expect(follower.poll())
    try folder.write("three\n", to: "error.log")
    #expect(follower.poll())
    #expect(try content(follower) == "one\ntwo\n")
    #expect(follower.poll())
    #expect(try content(follower) == "three\n")
    #expect(follower.skipped == (0, 0))
  }

  @Test("a log that was cut off begins again")
  func truncation() throws {
    try folder.write("one\ntwo\n", to: "error.log")
    let follower = try LogFollower(path: path, limit: 1 << 16, fromStart: true)
    _ = try content(follower)
    #expect(unsafe truncate(path, 0) == 0)
    _ = follower.poll()
    try append("new\n")
    #expect(follower.poll())
    #expect(try content(follower) == "new\n")
  }

  @Test("a log that is not there is waited for")
  func absence() throws {
    let follower = try LogFollower(path: path, limit: 1 << 16, fromStart: false)
    #expect(!follower.isOpen)
    #expect(!follower.poll())
    try folder.write("one\n", to: "error.log")
    #expect(follower.poll())
    #expect(try content(follower) == "one\n")
  }

  @Test(
    "of a long log the latest lines are kept, and those before them counted",
    arguments: [
      true, false,
    ])
  func window(fromStart: Bool) throws {
    let lines = (1...2_000).map { "line \($0)\n" }
    try folder.write(lines.joined(), to: "error.log")
    let follower = try LogFollower(path: path, limit: 100, fromStart: fromStart)
    try append("last\n")
    _ = follower.poll()
    let shown = try content(follower)
    #expect(shown.utf8.count <= 100)
    #expect(shown.hasSuffix("line 2000\nlast\n"))
    #expect(follower.skipped.bytes + shown.utf8.count == lines.joined().utf8.count + 5)
    #expect(follower.skipped.lines + shown.count { $0 == "\n" } == 2_001)
    let place = Place(source: path, line: 1, bytes: 0..<4).moved(by: follower.skipped)
    #expect(place.line == follower.skipped.lines + 1)
    #expect(place.bytes.lowerBound == follower.skipped.bytes)
  }
}
