import Model
import Reading

/// A tree of exceptions as indented lines, for comparison with what a person expects.
func outline(_ text: String, limits: ExceptionTree.Limits = .init()) -> [String] {
  let bytes = Array(text.utf8)
  let tree = ExceptionTree(of: 0..<bytes.count, in: bytes.span, limits: limits)
  func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
  var depths: [Int] = []
  var lines: [String] = []
  for throwable in tree.throwables {
    let depth = throwable.parent.map { depths[$0] + 1 } ?? 0
    depths.append(depth)
    let indentation = String(repeating: "  ", count: depth)
    var line = "\(indentation)\(throwable.relation) \(throwable.className.map(string) ?? "?")"
    if let message = throwable.message { line += ": \(string(message))" }
    lines.append(line)
    for frame in throwable.frames.map({ tree.frames[$0] }) {
      var line = "\(indentation)- \(string(frame.className)) \(string(frame.method))"
      if let module = frame.module { line += " in \(string(module))" }
      if let file = frame.file { line += " \(string(file))" }
      if let number = frame.line { line += " \(number)" }
      if frame.isNative { line += " native" }
      if let bundle = frame.bundle, let version = frame.version {
        line += " of \(string(bundle)) \(string(version))"
      }
      lines.append(line)
    }
    if throwable.omittedFrames > 0 { lines.append("\(indentation)... \(throwable.omittedFrames)") }
  }
  return lines
}

/// The tree of a text, with the text's bytes.
func tree(_ text: String) -> (tree: ExceptionTree, bytes: [UInt8]) {
  let bytes = Array(text.utf8)
  return (ExceptionTree(of: 0..<bytes.count, in: bytes.span), bytes)
}
