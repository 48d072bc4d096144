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

  /// Starts to listen.
  static func listen() {
    signal(SIGINT) { _ in
      // Only what a signal handler may do: an atomic store, and restoring the default.
      InterruptSignal.isRaised.store(true, ordering: .relaxed)
      signal(SIGINT, SIG_DFL)
    }
  }
}
