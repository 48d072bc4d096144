/// The `${name}` in texts that people write, and what they stand for.
///
/// A dollar sign without a brace is itself; there is nothing else to learn.
public enum Placeholders {
  /// The names between `${` and `}`, in order.
  public static func names(in text: String) -> [String] {
    var names: [String] = []
    _ = fill(text) { name in
      names.append(name)
      return nil
    }
    return names
  }

  /// The text with each `${name}` replaced; a name without a value becomes `fallback`.
  public static func fill(
    _ text: String, fallback: String = "…", value: (String) -> String?
  ) -> String {
    var filled = ""
    var rest = text[...]
    while let open = rest.firstRange(of: "${"),
      let close = rest[open.upperBound...].firstIndex(of: "}")
    {
      filled += rest[..<open.lowerBound]
      filled += value(String(rest[open.upperBound..<close])) ?? fallback
      rest = rest[rest.index(after: close)...]
    }
    return filled + rest
  }

  /// The text with each `${name}` replaced, or `nil` if a name has no value.
  public static func fillAll(_ text: String, value: (String) -> String?) -> String? {
    var isComplete = true
    let filled = fill(text) { name in
      let value = value(name)
      if value == nil { isComplete = false }
      return value
    }
    return isComplete ? filled : nil
  }
}
