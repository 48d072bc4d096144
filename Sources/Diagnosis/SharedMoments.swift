import Matching
import Model
import Reading

/// When a machine logged the id of a request or of a transfer.
struct SharedMoment: Hashable, Sendable {
  /// The id, as a digest of its text.
  var identifier: UInt64

  var time: Timestamp
}

/// The ids that machines logged, by machine, to tell how far their clocks lie apart.
struct SharedMoments: Sendable {
  // A median needs no more.
  private static let capacity = 20_000
  private static let mostMachines = 64

  /// The fewest ids that two machines must share.
  static let fewest = 5

  private var machines: [String: [UInt64: Timestamp]] = [:]

  /// Adds what a log of a machine tells.
  mutating func add(_ moments: [SharedMoment], of machine: String) {
    for moment in moments { add(moment.time, of: moment.identifier, by: machine) }
  }

  /// Adds what later input tells.
  mutating func append(contentsOf later: SharedMoments) {
    for (machine, moments) in later.machines.sorted(by: { $0.key < $1.key }) {
      for (identifier, time) in moments.sorted(by: { $0.key < $1.key }) {
        add(time, of: identifier, by: machine)
      }
    }
  }

  /// Replaces every time.
  mutating func mapTimes(_ transform: (Timestamp) -> Timestamp) {
    machines = machines.mapValues { $0.mapValues(transform) }
  }

  // Who tries again logs an id again; the first time counts.
  private mutating func add(_ time: Timestamp, of identifier: UInt64, by machine: String) {
    guard machines[machine] != nil || machines.count < Self.mostMachines else { return }
    if let known = machines[machine]?[identifier] {
      if time < known { machines[machine]?[identifier] = time }
    } else if machines[machine]?.count ?? 0 < Self.capacity {
      machines[machine, default: [:]][identifier] = time
    }
  }

  /// How far the clocks of every two machines lie apart, where enough ids agree on it.
  var offsets: [ClockOffset] {
    let names = machines.keys.sorted()
    return names.indices.flatMap { first in
      names[(first + 1)...].compactMap { offset(between: names[first], and: $0) }
    }
  }

  private func offset(between first: String, and second: String) -> ClockOffset? {
    guard let one = machines[first], let other = machines[second] else { return nil }
    var differences: [Int64] = []
    var isZoneAssumed = false
    for (identifier, time) in one {
      guard let answer = other[identifier] else { continue }
      differences.append(answer.milliseconds - time.milliseconds)
      if time.isZoneAssumed || answer.isZoneAssumed { isZoneAssumed = true }
    }
    guard differences.count >= Self.fewest else { return nil }
    differences.sort()
    let count = differences.count
    let isReversed = differences[count / 2] < 0
    if isReversed { differences = differences.reversed().map { -$0 } }
    let (lower, upper) = (differences[count / 4], differences[(3 * count - 1) / 4])
    let median = (differences[(count - 1) / 2] + differences[count / 2]) / 2
    // Ids that name no single event lie anywhere.
    guard upper - lower <= max(60_000, median / 10) else { return nil }
    return ClockOffset(
      earlier: isReversed ? second : first, later: isReversed ? first : second, shared: count,
      median: median, lowerQuartile: lower, upperQuartile: upper, isZoneAssumed: isZoneAssumed)
  }
}

// MARK: - Machines

extension SharedMoments {
  private static let roles = ["author", "publish", "publisher", "preview", "dispatcher", "cdn"]

  /// The machine that a path says its log is of: what it starts with, up to the last word for
  /// what machines do, such as `logs/publish2` of `logs/publish2/error.log`.
  static func machine(ofLog path: String) -> String? {
    let bytes = Array(path.utf8)
    var end = bytes.count
    while end > 0 {
      let start = (bytes[..<end].lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1
      if let last = endOfRole(in: bytes, start..<end) {
        return String(decoding: bytes[..<last], as: UTF8.self)
      }
      end = start - 1
    }
    return nil
  }

  private static func endOfRole(in bytes: [UInt8], _ name: Range<Int>) -> Int? {
    let isLetter = { (index: Int) in
      name.contains(index) && (0x61...0x7A).contains(bytes[index] | 0x20)
    }
    let isDigit = { (index: Int) in name.contains(index) && (0x30...0x39).contains(bytes[index]) }
    var found: Int?
    var start = name.lowerBound
    while start < name.upperBound {
      var end = start
      while isLetter(end) { end += 1 }
      var word = String(decoding: bytes[start..<end], as: UTF8.self).lowercased()
      if word.hasPrefix("aem") { word.removeFirst(3) }
      if roles.contains(word) {
        // Its number, as `1`, `-1` or `_02`; a date is none.
        let digits = isDigit(end) || end >= name.upperBound ? end : end + 1
        var last = digits
        while isDigit(last) { last += 1 }
        found = (1...3).contains(last - digits) ? last : end
      }
      start = max(end, start + 1)
    }
    return found
  }
}

// MARK: - Ids

/// One thread's means to find ids of requests and transfers that several machines log.
final class IdentifierScanner {
  /// What stands before an id. The package of a content distribution is its own mark.
  private static let marks: [(text: String, shortest: Int)] = [
    ("dstrpck-", 24), ("unique_id \"", 16), ("\"rid\":", 8), ("x-request-id", 8),
    ("X-Request-Id", 8), ("X-Request-ID", 8), ("requestId", 16), ("request_id", 16),
    ("correlationId", 16), ("correlation-id", 16), ("transactionId", 16),
  ]

  private static let literals = try? SignatureSet.Engine.fastest.database(
    of: marks.map { Array($0.text.utf8) })

  private let scanner: any LiteralScanner

  /// Prepares one thread; `nil` where nothing can be searched for.
  init?() {
    guard let scanner = try? Self.literals?.makeScanner() else { return nil }
    self.scanner = scanner
  }

  /// The ids in the first lines of records that tell their time.
  func moments(
    in bytes: [UInt8], _ range: Range<Int>, as format: any LogFormat
  ) -> [SharedMoment] {
    var moments: [SharedMoment] = []
    // What stopped it is no loss: an estimate lacks some ids.
    try? scanner.scan(bytes, in: range) { literal, end in
      guard literal < Self.marks.count,
        let value = Self.value(behind: end, mark: Self.marks[literal], in: bytes, range),
        let time = Self.time(ofRecordAround: value.lowerBound, as: format, in: bytes, range)
      else { return }
      var digest = ContentDigest()
      digest.add(bytes, in: value)
      moments.append(SharedMoment(identifier: digest.value, time: time))
    }
    return moments
  }

  // `unique_id "ab…"`, `X-Request-ID: ab…`, `requestId=ab…`: letters, digits and some signs,
  // at least one digit.
  private static func value(
    behind end: Int, mark: (text: String, shortest: Int), in bytes: [UInt8], _ range: Range<Int>
  ) -> Range<Int>? {
    var start = end
    if mark.text.hasSuffix("-") {
      start -= mark.text.utf8.count
    } else {
      while start < range.upperBound, start - end < 4, " :=\"'[(".utf8.contains(bytes[start]) {
        start += 1
      }
    }
    var last = start
    var hasDigit = false
    while last < range.upperBound, last - start < 128, isOfValue(bytes[last]) {
      if (0x30...0x39).contains(bytes[last]) { hasDigit = true }
      last += 1
    }
    return hasDigit && last - start >= mark.shortest ? start..<last : nil
  }

  private static func isOfValue(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "@")
  }

  private static func time(
    ofRecordAround place: Int, as format: any LogFormat, in bytes: [UInt8], _ range: Range<Int>
  ) -> Timestamp? {
    var start = place
    let limit = max(range.lowerBound, place - 65_536)
    while start > limit, bytes[start - 1] != 0x0A { start -= 1 }
    guard start == range.lowerBound || bytes[start - 1] == 0x0A,
      format.startsRecord(atLine: start, in: bytes.span)
    else { return nil }
    return format.stamp(ofRecordAt: start, in: bytes.span).time
  }
}

// MARK: - Notes

extension Note {
  /// How far the clocks of two machines lie apart.
  static func clockOffset(_ offset: ClockOffset) -> Note {
    let median = seconds(offset.median)
    let (lower, upper) = (seconds(offset.lowerQuartile), seconds(offset.upperQuartile))
    let (one, other) = (offset.earlier, offset.later)
    var text = LocalizedText(
      en: "\(other) logs the same ids \(median.en) s later than \(one) (the median of"
        + " \(offset.shared); the middle half \(lower.en) to \(upper.en) s): that is how far"
        + " the clocks lie apart, the way between them included; no time was changed",
      fr: "\(other) note les mêmes identifiants \(median.fr)\u{A0}s après \(one) (médiane de"
        + " \(offset.shared)\u{A0}; moitié centrale de \(lower.fr) à \(upper.fr)\u{A0}s)\u{A0}:"
        + " c’est l’écart des deux horloges, temps de trajet compris\u{A0}; aucune heure n’a été"
        + " modifiée",
      ja: "\(other) は同じ ID を \(one) より \(median.ja) 秒遅く記録しています（\(offset.shared)"
        + " 件の中央値。中央の半数は \(lower.ja)～\(upper.ja) 秒）。これは両者の時計のずれで、"
        + "伝送にかかった時間を含みます。時刻は補正していません")
    let quarter = Int64(900_000)
    let rest = offset.median % quarter
    if offset.isZoneAssumed, offset.median > quarter / 2, min(rest, quarter - rest) < 60_000 {
      text.en += "; whole quarters of an hour speak for different time zones"
      text.fr += "\u{A0}; des quarts d’heure entiers indiquent plutôt des fuseaux différents"
      text.ja += "。15 分単位の差は、タイムゾーンの違いと考えられます"
    }
    return Note(code: "clock-offset", text: text)
  }

  /// Milliseconds in seconds, with one place behind the point.
  private static func seconds(_ milliseconds: Int64) -> LocalizedText {
    let tenths = (milliseconds.magnitude + 50) / 100
    let sign = milliseconds < 0 && tenths > 0 ? "-" : ""
    let (whole, rest) = tenths.quotientAndRemainder(dividingBy: 10)
    return LocalizedText(
      en: "\(sign)\(whole).\(rest)", fr: "\(sign)\(whole),\(rest)", ja: "\(sign)\(whole).\(rest)")
  }
}
