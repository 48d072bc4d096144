/// The automaton of Aho and Corasick over a set of byte strings.
///
/// It stands in where Vectorscan cannot run, at about a fifth of its speed, and
/// checks it in the tests. After A. Aho, M. Corasick, "Efficient string
/// matching: an aid to bibliographic search", CACM 18(6), 1975; the failure
/// links are folded into a complete transition table over byte classes.
public struct AhoCorasick: LiteralDatabase {
  /// For each byte, the column it takes in the table; bytes of no literal share column 0.
  private let byteClass: [UInt8]

  private let classCount: Int

  /// The next state by `state * classCount + class`.
  private let transitions: [Int32]

  /// The literals that end in a state.
  private let endings: [[Int32]]

  /// Whether a state ends a literal, asked once per byte.
  private let isEnding: [Bool]

  /// Prepares a set of byte strings; the index of each becomes its number in hits.
  ///
  /// - Parameter literals: None of them empty.
  /// - Complexity: Memory is the sum of the lengths times the number of distinct bytes.
  public init(literals: [[UInt8]]) {
    var byteClass = [UInt8](repeating: 0, count: 256)
    var classCount = 1
    for byte in Set(literals.joined()).sorted() {
      // With all 256 bytes in use the last shares column 0, which no other byte then has.
      byteClass[Int(byte)] = UInt8(truncatingIfNeeded: classCount)
      classCount = min(classCount + 1, 256)
    }
    let absent: Int32 = -1
    var next = [[Int32]](repeating: [Int32](repeating: absent, count: classCount), count: 1)
    var endings: [[Int32]] = [[]]
    for (number, literal) in literals.enumerated() {
      var state = 0
      for byte in literal {
        let column = Int(byteClass[Int(byte)])
        if next[state][column] == absent {
          next[state][column] = Int32(next.count)
          next.append([Int32](repeating: absent, count: classCount))
          endings.append([])
        }
        state = Int(next[state][column])
      }
      endings[state].append(Int32(number))
    }

    // Breadth first, so that the state a failure leads to is complete already.
    var failure = [Int](repeating: 0, count: next.count)
    var queue: [Int] = []
    for column in 0..<classCount {
      if next[0][column] == absent {
        next[0][column] = 0
      } else {
        queue.append(Int(next[0][column]))
      }
    }
    var position = 0
    while position < queue.count {
      let state = queue[position]
      position += 1
      endings[state] += endings[failure[state]]
      for column in 0..<classCount {
        let fallback = next[failure[state]][column]
        if next[state][column] == absent {
          next[state][column] = fallback
        } else {
          let child = Int(next[state][column])
          failure[child] = Int(fallback)
          queue.append(child)
        }
      }
    }

    self.byteClass = byteClass
    self.classCount = classCount
    self.transitions = Array(next.joined())
    self.endings = endings
    self.isEnding = endings.map { !$0.isEmpty }
  }

  /// A scanner; it needs no memory of its own.
  public func makeScanner() -> any LiteralScanner {
    Scanner(automaton: self)
  }

  private final class Scanner: LiteralScanner {
    private let automaton: AhoCorasick

    init(automaton: AhoCorasick) {
      self.automaton = automaton
    }

    func scan(
      _ bytes: [UInt8], in range: Range<Int>, onHit: (_ literal: Int, _ end: Int) -> Void
    ) {
      var state = 0
      let classCount = automaton.classCount
      for offset in range {
        let column = Int(automaton.byteClass[Int(bytes[offset])])
        state = Int(automaton.transitions[state * classCount + column])
        if automaton.isEnding[state] {
          for literal in automaton.endings[state] { onHit(Int(literal), offset + 1) }
        }
      }
    }
  }
}
