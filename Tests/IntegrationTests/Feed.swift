import Glibc

/// What is written to a program's standard input.
struct Feed {
  private var rest: ArraySlice<UInt8>
  private let refill: [UInt8]
  private let onWritten: (Int) -> Void
  private var written = 0

  /// Whether the input ends behind the bytes.
  let ends: Bool

  /// Bytes, and then the end.
  init(_ bytes: some Collection<UInt8>) {
    rest = Array(bytes)[...]
    refill = []
    ends = true
    onWritten = { _ in }
  }

  /// A text, then another again and again; without that the input stays open and silent.
  ///
  /// - Parameter onWritten: Is told how many bytes were written so far.
  init(_ first: String, thenForEver refill: String, onWritten: @escaping (Int) -> Void) {
    rest = Array(first.utf8)[...]
    self.refill = Array(refill.utf8)
    ends = false
    self.onWritten = onWritten
  }

  /// Whether nothing is left to write.
  var isEmpty: Bool { rest.isEmpty }

  /// Writes what fits; `false` if nobody reads any more.
  mutating func write(to descriptor: CInt) -> Bool {
    let count = unsafe rest.withUnsafeBytes {
      unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
    }
    guard count >= 0 else { return errno == EAGAIN }
    rest = rest.dropFirst(count)
    written += count
    if rest.isEmpty { rest = refill[...] }
    onWritten(written)
    return true
  }
}
