/// Writes a log of requests, the same for the same seed.
struct TrafficGenerator {
  /// In which layout.
  enum Layout: String, CaseIterable {
    /// Two lines a request: that it came, and how it was answered.
    case request = "request.log"

    /// One line a request.
    case access = "access.log"

    /// One summary a request.
    case dispatcher = "dispatcher.log"
  }

  private let layout: Layout
  private var state: UInt64 = 20_261_121
  private var number = 0

  init(_ layout: Layout) {
    self.layout = layout
  }

  /// The next lines, at least `size` bytes of them.
  mutating func next(atLeast size: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size + 1_024)
    while bytes.count < size { bytes += exchange().utf8 }
    return bytes
  }

  private mutating func exchange() -> String {
    number += 1
    let status = [200, 200, 200, 200, 200, 200, 304, 302, 404, 500][below(10)]
    let path = "/content/acme/\(["us", "fr", "jp"][below(3)])/item-\(below(90_000)).html"
    let duration = below(4_000)
    let clock =
      "20/Nov/2026:\(padded(number / 360_000 % 24)):\(padded(number / 6_000 % 60)):"
      + "\(padded(number / 100 % 60)) +0000"
    switch layout {
    case .request:
      return "\(clock) [\(number)] -> GET \(path) HTTP/1.1\n"
        + "\(clock) [\(number)] <- \(status) text/html; charset=utf-8 \(duration)ms\n"
    case .access:
      return "10.0.\(below(256)).\(below(256)) - admin \(clock) \"GET \(path) HTTP/1.1\" \(status) "
        + "\(below(90_000)) \"-\" \"Mozilla/5.0 (X11; Linux x86_64; rv:140.0)\"\n"
    case .dispatcher:
      return "[\(clock)] [I] [pid 4711] \"GET \(path)\" \(status) \(duration)ms "
        + "[publishfarm/0] [actionmiss] www.acme.example\n"
    }
  }

  private func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

  /// Marsaglia's xorshift with the multiplier of Vigna, "An experimental exploration", 2016.
  private mutating func below(_ bound: Int) -> Int {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return Int((state &* 2_685_821_657_736_338_717) >> 33) % bound
  }
}
