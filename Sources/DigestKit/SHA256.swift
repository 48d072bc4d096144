import CCrypto

/// A running SHA-256 (FIPS 180-4) over bytes that come in pieces.
@safe public struct SHA256: ~Copyable {
  private let context: OpaquePointer

  /// Starts with no bytes.
  public init() {
    guard let context = unsafe EVP_MD_CTX_new(),
      unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1
    else { fatalError("libcrypto gives no SHA-256") }
    unsafe self.context = context
  }

  deinit {
    unsafe EVP_MD_CTX_free(context)
  }

  /// Takes the next piece.
  public mutating func update(_ piece: Span<UInt8>) {
    let result = unsafe piece.withUnsafeBufferPointer { piece in
      unsafe EVP_DigestUpdate(context, piece.baseAddress, piece.count)
    }
    precondition(result == 1, "libcrypto refuses to hash")
  }

  /// Ends the sequence and gives its fingerprint.
  public consuming func finalize() -> Digest {
    var bytes = [UInt8](repeating: 0, count: 32)
    let result = unsafe bytes.withUnsafeMutableBufferPointer { bytes in
      unsafe EVP_DigestFinal_ex(context, bytes.baseAddress, nil)
    }
    precondition(result == 1, "libcrypto refuses to hash")
    return Digest(bytes: bytes)
  }

  /// The fingerprint of bytes that are there already.
  public static func digest(of bytes: Span<UInt8>) -> Digest {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finalize()
  }

  /// The fingerprint of bytes that are there already.
  public static func digest(of bytes: [UInt8]) -> Digest {
    digest(of: bytes.span)
  }
}
