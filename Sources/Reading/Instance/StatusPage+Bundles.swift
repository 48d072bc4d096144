extension StatusPage {
  /// A bundle as a page tells it.
  struct Bundle {
    var name: String
    var version: String
    var state: String
    var id: String

    /// `org.a.b (1.2.3) "Title" [active, 12] (fragment)`.
    init?(listed line: String) {
      guard let bracket = line.lastIndex(of: "["),
        let end = line[bracket...].firstIndex(of: "]"),
        let title = line[..<bracket].firstRange(of: ") \""),
        let parenthesis = line[..<title.lowerBound].firstRange(of: " (")
      else { return nil }
      let inner = line[line.index(after: bracket)..<end].split(separator: ", ")
      guard inner.count == 2, inner[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
        return nil
      }
      name = String(line[..<parenthesis.lowerBound])
      version = String(line[parenthesis.upperBound..<title.lowerBound])
      state = line.hasSuffix("(fragment)") ? "fragment" : String(inner[0])
      id = String(inner[1])
    }

    /// `Bundle 12 - Title of it 1.2.3 (state: Active)`; its symbolic name comes below.
    init?(headed line: String) {
      guard line.hasPrefix("Bundle "), line.hasSuffix(")"),
        let dash = line.firstRange(of: " - "), let mark = line.firstRange(of: " (state: ")
      else { return nil }
      guard dash.upperBound <= mark.lowerBound else { return nil }
      let title = line[dash.upperBound..<mark.lowerBound]
      let space = title.lastIndex(of: " ") ?? title.endIndex
      // Numbers are grouped by thousands.
      id = line[line.index(line.startIndex, offsetBy: 7)..<dash.lowerBound].filter { $0 != "," }
      name = String(title[..<space])
      version = String(title[space...].drop { $0 == " " })
      state = line[mark.upperBound...].dropLast().lowercased()
    }
  }

  static func addBundleList(_ lines: [StatusLines.Line], to collector: inout SettingCollector) {
    for line in lines {
      guard let bundle = Bundle(listed: line.text) else { continue }
      add(bundle, at: line.bytes, to: &collector)
    }
  }

  static func addBundles(_ lines: [StatusLines.Line], to collector: inout SettingCollector) {
    var open: (bundle: Bundle, bytes: Range<Int>)?
    for line in lines {
      if let bundle = Bundle(headed: line.text) {
        if let open { add(open.bundle, at: open.bytes, to: &collector) }
        open = (bundle, line.bytes)
      } else if let (key, value) = line.text.cut(at: ": "), key == "Symbolic Name" {
        open?.bundle.name = value
      }
    }
    if let open { add(open.bundle, at: open.bytes, to: &collector) }
  }

  /// The JSON of `/system/console/bundles.json`: `{"status": …, "data": [{…}]}`.
  static func addBundleData(to collector: inout SettingCollector) {
    let text = JSONObjectText(collector.bytes, path: collector.path)
    collector.note(text.problem)
    guard case .array(let bundles)? = text.node?["data"]?.value else { return }
    for bundle in bundles {
      guard let name = bundle["symbolicName"]?.string ?? bundle["name"]?.string else { continue }
      for member in bundle.members ?? [] {
        guard let value = member.value.scalar, ["id", "version", "state"].contains(member.key)
        else { continue }
        collector.add(
          member.key, [member.key == "state" ? value.lowercased() : value], of: .bundle(name),
          at: member.keyBytes.lowerBound..<member.value.bytes.upperBound)
      }
    }
  }

  private static func add(
    _ bundle: Bundle, at bytes: Range<Int>, to collector: inout SettingCollector
  ) {
    let owner = Setting.Owner.bundle(bundle.name)
    collector.add("version", [bundle.version], of: owner, at: bytes)
    collector.add("state", [bundle.state], of: owner, at: bytes)
    collector.add("id", [bundle.id], of: owner, type: .long, at: bytes)
  }
}
