import Synchronization

/// Keeps any one client from asking more than its share.
///
/// Who was quiet for a while may ask many things at once, such as all parts of a page.
final class RateLimit: Sendable {
  private struct Credit {
    var requests: Double
    var since: ContinuousClock.Instant
  }

  /// For how many seconds of quiet credit is given.
  private static let reach = 10.0

  /// How many clients are remembered; those with full credit are forgotten first.
  private static let mostClients = 10_000

  private let perSecond: Double
  private let credits = Mutex<[String: Credit]>([:])

  init(perSecond: Int) {
    self.perSecond = Double(max(1, perSecond))
  }

  /// Counts a request.
  ///
  /// - Returns: After how many seconds the client may ask again; `nil` if it may now.
  func wait(for client: String, at now: ContinuousClock.Instant = .now) -> Int? {
    let full = perSecond * Self.reach
    return credits.withLock { credits in
      var credit = credits[client] ?? Credit(requests: full, since: now)
      let seconds = (now - credit.since) / .seconds(1)
      credit = Credit(requests: min(full, credit.requests + seconds * perSecond), since: now)
      defer {
        credits[client] = credit
        if credits.count > Self.mostClients { forget(&credits, at: now) }
      }
      guard credit.requests >= 1 else { return 1 }
      credit.requests -= 1
      return nil
    }
  }

  private func forget(_ credits: inout [String: Credit], at now: ContinuousClock.Instant) {
    let recent = credits.filter { ($0.value.since + .seconds(Self.reach)) > now }
    // Where all are busy, all begin anew: nobody is kept out for want of room.
    credits = recent.count > Self.mostClients / 2 ? [:] : recent
  }
}
