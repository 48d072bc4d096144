import Model

/// What the first bytes of a file say about how to go on with it.
enum Content: Equatable {
  /// A gzip file.
  case gzip

  /// A file compressed in another way: bzip2, xz, zstd.
  case compressed

  /// Many members.
  case archive(Archive)

  /// A mail with its parts.
  case mail

  /// Many mails.
  case mailBox

  /// Something to read.
  case document

  /// Nothing to read.
  case skipped(SkipReason)

  enum Archive { case zip, tar, sevenZip }

  /// Recognises a file by its first bytes, and by its name only where those do not tell.
  init(head: [UInt8], name: String) {
    if let signature = Signature.all.first(where: { $0.matches(head) }) {
      self = signature.content
      if case .archive(.zip) = self { self = Self.zip(head: head, name: name) }
    } else if Tar.isHeader(head) {
      self = Tar.isSegmentStore(head) ? .skipped(.binary) : .archive(.tar)
    } else if EncodingProbe.wideEncoding(of: head) != nil {
      self = .document
    } else if TextProbe.isBinary(head, name: name) {
      self = .skipped(name.hasSuffix(ofAny: [".hprof", ".phd"]) ? .heapDump : .binary)
    } else if TextProbe.isVectorImage(head) {
      self = .skipped(.image)
    } else if TextProbe.isMailBox(head) {
      self = .mailBox
    } else if TextProbe.isMail(head, name: name) {
      self = .mail
    } else {
      self = .document
    }
  }

  // Office documents are zip files that start with the list of their content
  // types, OpenDocument ones with their media type. Content packages of a
  // repository carry a manifest as Java archives do, and are told apart by
  // what only they have.
  private static func zip(head: [UInt8], name: String) -> Content {
    if name.hasSuffix(ofAny: [".jar", ".war", ".ear"]) { return .skipped(.javaArchive) }
    let first = head.dropFirst(30)
    if first.starts(with: "[Content_Types].xml".utf8) || first.starts(with: "mimetype".utf8) {
      return .skipped(.unsupportedFormat)
    }
    let isManifestFirst =
      first.starts(with: "META-INF/MANIFEST.MF".utf8)
      || (first.starts(with: "META-INF/".utf8) && head.contains("META-INF/MANIFEST.MF"))
    if isManifestFirst, !head.contains("META-INF/vault/"), !head.contains("jcr_root/") {
      return .skipped(.javaArchive)
    }
    return .archive(.zip)
  }
}

/// Bytes at a fixed place that name a format.
private struct Signature {
  var offset = 0
  var bytes: [UInt8]
  var content: Content

  init(_ bytes: [UInt8], at offset: Int = 0, _ content: Content) {
    self.offset = offset
    self.bytes = bytes
    self.content = content
  }

  init(_ text: String, at offset: Int = 0, _ content: Content) {
    self.init(Array(text.utf8), at: offset, content)
  }

  func matches(_ head: [UInt8]) -> Bool {
    head.dropFirst(offset).starts(with: bytes)
  }

  static let all: [Signature] = [
    Signature([0x1F, 0x8B, 8], .gzip),
    Signature("BZh", .compressed).behind([0x31, 0x41, 0x59, 0x26, 0x53, 0x59], at: 4),
    Signature("BZh", .compressed).behind([0x17, 0x72, 0x45, 0x38, 0x50, 0x90], at: 4),
    Signature([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], .compressed),
    Signature([0x28, 0xB5, 0x2F, 0xFD], .compressed),
    Signature([0x50, 0x4B, 3, 4], .archive(.zip)),
    Signature([0x50, 0x4B, 5, 6], .archive(.zip)),
    Signature([0x50, 0x4B, 7, 8], .archive(.zip)),
    Signature([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .archive(.sevenZip)),

    Signature([0x89, 0x50, 0x4E, 0x47], .skipped(.image)),
    Signature([0xFF, 0xD8, 0xFF], .skipped(.image)),
    Signature("GIF87a", .skipped(.image)),
    Signature("GIF89a", .skipped(.image)),
    Signature("WEBP", at: 8, .skipped(.image)),
    Signature([0, 0, 1, 0], .skipped(.image)),
    Signature([0x49, 0x49, 0x2A, 0], .skipped(.image)),
    Signature([0x4D, 0x4D, 0, 0x2A], .skipped(.image)),
    Signature("8BPS", .skipped(.image)),

    Signature("JAVA PROFILE 1.", .skipped(.heapDump)),
    Signature("portable heap dump", at: 2, .skipped(.heapDump)),

    // ELF, class file, SQLite, Lucene index.
    Signature([0x7F, 0x45, 0x4C, 0x46], .skipped(.binary)),
    Signature([0xCA, 0xFE, 0xBA, 0xBE], .skipped(.binary)),
    Signature("SQLite format 3\0", .skipped(.binary)),
    Signature([0x3F, 0xD7, 0x6C, 0x17], .skipped(.binary)),

    // RAR, CAB, OLE (mail of Outlook, old Office), lz4, compress, lzop.
    Signature("%PDF-", .skipped(.unsupportedFormat)),
    Signature("Rar!\u{1A}\u{07}", .skipped(.unsupportedFormat)),
    Signature("MSCF", .skipped(.unsupportedFormat)),
    Signature([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], .skipped(.unsupportedFormat)),
    Signature("{\\rtf", .skipped(.unsupportedFormat)),
    Signature([0x04, 0x22, 0x4D, 0x18], .skipped(.unsupportedFormat)),
    Signature([0x1F, 0x9D], .skipped(.unsupportedFormat)),
    Signature([0x89, 0x4C, 0x5A, 0x4F], .skipped(.unsupportedFormat)),
  ]

  /// The same with one byte that may be anything between this and more bytes.
  private func behind(_ more: [UInt8], at offset: Int) -> Signature {
    var signature = self
    signature.bytes = more
    signature.offset = offset
    return signature
  }
}

extension String {
  func hasSuffix(ofAny suffixes: [String]) -> Bool {
    let lowercased = lowercased()
    return suffixes.contains { lowercased.hasSuffix($0) }
  }
}

extension [UInt8] {
  /// Whether the text stands anywhere; the library's own search takes fifty times as long.
  func contains(_ text: String) -> Bool {
    let text = Array(text.utf8)
    guard let first = text.first, count >= text.count else { return text.isEmpty }
    return (0...count - text.count).contains {
      self[$0] == first && self[$0..<$0 + text.count].elementsEqual(text)
    }
  }
}
