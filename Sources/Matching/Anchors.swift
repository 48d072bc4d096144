/// The literals to search for, and whose candidates they are.
///
/// To choose them takes longer than many a diagnosis, so they are kept beside the compiled set.
struct Anchors {
  /// The literals, numbered by position.
  private(set) var literals: [[UInt8]] = []

  /// The signatures that a literal may be part of, by the literal's number.
  private(set) var candidates: [[Int]] = []

  init() {}

  init(literals: some Sequence<[UInt8]>, candidates: [[Int]]) {
    self.literals = Array(literals)
    self.candidates = candidates
  }

  /// Chooses literals for signatures.
  ///
  /// - Throws: `SignatureError` for a signature without anchors.
  init(of signatures: [TextSignature]) throws {
    var numbers: [[UInt8]: Int] = [:]
    for (number, signature) in signatures.enumerated() {
      guard let anchors = signature.anchors else { throw SignatureError.noAnchor(number) }
      for anchor in anchors {
        let part = OrdinaryWords.searchedPart(of: Array(anchor.utf8))
        if let literal = numbers[part] {
          if candidates[literal].last != number { candidates[literal].append(number) }
        } else {
          numbers[part] = literals.count
          candidates.append([number])
          literals.append(part)
        }
      }
    }
  }
}

// MARK: - Keeping

extension Anchors {
  /// What tells signatures from others: FNV-1a of 64 bits, with a byte of no text behind each text.
  static func mark(of signatures: [TextSignature]) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func put(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    for signature in signatures {
      for texts in [signature.all, signature.any, signature.none, [signature.pattern ?? ""]] {
        for text in texts {
          for byte in text.utf8 { put(byte) }
          put(0xFF)
        }
        put(0xFE)
      }
    }
    return hash
  }

  /// The mark, and then, as numbers of four bytes, the lowest first: how many literals, and for
  /// each its length, its bytes, how many candidates and which.
  func bytes(markedWith mark: UInt64) -> [UInt8] {
    var bytes = (0..<8).map { UInt8(truncatingIfNeeded: mark >> UInt64(8 * $0)) }
    func put(_ number: Int) {
      bytes += (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
    put(literals.count)
    for (literal, numbers) in zip(literals, candidates) {
      put(literal.count)
      bytes += literal
      put(numbers.count)
      for number in numbers { put(number) }
    }
    return bytes
  }

  /// What was kept for so many signatures of this mark, and the bytes behind it; `nil` if it was
  /// for others.
  static func restored(
    from bytes: [UInt8], mark: UInt64, signatures: Int
  ) -> (anchors: Anchors, rest: [UInt8])? {
    var anchors = Anchors()
    var place = 0
    func number(of length: Int) -> UInt64? {
      guard bytes.count - place >= length else { return nil }
      defer { place += length }
      return (0..<length).reduce(0) { $0 | UInt64(bytes[place + $1]) << UInt64(8 * $1) }
    }
    guard number(of: 8) == mark, let count = number(of: 4) else { return nil }
    for _ in 0..<count {
      guard let length = number(of: 4), length > 0, bytes.count - place >= length else {
        return nil
      }
      anchors.literals.append(Array(bytes[place..<place + Int(length)]))
      place += Int(length)
      var numbers: [Int] = []
      for _ in 0..<(number(of: 4) ?? 0) {
        guard let number = number(of: 4), number < signatures else { return nil }
        numbers.append(Int(number))
      }
      anchors.candidates.append(numbers)
    }
    return (anchors, Array(bytes[place...]))
  }
}
