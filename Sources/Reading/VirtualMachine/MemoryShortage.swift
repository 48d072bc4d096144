/// Which memory ran out, as the message of a `java.lang.OutOfMemoryError` tells.
public enum MemoryShortage: String, Hashable, CaseIterable, Sendable {
  /// The heap is full.
  case heap
  /// Collections took nearly all of the time and freed next to nothing.
  case overhead = "gc-overhead"
  /// There is no room for more classes.
  case metaspace
  /// There is no room for more classes that compressed pointers reach.
  case classSpace = "class-space"
  /// There is no room for more classes, before Java 8.
  case permanentGeneration = "permanent-generation"
  /// The operating system gives no more threads.
  case nativeThread = "native-thread"
  /// The limit of memory outside the heap is reached.
  case directMemory = "direct-memory"
  /// An array was asked for that no heap could hold.
  case arraySize = "array-size"
  /// The operating system gives no more memory.
  case nativeMemory = "native-memory"
  /// The message says something else, or nothing.
  case other

  /// The shortage that an exception of a tree tells of: itself, or one that it was caused by.
  public init?(_ tree: ExceptionTree, in bytes: borrowing Span<UInt8>) {
    for throwable in tree.throwables {
      guard let name = throwable.className, name.count == 26,
        bytes.hasText("java.lang.OutOfMemoryError", at: name.lowerBound)
      else { continue }
      self = throwable.message.map { Self(message: $0, in: bytes) } ?? .other
      return
    }
    return nil
  }

  /// The shortage that a message tells of.
  init(message: Range<Int>, in bytes: borrowing Span<UInt8>) {
    let line =
      message
      .lowerBound..<bytes.endOfLine(
        from: message.lowerBound, before: min(message.upperBound, message.lowerBound + 512))
    func says(_ words: StaticString, _ bytes: borrowing Span<UInt8>) -> Bool {
      bytes.firstOffset(of: words, in: line) != nil
    }
    if says("Java heap space", bytes) {
      self = .heap
    } else if says("GC overhead limit", bytes) {
      self = .overhead
    } else if says("Compressed class space", bytes) {
      self = .classSpace
    } else if says("Metaspace", bytes) {
      self = .metaspace
    } else if says("PermGen space", bytes) {
      self = .permanentGeneration
    } else if says("nable to create", bytes) {
      self = .nativeThread
    } else if says("irect buffer memory", bytes) {
      self = .directMemory
    } else if says("array size exceeds", bytes) {
      self = .arraySize
    } else if says("Out of swap space", bytes) || says("ative memory", bytes)
      || says("stack_trace_with_native_method", bytes)
    {
      self = .nativeMemory
    } else {
      self = .other
    }
  }
}
