import Model
import Reading
import TestSupport
import Testing

/// A request.log of two pods with the habits of real ones, from a seed.
///
/// Numbers occur on both pods, responses may stand before their requests, some requests stay
/// unanswered, and an instance that starts anew counts from the beginning.
struct RequestLogSample {
  private(set) var lines: [String] = []

  init(seed: UInt64, requests: Int = 300) {
    var random = SplitMix64(seed: seed)
    for pod in ["cm-p1-e2-aem-author-7c-x", "cm-p1-e2-aem-author-7c-y"] {
      var second = 0
      var number = 100
      for _ in 0..<requests {
        second += Int.random(in: 0...1, using: &random)
        if Int.random(in: 0..<150, using: &random) == 0 { number = 100 }
        number += 1
        let duration = Int.random(in: 0..<4_000, using: &random)
        let request =
          "\(Self.time(second)) [\(number)] -> GET /a/\(number)?[x] HTTP/1.1 [\(pod)]"
        let end = Self.time(second + (duration + Int.random(in: 0..<1_000, using: &random)) / 1_000)
        let response = "\(end) [\(number)] <- 200 text/html; charset=x \(duration)ms [\(pod)]"
        switch Int.random(in: 0..<20, using: &random) {
        case 0: lines.append(request)
        case 1: lines.append(response)
        case 2..<8: lines += [response, request]
        default: lines += [request, response]
        }
      }
    }
    // Lines of the two pods mix, and neighbours change places.
    let half = lines.count / 2
    lines = (0..<half).flatMap { [lines[$0], lines[half + $0]] }
    for _ in 0..<half {
      let place = Int.random(in: 0..<lines.count - 1, using: &random)
      lines.swapAt(place, place + 1)
    }
  }

  private static func time(_ second: Int) -> String {
    let digits = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    return
      "29/Mar/2026:\(digits(second / 3600)):\(digits(second / 60 % 60)):\(digits(second % 60)) +0000"
  }

  /// The lines that belong together, found by splitting text and looking at everything before.
  var naive: (pairs: Set<[Int]>, unanswered: [Int]) {
    var pairs: Set<[Int]> = []
    var open: [String: (line: Int, time: String, isResponse: Bool)] = [:]
    var lost: [Int] = []
    for (index, line) in lines.enumerated() {
      let words = line.split(separator: " ")
      let key = "\(words.last ?? "") \(words[2])"
      let (time, isResponse) = (String(words[0]), words[3] == "<-")
      guard let other = open[key] else {
        open[key] = (index + 1, time, isResponse)
        continue
      }
      let (request, response) = isResponse ? (other.time, time) : (time, other.time)
      if other.isResponse != isResponse, response >= request {
        pairs.insert(isResponse ? [other.line, index + 1] : [index + 1, other.line])
        open[key] = nil
      } else if !(isResponse && !other.isResponse) {
        if !other.isResponse { lost.append(other.line) }
        open[key] = (index + 1, time, isResponse)
      }
    }
    return (pairs, open.values.filter { !$0.isResponse }.map(\.line).sorted())
  }
}

struct RequestPairingTests {
  private func pair(
    _ lines: [String], with pairing: inout RequestPairing
  ) -> [RequestPairing.Pair] {
    let bytes = Array(lines.joined(separator: "\n").utf8)
    var pairs: [RequestPairing.Pair] = []
    var start = 0
    for (index, line) in lines.enumerated() {
      let end = start + line.utf8.count
      if let pair = pairing.read(start..<end, line: index + 1, offset: 1_000, in: bytes.span) {
        pairs.append(pair)
      }
      start = end + 1
    }
    return pairs
  }

  @Test(
    "requests of two pods meet the responses that a naive pairing gives them",
    arguments: 0..<40 as Range<UInt64>)
  func twoPods(seed: UInt64) {
    let sample = RequestLogSample(seed: seed)
    var pairing = RequestPairing()
    let pairs = pair(sample.lines, with: &pairing)
    let naive = sample.naive
    #expect(Set(pairs.map { [$0.request.line, $0.response.line] }) == naive.pairs)
    #expect(pairs.count == naive.pairs.count && pairing.pairs == pairs.count)
    #expect(pairing.unanswered.map(\.line) == naive.unanswered)
    #expect(pairs.count > 400)
    #expect(pairs.contains { $0.response.line < $0.request.line })
    let requests = sample.lines.count { $0.contains("->") }
    #expect(requests == pairs.count + pairing.unanswered.count + pairing.requestsGivenUp)
    let responses = sample.lines.count - requests
    #expect(
      responses == pairs.count + pairing.waitingResponses + pairing.responsesWithoutRequest)
  }

  @Test("a pair knows its places, its status and its duration")
  func places() throws {
    var pairing = RequestPairing()
    let lines = [
      "20/Nov/2026:10:00:33 +0000 [1063] <- 500 text/html 33550ms",
      "20/Nov/2026:10:00:00 +0000 [1063] -> GET /a HTTP/1.1",
    ]
    let pair = try #require(pair(lines, with: &pairing).first)
    #expect(pair.exchange == Exchange(status: 500, duration: 33_550))
    #expect(pair.request.line == 2 && pair.response.line == 1)
    #expect(pair.response.bytes == 1_000..<1_000 + lines[0].utf8.count)
    #expect(pair.response.time > pair.request.time)
    #expect(pairing.unanswered.isEmpty)
  }

  @Test("without pods the number alone joins; the same number on a pod is another request")
  func pods() {
    var pairing = RequestPairing()
    let lines = [
      "20/Nov/2026:10:00:00 +0000 [1] -> GET /a HTTP/1.1",
      "20/Nov/2026:10:00:00 +0000 [1] <- 200 - 1ms [pod-1]",
      "20/Nov/2026:10:00:00 +0000 [1] -> GET /b HTTP/1.1 [pod-2]",
    ]
    #expect(pair(lines, with: &pairing).isEmpty)
    #expect(pairing.unanswered.map(\.line) == [1, 3])
    #expect(pairing.waitingResponses == 1)
  }

  @Test("a response from before the instance started anew is not taken for a later request's")
  func restart() {
    var pairing = RequestPairing()
    let lines = [
      "20/Nov/2026:10:00:00 +0000 [1] <- 200 - 1ms",
      "20/Nov/2026:11:00:00 +0000 [1] -> GET /a HTTP/1.1",
      "20/Nov/2026:11:00:01 +0000 [1] <- 200 - 1000ms",
    ]
    let pairs = pair(lines, with: &pairing)
    #expect(pairs.map(\.response.line) == [3])
    #expect(pairing.responsesWithoutRequest == 1)
  }

  @Test("no more records wait than are allowed, and those given up are counted")
  func capacity() {
    var pairing = RequestPairing(capacity: 100)
    let lines = (0..<10_000).map { "20/Nov/2026:10:00:00 +0000 [\($0)] -> GET /a HTTP/1.1" }
    #expect(pair(lines, with: &pairing).isEmpty)
    #expect(pairing.unanswered.map(\.line) == Array(9_901...10_000))
    #expect(pairing.requestsGivenUp == 9_900)
  }

  @Test("what is no record of the log changes nothing")
  func noise() {
    var pairing = RequestPairing()
    let lines = ["", "words", "20/Nov/2026:10:00:00 +0000 [99999999999999999999] -> GET / x"]
    #expect(pair(lines, with: &pairing).isEmpty && pairing.unanswered.isEmpty)
  }
}
