public import Model

/// A JSON web token found in text, known by its header and claims; its own text is not kept.
///
/// RFC 7519 in the compact form of RFC 7515. The signature is not checked: the
/// token is evidence, not a credential.
public struct JSONWebToken: Hashable, Sendable {
  /// Whose token it is.
  public enum Kind: String, Hashable, Sendable {
    /// The assertion that an Adobe service account signs to get an access token.
    case adobeServiceAccount = "adobe-service-account"

    /// A token that Adobe's identity service issued.
    case adobeAccess = "adobe-access"

    /// Any other.
    case other
  }

  /// Its bytes in the text.
  public let bytes: Range<Int>

  /// The header: algorithm, key, type.
  public let header: JSONNode

  /// The claims; offsets in it count in the decoded claims.
  public let claims: JSONNode

  /// Whose token it is.
  public var kind: Kind {
    let isTechnicalAccount = subject?.hasSuffix("@techacct.adobe.com") == true
    if issuer?.hasSuffix("@AdobeOrg") == true, isTechnicalAccount || clientIdentifier != nil {
      return .adobeServiceAccount
    }
    let isFromIdentityService =
      issuer?.contains("adobelogin.com") == true
      || claims["as"]?.string?.hasPrefix("ims-") == true
      || header["x5u"]?.string?.hasPrefix("ims") == true
    return isFromIdentityService ? .adobeAccess : .other
  }

  /// Who issued it: the claim `iss`.
  public var issuer: String? { claims["iss"]?.string }

  /// Whom it speaks of: the claim `sub`.
  public var subject: String? { claims["sub"]?.string }

  /// Whom it is meant for: the claim `aud`, one value or several.
  public var audience: [String] {
    switch claims["aud"]?.value {
    case .string(let text): [text]
    case .array(let elements): elements.compactMap(\.string)
    default: []
    }
  }

  /// The client of Adobe's identity service, from an audience that ends in `/c/<client>`.
  public var clientIdentifier: String? {
    for address in audience {
      let parts = address.split(separator: "/", omittingEmptySubsequences: false)
      if parts.count > 2, parts[parts.count - 2] == "c" { return String(parts[parts.count - 1]) }
    }
    return claims["client_id"]?.string
  }

  /// The access that a service account asks for: claims named `https://…/s/<metascope>`, sorted.
  public var metascopes: [String] {
    let names = (claims.members ?? []).compactMap { member -> String? in
      let parts = member.key.split(separator: "/", omittingEmptySubsequences: false)
      guard member.key.hasPrefix("http"), parts.count > 2, parts[parts.count - 2] == "s" else {
        return nil
      }
      return String(parts[parts.count - 1])
    }
    return names.sorted()
  }

  /// When it ends: `exp` in seconds, or what Adobe's tokens say in milliseconds.
  public var expiry: Timestamp? {
    let utc = Timestamp.Zone.stated(offset: 0)
    if let end = Self.whole(claims["exp"]) {
      // No date in seconds has so many digits before the year 5138.
      let milliseconds = end > 100_000_000_000 ? end : end * 1_000
      return Timestamp(milliseconds: milliseconds, zone: utc)
    }
    guard let start = Self.whole(claims["created_at"]), let span = Self.whole(claims["expires_in"])
    else { return nil }
    return Timestamp(milliseconds: start + span, zone: utc)
  }

  // Adobe's tokens write numbers as strings. Beyond the year 5138 in
  // milliseconds a number is no date.
  private static func whole(_ node: JSONNode?) -> Int64? {
    guard let text = node?.scalar, let number = Double(text), number >= 0, number < 1e14 else {
      return nil
    }
    return Int64(number)
  }
}

extension JSONWebToken {
  /// The tokens in these bytes, in order; offsets count in the array the slice is of.
  public static func tokens(in text: ArraySlice<UInt8>) -> [JSONWebToken] {
    var tokens: [JSONWebToken] = []
    var position = text.startIndex
    while let found = text[position...].firstRange(of: Array("eyJ".utf8)) {
      let start = found.lowerBound
      let header = text[start...].prefix(while: isBase64)
      position = header.endIndex
      guard start == text.startIndex || !isBase64(text[start - 1]),
        position < text.endIndex, text[position] == UInt8(ascii: ".")
      else { continue }
      let claims = text[(position + 1)...].prefix(while: isBase64)
      guard claims.endIndex < text.endIndex, text[claims.endIndex] == UInt8(ascii: ".") else {
        continue
      }
      let signature = text[(claims.endIndex + 1)...].prefix(while: isBase64)
      let limit = 1 << 16
      guard header.count < limit, claims.count < limit,
        let headerNode = decode(header), headerNode["alg"] != nil || headerNode["typ"] != nil,
        let claimsNode = decode(claims), claimsNode.members != nil
      else { continue }
      position = signature.endIndex
      tokens.append(
        JSONWebToken(bytes: start..<signature.endIndex, header: headerNode, claims: claimsNode))
    }
    return tokens
  }

  private static func decode(_ part: ArraySlice<UInt8>) -> JSONNode? {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in part {
      guard let value = value(of: byte) else { return nil }
      bits = bits << 6 | value
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return try? JSONReader().read(bytes)
  }

  private static func isBase64(_ byte: UInt8) -> Bool { value(of: byte) != nil }

  private static func value(of byte: UInt8) -> UInt32? {
    switch byte {
    case 0x41...0x5A: UInt32(byte - 0x41)
    case 0x61...0x7A: UInt32(byte - 0x61 + 26)
    case 0x30...0x39: UInt32(byte - 0x30 + 52)
    case UInt8(ascii: "-"): 62
    case UInt8(ascii: "_"): 63
    default: nil
    }
  }
}
