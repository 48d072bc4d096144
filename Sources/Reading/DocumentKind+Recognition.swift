public import Model

extension DocumentKind {
  /// Recognises a document by its first bytes, with its name where those do not decide.
  ///
  /// - Parameters:
  ///   - head: Its first bytes; 64 KiB decide as well as all of it.
  ///   - name: Its path, without the extension of a compression.
  ///   - printer: The printer of the web console that wrote it, if one did; it goes before what
  ///     the page looks like.
  public init(recognising head: [UInt8], name: String, printer: String? = nil) {
    let isMarked = head.starts(with: [0xEF, 0xBB, 0xBF])
    let text = head[(isMarked ? 3 : 0)...]
    let first = text.first { $0 > 0x20 }
    if printer != nil, StatusPage(recognising: head, name: name, printer: printer) != nil {
      self = .statusPage
    } else if name.hasSuffix(".cfg.json") {
      self = .osgiConfig
    } else if Self.isConfiguration(text, name: name) {
      self = .osgiConfig
    } else if ThreadDumpFormat.recognises(head) {
      self = .threadDump
    } else if GCLogFormat.recognises(head) {
      self = .gcLog
    } else if CrashReport.recognises(head) {
      self = .crashReport
    } else if CDNLogFormat.recognises(head.span) {
      self = .cdnLog
    } else if HTTPTranscriptFormat.recognises(head) {
      self = .httpTranscript
    } else if Self.hasRecordHeader(head), let log = DocumentKind(logIn: head, name: name) {
      self = log
    } else if let kind = Self.stateOrConfiguration(head, text: text, name: name) {
      self = kind
    } else if let log = DocumentKind(logIn: head, name: name) {
      self = log
    } else if let first, [UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\"")].contains(first)
    {
      self = Self.structured(text, isWhole: head.count < 65_536, name: name)
    } else if ProcessTable.recognises(head) {
      self = .processTable
    } else {
      self = .text
    }
  }

  // What an instance or a server is configured with, and what it says of itself.
  private static func stateOrConfiguration(
    _ head: [UInt8], text: ArraySlice<UInt8>, name: String
  ) -> DocumentKind? {
    let isXML = text.first { $0 > 0x20 } == UInt8(ascii: "<")
    if PackageList.recognises(text, name: name) { return .packageList }
    if DocviewReader.recognises(text) {
      return DocviewReader.isConfiguration(text) ? .osgiConfig : .jcrExport
    }
    if isXML, JavaProperties.isXML(text) {
      return name.hasSuffix(".cfg") ? .osgiConfig : .properties
    }
    if HealthCheckReport.recognises(text) { return .healthCheck }
    if StatusPage(recognising: head, name: name) != nil { return .statusPage }
    if JavaProperties.recognises(head, name: name) {
      return name.hasSuffix(".cfg") ? .osgiConfig : .properties
    }
    if StartScriptReader.recognises(head) { return .startScript }
    if KeyListing.recognises(text) { return .jcrExport }
    if DispatcherConfigurationReader.recognises(head, name: name) { return .dispatcherConfig }
    if HttpdConfigurationReader.recognises(head, name: name) { return .httpdConfig }
    return nil
  }

  // The first line that is no comment says `key=` and opens a value, or counts the revision.
  private static func isConfiguration(_ text: ArraySlice<UInt8>, name: String) -> Bool {
    if text.starts(with: ":org.apache.felix.configadmin.revision:=".utf8) { return true }
    guard name.hasSuffix(".config") else { return false }
    let line = text.split(separator: 0x0A).lazy
      .map { $0.drop { $0 <= 0x20 } }
      .first { !$0.isEmpty && $0.first != UInt8(ascii: "#") }
    guard let line else { return true }
    guard let equals = line.firstIndex(of: UInt8(ascii: "=")) else { return false }
    let value = line[(equals + 1)...].drop { $0 <= 0x20 || $0 == UInt8(ascii: "\\") }
    guard let first = value.first else { return true }
    let isTyped = "TILFDXSCBtilfdxscb".utf8.contains(first)
    return (isTyped ? value.dropFirst().first : first).map("\"[(".utf8.contains) ?? false
  }

  private static func hasRecordHeader(_ head: [UInt8]) -> Bool {
    let format = ErrorLogFormat()
    let span = head.span
    var line = 0
    while line < head.count {
      if format.startsRecord(atLine: line, in: span) { return true }
      guard let end = head[line...].firstIndex(of: 0x0A) else { return false }
      line = end + 1
    }
    return false
  }

  private static func structured(
    _ text: ArraySlice<UInt8>, isWhole: Bool, name: String
  ) -> DocumentKind {
    guard isWhole else {
      // Too large to read now. One object in a line is the habit of logs.
      if ConfiguratorReader.recognises(Array(text), name: name) { return .osgiConfig }
      if looksLikeExport(text) { return .jcrExport }
      if looksLikeArchive(text) { return .httpTranscript }
      return isOnePerLine(text) || !name.hasSuffix(".json") ? .text : .payload
    }
    let end = text.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? text.endIndex
    let start = text.firstIndex { $0 > 0x20 } ?? text.startIndex
    if let node = try? JSONReader().read(Array(text)) {
      switch node.value {
      case .object:
        if HTTPTranscript.isArchive(node) { return .httpTranscript }
        return settingsKind(of: node, text: text, name: name) ?? .payload
      case .array:
        return .payload
      case .string:
        return PayloadFinder().payloads(in: text).isEmpty ? .text : .payload
      default:
        return .text
      }
    }
    if let node = JSONReader().readAsFarAsPossible(Array(text)).node, node.members != nil,
      let kind = settingsKind(of: node, text: text, name: name)
    {
      return kind
    }
    // Escaped as a whole, and nothing but quotes around it.
    let payloads = PayloadFinder().payloads(in: text)
    guard payloads.count == 1, let found = payloads.first?.bytes else { return .text }
    let around = text[start..<found.lowerBound] + text[found.upperBound..<end]
    return around.allSatisfy { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") || $0 <= 0x20 }
      ? .payload : .text
  }

  private static func settingsKind(
    of node: JSONNode, text: ArraySlice<UInt8>, name: String
  ) -> DocumentKind? {
    if ConfiguratorReader.recognises(Array(text), name: name) { return .osgiConfig }
    return isExport(node) ? .jcrExport : nil
  }

  private static func isExport(_ node: JSONNode, depth: Int = 3) -> Bool {
    guard depth > 0, let members = node.members else { return false }
    return node["jcr:primaryType"] != nil || JCRExport.isKeyNode(node)
      || members.contains { member in
        member.key.count > 1 && member.key.hasPrefix(":") && member.value.integer != nil
      }
      || members.prefix(64).contains { isExport($0.value, depth: depth - 1) }
  }

  private static func looksLikeExport(_ text: ArraySlice<UInt8>) -> Bool {
    text.firstRange(of: Array("\"jcr:primaryType\"".utf8)) != nil
  }

  // A HAR says its version and who made it before its entries.
  private static func looksLikeArchive(_ text: ArraySlice<UInt8>) -> Bool {
    guard let log = text.prefix(256).firstRange(of: Array("\"log\"".utf8)) else { return false }
    let start = text[log.upperBound...].prefix(4_096)
    return start.firstRange(of: Array("\"creator\"".utf8)) != nil
      && start.firstRange(of: Array("\"version\"".utf8)) != nil
  }

  private static func isOnePerLine(_ text: ArraySlice<UInt8>) -> Bool {
    guard let end = text.firstIndex(of: 0x0A) else { return false }
    return (try? JSONReader().read(Array(text[..<end]))) != nil
  }
}
