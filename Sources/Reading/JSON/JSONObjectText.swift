/// A document that is one JSON object, as far as it can be read.
struct JSONObjectText {
  /// The object's members; one that an error cut short holds what stood before.
  private(set) var members: [JSONNode.Member] = []

  /// The object.
  private(set) var node: JSONNode?

  /// What is wrong with the document.
  private(set) var problem: ReadingProblem?

  init(_ bytes: [UInt8], path: String) {
    let (node, error) = JSONReader().readAsFarAsPossible(bytes)
    if let error {
      problem = ReadingProblem(.json(error.kind), at: error.offset, in: bytes, of: path)
    }
    self.node = node
    if let found = node?.members {
      members = found
    } else if problem == nil {
      problem = ReadingProblem(.object, at: node?.bytes.lowerBound ?? 0, in: bytes, of: path)
    }
  }
}
