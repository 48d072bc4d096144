extension String {
  /// The name of an owner, cut where no real one is as long.
  ///
  /// Every setting of the owner carries its name, so that a name of a megabyte would cost
  /// as much work as there are settings.
  var asOwnerName: String {
    utf8.count <= Self.longestOwnerName ? self : String(prefix(Self.longestOwnerName / 4))
  }

  /// The path of something below this owner; where it grows too long, that of the owner.
  func appendingName(_ name: String, separator: String = "/") -> String {
    let path = isEmpty ? name : hasSuffix(separator) ? self + name : self + separator + name
    return path.utf8.count <= Self.longestOwnerName ? path : asOwnerName
  }

  private static var longestOwnerName: Int { 2_048 }
}
