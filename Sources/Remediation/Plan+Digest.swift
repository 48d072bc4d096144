import DigestKit
public import RemedyProtocol

extension Plan {
  /// The SHA-256 of the plan's canonical JSON, `sha256:` and 64 hex digits.
  public func digest() throws -> String {
    "sha256:" + SHA256.digest(of: try canonicalJSON()).hex
  }
}
