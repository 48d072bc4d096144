import CArchive

/// Reads the members of an archive one after the other, without writing anything anywhere.
///
/// Zip, tar and 7-Zip, each also inside gzip, bzip2, xz or zstd; or a single
/// compressed file. Only the current member can be read. Members keep the order
/// of the archive. Zip files opened by path are read by their central
/// directory; from a byte source, and where the directory is missing, front to
/// back by their local headers.
///
/// Not `Sendable`: one task owns it.
@safe public final class ArchiveReader {
  /// How the bytes are laid out.
  public enum Layout: Sendable {
    /// Many members: zip, tar, 7-Zip, compressed or not.
    case archive

    /// One compressed file (gzip, bzip2, xz, zstd), read as a single member named `data`.
    case compressedFile
  }

  /// Fills the buffer from its start and gives the number of bytes, 0 at the end.
  public typealias ByteSource = (_ buffer: inout [UInt8]) throws -> Int

  private let handle: OpaquePointer
  private let feed: Feed?
  private let hasPasswords: Bool
  private var hasEntry = false
  private var isEntryEncrypted = false
  private var hasEnded = false

  // The block last lent by the library; valid until its next call.
  private var block: UnsafeRawBufferPointer = unsafe UnsafeRawBufferPointer(start: nil, count: 0)
  // Zeros that stand before the block where the member is sparse.
  private var gap = 0
  private var position = 0

  /// Opens an archive file.
  ///
  /// - Throws: ``ArchiveError``.
  public init(path: String, layout: Layout = .archive, passwords: [String] = []) throws {
    unsafe handle = try Self.makeHandle(layout, passwords)
    hasPasswords = !passwords.isEmpty
    feed = nil
    let status = unsafe archive_read_open_filename(handle, path, 1 << 17)
    guard status == ARCHIVE_OK || status == ARCHIVE_WARN else {
      throw error(status: status, whileOpening: true)
    }
  }

  /// Opens an archive in a file that is open already, which stays open and must outlive the reader.
  ///
  /// - Throws: ``ArchiveError``.
  public init(
    fileDescriptor: CInt, layout: Layout = .archive, passwords: [String] = []
  ) throws {
    unsafe handle = try Self.makeHandle(layout, passwords)
    hasPasswords = !passwords.isEmpty
    feed = nil
    let status = unsafe archive_read_open_fd(handle, fileDescriptor, 1 << 17)
    guard status == ARCHIVE_OK || status == ARCHIVE_WARN else {
      throw error(status: status, whileOpening: true)
    }
  }

  /// Opens an archive that is held in memory, as 7-Zip needs it: its list stands at the end.
  ///
  /// - Throws: ``ArchiveError``.
  public init(bytes: [UInt8], layout: Layout = .archive, passwords: [String] = []) throws {
    unsafe handle = try Self.makeHandle(layout, passwords)
    hasPasswords = !passwords.isEmpty
    let feed = Feed(bytes: bytes)
    self.feed = feed
    let status = unsafe archive_read_open_memory(handle, feed.block.baseAddress, bytes.count)
    guard status == ARCHIVE_OK || status == ARCHIVE_WARN else {
      throw error(status: status, whileOpening: true)
    }
  }

  /// Opens an archive that is drawn from a source of bytes, such as a member of another one.
  ///
  /// - Throws: ``ArchiveError``, or what `source` throws, here and in every later call.
  public init(
    layout: Layout = .archive, passwords: [String] = [], source: @escaping ByteSource
  ) throws {
    unsafe handle = try Self.makeHandle(layout, passwords)
    hasPasswords = !passwords.isEmpty
    let feed = Feed(source: source)
    self.feed = feed
    let status = unsafe archive_read_open(
      handle, Unmanaged.passUnretained(feed).toOpaque(), nil, supplyBytes, nil)
    guard status == ARCHIVE_OK || status == ARCHIVE_WARN else {
      throw feed.failure ?? error(status: status, whileOpening: true)
    }
  }

  deinit {
    // Frees whatever state it is in; there is nothing left to do about a failure.
    _ = unsafe archive_read_free(handle)
  }

  /// Steps to the next member; `nil` after the last.
  ///
  /// - Throws: ``ArchiveError``; unless it is fatal, the next call goes on behind the damage.
  public func nextEntry() throws -> ArchiveEntry? {
    guard !hasEnded else { return nil }
    unsafe block = unsafe UnsafeRawBufferPointer(start: nil, count: 0)
    (gap, position, hasEntry, isEntryEncrypted) = (0, 0, false, false)

    var entry: OpaquePointer?
    var name: UnsafePointer<CChar>?
    let status = unsafe carchive_next_entry(handle, &entry, &name)
    if status == ARCHIVE_EOF {
      hasEnded = true
      return nil
    }
    guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let entry = unsafe entry else {
      throw failure(status: status)
    }
    hasEntry = true
    isEntryEncrypted = unsafe archive_entry_is_encrypted(entry) != 0
    let claimsSize = unsafe archive_entry_size_is_set(entry) != 0
    let size = unsafe claimsSize ? max(0, Int(archive_entry_size(entry))) : nil
    return unsafe ArchiveEntry(
      path: name.map { unsafe String(cString: $0) } ?? "", kind: Self.kind(of: entry),
      size: size, isEncrypted: isEntryEncrypted)
  }

  /// Reads on in the current member, into the buffer from `offset` on.
  ///
  /// - Returns: The number of bytes written, 0 at the end of the member.
  /// - Throws: ``ArchiveError``. Bytes before a damaged place are given first.
  public func read(into buffer: inout [UInt8], at offset: Int = 0) throws -> Int {
    precondition(offset <= buffer.count, "the buffer ends before the place to fill")
    guard hasEntry else { return 0 }
    var filled = offset
    while filled < buffer.count {
      if gap == 0, unsafe block.isEmpty {
        // What was gathered is given before the next block may fail.
        guard filled == offset, try nextBlock() else { break }
      }
      if gap > 0 {
        let zeros = min(gap, buffer.count - filled)
        for index in filled..<filled + zeros { buffer[index] = 0 }
        gap -= zeros
        filled += zeros
        continue
      }
      let count = unsafe min(block.count, buffer.count - filled)
      unsafe buffer.withUnsafeMutableBytes { bytes in
        let target = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[filled..<filled + count])
        unsafe target.copyMemory(from: UnsafeRawBufferPointer(rebasing: block[..<count]))
      }
      unsafe block = unsafe UnsafeRawBufferPointer(rebasing: block[count...])
      filled += count
    }
    position += filled - offset
    return filled - offset
  }

  private func nextBlock() throws -> Bool {
    var start: UnsafeRawPointer?
    var size = 0
    var offset: Int64 = 0
    var status = ARCHIVE_OK
    repeat {
      status = unsafe archive_read_data_block(handle, &start, &size, &offset)
    } while status == ARCHIVE_OK && size == 0
    if status == ARCHIVE_EOF {
      hasEntry = false
      return false
    }
    guard status == ARCHIVE_OK else {
      hasEntry = false
      throw failure(status: status)
    }
    let at = Int(clamping: offset)
    gap = max(0, at - position)
    unsafe block = unsafe UnsafeRawBufferPointer(start: start, count: size)
    return true
  }

  private func failure(status: CInt) -> any Error {
    let failure = error(status: status, whileOpening: false)
    if failure.isFatal { hasEnded = true }
    return feed?.failure ?? failure
  }

  private static func makeHandle(
    _ layout: Layout, _ passwords: [String]
  ) throws -> OpaquePointer {
    guard let handle = unsafe archive_read_new() else {
      throw ArchiveError(kind: .unreadable, message: "out of memory", isFatal: true)
    }
    var statuses = unsafe [archive_read_support_filter_gzip(handle)]
    // Without its library a filter would start an external program.
    if unsafe archive_bzlib_version() != nil {
      unsafe statuses.append(archive_read_support_filter_bzip2(handle))
    }
    if unsafe archive_liblzma_version() != nil {
      unsafe statuses.append(archive_read_support_filter_xz(handle))
    }
    if unsafe archive_libzstd_version() != nil {
      unsafe statuses.append(archive_read_support_filter_zstd(handle))
    }
    switch layout {
    case .archive:
      unsafe statuses.append(archive_read_support_format_zip(handle))
      unsafe statuses.append(archive_read_support_format_tar(handle))
      unsafe statuses.append(archive_read_support_format_7zip(handle))
    case .compressedFile:
      unsafe statuses.append(archive_read_support_format_raw(handle))
    }
    for password in passwords where !password.isEmpty {
      unsafe statuses.append(archive_read_add_passphrase(handle, password))
    }
    guard statuses.allSatisfy({ $0 == ARCHIVE_OK || $0 == ARCHIVE_WARN }) else {
      _ = unsafe archive_read_free(handle)
      throw ArchiveError(kind: .unsupported, message: "no reader for it", isFatal: true)
    }
    return unsafe handle
  }

  private static func kind(of entry: OpaquePointer) -> ArchiveEntry.Kind {
    guard unsafe archive_entry_hardlink(entry) == nil else { return .other }
    return switch unsafe archive_entry_filetype(entry) {
    case 0o100000: .file
    case 0o040000: .folder
    case 0o120000: .symbolicLink
    // Some writers of zip files leave the type out.
    case 0: .file
    default: .other
    }
  }
}

extension ArchiveReader {
  // The library tells causes apart by its messages alone; its codes say only
  // how far reading can go on.
  private func error(status: CInt, whileOpening: Bool) -> ArchiveError {
    let message = unsafe archive_error_string(handle).map { unsafe String(cString: $0) } ?? ""
    let words = message.lowercased()
    let says = { (text: String) in words.contains(text) }
    let kind: ArchiveError.Kind =
      if says("incorrect passphrase") {
        .wrongPassword
      } else if says("crypto codec") || (says("crypt") && says("support")) {
        .unsupportedEncryption
      } else if (isEntryEncrypted && !hasPasswords) || says("encrypt") || says("passphrase") {
        .encrypted
      } else if says("unrecognized") || says("unsupported") || says("not supported") {
        .unsupported
      } else if says("truncated") || says("premature") || says("unexpected end")
        // What zlib says when its input is exhausted.
        || says("decompression failed (-5)")
      {
        .truncated
      } else if unsafe whileOpening && archive_errno(handle) > 0 {
        .unreadable
      } else {
        .damaged
      }
    return ArchiveError(kind: kind, message: message, isFatal: status <= ARCHIVE_FATAL)
  }
}

/// The memory that the library reads from, and where it comes from.
@safe private final class Feed {
  var failure: (any Error)?
  // The library keeps looking at it until it asks for more.
  let block: UnsafeMutableRawBufferPointer
  private let source: ArchiveReader.ByteSource
  private var staging: [UInt8]

  init(source: @escaping ArchiveReader.ByteSource) {
    self.source = source
    staging = [UInt8](repeating: 0, count: 1 << 17)
    unsafe block = .allocate(byteCount: 1 << 17, alignment: 16)
  }

  init(bytes: [UInt8]) {
    source = { _ in 0 }
    staging = []
    unsafe block = .allocate(byteCount: max(1, bytes.count), alignment: 16)
    unsafe block.copyBytes(from: bytes)
  }

  deinit {
    unsafe block.deallocate()
  }

  func supply() throws -> UnsafeRawBufferPointer {
    let count = try source(&staging)
    precondition(count >= 0 && count <= staging.count, "a byte source overran its buffer")
    unsafe staging.withUnsafeBytes { unsafe block.copyMemory(from: $0) }
    return unsafe UnsafeRawBufferPointer(rebasing: block[..<count])
  }
}

private func supplyBytes(
  archive: OpaquePointer?, context: UnsafeMutableRawPointer?,
  block: UnsafeMutablePointer<UnsafeRawPointer?>?
) -> la_ssize_t {
  guard let archive = unsafe archive, let context = unsafe context, let block = unsafe block
  else { return la_ssize_t(ARCHIVE_FATAL) }
  let feed = unsafe Unmanaged<Feed>.fromOpaque(context).takeUnretainedValue()
  do {
    let bytes = try unsafe feed.supply()
    unsafe block.pointee = bytes.baseAddress
    return la_ssize_t(bytes.count)
  } catch {
    feed.failure = error
    unsafe carchive_fail(archive, "the source of the bytes failed")
    return la_ssize_t(ARCHIVE_FATAL)
  }
}
