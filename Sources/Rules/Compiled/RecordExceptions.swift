import Reading

/// The exceptions in the message of a record, as the demands of rules see them.
struct RecordExceptions {
  private let tree: ExceptionTree
  private let bytes: [UInt8]

  /// Reads no more of them than some demands ask for.
  init(_ message: Range<Int>, in bytes: [UInt8], for demands: [ThrowableCondition]) {
    let asksForFrames = demands.contains { $0.part == .frame || $0.part == .bundle }
    tree =
      asksForFrames
      ? ExceptionTree(of: message, in: bytes.span) : .outline(of: message, in: bytes.span)
    self.bytes = bytes
  }

  /// Whether they are what a rule demands.
  func satisfy(_ condition: ThrowableCondition) throws -> Bool {
    switch condition.part {
    case .exception: try chain.prefix(1).contains { try isAdmitted($0, by: condition) }
    case .rootCause: try chain.suffix(1).contains { try isAdmitted($0, by: condition) }
    case .anyCause:
      try tree.throwables.contains {
        try $0.relation != .suppressed && isAdmitted($0, by: condition)
      }
    case .frame:
      try tree.frames.contains { frame in
        let call = "\(text(frame.className)).\(text(frame.method))"
        return try condition.name?.holds(for: [call]) ?? true
      }
    case .bundle:
      try tree.frames.contains { frame in
        guard let bundle = frame.bundle, let version = frame.version else { return false }
        return try condition.name?.holds(for: [text(bundle)]) ?? true
          && condition.version?.holds(for: [text(version)]) ?? true
      }
    }
  }

  /// What was logged, then what caused it, and so on, as far as it has names.
  private var chain: [ExceptionTree.Throwable] {
    guard let primary = tree.primary else { return [] }
    return tree.chain(from: primary).map { tree.throwables[$0] }.filter { $0.className != nil }
  }

  private func isAdmitted(
    _ throwable: ExceptionTree.Throwable, by condition: ThrowableCondition
  ) throws -> Bool {
    guard let name = throwable.className else { return false }
    return try condition.name?.holds(for: [text(name)]) ?? true
      && condition.message?.holds(for: [throwable.message.map(text) ?? ""]) ?? true
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }
}
