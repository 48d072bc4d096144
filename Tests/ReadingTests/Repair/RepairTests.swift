import Foundation
import Model
import Reading
import TestSupport
import Testing

/// Text as people paste it, and what becomes of it.
struct RepairTests {
  static let log = """
    19.07.2025 19:00:39.878 *INFO* [main] a.b.Loader Started the loader of the second instance
    19.07.2025 19:00:40.101 *ERROR* [qtp-12] org.apache.sling.Engine Request failed for /content
    java.lang.IllegalStateException: The resolver of the session was closed long ago
    \tat org.apache.sling.a.Resolver.check(Resolver.java:120)
    \tat org.apache.sling.a.Resolver.resolve(Resolver.java:88) [org.apache.sling.a:1.2.0]
    Caused by: javax.jcr.RepositoryException: This session has been closed
    \tat org.apache.jackrabbit.oak.Session.check(Session.java:61)
    \t... 23 more
    19.07.2025 19:00:41.002 *WARN* [main] a.b.Loader One of the values was not stated in the end

    """

  static func plan(_ text: String) -> RepairPlan? {
    let bytes = Array(text.utf8)
    return RepairPlan(
      head: bytes, isWhole: true, kind: DocumentKind(recognising: bytes, name: "paste.txt"),
      name: "paste.txt")
  }

  /// The text after the repairs that it needs, and those.
  static func repaired(_ text: String) -> (text: String, repairs: [Repair]) {
    guard let plan = plan(text) else { return (text, []) }
    return (String(decoding: plan.repaired(Array(text.utf8)).bytes, as: UTF8.self), plan.repairs)
  }

  static func mangled(_ text: String, _ change: (Substring) -> String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map { change($0) + "\n" }.joined()
  }

  static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\t", with: "\\t")
      .replacing("\n", with: "\\n")
  }

  /// The records, each as one JSON object in a line.
  static func wrapped(_ text: String, _ wrap: (String) -> String) -> String {
    var records: [String] = []
    for line in text.split(separator: "\n") {
      if line.first?.isNumber == true {
        records.append(String(line))
      } else {
        records[records.count - 1] += "\n" + line
      }
    }
    return records.map { wrap(escaped($0)) + "\n" }.joined()
  }

  static func cut(_ line: Substring, at width: Int) -> String {
    var pieces: [Substring] = []
    var rest = line
    while rest.count > width {
      pieces.append(rest.prefix(width))
      rest = rest.dropFirst(width)
    }
    return (pieces + [rest]).joined(separator: "\n")
  }

  static let pastes: [(name: String, repairs: [Repair], text: String)] = [
    ("quoted in a mail", [.quoteMarks], mangled(log) { "> \($0)" }),
    ("quoted twice", [.quoteMarks], mangled(log) { "> > \($0)" }),
    ("quoted on its first line alone", [.quoteMarks], "> " + log),
    ("fenced", [.backTicks], "```log\n" + log + "```\n"),
    ("between back-ticks", [.backTicks], "`" + log.dropLast() + "`\n"),
    (
      "a web page", [.markup],
      "<pre>" + mangled(log) { "\($0)<br>" } + "</pre>\n"
    ),
    ("compose", [.containerPrefixes], mangled(log) { "author-1  | \($0)" }),
    (
      "compose in colours", [.containerPrefixes],
      mangled(log) { "\u{1B}[36mauthor-1  |\u{1B}[0m \($0)" }
    ),
    ("kubectl", [.containerPrefixes], mangled(log) { "[pod/author-5d9c-x2x7k/aem] \($0)" }),
    ("stern", [.containerPrefixes], mangled(log) { "author-5d9c7b6f4-x2x7k aem \($0)" }),
    (
      "a container runtime", [.containerPrefixes],
      mangled(log) { "2025-07-19T19:00:42.123456789Z stdout F \($0)" }
    ),
    ("grep -n", [.lineNumbers], mangled(log) { "25021-\($0)" }),
    ("grep -Hn", [.lineNumbers], mangled(log) { "logs/error.log:25021:\($0)" }),
    ("grep -A of a rotated file", [.lineNumbers], mangled(log) { "error.log.2025-07-19-\($0)" }),
    ("Splunk", [.jsonWrapping], wrapped(log) { #"{"result":{"_raw":"\#($0)"},"offset":1}"# }),
    ("Docker", [.jsonWrapping], wrapped(log) { #"{"log":"\#($0)\n","stream":"stdout"}"# }),
    ("ELK", [.jsonWrapping], wrapped(log) { #"{"_source":{"message":"\#($0)","n":1}}"# }),
    ("a table", [.tableCells], "| Line |\n|-- |\n" + mangled(log) { "| \($0) |" }),
    ("hard wraps", [.hardWraps], mangled(log) { cut($0, at: 60) }),
    (
      "hard wraps in a mail", [.quoteMarks, .hardWraps],
      mangled(log) {
        cut($0, at: 60).split(separator: "\n").map { "> \($0)" }.joined(separator: "\n")
      }
    ),
    (
      "lost line feeds", [.lostLineFeeds],
      log.replacing("\n\t", with: " ").replacing("\n", with: " ").trimmingCharacters(
        in: .whitespaces) + "\n"
    ),
    ("compose in a mail", [.quoteMarks, .containerPrefixes], mangled(log) { "> aem  | \($0)" }),
    ("the first digit lost", [.cutTimestamps], String(log.dropFirst())),
  ]

  /// The lines that say something, without the white space around them.
  static func content(_ text: String) -> [String] {
    text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty && $0 != "Line" }
  }

  @Test("what people do to a log is undone", arguments: pastes.map(\.name))
  func forms(name: String) throws {
    let form = try #require(Self.pastes.first { $0.name == name })
    let (text, repairs) = Self.repaired(form.text)
    #expect(repairs == form.repairs)
    #expect(Self.content(text) == Self.content(Self.log))
    #expect(try #require(Self.plan(form.text)).kind == .errorLog)
  }

  @Test("every byte that was kept is found again where it came from", arguments: pastes.map(\.name))
  func places(name: String) throws {
    let form = try #require(Self.pastes.first { $0.name == name })
    let original = Array(form.text.utf8)
    let text = try #require(Self.plan(form.text)).repaired(original)
    var last = 0
    for offset in text.bytes.indices {
      let origin = text.original(offset..<offset + 1)
      #expect(origin.lowerBound >= last && origin.upperBound <= original.count)
      last = origin.lowerBound
      if text.bytes[offset] > 0x20, origin.count == 1 {
        #expect(original[origin.lowerBound] == text.bytes[offset])
      }
      let line = original[..<origin.lowerBound].count { $0 == 0x0A } + 1
      #expect(text.originalLine(of: offset) == line)
    }
    #expect(text.original(0..<text.bytes.count).upperBound <= original.count)
  }

  @Test(
    "what reads well is left alone",
    arguments: [
      log, mangled(log) { "\($0)\r" },
      "A line of prose.\nAnother one, with an `identifier` and a <b>word</b>.\n> a quotation\n",
      #"{"error":"invalid_client","message":"no such client"}"# + "\n",
      "12: one\n13: two\n", "name | value\n-- | --\na | b\n", "",
    ])
  func healthy(text: String) {
    #expect(Self.plan(text) == nil)
  }

  @Test("typographic quotes around JSON are made plain")
  func quotes() {
    let (text, repairs) = Self.repaired(
      "We get {“error”:“invalid_client”,“error_description”:“invalid client_secret parameter”} now")
    #expect(repairs == [.smartQuotes])
    #expect(text.contains(#"{"error":"invalid_client","#))
  }

  @Test("a line feed that was lost before an exception is put back")
  func glued() {
    let (text, _) = Self.repaired(
      "Bundle failedjava.lang.IllegalStateException: closed at a.b.C.run(C.java:12)"
        + " at a.b.D.run(D.java:13) Caused by: java.io.IOException: gone at a.b.E.f(E.java:1)"
        + " ... 3 more")
    #expect(
      Self.content(text) == [
        "Bundle failed", "java.lang.IllegalStateException: closed", "at a.b.C.run(C.java:12)",
        "at a.b.D.run(D.java:13)", "Caused by: java.io.IOException: gone", "at a.b.E.f(E.java:1)",
        "... 3 more",
      ])
  }

  @Test("a piece from amid a stack trace is read without a repair")
  func headless() {
    let text =
      "\tat a.b.C.run(C.java:12) [a.b:1.0]\n\tat a.b.D.run(D.java:13)\n"
      + "Caused by: a.b.FooException: gone\n\t... 3 more\n"
    #expect(Self.plan(text) == nil)
    let tree = ExceptionTree(of: 0..<text.utf8.count, in: Array(text.utf8).span)
    #expect(tree.frames.count == 2)
    #expect(tree.throwables.count == 2)
  }

  @Test("lines that a mail broke between words are joined with the blank that was lost")
  func betweenWords() {
    let words = Self.mangled(Self.log) { line in
      var lines = [""]
      for word in line.split(separator: " ", omittingEmptySubsequences: false) {
        if lines[lines.count - 1].count + word.count + 1 > 64, !lines[lines.count - 1].isEmpty {
          lines.append(String(word))
        } else {
          lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
        }
      }
      return lines.joined(separator: "\n")
    }
    let (text, repairs) = Self.repaired(words)
    #expect(repairs == [.hardWraps])
    #expect(Self.content(text) == Self.content(Self.log))
  }

  @Test("a message of two lines is none that was broken")
  func twoLines() {
    let record =
      "19.07.2025 19:00:39.878 *INFO* [main] a.b.Loader The values are as follows:\n"
      + "first one\n"
    #expect(Self.plan(record + record) == nil)
  }

  @Test("a date of which too much is lost is passed over")
  func passedOver() {
    let (text, repairs) = Self.repaired("0:39.878 *ERROR* [main] a.b.C It failed\n")
    #expect(text == "*ERROR* [main] a.b.C It failed\n")
    #expect(repairs == [.cutTimestamps])
  }
}
