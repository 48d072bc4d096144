import FoundationEssentials

/// The faults that are on, kept in a file of the tree with one on each line.
///
/// The file may be changed by anyone at any time: it is read for each question.
struct FaultBoard {
  /// The file.
  let file: String

  /// The faults that are on; lines that name none are passed over.
  var faults: [Fault] {
    let data = FileManager.default.contents(atPath: file) ?? Data()
    return String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
      .compactMap { Fault(String($0)) }
  }

  /// Switches faults on in place of those that are.
  func replace(with faults: [Fault]) {
    let text = faults.map { $0.text + "\n" }.joined()
    // Who switches faults can see whether they are on.
    try? Data(text.utf8).write(to: URL(filePath: file), options: .atomic)
  }

  /// Whether a fault is on for a place, and if so counts it.
  func strikes(_ kind: Fault.Kind, at path: String? = nil) -> Bool {
    takes(kind) { fault in fault.place.map { (path ?? $0).hasPrefix($0) } ?? true } != nil
  }

  /// The fault of a kind that is on, if it is, counted.
  func takes(_ kind: Fault.Kind, where applies: (Fault) -> Bool = { _ in true }) -> Fault? {
    var faults = faults
    guard let index = faults.firstIndex(where: { $0.kind == kind && applies($0) }) else {
      return nil
    }
    let fault = faults[index]
    if let count = fault.count {
      if count > 1 { faults[index].count = count - 1 } else { faults.remove(at: index) }
      replace(with: faults)
    }
    return fault
  }

  /// Takes a fault of a kind off the board, if it is on.
  func withdraw(_ kind: Fault.Kind) -> Fault? {
    var faults = faults
    guard let index = faults.firstIndex(where: { $0.kind == kind }) else { return nil }
    let fault = faults.remove(at: index)
    replace(with: faults)
    return fault
  }
}
