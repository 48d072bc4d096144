/// The processes or threads that `top` or `ps` lists.
public struct ProcessTable: Hashable, Sendable {
  /// One process or thread.
  public struct Row: Hashable, Sendable {
    /// Its id.
    public let id: Int

    /// How much of one processor it uses, in percent.
    public let processor: Double

    /// Its command or name.
    public let command: String
  }

  /// The rows of all tables in the document, in their order.
  public private(set) var rows: [Row] = []

  /// Reads every table in a document; a table ends with the line that is no row of it.
  public init(_ bytes: [UInt8]) {
    var columns: Columns?
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let words = line.split { $0 <= 0x20 }
      if let found = Columns(words) {
        columns = found
      } else if let known = columns {
        guard let row = known.row(words) else {
          columns = nil
          continue
        }
        if rows.count < 100_000 { rows.append(row) }
      }
    }
  }

  /// Whether the first lines hold the head of such a table.
  static func recognises(_ head: [UInt8]) -> Bool {
    head.split(separator: 0x0A, maxSplits: 100).prefix(100)
      .contains { Columns($0.split { $0 <= 0x20 }) != nil }
  }

  private struct Columns {
    var id: Int
    var processor: Int
    var command: Int

    // `PID USER … %CPU %MEM TIME+ COMMAND`; `ps -L` calls the id of a thread LWP.
    init?(_ words: [ArraySlice<UInt8>]) {
      guard words.count >= 3, words.count <= 40 else { return nil }
      let names = words.map { String(decoding: $0, as: UTF8.self) }
      let id = ["LWP", "TID", "SPID", "PID"].lazy.compactMap { names.firstIndex(of: $0) }.first
      let processor = ["%CPU", "CPU%", "CPU"].lazy.compactMap { names.firstIndex(of: $0) }.first
      let command = ["COMMAND", "CMD"].lazy.compactMap { names.firstIndex(of: $0) }.first
      guard let id, let processor, let command else { return nil }
      (self.id, self.processor, self.command) = (id, processor, command)
    }

    func row(_ words: [ArraySlice<UInt8>]) -> Row? {
      guard words.count > max(id, processor, command),
        let id = Int(String(decoding: words[id], as: UTF8.self)),
        let processor = Double(
          String(decoding: words[processor], as: UTF8.self).replacing(",", with: "."))
      else { return nil }
      let command = String(
        decoding: Array(words[command...].joined(separator: [0x20])), as: UTF8.self)
      return Row(id: id, processor: processor, command: command)
    }
  }
}

extension ThreadDump {
  /// The threads that a table shows to compute, as positions, the busiest first.
  public func busiest(in table: ProcessTable) -> [(thread: Int, processor: Double)] {
    var use: [Int: Double] = [:]
    for row in table.rows where use[row.id] == nil { use[row.id] = row.processor }
    return threads.enumerated()
      .compactMap { position, thread in
        thread.processID.flatMap { use[$0] }.map { (thread: position, processor: $0) }
      }
      .filter { $0.processor > 0 }
      .sorted { ($1.processor, $0.thread) < ($0.processor, $1.thread) }
  }
}
