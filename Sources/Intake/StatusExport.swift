import FoundationEssentials
import Model

/// Which printer of the web console's configuration status wrote which member of its zip.
///
/// Members are named `012_System_Properties.txt` by a running number, which differs from
/// instance to instance, and a title; the list in `index.json`, which stands last, gives
/// the stable names of the printers. Layout: `ZipConfigurationWriter` of Apache Felix.
struct StatusExport {
  // By what the names of a printer's members start with, such as `012_Log_Files`.
  private var printers: [String: String] = [:]

  /// The member that holds the list.
  static let indexName = "index.json"

  /// How large the list may be.
  static let largestIndex = 1 << 20

  /// Knows nothing but what titles tell.
  init() {}

  /// Reads the list; `nil` if it is none.
  init?(index: [UInt8]) {
    struct Index: Decodable {
      struct File: Decodable {
        var text: String?
        var json: String?
      }
      var files: [String: File]
    }
    guard let index = try? JSONDecoder().decode(Index.self, from: Data(index)) else { return nil }
    for (name, file) in index.files {
      for member in [file.text, file.json].compactMap(\.self) {
        printers[Self.stem(of: member)] = Self.canonical(name)
      }
    }
  }

  /// Whether a zip is such an export, by its own name or that of its first member.
  static func isExport(name: String, firstMember: String) -> Bool {
    let file = name.split(separator: "/").last ?? ""
    return file.hasPrefix("configuration-status") || file.hasPrefix("status-")
      || (isNumbered(stem(of: firstMember)) && firstMember.hasSuffix(ofAny: [".txt", ".json"]))
  }

  /// The printer that wrote a member: its name in lower case, with hyphens for blanks.
  func printer(of member: String) -> String? {
    let stem = Self.stem(of: member)
    if let known = printers[stem] { return known }
    guard Self.isNumbered(stem) else { return nil }
    let title = Self.canonical(String(stem.dropFirst(4)))
    return Self.printersOfTitles[title] ?? title
  }

  /// The printer of a page that was fetched alone, as `status-productinfo.txt`.
  static func printer(ofPage name: String) -> String? {
    guard let file = name.split(separator: "/").last, file.hasPrefix("status-"),
      let dot = file.lastIndex(of: ".")
    else { return nil }
    // A browser counts what it saved twice.
    let page = file[..<dot].dropFirst("status-".count).prefix { $0 != "(" }
    let name = canonical(String(page).trimmingSuffix(" -_"))
    return name.isEmpty ? nil : name
  }

  /// Why a page holds less than the whole: logs in text form are cut to their ends.
  static func excerpt(of member: String, printer: String?) -> ExcerptReason? {
    let file = member.split(separator: "/").last ?? ""
    guard file.hasSuffix(".txt") else { return nil }
    if file.hasPrefix("configuration-status") { return .lastThousandLines }
    // Files in a folder of the page's own are whole logs.
    let isPage = !member.contains("/") || file.hasPrefix("status-")
    return printer == "slinglogs" && isPage ? .lastThousandLines : nil
  }

  // Where the title differs from the name.
  private static let printersOfTitles = [
    "log-files": "slinglogs", "product-information": "productinfo", "bundle-list": "bundlelist",
    "topology-management": "topology",
  ]

  private static func stem(of member: String) -> String {
    let name = member.hasPrefix("json/") ? member.dropFirst(5) : member[...]
    guard let slash = name.firstIndex(of: "/") else {
      return String(name.lastIndex(of: ".").map { name[..<$0] } ?? name)
    }
    return String(name[..<slash])
  }

  private static func isNumbered(_ stem: String) -> Bool {
    let number = stem.utf8.prefix(4)
    return stem.utf8.count > 4 && number.last == UInt8(ascii: "_")
      && number.dropLast().allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func canonical(_ name: String) -> String {
    String(name.lowercased().map { $0 == "_" || $0 == " " ? "-" : $0 })
  }
}

extension String {
  fileprivate func trimmingSuffix(_ characters: String) -> String {
    String(reversed().drop { characters.contains($0) }.reversed())
  }
}
