import Foundation
import Model
import Reading
import TestSupport
import Testing

struct ExceptionTreeTests {
  @Test(
    "every form of a trace gives its exceptions and frames",
    arguments: [
      (
        """
        Unable to run
        java.lang.IllegalStateException: null
        \tat a.b.C.run(C.java:12) [a.b:1.0.2.CQ640-B0003]
        \tat java.lang.Thread.run(Unknown Source)
        \tat a.b.C.<init>(Native Method) ~[na:na]
        """,
        [
          "thrown java.lang.IllegalStateException: null",
          "- a.b.C run C.java 12 of a.b 1.0.2.CQ640-B0003", "- java.lang.Thread run",
          "- a.b.C <init> native of na na",
        ]
      ),
      (
        """
        a.b.OuterException: one
        two
        \tat java.xml/com.sun.X.parse(X.java:1)
        \tat app//a.b.C.d(C.java)
        \tat java.base@17.0.15/java.lang.Thread.run(Thread.java:840)
        \tat a.b.C$$Lambda$14/0x0000000800c1.run(Unknown Source)
        \tSuppressed: a.b.CloseException: s
        \t\tat a.b.S.close(S.java:3)
        \t\t... 4 more
        \tCaused by: a.b.DeepException
        \t\tat a.b.D.e(D.java:5)
        Caused by: java.io.IOException
        \tat a.b.I.o(I.java:6)
        \t... 156 common frames omitted
        """,
        [
          "thrown a.b.OuterException: one\ntwo",
          "- com.sun.X parse in java.xml X.java 1", "- a.b.C d C.java",
          "- java.lang.Thread run in java.base@17.0.15 Thread.java 840",
          "- a.b.C$$Lambda$14/0x0000000800c1 run",
          "  suppressed a.b.CloseException: s", "  - a.b.S close S.java 3", "  ... 4",
          "    cause a.b.DeepException", "    - a.b.D e D.java 5",
          "  cause java.io.IOException", "  - a.b.I o I.java 6", "  ... 156",
        ]
      ),
      (
        "Caused by: a.FirstException: x\n        at a.B.c(B.java:1)\n        ... 277 common frames omitted\n        Suppressed: a.SecondException: y\n            at a.B.d(B.java:2)",
        [
          "cause a.FirstException: x", "- a.B c B.java 1", "... 277",
          "  suppressed a.SecondException: y", "  - a.B d B.java 2",
        ]
      ),
      (
        "a.XException: m\nSuppressed: a.S1Exception\nat a.B.c(B.java:1)\nSuppressed: a.S2Exception\nat a.B.c(B.java:2)\nCaused by: a.YException\nat a.B.c(B.java:3)",
        [
          "thrown a.XException: m", "  suppressed a.S1Exception", "  - a.B c B.java 1",
          "  suppressed a.S2Exception", "  - a.B c B.java 2", "    cause a.YException",
          "    - a.B c B.java 3",
        ]
      ),
      (
        "\tat a.B.c(B.java:1)\n\t... 156 common frames omitted\nCaused by: a.SlingException: \n\tat a.B.d(B.java:2)",
        [
          "thrown ?", "- a.B c B.java 1", "... 156", "  cause a.SlingException",
          "  - a.B d B.java 2",
        ]
      ),
      (
        "x has thrown an exception (java.lang.IllegalStateException: no builder: null)java.lang.IllegalStateException: no builder: null at a.B.c(B.java:1) at a.B.d(B.java:2) [x:1]Caused by: a.b.YException: z at a.B.e(B.java:3)",
        [
          "thrown java.lang.IllegalStateException: no builder: null", "- a.B c B.java 1",
          "- a.B d B.java 2 of x 1", "  cause a.b.YException: z", "  - a.B e B.java 3",
        ]
      ),
      (
        "The index update failedorg.apache.oak.CommitFailedException: OakMerge0001: Failed (5169 ms)at org.apache.X.merge0(X.java:345)at org.apache.X.merge(X.java:1)",
        [
          "thrown org.apache.oak.CommitFailedException: OakMerge0001: Failed (5169 ms)",
          "- org.apache.X merge0 X.java 345", "- org.apache.X merge X.java 1",
        ]
      ),
      (
        "Failed (a.b.OuterException: c.d.InnerException: gone (1) now) again",
        [
          "thrown a.b.OuterException: c.d.InnerException: gone (1) now",
          "  quoted c.d.InnerException: gone (1) now",
        ]
      ),
      (
        "FrameworkEvent ERROR (a.b.XException: x)\na.b.XException: x\r\n\tat a.B.c(B.java:1)\r\n",
        ["thrown a.b.XException: x", "- a.B c B.java 1"]
      ),
      (
        "Exception in thread \"main\" java.lang.IllegalStateException\n\tat a.B.c(B.java:1)",
        ["thrown java.lang.IllegalStateException", "- a.B c B.java 1"]
      ),
      (
        "a.b.Death: odd\n\tat a.B.c(B.java:1)",
        ["thrown a.b.Death: odd", "- a.B c B.java 1"]
      ),
      (
        "a.b.RootException: r\n\tat a.B.c(B.java:1)\nWrapped by: a.b.TopException: t\n\tat a.B.d(B.java:2)",
        [
          "thrown a.b.RootException: r", "- a.B c B.java 1", "  wrapper a.b.TopException: t",
          "  - a.B d B.java 2",
        ]
      ),
      (
        "> > java.lang.SecurityException: x > > at a.B.c(B.java:1) > > at a.B.d (B.java:2)",
        [
          "thrown java.lang.SecurityException: x > >", "- a.B c B.java 1", "- a.B d B.java 2",
        ]
      ),
      (
        "a.XException: [caused by: no class]\n\tat a.B.c(B.jav",
        ["thrown a.XException: [caused by: no class]", "- a.B c B.jav"]
      ),
      ("Caused by: NullPointerException\n", ["cause NullPointerException"]),
      ("Caused by: something else", ["cause ?: something else"]),
      ("see a/b.XException.java and c.XException.run and /x.YException", []),
      ("it arrived at noon (late), Error and Exception", []),
      ("", []),
    ] as [(String, [String])])
  func forms(text: String, expected: [String]) {
    #expect(outline(text) == expected)
  }

  @Test("places are those of the buffer, and the limits hold")
  func limits() {
    let trace = "x a.XException: m\n" + String(repeating: "\tat a.B.c(B.java:1)\n", count: 50)
    let bytes = Array(("junk\n" + trace).utf8)
    let whole = ExceptionTree(of: 5..<bytes.count, in: bytes.span)
    #expect(whole.throwables.first?.className == 7..<19)
    #expect(whole.frames.count == 50 && !whole.isCut)
    var limits = ExceptionTree.Limits()
    limits.frames = 10
    let cut = ExceptionTree(of: 5..<bytes.count, in: bytes.span, limits: limits)
    #expect(cut.frames.count == 10 && cut.isCut)
    limits = .init()
    limits.throwables = 3
    let causes = String(repeating: "Caused by: a.XException: y\n", count: 100)
    #expect(outline(causes, limits: limits).count == 3)
    limits = .init()
    limits.bytes = 40
    #expect(outline(trace, limits: limits).count == 2)
  }

  @Test("a bundle that does not resolve names those behind it")
  func resolution() throws {
    let text =
      "Unable to resolve a.b [536](R 536.0): missing requirement [a.b [536](R 536.0)] osgi.wiring.package; (&(osgi.wiring.package=c.api)(version>=2.1.0)(!(version>=3.0.0))) [caused by: Unable to resolve c [537] (R 537.0): missing requirement [c [537] (R 537.0)] osgi.wiring.package; (&(osgi.wiring.package=d.commons)(version>=1.1.0))] Unresolved requirements: [[a.b [536](R 536.0)] osgi.wiring.package; (x=y)]"
    let bytes = Array(text.utf8)
    let found = ResolutionFailure(message: 0..<bytes.count, in: bytes.span)
    let failure = try #require(found)
    func string(_ range: Range<Int>?) -> String? {
      range.map { String(decoding: bytes[$0], as: UTF8.self) }
    }
    #expect(failure.steps.map { string($0.bundle) } == ["a.b", "c"])
    #expect(failure.steps.map { string($0.requirement) } == ["c.api", "d.commons"])
    #expect(failure.steps.map { string($0.namespace) }.allSatisfy { $0 == "osgi.wiring.package" })
    #expect(string(failure.steps[1].filter) == "(&(osgi.wiring.package=d.commons)(version>=1.1.0))")
    #expect(string(failure.unresolved) == "[a.b [536](R 536.0)] osgi.wiring.package; (x=y)")
    let other = Array("no bundle".utf8)
    #expect(ResolutionFailure(message: 0..<other.count, in: other.span) == nil)
  }

  @Test(
    "random pieces never trap, and all ranges lie in the record",
    arguments: 0..<300 as Range<UInt64>)
  func hostile(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let pieces = [
      "at ", "a.b.C.run(", "C.java:12", ")", " [", "x:1", "]", "\n", "\r\n", "\t", "  ",
      "Caused by: ", "Suppressed: ", "Wrapped by:", "... ", "23 more", "99999999999999999999 more",
      "java.lang.Error", "a.b.XException", ": ", ".", "/", "$$Lambda$1/0x1", "<init>", "é", "\"",
      "\n\tat com.acme.Shop.open(Shop.java:12)", "\n\tat com.acme.Shop.open(Shop.java) [b:1]\n",
      "Exception in thread \"", "Exception", "Error", "Unable to resolve ", "missing requirement ",
      "[caused by: ", "Unresolved requirements: [", "((", "osgi.x; (osgi.x=",
      ":99999999999999999999",
      "msgjava.lang.IOException", "(Native Method)", "~[", "[CIRCULAR REFERENCE: ",
    ]
    let text = (0..<Int.random(in: 0...40, using: &random))
      .map { _ in pieces.randomElement(using: &random)! }.joined()
    let bytes = Array(text.utf8)
    let start = Int.random(in: 0...bytes.count, using: &random)
    let record = start..<Int.random(in: start...bytes.count, using: &random)
    let tree = ExceptionTree(of: record, in: bytes.span)
    var ranges: [Range<Int>?] = []
    for throwable in tree.throwables { ranges += [throwable.className, throwable.message] }
    for frame in tree.frames {
      ranges += [frame.bytes, frame.module, frame.className, frame.method, frame.file]
      ranges += [frame.bundle, frame.version]
    }
    for case let range? in ranges {
      #expect(range.lowerBound >= 0 && range.upperBound <= bytes.count)
    }
    for (index, throwable) in tree.throwables.enumerated() {
      #expect((throwable.parent ?? -1) < index)
      #expect(throwable.frames.upperBound <= tree.frames.count)
    }
    _ = ResolutionFailure(message: record, in: bytes.span)
    #expect(
      StackFingerprint.hash(ofRecord: record, in: bytes.span)
        == StackFingerprint.hash(of: tree, in: bytes.span))
    let template = MessageTemplate(of: record, in: bytes.span)
    #expect(template.hash == MessageTemplate.hash(of: record, in: bytes.span))
  }

  @Test(
    "work grows with the record and not faster",
    arguments: [
      "java.lang.Error ", "a.b.c.d.e.", "at a.b.c", "(a.b.XException: (", "Caused by: ",
      "a.b.Death\n",
      "\t", "... 1", "\"", "Suppressed: x\n", "at a.b.C.d(", "org.", ")org.a.XException",
    ])
  func linear(piece: String) {
    let measure = { (size: Int) in
      let bytes = Array(String(repeating: piece, count: size / piece.utf8.count).utf8)
      return ProcessorTime.measure {
        let tree = ExceptionTree(of: 0..<bytes.count, in: bytes.span)
        _ = StackFingerprint(of: tree, in: bytes.span)
        _ = MessageTemplate(of: 0..<bytes.count, in: bytes.span)
      }
    }
    _ = measure(1_000)
    #expect(measure(256_000) < measure(32_000) * 24 + .milliseconds(50))
  }

  @Test("line feeds with carriage returns give the same tree")
  func carriageReturns() {
    let text = "m\na.b.XException: x\n\tat a.B.c(B.java:1)\nCaused by: a.YException\n\t... 3 more\n"
    #expect(outline(text.replacing("\n", with: "\r\n")) == outline(text))
  }
}

/// Exceptions of real snippets, found once more by an expression.
@Suite(.enabled(if: Corpus.isPresent, Corpus.absenceComment))
struct ExceptionCorpusTests {
  private static func texts() throws -> [(id: String, text: String)] {
    struct Snippet: Decodable {
      var id: String
      var text: String
    }
    struct Symptom: Decodable {
      struct Example: Decodable { var text: String }
      var id: String
      var examples: [Example]
    }
    let snippets = try String(
      contentsOfFile: Corpus.path("corpus/aem/snippets.jsonl"), encoding: .utf8
    ).split(separator: "\n").map { try JSONDecoder().decode(Snippet.self, from: Data($0.utf8)) }
    let symptoms = try JSONDecoder().decode(
      [Symptom].self,
      from: Data(contentsOf: URL(filePath: Corpus.path("domain/symptoms.json"))))
    return snippets.map { ($0.id, $0.text) }
      + symptoms.flatMap { symptom in symptom.examples.map { (symptom.id, $0.text) } }
  }

  // Without the words that lost the line feed before the package.
  private static func classes(in text: String) throws -> [String] {
    let name = try NSRegularExpression(
      pattern:
        #"(?<![\w./$-])(?:failed|aborted|item|pattern|msg)?((?:[a-z_]\w*\.)+(?:[A-Z][\w$]*)?(?:Exception|Error))(?![\w$]|\.\w)"#
    )
    return name.matches(in: text, range: NSRange(location: 0, length: text.utf16.count)).compactMap
    { Range($0.range(at: 1), in: text).map { String(text[$0]) } }
  }

  @Test("every snippet and every example yields the exception that an expression finds in it")
  func exceptions() throws {
    var seen = 0
    for (id, text) in try Self.texts() {
      let expected = try Self.classes(in: text)
      let (tree, bytes) = tree(text)
      let found = tree.throwables.compactMap { throwable in
        throwable.className.map { String(decoding: bytes[$0], as: UTF8.self) }
      }
      guard let first = expected.first else {
        #expect(found.isEmpty, "\(id): \(found)")
        continue
      }
      seen += 1
      // The one that has lines to itself, where there is one; else the first.
      let header = text.split(separator: "\n").lazy.compactMap { line in
        expected.first { line.hasPrefix($0) || line.hasPrefix("Caused by: " + $0) }
      }.first
      #expect(found.first == header ?? first, "\(id): \(found)")
      #expect(Set(found).isSubset(of: expected), "\(id): \(found) of \(expected)")
    }
    #expect(seen > 80)
  }

  @Test("frames are as many as an expression counts")
  func frames() throws {
    let frame = try NSRegularExpression(
      pattern:
        #"(?<![\w$])at (?:[\w$.@-]+/)*[\w$]+(?:\.[\w$<>]+)+ ?\([^)\n ]*(?:\)|Source\)|Method\)|$)"#)
    var counted = 0
    for (id, text) in try Self.texts() {
      let expected = frame.numberOfMatches(
        in: text, range: NSRange(location: 0, length: text.utf16.count))
      let spaced =
        text.components(separatedBy: "(Unknown Source)").count - 1
        + text.components(separatedBy: "(Native Method)").count - 1
      let found = tree(text).tree.frames.count
      #expect(found == expected || found == expected + spaced, "\(id)")
      counted += found
    }
    #expect(counted > 60)
  }

  @Test(
    "the records of whole logs hold as many frames, causes and exceptions as their lines",
    arguments: [
      "chia-ju-lin+winsurf-wknd/crx-quickstart__logs__error.log",
      "chia-ju-lin+winsurf-wknd/crx-quickstart__logs__stdout.log",
      "cqsupport+fix-instructions/version-issues__error.txt",
      "cqsupport+fix-instructions/version-issues__purge-query-error.txt",
    ])
  func wholeLogs(name: String) throws {
    let bytes = Array(
      try Data(contentsOf: URL(filePath: Corpus.path("corpus/aem/files/" + name))))
    var (frames, causes, headers, omitted) = (0, 0, 0, 0)
    for entry in entries(of: bytes, as: ErrorLogFormat()) {
      let tree = ExceptionTree(of: entry.bytes, in: bytes.span)
      #expect(
        StackFingerprint(ofRecord: entry.bytes, in: bytes.span)
          == StackFingerprint(of: tree, in: bytes.span))
      frames += tree.frames.count
      causes += tree.throwables.count { $0.relation == .cause }
      headers += tree.throwables.count { $0.relation == .thrown && !$0.frames.isEmpty }
      omitted += tree.throwables.count { $0.omittedFrames > 0 }
    }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
      $0.trimmingCharacters(in: .whitespacesAndNewlines)
    }
    #expect(frames == lines.count { $0.hasPrefix("at ") && $0.contains("(") })
    #expect(causes == lines.count { $0.hasPrefix("Caused by: ") })
    #expect(omitted == lines.count { $0.hasPrefix("... ") })
    let opened = zip(lines, lines.dropFirst()).count { line, next in
      next.hasPrefix("at ") && !line.hasPrefix("at ") && !line.hasPrefix("Caused by: ")
    }
    #expect(headers == opened)
  }
}
