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

  /// Starts to listen; a read that waits for input ends with the signal.
  static func listen() {
    var action = sigaction()
    let handler: @convention(c) (Int32) -> Void = { _ in
      // Only what a signal handler may do: an atomic store, and restoring the default.
      InterruptSignal.isRaised.store(true, ordering: .relaxed)
      signal(SIGINT, SIG_DFL)
    }
    #if canImport(Glibc)
      unsafe action.__sigaction_handler.sa_handler = handler
    #else
      unsafe action.__sigaction_u.__sa_handler = handler
    #endif
    _ = unsafe sigaction(SIGINT, &action, nil)
  }
}
