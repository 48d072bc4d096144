import FoundationEssentials

/// A view as JSON to be read by people and machines.
///
/// Keys are sorted, so that equal views give equal bytes. Characters that command
/// a terminal or turn the direction of text are written as escapes.
struct JSONDocument {
  /// The document, with a line feed at its end.
  let text: String

  /// - Parameter isPretty: Whether it is laid out over several lines.
  init(_ view: some Encodable, isPretty: Bool = true) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
    guard let data = try? encoder.encode(view) else {
      fatalError("views hold only texts, whole numbers and finite numbers")
    }
    text = Self.escapingInvisible(String(decoding: data, as: UTF8.self)) + "\n"
  }

  /// Outside strings JSON has ASCII only, so every such character stands in a string.
  private static func escapingInvisible(_ json: String) -> String {
    guard json.unicodeScalars.contains(where: TerminalText.isHarmful) else { return json }
    var escaped = ""
    for scalar in json.unicodeScalars {
      if scalar != "\n", TerminalText.isHarmful(scalar) {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      } else {
        escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
