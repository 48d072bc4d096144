extension StatusPage {
  /// `  Adobe Experience Manager (6.5.17.0)`.
  struct Product {
    let name: String
    let version: String

    init?(line: String) {
      let text = line.drop { $0 == " " }
      guard text.hasPrefix("Adobe Experience Manager"), text.hasSuffix(")"),
        let bracket = text.lastIndex(of: "(")
      else { return nil }
      name = text[..<bracket].trimmingBlanks
      version = String(text[text.index(after: bracket)...].dropLast())
      guard version.first?.isNumber == true else { return nil }
    }
  }

  /// The product's name and version, and whatever else is told as `key: value`.
  static func addProduct(_ lines: [StatusLines.Line], to collector: inout SettingCollector) {
    for line in lines {
      if let product = Product(line: line.text) {
        collector.add("name", [product.name], of: .product, at: line.bytes)
        collector.add("version", [product.version], of: .product, at: line.bytes)
      } else if let (key, value) = line.text.cut(at: ": ") ?? line.text.cut(at: " = ") {
        collector.add(key, [value], of: .product, at: line.bytes)
      }
    }
  }

  /// The members of a topology; their properties stand below with a hyphen before each.
  static func addTopology(_ lines: [StatusLines.Line], to collector: inout SettingCollector) {
    var owner = Setting.Owner.properties("topology")
    for line in lines {
      guard let (key, value) = line.text.cut(at: " : ") else {
        if line.text.hasPrefix("Topology"), line.text.contains("CHANGING") {
          collector.add("changing", ["true"], of: owner, at: line.bytes)
        }
        continue
      }
      if key == "Sling ID" { owner = .properties("topology".appendingName(value)) }
      collector.add(
        key.hasPrefix("- ") ? String(key.dropFirst(2)) : key, [value], of: owner, at: line.bytes)
    }
  }

  /// `* entity: info, url, state, error` below a heading for each kind of resource.
  static func addInstaller(_ lines: [StatusLines.Line], to collector: inout SettingCollector) {
    let owner = Setting.Owner.properties("osgi-installer")
    for line in lines {
      let isEntity = line.text.hasPrefix("* ") || line.text.hasPrefix("- ")
      guard isEntity, let (key, value) = String(line.text.dropFirst(2)).cut(at: ": ") else {
        continue
      }
      let parts = value.split(separator: ", ", omittingEmptySubsequences: false).map(String.init)
      collector.add(key, parts, of: owner, isCollection: true, at: line.bytes)
    }
  }

  /// The lanes and indexes of Oak; a line without a value names what is told below it.
  static func addIndexes(_ lines: [StatusLines.Line], to collector: inout SettingCollector) {
    var owner = Setting.Owner.properties("oak-index-stats")
    for line in lines {
      if let (key, value) = line.text.cut(at: " : ") ?? line.text.cut(at: ": ") {
        collector.add(key.trimmingBlanks, [value], of: owner, at: line.bytes)
      } else if line.text.utf8.contains(where: { $0 > 0x20 && $0 != 0x3D && $0 != 0x2D }) {
        owner = .properties("oak-index-stats".appendingName(line.text.trimmingBlanks))
      }
    }
  }
}

extension StringProtocol {
  /// The text without spaces around it.
  fileprivate var trimmingBlanks: String {
    var text = self[...]
    while text.first == " " { text = text.dropFirst() }
    while text.last == " " { text = text.dropLast() }
    return String(text)
  }
}
