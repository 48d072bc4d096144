import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Control-C: the first asks the work to stop with what it has, the second ends the tool.
enum InterruptSignal {
  private static let isRaised = Atomic<Bool>(false)

  /// Whether the person asked to stop.
  static var wasRaised: Bool { isRaised.load(ordering: .relaxed) }

  /// Starts to listen. Whoever waits for input then is woken, and not made to wait on.
  ///
  /// - Parameter others: Signals that ask the same, such as the one that ends services.
  static func listen(alsoTo others: [Int32] = []) {
    var action = sigaction()
    // Only what a signal handler may do: an atomic store.
    let handler: @convention(c) (Int32) -> Void = { _ in
      InterruptSignal.isRaised.store(true, ordering: .relaxed)
    }
    #if canImport(Glibc)
      unsafe action.__sigaction_handler.sa_handler = handler
      action.sa_flags = CInt(bitPattern: UInt32(SA_RESETHAND))
    #else
      unsafe action.__sigaction_u.__sa_handler = handler
      action.sa_flags = SA_RESETHAND
    #endif
    for signal in [SIGINT] + others { unsafe sigaction(signal, &action, nil) }
  }
}
