import Model

extension LogLevel {
  /// The level whose name stands in these bytes, spaces behind it allowed.
  init?(at start: Int, in bytes: borrowing Span<UInt8>, before end: Int) {
    var last = end
    while last > start, bytes[last - 1] == 0x20 { last -= 1 }
    let length = last - start
    guard length == 4 || length == 5 else { return nil }
    switch bytes[start] {
    case 0x49 where length == 4 && bytes.hasText("INFO", at: start): self = .info
    case 0x57 where length == 4 && bytes.hasText("WARN", at: start): self = .warn
    case 0x45 where length == 5 && bytes.hasText("ERROR", at: start): self = .error
    case 0x44 where length == 5 && bytes.hasText("DEBUG", at: start): self = .debug
    case 0x54 where length == 5 && bytes.hasText("TRACE", at: start): self = .trace
    case 0x46 where length == 5 && bytes.hasText("FATAL", at: start): self = .fatal
    default: return nil
    }
  }
}
