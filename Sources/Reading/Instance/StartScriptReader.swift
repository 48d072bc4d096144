/// Reads the script that starts AEM, `bin/start` or `start.bat`: its variables, and the
/// options of the virtual machine one by one.
struct StartScriptReader {
  let bytes: [UInt8]
  let path: String

  /// Whether it starts as a script does, or with a variable of AEM, and sets such variables.
  static func recognises(_ head: [UInt8]) -> Bool {
    guard let first = head.lines.first(where: { !head.trimmed($0).isEmpty }) else { return false }
    let lead = String(decoding: head[head.trimmed(first)].prefix(16), as: UTF8.self).lowercased()
    guard
      ["#!", "@echo", "rem ", "::", "cq_", "export cq_", "set cq_"].contains(where: lead.hasPrefix)
    else { return false }
    var assignments = 0
    for line in head.lines.prefix(400) {
      guard let (name, _) = assignment(in: line, of: head), name.hasPrefix("CQ_") else { continue }
      assignments += 1
      if name == "CQ_JVM_OPTS" || assignments > 1 { return true }
    }
    return false
  }

  func reading() -> SettingsReading {
    var collector = SettingCollector(bytes, path: path)
    let name = path.replacing("__", with: "/").split(separator: "/").last.map(String.init) ?? path
    for line in bytes.lines {
      guard let (variable, value) = Self.assignment(in: line, of: bytes) else { continue }
      let isOptions =
        variable.hasSuffix("JVM_OPTS") || variable.hasSuffix("JAVA_OPTS")
        || variable == "JAVA_TOOL_OPTIONS"
      guard isOptions else {
        collector.add(
          variable, [bytes.trimmedText(value)], of: .properties(name),
          at: line.lowerBound..<value.upperBound)
        continue
      }
      for word in words(in: value) {
        guard let option = JavaOption(String(decoding: bytes[word], as: UTF8.self)) else {
          continue
        }
        collector.add(option.key, option.values, of: .javaOptions, type: option.type, at: word)
      }
    }
    return collector.reading
  }

  /// `NAME=value`, `export NAME=value`, `set NAME=value`, also behind a condition in the
  /// same line; the quotes around the value are left out.
  private static func assignment(
    in line: Range<Int>, of bytes: [UInt8]
  ) -> (name: String, value: Range<Int>)? {
    let line = bytes.trimmed(line)
    guard !line.isEmpty, bytes[line.lowerBound] != UInt8(ascii: "#") else { return nil }
    let lead = String(decoding: bytes[line].prefix(4), as: UTF8.self).lowercased()
    guard lead != "rem ", !lead.hasPrefix("::") else { return nil }
    guard
      let equals = bytes[line].indices.first(where: { index in
        bytes[index] == UInt8(ascii: "=") && index > line.lowerBound
          && isNameByte(bytes[index - 1])
      })
    else { return nil }
    let before = bytes[line.lowerBound..<equals]
    let start = before.lastIndex { !isNameByte($0) }.map { $0 + 1 } ?? line.lowerBound
    guard start < equals, !(0x30...0x39).contains(bytes[start]),
      start == line.lowerBound || bytes[start - 1] <= 0x20 || bytes[start - 1] == UInt8(ascii: "\"")
    else { return nil }
    let name = String(decoding: bytes[start..<equals], as: UTF8.self)
    return (name, unquoted((equals + 1)..<line.upperBound, in: bytes))
  }

  private static func unquoted(_ range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
    guard let first = bytes[range].first else { return range }
    if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
      let end = bytes[range].dropFirst().firstIndex(of: first) ?? range.upperBound
      return range.lowerBound + 1..<end
    }
    let end = bytes[range].firstRange(of: Array("; ".utf8))?.lowerBound ?? range.upperBound
    let trimmed = bytes.trimmed(range.lowerBound..<end)
    return bytes[trimmed].last == UInt8(ascii: "\"")
      ? trimmed.lowerBound..<trimmed.upperBound - 1 : trimmed
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte & 0xDF) || (0x30...0x39).contains(byte) || byte == 0x5F
  }

  private func words(in range: Range<Int>) -> [Range<Int>] {
    bytes[range].split { $0 <= 0x20 }.map { $0.startIndex..<$0.endIndex }
  }
}
