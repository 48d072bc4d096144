/// The value of an attribute in a document view of FileVault: `{Long}1`, `[a,b]`, `\{text}`.
///
/// A type in braces, then a text or a list in square brackets; a backslash takes the next
/// character as it is, with `\uXXXX`, and `\0` for a single empty text in a list
/// (FileVault, `DocViewProperty`).
struct DocviewValue: Equatable {
  var values: [String] = []
  var type = Setting.ValueType.string
  var isCollection = false

  init(_ text: String) {
    var bytes = Array(text.utf8)[...]
    if bytes.first == UInt8(ascii: "{"), let end = bytes.firstIndex(of: UInt8(ascii: "}")),
      let type = Self.type(named: String(decoding: bytes[1..<end], as: UTF8.self))
    {
      self.type = type
      bytes = bytes[(end + 1)...]
    }
    if bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]"), bytes.count > 1 {
      isCollection = true
      bytes = bytes.dropFirst().dropLast()
    }
    read(bytes)
  }

  private mutating func read(_ bytes: ArraySlice<UInt8>) {
    var text: [UInt8] = []
    var position = bytes.startIndex
    var keepsEmptyText = !isCollection
    while position < bytes.endIndex {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: ","), isCollection {
        values.append(String(decoding: text, as: UTF8.self))
        text = []
        keepsEmptyText = true
      } else if byte == UInt8(ascii: "\\"), position < bytes.endIndex {
        let escaped = bytes[position]
        position += 1
        if escaped == UInt8(ascii: "0") {
          keepsEmptyText = true
        } else if escaped == UInt8(ascii: "u"),
          let scalar = bytes.escapedScalar(at: &position)
        {
          text += Array(String(scalar).utf8)
        } else {
          text.append(escaped)
        }
      } else {
        text.append(byte)
      }
    }
    if !text.isEmpty || keepsEmptyText { values.append(String(decoding: text, as: UTF8.self)) }
  }

  private static func type(named name: String) -> Setting.ValueType? {
    switch name {
    case "Long": .long
    case "Double", "Decimal": .double
    case "Boolean": .boolean
    case "Binary", "BinaryRef": .binary
    case "String", "Name", "Path", "Date", "Reference", "WeakReference", "URI", "undefined":
      .string
    default: nil
    }
  }
}
