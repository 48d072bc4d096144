import Model

extension ReportPage {
  private static let columns = 60
  private static let (width, height) = (720, 96)

  /// The errors over time as a drawing, with the same numbers as a table.
  mutating func addTimeline() {
    guard let timeline = Timeline(of: report.coverage, most: Self.columns) else { return }
    addSection("timeline", Strings.errorTimes) { page in
      let sentence = HTMLText.escaped(page.sentence(on: timeline))
      page.add("<figure class=\"timeline\">")
      page.add(page.drawing(of: timeline, sentence: sentence))
      let ends = [timeline.start, timeline.end].map {
        "<span>\(HTMLText.escaped(page.span(from: $0, to: $0)))</span>"
      }
      page.add("<div class=\"scale\" aria-hidden=\"true\">\(ends.joined())</div>")
      page.add("<figcaption>\(sentence)</figcaption>")
      page.add("</figure>")
      page.addFolded(page[Strings.asTable]) { $0.addTable(of: timeline) }
    }
  }

  private func drawing(of timeline: Timeline, sentence: String) -> String {
    let pitch = Double(Self.width) / Double(timeline.counts.count)
    var bars = ""
    for (index, count) in timeline.counts.enumerated() where count > 0 {
      let share = Double(count) / Double(max(1, timeline.peak))
      // One error among thousands is seen, too.
      let size = max(2, share * Double(Self.height - 4))
      let column = pitch * Double(index)
      bars +=
        "<rect class=\"bar\" x=\"\(Self.number(column + pitch * 0.1))\""
        + " y=\"\(Self.number(Double(Self.height) - 1 - size))\""
        + " width=\"\(Self.number(pitch * 0.8))\" height=\"\(Self.number(size))\"/>\n"
    }
    return """
      <svg viewBox="0 0 \(Self.width) \(Self.height)" preserveAspectRatio="none" role="img" \
      aria-labelledby="timeline-title timeline-text">
      <title id="timeline-title">\(HTMLText.escaped(self[Strings.errorTimes]))</title>
      <desc id="timeline-text">\(sentence)</desc>
      \(bars)<line class="base" x1="0" y1="\(Self.height - 1)" x2="\(Self.width)" \
      y2="\(Self.height - 1)"/>
      </svg>
      """
  }

  /// A number with one digit behind the point.
  private static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }

  private mutating func addTable(of timeline: Timeline) {
    add("<table><thead><tr><th scope=\"col\">\(self[Strings.stretchStart])</th>")
    add("<th scope=\"col\" class=\"number\">\(self[Strings.number])</th></tr></thead><tbody>")
    for (index, count) in timeline.counts.enumerated() where count > 0 {
      let start = HTMLText.escaped(shown(timeline.start(ofColumn: index)))
      let number = self[Strings.grouped(count)]
      add("<tr><td>\(start)</td><td class=\"number\">\(number)</td></tr>")
    }
    add("</tbody></table>")
  }
}
