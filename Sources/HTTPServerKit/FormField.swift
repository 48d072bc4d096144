/// One field of a form, or one parameter of a query.
public struct FormField: Hashable, Sendable {
  /// The name.
  public var name: String

  /// The value.
  public var value: [UInt8]

  /// The name that the client gave the file, if the field is one. It is no path.
  public var fileName: String?

  /// The type that the client stated.
  public var contentType: String?

  /// Makes a field.
  public init(
    name: String, value: [UInt8], fileName: String? = nil, contentType: String? = nil
  ) {
    self.name = name
    self.value = value
    self.fileName = fileName
    self.contentType = contentType
  }

  /// The value as text; bytes that are no UTF-8 are replaced.
  public var text: String { String(decoding: value, as: UTF8.self) }
}

/// What keeps a form from being read.
public enum FormProblem: Error, Hashable, Sendable {
  /// A percent sign without two hexadecimal digits behind it.
  case badEscape

  /// A multipart body without a usable boundary in its type.
  case noBoundary

  /// A part whose header is too long or does not name its field.
  case badPart

  /// The body ends before its last boundary.
  case incomplete

  /// More fields than anyone fills in.
  case tooManyFields
}

extension [FormField] {
  /// The most fields a form may have.
  static let largestCount = 10_000

  /// Reads `application/x-www-form-urlencoded` (URL Standard, section 5.1).
  public init(urlEncoded bytes: some Sequence<UInt8>) throws(FormProblem) {
    self.init()
    for pair in Array<UInt8>(bytes).split(separator: UInt8(ascii: "&")) {
      guard count < Self.largestCount else { throw .tooManyFields }
      let mark = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
      let name = try PercentEncoding.decode(pair[..<mark], plusIsSpace: true)
      let value = try PercentEncoding.decode(pair[mark...].dropFirst(), plusIsSpace: true)
      append(FormField(name: String(decoding: name, as: UTF8.self), value: value))
    }
  }

  /// Reads a form by the type that its header states; `nil` if that is no form.
  init?(contentType: String?, body: [UInt8]) throws(FormProblem) {
    let type = (contentType ?? "").prefix { $0 != ";" }.trimmingSpace.lowercased()
    switch type {
    case "application/x-www-form-urlencoded":
      try self.init(urlEncoded: body)
    case "multipart/form-data":
      try self.init(multipart: body, contentType: contentType ?? "")
    default:
      return nil
    }
  }

  private init(multipart body: [UInt8], contentType: String) throws(FormProblem) {
    self.init()
    var reader = try MultipartReader(contentType: contentType)
    let events = try reader.take(body)
    try reader.finish()
    for event in events {
      switch event {
      case .part(let part):
        guard count < Self.largestCount else { throw .tooManyFields }
        append(part)
      case .bytes(let bytes): self[count - 1].value += bytes
      case .endOfPart: break
      }
    }
  }
}

/// Percent-encoding of RFC 3986, section 2.1.
public enum PercentEncoding {
  /// Takes the encoding away.
  public static func decode(
    _ bytes: some Sequence<UInt8>, plusIsSpace: Bool = false
  ) throws(FormProblem) -> [UInt8] {
    var decoded: [UInt8] = []
    var rest = bytes.makeIterator()
    while let byte = rest.next() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = rest.next().flatMap(digit), let low = rest.next().flatMap(digit) else {
          throw .badEscape
        }
        decoded.append(high << 4 | low)
      case UInt8(ascii: "+") where plusIsSpace: decoded.append(0x20)
      default: decoded.append(byte)
      }
    }
    return decoded
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    Character(Unicode.Scalar(byte)).hexDigitValue.map { UInt8($0) }
  }
}

extension StringProtocol {
  /// The text without spaces and tabs at its ends.
  var trimmingSpace: String {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    return String(drop(while: isSpace).reversed().drop(while: isSpace).reversed())
  }
}
