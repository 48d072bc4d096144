import Foundation
import Glibc
import Model
import TestSupport
import Testing

@testable import CommandLineTool

/// A folder in which bundles arrive, with a stand-in for the program that reads them.
@Suite struct InboxWatchTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A reader that does what the bundle's name says, and counts how often it was called.
  private func watch(
    settle: Duration = .zero, deadline: Duration = .seconds(20),
    shouldStop: @escaping @Sendable () -> Bool = { false }
  ) throws -> InboxWatch {
    let reader = try folder.write(
      """
      #!/bin/sh
      report=$3
      bundle=$5
      echo "$bundle" >> "\(folder.path("calls"))"
      case $bundle in
        */slow*) exec sleep 60 ;;
        */crash*) echo "fatal: broken invariant" >&2; kill -SEGV $$ ;;
        */odd*) exit 9 ;;
        */misuse*) echo "error: no knowledge base" >&2; exit 4 ;;
      esac
      echo '{}' > "$report"
      exit 1

      """, to: "reader")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: reader)
    try FileManager.default.createDirectory(
      atPath: folder.path("inbox"), withIntermediateDirectories: true)
    return InboxWatch(
      inbox: Inbox(folder: folder.path("inbox"), suffix: ".report.json"),
      times: InboxWatch.Times(interval: .milliseconds(20), settle: settle, deadline: deadline),
      console: Console(environment: [:]), program: reader, arguments: ["diagnose"],
      shouldStop: shouldStop)
  }

  private var calls: [String] {
    let text = (try? String(contentsOfFile: folder.path("calls"), encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map { String($0.split(separator: "/").last ?? "") }
  }

  private func names(_ path: String = "inbox") -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path(path)))?.sorted() ?? []
  }

  @Test("each bundle is read once, also after a restart")
  func once() throws {
    try folder.write("log", to: "inbox/a.zip")
    try folder.write("log", to: "inbox/case/error.log")
    for _ in 0..<2 {
      var watch = try watch()
      try watch.run(once: true)
    }
    #expect(calls == ["a.zip", "case"])
    #expect(names() == ["a.zip", "a.zip.report.json", "case", "case.report.json"])
  }

  @Test(
    "what is late, falls or leaves no report is put aside with the reason, and the rest goes on")
  func quarantine() throws {
    for name in ["crash.zip", "good.zip", "odd.zip", "slow.zip"] {
      try folder.write("log", to: "inbox/\(name)")
    }
    var watch = try watch(deadline: .milliseconds(300))
    try watch.run(once: true)
    #expect(names() == ["good.zip", "good.zip.report.json", "quarantine"])
    #expect(
      names("inbox/quarantine") == [
        "crash.zip", "crash.zip.reason.txt", "odd.zip", "odd.zip.reason.txt", "slow.zip",
        "slow.zip.reason.txt",
      ])
    func reason(_ name: String) throws -> String {
      try String(
        contentsOfFile: folder.path("inbox/quarantine/\(name).reason.txt"), encoding: .utf8)
    }
    #expect(try reason("crash.zip").contains("signal 11"))
    #expect(try reason("crash.zip").contains("fatal: broken invariant"))
    #expect(try reason("odd.zip").contains("status 9"))
    #expect(try reason("slow.zip").contains("--deadline"))
  }

  @Test("a second one of the same name does not take the place of the first in quarantine")
  func sameName() throws {
    for content in ["one", "two"] {
      try folder.write(content, to: "inbox/odd.zip")
      var watch = try watch()
      try watch.run(once: true)
    }
    #expect(
      names("inbox/quarantine").filter { !$0.hasSuffix(".txt") } == ["odd.zip", "odd.zip.2"])
  }

  @Test("an installation that is not sound puts no bundle aside")
  func refusal() throws {
    try folder.write("log", to: "inbox/misuse.zip")
    var watch = try watch()
    let problem = #expect(throws: InboxProblem.self) { try watch.run(once: true) }
    #expect(
      problem == .readerRefuses(status: 4, messages: "error: no knowledge base"))
    #expect(problem?.exitStatus == .invalidKnowledge)
    #expect(names() == ["misuse.zip"])
  }

  @Test("an upload is left alone while it grows")
  func settling() throws {
    try folder.write("half", to: "inbox/a.zip")
    var watch = try watch(settle: .milliseconds(400))
    #expect(try watch.settled().isEmpty)
    usleep(250_000)
    try folder.write("half and more", to: "inbox/a.zip")
    #expect(try watch.settled().isEmpty)
    usleep(250_000)
    #expect(try watch.settled().isEmpty)
    usleep(250_000)
    #expect(try watch.settled() == ["a.zip"])
  }

  @Test("a folder is an upload that grows when a file deep inside it does")
  func settlingFolder() throws {
    try folder.write("half", to: "inbox/case/logs/error.log")
    let inbox = Inbox(folder: folder.path("inbox"), suffix: ".report.json")
    let before = inbox.state(of: "case")
    try folder.write("half and more", to: "inbox/case/logs/error.log")
    #expect(inbox.state(of: "case") != before)
    #expect(inbox.state(of: "gone") == nil)
  }

  @Test(
    "what is no bundle, or not written to its end, is passed over",
    arguments: [
      ("a.zip", true), ("error.log", true), ("case", true), (".hidden", false),
      ("a.zip.part", false),
      ("a.zip.report.html", false), ("quarantine", false), ("a.crdownload", false),
      ("a.zip.123.new", false),
    ])
  func arrivals(name: String, isBundle: Bool) {
    #expect(Inbox.isBundle(name) == isBundle)
  }

  @Test("a person who stops the watch ends its reader, and the bundle stays")
  func interruption() throws {
    try folder.write("log", to: "inbox/slow.zip")
    let start = ContinuousClock.now
    var watch = try watch(shouldStop: { ContinuousClock.now - start > .milliseconds(300) })
    try watch.run(once: false)
    #expect(ContinuousClock.now - start < .seconds(20))
    #expect(names() == ["slow.zip"])
  }

  @Test("two do not watch one folder")
  func lock() throws {
    let watch = try watch()
    let file = unsafe open(watch.inbox.folder, O_RDONLY | O_DIRECTORY)
    defer { close(file) }
    #expect(flock(file, LOCK_EX | LOCK_NB) == 0)
    var second = watch
    #expect(throws: InboxProblem.locked(watch.inbox.folder)) { try second.run(once: true) }
  }
}
