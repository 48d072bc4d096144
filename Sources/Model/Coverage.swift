/// What was read, how much of it, and what was not.
public struct Coverage: Hashable, Sendable {
  /// The documents that were read, in the order in which they were met.
  public var sources: [CoveredSource]

  /// The files and members that were not read.
  public var skipped: [SkippedSource]

  /// The time to which the analysis was limited; `nil` if it was not.
  public var window: TimeWindow?

  /// Makes an account of the input.
  public init(sources: [CoveredSource] = [], skipped: [SkippedSource] = []) {
    self.sources = sources
    self.skipped = skipped
  }

  /// Whether something that may hold evidence could not be read.
  public var lacksRelevantEvidence: Bool {
    skipped.contains(where: \.isRelevant) || sources.contains(where: \.isTruncated)
  }
}

/// A document that was read.
public struct CoveredSource: Hashable, Sendable {
  /// The source as shown to people.
  public var path: String

  /// What it turned out to be.
  public var kind: DocumentKind

  /// How many bytes were read, after decompression.
  public var bytes: Int

  /// How many records, settings or nodes it holds.
  public var entries: Int

  /// How many lines belong to no record.
  public var unparsed: Int

  /// How many records lie outside the time to which the analysis was limited; they count nowhere
  /// else.
  public var outside = 0

  /// How many records there are of each level that occurs.
  public var levels: [LogLevel: Int]

  /// The earliest time in it.
  public var from: Timestamp?

  /// The latest time in it.
  public var to: Timestamp?

  /// Whether reading stopped before its end.
  public var isTruncated: Bool

  /// The source with the same content that came first; this one counts no more.
  public var sameAs: String?

  /// How its characters were written; places and bytes count in the UTF-8 made of it.
  public var encoding: TextEncoding

  /// How many bytes are no character of that encoding; they are shown as U+FFFD.
  public var invalidBytes: Int

  /// Why it was made with less than the whole, if it was; read it was to its end.
  public var excerpt: ExcerptReason?

  /// When its records at `ERROR` and above were written.
  public var errorTimes = TimeTally()

  /// What its records say in numbers, where that was asked for.
  public var statistics: SourceStatistics?

  /// Makes an account of one document.
  public init(
    path: String, kind: DocumentKind, bytes: Int, entries: Int, unparsed: Int = 0,
    levels: [LogLevel: Int] = [:], from: Timestamp? = nil, to: Timestamp? = nil,
    isTruncated: Bool = false, encoding: TextEncoding = .utf8, invalidBytes: Int = 0,
    excerpt: ExcerptReason? = nil
  ) {
    self.path = path
    self.kind = kind
    self.bytes = bytes
    self.entries = entries
    self.unparsed = unparsed
    self.levels = levels
    self.from = from
    self.to = to
    self.isTruncated = isTruncated
    self.encoding = encoding
    self.invalidBytes = invalidBytes
    self.excerpt = excerpt
  }
}

/// A file or archive member that was not read.
public struct SkippedSource: Hashable, Sendable {
  /// The source as shown to people.
  public var path: String

  /// Why it was not read.
  public var reason: SkipReason

  /// Details for people, such as the system's own message; empty if there are none.
  public var detail: String

  /// Makes an account of one file.
  public init(path: String, reason: SkipReason, detail: String = "") {
    self.path = path
    self.reason = reason
    self.detail = detail
  }

  /// Whether it may hold evidence that is now missing.
  public var isRelevant: Bool { reason.isRelevant }
}

/// Why a file or archive member was not read.
public enum SkipReason: String, Hashable, Codable, CaseIterable, Sendable {
  // Of no interest: the verdict does not change.
  case empty
  case image
  case javaArchive = "java-archive"
  case heapDump = "heap-dump"
  case binary
  case symbolicLink = "symbolic-link"
  case specialFile = "special-file"

  // Evidence may be lost: the report is partial.
  case unreadable
  case damaged
  /// Needs a password, and none was given.
  case encrypted
  /// None of the passwords that were given opens it.
  case wrongPassword = "wrong-password"
  /// Encrypted in a way that is not read, whatever the password.
  case unsupportedEncryption = "unsupported-encryption"
  case tooDeep = "too-deep"
  /// Too large to be held in memory, which its kind needs.
  case tooLarge = "too-large"
  /// The file it is in expands to more than is allowed.
  case expandsTooFar = "expands-too-far"
  /// The file it is in expands to too many times its own size.
  case ratioTooHigh = "ratio-too-high"
  case tooManyMembers = "too-many-members"
  case unsafePath = "unsafe-path"
  /// A symbolic link to a file outside the folder that was given.
  case linkOutside = "link-outside"
  case unsupportedEncoding = "unsupported-encoding"
  case unsupportedFormat = "unsupported-format"

  /// Whether evidence may be lost.
  public var isRelevant: Bool {
    switch self {
    case .empty, .image, .javaArchive, .heapDump, .binary, .symbolicLink, .specialFile: false
    case .unreadable, .damaged, .encrypted, .wrongPassword, .unsupportedEncryption, .tooDeep,
      .tooLarge, .expandsTooFar, .ratioTooHigh, .tooManyMembers, .unsafePath, .linkOutside,
      .unsupportedEncoding, .unsupportedFormat:
      true
    }
  }
}
