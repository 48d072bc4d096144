import CStemmer

/// A Snowball stemmer: cuts a word down to what its inflections share.
///
/// One object works for one thread at a time. The algorithms are those of
/// snowballstem.org, as compiled into libstemmer.
@safe public final class Stemmer {
  /// The languages it knows.
  public enum Algorithm: String, Sendable {
    /// Porter's second stemmer for English.
    case english

    /// The French stemmer; it uses the accents, so fold them afterwards.
    case french
  }

  private let stemmer: OpaquePointer

  /// Makes a stemmer for words in UTF-8.
  public init(_ algorithm: Algorithm) {
    guard let stemmer = unsafe sb_stemmer_new(algorithm.rawValue, "UTF_8") else {
      fatalError("libstemmer lacks \(algorithm.rawValue)")
    }
    unsafe self.stemmer = stemmer
  }

  deinit {
    unsafe sb_stemmer_delete(stemmer)
  }

  /// The stem of one word in lower case; anything longer than a word stays as it is.
  public func stem(_ word: String) -> String {
    var word = word
    return word.withUTF8 { bytes in
      guard bytes.count <= 100, let size = Int32(exactly: bytes.count),
        let stem = unsafe sb_stemmer_stem(stemmer, bytes.baseAddress, size)
      else { return unsafe String(decoding: bytes, as: UTF8.self) }
      let length = unsafe Int(sb_stemmer_length(stemmer))
      return unsafe String(
        decoding: UnsafeBufferPointer(start: stem, count: length), as: UTF8.self)
    }
  }
}
