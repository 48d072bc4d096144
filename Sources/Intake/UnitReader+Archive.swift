import ArchiveKit
import Model

extension UnitReader {
  /// Opens an archive, by the list at its end where it is a file, and shows its members.
  func open(
    _ kind: Content.Archive, _ head: [UInt8], _ stream: any ByteStream, file: FileStream?,
    at spot: Spot
  ) throws {
    let make = {
      switch (kind, file) {
      case (.tar, _), (.zip, nil): try self.reader(head, stream, .archive)
      case (_, let file?) where file.size != nil: try file.archiveReader(passwords: self.passwords)
      case (.zip, _): try self.reader(head, stream, .archive)
      case (.sevenZip, _): try self.readerInMemory(head, stream)
      }
    }
    let export = kind == .zip ? statusExport(head, file: file, at: spot) : nil
    if let reader = open(at: spot, { try make() }) {
      try walk(reader, kind, export, at: spot)
    }
  }

  /// What tells the printers of a configuration status, if the zip is one.
  ///
  /// Its list is the last member: of a file it is read first, by the directory; in a
  /// stream the titles of the members have to do.
  private func statusExport(_ head: [UInt8], file: FileStream?, at spot: Spot) -> StatusExport? {
    let first = head.dropFirst(30).prefix(head.count > 27 ? Int(head[26]) : 0)
    let member = String(decoding: first, as: UTF8.self)
    guard StatusExport.isExport(name: spot.name, firstMember: member) else { return nil }
    guard let file, file.size != nil,
      let reader = try? file.archiveReader(passwords: passwords),
      let index = try? reader.member(
        StatusExport.indexName, limit: StatusExport.largestIndex, among: limits.members)
    else { return StatusExport() }
    return StatusExport(index: index) ?? StatusExport()
  }

  private func walk(
    _ reader: ArchiveReader, _ kind: Content.Archive, _ export: StatusExport?, at spot: Spot
  ) throws {
    var isEmpty = true
    var failures = 0
    // Each attempt behind a damaged header moves on by at least a block.
    while !isExhausted, failures < 1_000, !shouldStop() {
      let entry: ArchiveEntry
      do {
        guard let next = try reader.nextEntry() else { break }
        entry = next
        try budget.countMember()
        // Members of 7-Zip are expanded even to be passed over.
        if kind == .sevenZip, let size = entry.size { try budget.checkClaim(size) }
      } catch {
        var interruption = Interruption(error)
        // It was recognised, so it is not of another format.
        if isEmpty, interruption.reason == .unsupportedFormat { interruption.reason = .damaged }
        note(interruption, at: Spot(path: spot.path, name: spot.name, archive: spot.path))
        isEmpty = false
        failures += 1
        continue
      }
      isEmpty = false
      try examine(entry, of: reader, kind, export, at: spot)
    }
    if isEmpty, !shouldStop() { skip(spot.path, .empty) }
  }

  private func examine(
    _ entry: ArchiveEntry, of reader: ArchiveReader, _ kind: Content.Archive,
    _ export: StatusExport?, at spot: Spot
  ) throws {
    guard entry.kind != .folder else { return }
    let name = entry.path.hasPrefix("./") ? String(entry.path.dropFirst(2)) : entry.path
    let member = Spot(
      path: "\(spot.path)!/\(name)", name: name,
      depth: spot.isExpanded ? spot.depth : spot.depth + 1,
      archive: spot.path, isEncrypted: entry.isEncrypted, printer: export?.printer(of: name))
    if let store = name.binaryStore {
      // The binaries of a repository, by the thousand.
      skip("\(spot.path)!/\(store)", .binary)
    } else if !name.staysInside {
      skip(member.path, .unsafePath)
    } else if entry.kind == .symbolicLink {
      skip(member.path, .symbolicLink)
    } else if entry.kind == .other {
      skip(member.path, .specialFile)
    } else if entry.isEncrypted, kind == .sevenZip {
      skip(member.path, .unsupportedEncryption)
    } else if entry.isEncrypted, passwords.isEmpty {
      skip(member.path, .encrypted)
    } else {
      try examine(CountedStream(MemberStream(reader: reader), budget: budget), at: member)
    }
  }

  func reader(
    _ head: [UInt8], _ stream: any ByteStream, _ layout: ArchiveReader.Layout
  ) throws -> ArchiveReader {
    let whole = RewoundStream(head: head, rest: stream)
    return try ArchiveReader(layout: layout, passwords: passwords) {
      try whole.read(into: &$0, at: 0)
    }
  }

  private func readerInMemory(_ head: [UInt8], _ stream: any ByteStream) throws -> ArchiveReader {
    var bytes = head
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while case let count = try stream.read(into: &buffer, at: 0), count > 0 {
      bytes += buffer[..<count]
      guard bytes.count <= limits.wholeDocument else {
        throw Interruption(reason: .tooLarge, detail: "> \(limits.wholeDocument) bytes")
      }
    }
    return try ArchiveReader(bytes: bytes, passwords: passwords)
  }
}

extension ArchiveReader {
  /// The content of a member, which may be the last.
  fileprivate func member(_ name: String, limit: Int, among members: Int) throws -> [UInt8]? {
    for _ in 0..<members {
      guard let entry = try nextEntry() else { return nil }
      guard entry.path == name, entry.kind == .file else { continue }
      var content = [UInt8](repeating: 0, count: limit)
      var count = 0
      while count < limit, case let more = try read(into: &content, at: count), more > 0 {
        count += more
      }
      return count < limit ? Array(content[..<count]) : nil
    }
    return nil
  }
}

extension FileStream {
  /// Reads it as an archive from its start, by the list at its end where it has one.
  fileprivate func archiveReader(passwords: [String]) throws -> ArchiveReader {
    try rewind()
    return try ArchiveReader(fileDescriptor: descriptor, passwords: passwords)
  }
}

extension String {
  /// The folder of a repository's binaries that holds it, if one does.
  fileprivate var binaryStore: String? {
    guard let found = firstRange(of: "repository/datastore/"),
      found.lowerBound == startIndex || self[index(before: found.lowerBound)] == "/"
    else { return nil }
    return String(self[..<found.upperBound].dropLast())
  }

  /// Whether a member of this name would lie inside the folder it is unpacked to.
  ///
  /// Archives from Windows may separate with backslashes.
  fileprivate var staysInside: Bool {
    let isSeparator = { (byte: UInt8) in byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\") }
    guard let first = utf8.first, !isSeparator(first) else { return false }
    guard utf8.dropFirst().first != UInt8(ascii: ":") else { return false }
    return !utf8.split(whereSeparator: isSeparator).contains { $0.elementsEqual("..".utf8) }
  }
}
