/// An option of the Java virtual machine, taken apart: `-Xmx4g`, `-XX:+UseG1GC`, `-Da=b`.
///
/// The key is the option without its value; of a switch, `+` is `true` and `-` is `false`.
struct JavaOption: Equatable {
  let key: String
  let values: [String]
  let type: Setting.ValueType

  init?(_ word: String) {
    guard word.hasPrefix("-"), word.count > 1 else { return nil }
    type = word.hasPrefix("-XX:+") || word.hasPrefix("-XX:-") ? .boolean : .string
    if type == .boolean {
      key = "-XX:" + word.dropFirst(5)
      values = [word.hasPrefix("-XX:+") ? "true" : "false"]
    } else if let size = Self.sizes.first(where: word.hasPrefix), word.count > size.count {
      key = size
      values = [String(word.dropFirst(size.count))]
    } else if let end = word.firstIndex(where: { $0 == "=" || $0 == ":" && !word.hasPrefix("-XX:") }
    ) {
      key = String(word[..<end])
      values = [String(word[word.index(after: end)...])]
    } else {
      key = word
      values = []
    }
  }

  private static let sizes = ["-Xmx", "-Xms", "-Xmn", "-Xss"]
}
