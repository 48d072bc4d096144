#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The processor's time that work takes, which a busy machine does not stretch.
///
/// For tests of how work grows with its input; how fast it is, the benchmarks say.
public enum ProcessorTime {
  /// How long the calling thread computes in `work`.
  public static func measure(_ work: () throws -> Void) rethrows -> Duration {
    let start = now()
    try work()
    return now() - start
  }

  private static func now() -> Duration {
    var time = timespec()
    let status = unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    precondition(status == 0, "every thread has a clock")
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}
