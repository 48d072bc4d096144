import Foundation
import FoundationXML
import Model
import Reading
import TestSupport
import Testing

/// Every configuration of the corpus: its kind, and as many settings as another way of
/// reading finds.
@Suite(.enabled(if: Corpus.isPresent, Corpus.absenceComment))
struct ConfigurationCorpusTests {
  private static let root = Corpus.path("corpus/aem/files")

  /// What the name of a file ends in, and its kind.
  static let kinds: [(suffix: String, kind: DocumentKind)] = [
    (".cfg.json", .osgiConfig), (".config", .osgiConfig), (".cfg", .osgiConfig),
    ("sling.properties", .properties), (".any", .dispatcherConfig), (".farm", .dispatcherConfig),
    (".vhost", .httpdConfig), ("logformat.conf", .httpdConfig),
    ("resource.json", .osgiConfig),
    ("cm.json__src__test__resources__configs__bundle.json", .payload),
    ("cm.json__src__test__resources__configs__single.json", .payload),
    ("single-duplicatekeys.json", .payload), ("bundles__1.json", .payload),
    ("complex-split.json", .text),
    (".cfg.dir__.content.xml", .jcrExport), ("_rep_policy.xml", .jcrExport),
    (".content.xml", .jcrExport), (".xml", .osgiConfig),
    ("amended-sitemaps.json", .jcrExport), ("referenceLister-tree.json", .jcrExport),
    ("distribution.json", .jcrExport), ("Factory-publish.json", .jcrExport),
    ("Factory-default.json", .jcrExport),
  ]

  /// Files that do not follow their grammar, and why.
  static let broken: [(suffix: String, why: String)] = [
    ("INVALID.cfg.json", "a list is no configuration"),
    ("auth_checker__nobrace__dispatcher.any", "a section without its brace"),
    ("filter__nobrace__dispatcher.any", "a section without its brace"),
    ("farm__empty2__dispatcher.any", "a farm without its braces"),
    ("cache__complete__dispatcher.any", "a brace is missing"),
    ("_____sling_configs__.content.xml", "a template of Velocity, no XML yet"),
  ]

  private static var files: [String] {
    (FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? [])
      .filter { file in
        file.contains("/config/") && !file.hasSuffix(".zip") && !file.hasSuffix(".md")
          && !file.hasSuffix(".txt") && !file.hasSuffix(".log")
      }
      .sorted()
  }

  @Test("every file is of its kind and read to its end")
  func kinds() throws {
    #expect(Self.files.count > 120)
    for file in Self.files {
      let bytes = Array(try Data(contentsOf: URL(filePath: Self.root + "/" + file)))
      let expected = Self.kinds.first { file.hasSuffix($0.suffix) }?.kind
      let kind = DocumentKind(recognising: Array(bytes.prefix(65_536)), name: file)
      #expect(kind == expected, "\(file)")
      guard kind.holdsSettings else { continue }
      let reading = kind.settings(in: bytes, path: file)
      let isBroken = Self.broken.contains { file.hasSuffix($0.suffix) }
      #expect(
        (reading.problem != nil) == isBroken, "\(file): \(String(describing: reading.problem))")
      for setting in reading.settings {
        #expect(setting.place.bytes.upperBound <= bytes.count && setting.place.line >= 1, "\(file)")
      }
      if !isBroken {
        let values = reading.settings.reduce(0) { $0 + max($1.values.count, 1) }
        let count = try independentCount(of: bytes, file: file, kind: kind, reading: reading)
        #expect(
          count == nil || count == values || count == reading.settings.count,
          "\(file): \(values) values in \(reading.settings.count) settings, not \(count ?? -1)")
      }
    }
  }

  /// How many settings or values there are, told in another way; `nil` where another test counts.
  private func independentCount(
    of bytes: [UInt8], file: String, kind: DocumentKind, reading: SettingsReading
  ) throws -> Int? {
    let text = String(decoding: bytes, as: UTF8.self)
    switch kind {
    case .dispatcherConfig:
      // A value is what is quoted or bare and not a name; its comment is cut off before.
      let plain = text.replacing(/(?m)(^|\s)#.*$/, with: "")
      let values = try NSRegularExpression(
        pattern: #""[^"\n]*"|'[^'\n]*'|(?<![^\s{}])(?!\$include)[^\s{}/"'#][^\s{}"']*"#)
      return values.numberOfMatches(
        in: plain, range: NSRange(plain.startIndex..., in: plain))
    case .httpdConfig:
      return text.replacing(/\\\r?\n/, with: " ").split(whereSeparator: \.isNewline).count { line in
        let line = line.trimmingCharacters(in: .whitespaces)
        return !line.isEmpty && !line.hasPrefix("#") && !line.hasPrefix("<")
      }
    case .properties:
      return text.split(whereSeparator: \.isNewline).count { !$0.hasPrefix("#") }
    case .osgiConfig where file.hasSuffix(".cfg") && !file.hasSuffix(".xml.cfg"):
      return text.split(whereSeparator: \.isNewline).count { !$0.hasPrefix("#") }
    case .jcrExport where file.hasSuffix(".xml"), .osgiConfig where file.hasSuffix(".xml"):
      let counter = AttributeCounter(leavesOutJCR: kind == .osgiConfig)
      let parser = XMLParser(data: Data(bytes))
      parser.delegate = counter
      #expect(parser.parse(), "\(file)")
      return counter.count
    default: return nil
    }
  }

  @Test("two real files of the dispatcher give these settings")
  func dispatcherGolden() throws {
    let farm = try reading(endingIn: "002_ams_publish_farm.any")
    let find = { (section: String, key: String) in
      farm.settings.first { $0.owner == .dispatcher(section) && $0.key == key }
    }
    #expect(find("/publishfarm/cache", "docroot")?.value == "${PUBLISH_DOCROOT}")
    #expect(find("/publishfarm/cache", "headers")?.values.count == 6)
    #expect(find("/publishfarm/cache/invalidate/0001", "glob")?.value == "*.html")
    #expect(
      find("/publishfarm/filter", "$include")?.value
        == "/etc/httpd/conf.dispatcher.d/filters/ams_publish_filters.any")
    let filters = try reading(endingIn: "__ams_publish_filters.any")
    let suffix = filters.settings.first { $0.owner == .dispatcher("/0012") && $0.key == "suffix" }
    #expect(suffix?.value?.hasPrefix(#".*\\.(css|eot"#) == true)
  }

  private func reading(endingIn suffix: String) throws -> SettingsReading {
    let file = try #require(Self.files.first { $0.hasSuffix(suffix) })
    let bytes = Array(try Data(contentsOf: URL(filePath: Self.root + "/" + file)))
    return DocumentKind(recognising: bytes, name: file).settings(in: bytes, path: file)
  }
}

private final class AttributeCounter: NSObject, XMLParserDelegate {
  private(set) var count = 0
  private let leavesOutJCR: Bool

  init(leavesOutJCR: Bool) {
    self.leavesOutJCR = leavesOutJCR
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    count += attributes.keys.count {
      !$0.hasPrefix("xmlns") && !(leavesOutJCR && $0.hasPrefix("jcr:"))
    }
  }
}
