import Model

/// A text with `${name}` in it.
enum Template {
  /// The names between `${` and `}`, in order.
  static func names(in text: String) -> [String] {
    var names: [String] = []
    _ = fill(text) { name in
      names.append(name)
      return nil
    }
    return names
  }

  /// The text with each `${name}` replaced; a name without a value becomes `fallback`.
  static func fill(
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
}
