import Foundation
import Model
import Testing

@testable import Reporting

@Suite struct ReportHTMLTests {
  private func page(_ report: Report = Samples.timed, _ language: Language = .en) -> String {
    ReportHTML(report, options: ReportOptions(style: .init(language: language))).text
  }

  @Test(
    "is well-formed, in one language, without anything from outside", arguments: Language.allCases)
  func wellFormed(language: Language) throws {
    for report in [Samples.timed, Samples.report, Samples.empty] {
      let page = page(report, language)
      try ReportFormatTests.expectWellFormed(page)
      #expect(page.contains("<html lang=\"\(language.rawValue)\">"))
      #expect(!page.contains("src="))
      #expect(!page.contains("url("))
      #expect(!page.contains("@import"))
    }
  }

  @Test("its policy admits the style sheet, and the digest is that of what stands there")
  func policy() throws {
    let page = page()
    #expect(page.contains("style-src \(ReportStyleSheet.digest);"))
    #expect(page.contains("<style>\(ReportStyleSheet.text)</style>"))
    let digest = ReportStyleSheet.digest.dropFirst("'sha256-".count).dropLast()
    #expect(try #require(Data(base64Encoded: String(digest))).count == 32)
  }

  @Test("headings go down one step at a time, and names are unique")
  func outline() throws {
    let page = page()
    let levels = page.matches(of: /<h([1-6])/).compactMap { Int($0.output.1) }
    #expect(levels.first == 1)
    #expect(levels.count { $0 == 1 } == 1)
    for (above, below) in zip(levels, levels.dropFirst()) { #expect(below <= above + 1) }
    let ids = page.matches(of: /\sid="([^"]*)"/).map { String($0.output.1) }
    #expect(Set(ids).count == ids.count)
    for match in page.matches(of: #/href="\#([^"]*)"|aria-labelledby="([^"]*)"/#) {
      let names = (match.output.1 ?? match.output.2 ?? "").split(separator: " ")
      for name in names { #expect(ids.contains(String(name))) }
    }
    for landmark in ["<header>", "<nav ", "<main>", "<footer>"] { #expect(page.contains(landmark)) }
  }

  @Test("the finding that explains another comes first, the drawing next, consequences behind")
  func order() throws {
    var report = Samples.timed
    report.findings[0].explainedBy = ["jwt-credentials-ended"]
    let page = page(report)
    let root = try #require(page.firstRange(of: "id=\"finding-1\""))
    let drawing = try #require(page.firstRange(of: "<svg"))
    let consequence = try #require(page.firstRange(of: "id=\"consequences-1\""))
    #expect(root.lowerBound < drawing.lowerBound)
    #expect(drawing.lowerBound < consequence.lowerBound)
    #expect(page[root.upperBound...].hasPrefix(">A service-account"))
  }

  @Test("the drawing has a title, a text and a table of the same numbers")
  func alternative() {
    let page = page()
    #expect(page.contains("role=\"img\""))
    #expect(page.contains("<title id=\"timeline-title\">Errors over time</title>"))
    #expect(page.contains("<desc id=\"timeline-text\">10 entries at ERROR or above"))
    #expect(page.matches(of: /<rect class="bar"/).count == 4)
    #expect(page.matches(of: /<td class="number">\d+<\/td>/).count == 4)
  }

  @Test("marks in the excerpt what was captured")
  func marks() {
    #expect(
      HTMLText.excerpt("a <b> invalid_client c", marking: ["invalid_client"])
        == "a &lt;b&gt; <mark>invalid_client</mark> c")
  }

  /// Colours of the sheet as it is by day and by night.
  @Test("text keeps a contrast of 4.5 to 1", arguments: [0, 1, 2])
  func contrast(theme: Int) throws {
    let themes = ReportStyleSheet.text.matches(of: /:root\{([^}]*)\}/).map { $0.output.1 }
    func color(_ name: String) throws -> Double {
      let matches = themes[theme].matches(of: try Regex("--\(name):#([0-9a-f]+)"))
      let digits = try #require(matches.first?.output[1].substring)
      let long = digits.count == 3 ? digits.map { "\($0)\($0)" }.joined() : String(digits)
      let value = try #require(Int(long, radix: 16))
      let parts = [value >> 16 & 255, value >> 8 & 255, value & 255].map { part -> Double in
        let share = Double(part) / 255
        return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
    for ground in ["paper", "wash"] {
      for ink in ["ink", "soft", "link", "bad", "warn", "fine", "mild"] {
        let (one, other) = (try color(ground), try color(ink))
        let ratio = (max(one, other) + 0.05) / (min(one, other) + 0.05)
        #expect(ratio >= 4.5, "\(ink) on \(ground): \(ratio)")
      }
    }
    let (mark, ink) = (try color("mark"), try color("ink"))
    #expect((max(mark, ink) + 0.05) / (min(mark, ink) + 0.05) >= 4.5)
  }
}

@Suite struct TimelineTests {
  @Test("lays errors out in columns of a clock's lengths, with the gaps between them")
  func columns() throws {
    let timeline = try #require(Timeline(of: Samples.timed.coverage, most: 60))
    #expect(timeline.counts.reduce(0, +) == 10)
    #expect(timeline.counts.count <= 60)
    #expect(timeline.width == 300_000)
    #expect(timeline.peak == 7)
    #expect(timeline.blocks(isASCII: false).count == timeline.counts.count)
    #expect(timeline.blocks(isASCII: true).utf8.allSatisfy { $0 < 0x80 })
  }

  @Test("there is none of a single error, nor of a log that came twice")
  func none() {
    var coverage = Samples.timed.coverage
    coverage.sources[0].sameAs = "other"
    #expect(Timeline(of: coverage, most: 60) == nil)
    coverage.sources[0].sameAs = nil
    coverage.sources[0].errorTimes = TimeTally()
    coverage.sources[0].errorTimes.add(Timestamp(milliseconds: 5))
    #expect(Timeline(of: coverage, most: 60) == nil)
  }
}
