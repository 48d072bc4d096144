import Model

struct EvidenceDocument: Codable {
  struct Origin: Codable {
    let type: String
    let bytes: ByteRange
  }

  let signature: String
  let source: String
  let line: Int
  let bytes: ByteRange
  let time: String?
  let zone: AssumedZone?
  let excerpt: String
  let captures: [String: String]
  let origins: [String: Origin]?
  let repairs: [Repair]?

  init(_ evidence: Evidence) {
    signature = evidence.signature
    source = evidence.place.source
    line = evidence.place.line
    bytes = ByteRange(evidence.place.bytes)
    time = evidence.time?.iso8601
    zone = AssumedZone(of: evidence.time)
    excerpt = evidence.excerpt.text
    captures = evidence.captures
    let places = evidence.origins.mapValues { Origin(type: $0.type, bytes: ByteRange($0.bytes)) }
    origins = places.isEmpty ? nil : places
    repairs = evidence.repairs.isEmpty ? nil : evidence.repairs
  }

  var evidence: Evidence {
    var evidence = Evidence(
      signature: signature, place: Place(source: source, line: line, bytes: bytes.range),
      time: Timestamp(written: time, zone), excerpt: Excerpt(text: excerpt), captures: captures,
      origins: (origins ?? [:]).mapValues {
        CaptureOrigin(type: $0.type, bytes: $0.bytes.range)
      })
    evidence.repairs = repairs ?? []
    return evidence
  }
}

struct PlaceDocument: Codable {
  let source: String
  let line: Int
  let bytes: ByteRange

  init(_ place: Place) {
    source = place.source
    line = place.line
    bytes = ByteRange(place.bytes)
  }

  var place: Place { Place(source: source, line: line, bytes: bytes.range) }
}

/// The bytes of a source from a start to an end that is excluded, as a list of two.
struct ByteRange: Codable, Equatable {
  let range: Range<Int>

  init(_ range: Range<Int>) { self.range = range }

  /// What is no range counts as empty.
  init(from decoder: any Decoder) throws {
    let bytes = try decoder.singleValueContainer().decode([Int].self)
    let isRange = bytes.count == 2 && bytes[0] >= 0 && bytes[0] <= bytes[1]
    range = isRange ? bytes[0]..<bytes[1] : 0..<0
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode([range.lowerBound, range.upperBound])
  }
}

/// Said of times whose log states no offset.
enum AssumedZone: String, Codable, CaseIterable {
  case assumed

  /// `nil` if every time that there is states its own.
  init?(of times: Timestamp?...) {
    guard times.contains(where: { $0?.isZoneAssumed == true }) else { return nil }
    self = .assumed
  }
}

extension Timestamp {
  /// Reads back a time that may be absent; what is no time counts as absent.
  init?(written text: String?, _ zone: AssumedZone?) {
    guard let text, let time = Timestamp(iso8601: text) else { return nil }
    self.init(
      milliseconds: time.milliseconds,
      zone: zone == .assumed ? .assumed(offset: time.zone.offset) : time.zone)
  }
}
