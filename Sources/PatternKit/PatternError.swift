import CPCRE2

/// Why a pattern cannot be compiled, and where.
public struct PatternError: Error, Hashable, Sendable {
  /// The pattern as written.
  public var pattern: String

  /// The offset in bytes of its UTF-8 at which compilation stopped.
  public var offset: Int

  /// What the library says, in English.
  public var message: String
}

/// Why a subject was not searched to its end.
public enum MatchError: Error, Hashable, Sendable {
  /// A limit of the matcher was hit; whether the pattern matches is not known.
  case limitExceeded

  /// The subject or the starting offset is not valid UTF-8.
  case invalidUTF8

  /// The library refused for another reason, with its own code and English message.
  case failed(code: Int32, message: String)

  init(code: Int32) {
    switch code {
    case PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_DEPTHLIMIT, PCRE2_ERROR_HEAPLIMIT,
      PCRE2_ERROR_JIT_STACKLIMIT:
      self = .limitExceeded
    case PCRE2_ERROR_UTF8_ERR21...PCRE2_ERROR_UTF8_ERR1, PCRE2_ERROR_BADUTFOFFSET:
      self = .invalidUTF8
    default:
      self = .failed(code: code, message: message(of: code))
    }
  }
}

/// The library's own wording of one of its codes.
func message(of code: Int32) -> String {
  var buffer = [UInt8](repeating: 0, count: 256)
  let length = unsafe buffer.withUnsafeMutableBufferPointer { buffer in
    unsafe pcre2_get_error_message_8(code, buffer.baseAddress, buffer.count)
  }
  guard length > 0 else { return "error \(code)" }
  return String(decoding: buffer.prefix(Int(length)), as: UTF8.self)
}
