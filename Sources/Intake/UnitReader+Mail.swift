import Model

// A mail is shown as what its reader would see: `headers.txt` with who wrote when about
// what, `body.txt`, and every attachment under its own name.
extension UnitReader {
  /// Shows the parts of a mail.
  func walk(_ mail: MailReader, at spot: Spot) throws {
    var names = MemberNames()
    var isFirst = true
    while !isExhausted, !shouldStop() {
      let next: MailPart?
      do {
        next = try mail.nextPart()
        if next != nil { try budget.countMember() }
      } catch {
        return note(
          Interruption(error), at: Spot(path: spot.path, name: spot.name, archive: spot.path))
      }
      if isFirst { try showHeader(mail.header, at: member(names.free("headers.txt"), of: spot)) }
      guard let part = next else {
        // Its boundaries lead nowhere.
        if isFirst { skip(spot.path, .damaged) }
        return
      }
      isFirst = false
      if part.repeatsText { continue }
      var member = member(names.free(part.name), of: spot)
      if part.type.hasPrefix("text/") || part.isBody {
        member.declared = part.header.typeParameter("charset").flatMap(TextEncoding.init(charset:))
      }
      let content = CountedStream(mail, budget: budget)
      if part.isBody {
        member.isMessage = true
        try showBody(part, content, at: member)
      } else {
        try examine(content, at: member)
      }
    }
  }

  /// Shows the mails of a box, which is no further level of nesting.
  func walk(_ box: MailBoxReader, at spot: Spot) throws {
    var number = 0
    while !isExhausted, !shouldStop() {
      do {
        guard try box.nextMail() else { return }
        try budget.countMember()
      } catch {
        return note(
          Interruption(error), at: Spot(path: spot.path, name: spot.name, archive: spot.path))
      }
      number += 1
      var mail = member("\(number).eml", of: spot)
      mail.depth = spot.depth
      try examine(CountedStream(box, budget: budget), at: mail)
    }
  }

  private func member(_ name: String, of spot: Spot) -> Spot {
    Spot(
      path: "\(spot.path)!/\(name)", name: name,
      depth: spot.isExpanded ? spot.depth : spot.depth + 1, archive: spot.path)
  }

  private func showHeader(_ header: MailHeader, at spot: Spot) throws {
    let lines = ["Subject", "From", "To", "Cc", "Date"].compactMap { name in
      header[name.lowercased()].map { "\(name): \($0)\n" }
    }
    guard !lines.isEmpty else { return }
    try show(Array(lines.joined().utf8), at: spot)
  }

  private func showBody(_ part: MailPart, _ content: any ByteStream, at spot: Spot) throws {
    guard part.type != "text/html" else { return try showPage(content, at: spot) }
    let isFlowed = part.header.typeParameter("format")?.lowercased() == "flowed"
    let deletesBlank = part.header.typeParameter("delsp")?.lowercased() == "yes"
    let text = isFlowed ? FlowedStream(content, deletesBlank: deletesBlank) : content
    let (head, interruption) = readHead(of: text)
    guard !head.isEmpty else {
      if let interruption { return note(interruption, at: spot) }
      return skip(spot.path, .empty)
    }
    try showText(head, text, interruption, at: spot)
  }

  /// Shows what an HTML page says.
  private func showPage(_ content: any ByteStream, at spot: Spot) throws {
    let (head, interruption) = readHead(of: content)
    let encoding = EncodingProbe.encoding(
      of: head, isWhole: head.count < Self.headSize, declared: spot.declared)
    let source = RewoundStream(head: head, rest: content, interruption: interruption)
    let stream = TextStream(decoding: encoding, source: source) ?? source as any ByteStream
    var page: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    do {
      while page.count < limits.structuredDocument,
        case let count = try stream.read(into: &buffer, at: 0), count > 0
      {
        page += buffer[..<count]
      }
    } catch {
      note(Interruption(error), at: spot)
    }
    if page.count >= limits.structuredDocument {
      skip(spot.path, .tooLarge, "> \(limits.structuredDocument) bytes")
    }
    let text = HTMLText(page).bytes
    guard !text.isEmpty else { return skip(spot.path, .empty) }
    try show(text, at: spot)
  }

  /// Shows a document that is held in memory.
  private func show(_ bytes: [UInt8], at spot: Spot) throws {
    let head = Array(bytes.prefix(Self.headSize))
    let rest = RewoundStream(head: Array(bytes.dropFirst(head.count)), rest: NoBytes())
    try show(head, TextStream(behind: head, source: rest), nil, at: spot)
  }
}

/// Names that are given once: the second `error.log` is `error-2.log`.
private struct MemberNames {
  private var used: [String: Int] = [:]

  mutating func free(_ name: String) -> String {
    used[name, default: 0] += 1
    guard let count = used[name], count > 1 else { return name }
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else {
      return "\(name)-\(count)"
    }
    return "\(name[..<dot])-\(count)\(name[dot...])"
  }
}
