import Intake
import Model
import Reading
import Rules

extension RepairPlan {
  /// What a document needs that was pasted, wrapped or copied from elsewhere.
  init?(_ document: Document, kind: DocumentKind) {
    self.init(
      head: document.head, isWhole: document.head.count < 1 << 16, kind: kind,
      name: document.name)
  }
}

extension RepairedDocument {
  /// Captured values whose ranges count in the record as it came.
  ///
  /// - Parameters:
  ///   - start: Where the record starts in the repaired text.
  ///   - place: Where it stands in the document as it came.
  func originals(
    of captures: [String: CapturedValue], inRecordAt start: Int, place: Place
  ) -> [String: CapturedValue] {
    captures.mapValues { value in
      guard let range = value.range else { return value }
      let bytes = self.place(of: start + range.lowerBound..<start + range.upperBound).bytes
      let origin = place.bytes.lowerBound
      var moved = value
      moved.range =
        bytes.lowerBound < origin
        ? nil : bytes.lowerBound - origin..<bytes.upperBound - origin
      return moved
    }
  }
}
