import Foundation
import Model
import TestSupport
import Testing

@testable import Rules

@Suite("Value conditions")
struct ValueConditionTests {
  /// Whether a value satisfies a condition written as in a rule.
  private func holds(_ condition: String, _ values: [String]?) throws -> Bool {
    let (source, root) = try RuleSource.parse(Array(condition.utf8), file: "x")
    var shared = SharedDefinitions()
    shared.addList(Array("# names\nalpha\n\n  beta  # the second\n".utf8), named: "greek")
    return try ValueConditionReader(source: source, shared: shared)
      .condition(root, key: "x").holds(for: values)
  }

  @Test(
    "compare what they say they compare",
    arguments: [
      ("{number: '>=10 <20'}", "10", true), ("{number: '>=10 <20'}", "20", false),
      ("{number: '>1'}", "1.001", true), ("{number: '>1'}", "1,000", true),
      ("{number: '>1'}", "many", false), ("{number: '<0'}", "-3", true),
      ("{duration: '>=10s'}", "10000", true), ("{duration: '>=10s'}", "9999 ms", false),
      ("{duration: '>1h'}", "1h 0m 1s", true), ("{duration: '>1m'}", "PT1M30S", true),
      ("{duration: '<4m'}", "00:03:12.5", true),
      ("{size: '<4GB'}", "4095 MB", true), ("{size: '<4GB'}", "4 GiB", false),
      ("{size: '>=1MB'}", "1048576", true), ("{version: '>=6.4 <6.5.20'}", "6.5.19", true),
      ("{version: '>=6.4 <6.5.20'}", "6.5.20.0", false),
      ("{date: '>=2026-03-01'}", "2026-03-01T00:00:00.000+00:00", true),
      ("{date: '>=2026-03-01'}", "2026-03-01T00:30:00+01:00", false),
      ("{cidr: [10.0.0.0/8, '2001:db8::/32']}", "10.255.0.1", true),
      ("{cidr: [10.0.0.0/8, '2001:db8::/32']}", "11.0.0.1", false),
      ("{cidr: [10.0.0.0/8, '2001:db8::/32']}", "2001:db8:0:1::7", true),
      ("{cidr: 10.1.2.0/23}", "10.1.3.9", true), ("{cidr: 10.1.2.0/23}", "10.1.4.1", false),
      ("{one-of: {list: greek}}", "beta", true), ("{one-of: {list: greek}}", "# names", false),
      ("{not-one-of: [a, b]}", "c", true), ("{not-one-of: [a, b]}", "a", false),
      ("{equals: AEM, fold: case}", "aem", true), ("{equals: AEM}", "aem", false),
      ("{contains: AEM, fold: width}", "ＡＥＭのエラー", true),
      ("{contains: エラー, fold: width}", "ﾃﾞｰﾀ ｴﾗｰ", true),
      ("{starts-with: データ, fold: [case, width]}", "ﾃﾞｰﾀ", true),
    ])
  func compare(condition: String, value: String, expected: Bool) throws {
    #expect(try holds(condition, [value]) == expected)
  }

  @Test(
    "numbers are compared exactly, however large and however close",
    arguments: [
      ("{number: '>9007199254740992'}", "9007199254740993", true),
      ("{number: '9007199254740992'}", "9007199254740993", false),
      ("{number: '<9223372036854775807'}", "9223372036854775806", true),
      ("{number: '>=9223372036854775807'}", "9223372036854775807", true),
      ("{number: '>=9223372036854775807'}", "9,223,372,036,854,775,806", false),
      ("{number: '>9223372036854775807'}", "18446744073709551615", true),
      ("{number: '<=-9223372036854775808'}", "-9223372036854775808", true),
      ("{number: '<-9007199254740993'}", "-9007199254740993.000000000001", true),
      ("{number: '>1.0005'}", "1.0009", true), ("{number: '>1.0009'}", "1.0005", false),
      ("{number: '=0.1'}", "0.10", true), ("{number: '>9007199254740993'}", "1e300", false),
    ])
  func exact(condition: String, value: String, expected: Bool) throws {
    #expect(try holds(condition, [value]) == expected)
  }

  @Test(
    "a measure is written and read back as it was", arguments: 0..<200 as Range<UInt64>)
  func roundTrip(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let whole = UInt64.random(
      in: 0 ... .max >> UInt64.random(in: 0...63, using: &random),
      using: &random)
    let fraction = String(UInt64.random(in: 0...999_999_999_999, using: &random))
    let sign = Bool.random(using: &random) ? "-" : ""
    let measures = [
      Measure("\(sign)\(whole).\(fraction)", as: .number), Measure("\(whole)", as: .number),
      Measure("\(whole)us", as: .duration), Measure("\(whole >> 8)B", as: .size),
    ].compactMap(\.self)
    let encoded = try JSONEncoder().encode(measures)
    #expect(try JSONDecoder().decode([Measure].self, from: encoded) == measures)
    for measure in measures { #expect(Measure("\(measure)", as: measure.kind) == measure) }
  }

  @Test("of a value that is not there only its absence holds")
  func absence() throws {
    #expect(try holds("{exists: false}", nil))
    #expect(try !holds("{number: '>0'}", nil))
    #expect(try !holds("{not-one-of: [a]}", nil))
  }

  @Test(
    "a comparison that is none is refused with an example",
    arguments: [
      "{number: many}", "{size: '>4 parsecs'}", "{date: tomorrow}", "{cidr: 10.0.0.0/33}",
    ])
  func refused(condition: String) throws {
    let problem = #expect(throws: RuleProblem.self) { try holds(condition, ["1"]) }
    #expect(problem?.hint?.en.hasPrefix("write it such as") == true)
  }

  @Test(
    "measures that would overflow are none",
    arguments: ["99999999999999999999", "9223372036854775807d", "9223372036854775807TB"])
  func overflow(text: String) {
    for kind in Measure.Kind.allCases { #expect(Measure(text, as: kind) == nil) }
  }
}

@Suite("Signatures over fields")
struct SignatureFieldTests {
  static let entry = """
    05.02.2026 08:00:00.000 *ERROR* [10.1.2.3 [1770278400000] POST /bin/replicate.json HTTP/1.1] \
    com.example.Servlet failed: javax.servlet.ServletException: no luck
    \tat com.example.Servlet.doPost(Servlet.java:12) [com.example.core:1.4.2]
    \tat java.base/java.lang.Thread.run(Thread.java:829)
    Caused by: java.io.IOException: No space left on device
    \tat java.io.FileOutputStream.writeBytes(Native Method)

    """

  @Test(
    "match what the record holds and nothing else",
    arguments: [
      ("level: ERROR, logger: com.example.Servlet", true),
      ("level: [WARN, INFO], logger: com.example.Servlet", false),
      ("logger: {starts-with: com.example}, method: POST, path: {ends-with: .json}", true),
      ("logger: com.example.Serv", false),
      ("client: {cidr: 10.0.0.0/8}, logger: com.example.Servlet", true),
      ("time: {date: '>=2026-02-05 <2026-02-06'}, logger: com.example.Servlet", true),
      ("time: {date: '<2026-02-05'}, logger: com.example.Servlet", false),
      ("message: {contains: no luck}", true),
      ("exception: javax.servlet.ServletException", true),
      ("exception: java.io.IOException", false),
      ("root-cause: {name: java.io.IOException, message: {contains: No space}}", true),
      ("any-cause: [java.lang.Error, java.io.IOException]", true),
      ("any-cause: {name: java.io.IOException, message: {contains: no luck}}", false),
      ("frame: com.example.Servlet.doPost", true), ("frame: java.lang.Thread.run", true),
      ("bundle: {name: com.example.core, version: {version: '>=1.4 <1.5'}}", true),
      ("bundle: {name: com.example.core, version: {version: '>=2'}}", false),
      ("all: ['COM.EXAMPLE.SERVLET'], fold: case", true), ("all: ['COM.EXAMPLE.SERVLET']", false),
      ("all: ['no luck'], none: ['NO SPACE'], fold: case", false),
      ("any: ['ｎｏ　ｌｕｃｋ'], fold: width", true),
    ])
  func matches(demand: String, expected: Bool) throws {
    let observations = try RuleTrialSupport.observe(
      "{in: error-log, \(demand)}", in: Self.entry)
    #expect(observations.isEmpty != expected)
  }

  private static let tangled = """
    05.02.2026 08:00:00.000 *ERROR* [x] com.example.Job job failedjava.io.UncheckedIOException: \
    java.nio.file.NoSuchFileException: /a
    \tat com.example.Job.run(Job.java:12) ~[com.example.core:1.4.2]
    \tSuppressed: java.lang.IllegalStateException: closing
    \t\tat com.example.Job.close(Job.java:40) [com.example.other:2.0]
    \t\t... 3 more

    """

  @Test(
    "exceptions are found where line feeds are lost, causes are quoted and others suppressed",
    arguments: [
      ("exception: java.io.UncheckedIOException", true),
      ("root-cause: {name: java.nio.file.NoSuchFileException, message: /a}", true),
      ("any-cause: java.io.UncheckedIOException", true),
      ("any-cause: java.lang.IllegalStateException", false),
      ("frame: com.example.Job.close", true),
      ("bundle: {name: com.example.core, version: 1.4.2}", true),
      ("bundle: {name: com.example.other, version: {version: '<2'}}", false),
    ])
  func tangledExceptions(demand: String, expected: Bool) throws {
    let observations = try RuleTrialSupport.observe(
      "{in: error-log, \(demand)}", in: Self.tangled)
    #expect(observations.isEmpty != expected)
  }

  @Test("captures have a type and a place")
  func provenance() throws {
    let observed = try RuleTrialSupport.observe(
      "{in: error-log, regex: 'Servlet\\.java:(?<line:int>\\d+)'}", in: Self.entry)
    let value = try #require(observed.first?["line"])
    #expect(value.text == "12")
    #expect(value.type == .int)
    let range = try #require(value.range)
    #expect(String(decoding: Array(Self.entry.utf8)[range], as: UTF8.self) == "12")
  }

  @Test(
    "a signature that gives the scanner nothing to search for is refused",
    arguments: ["level: ERROR", "duration: {duration: '>10s'}", "status: '5'"])
  func needsLiteral(demand: String) {
    let kinds = demand.hasPrefix("level") ? "[error-log, text]" : "[access-log]"
    #expect(throws: RuleProblem.self) {
      try RuleTrialSupport.rule("{in: \(kinds), \(demand)}")
    }
  }
}
