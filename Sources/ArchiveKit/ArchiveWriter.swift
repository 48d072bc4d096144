import CArchive

/// Writes an archive into an open file, one member after the other.
///
/// Members carry a name and their content and nothing else: no owner, no time, no comment.
/// Not `Sendable`: one task owns it.
@safe public final class ArchiveWriter {
  /// How the bytes are laid out.
  public enum Format: Hashable, Sendable {
    /// A zip file, its members deflated.
    case zip

    /// A tar file, compressed or not.
    case tar(Compression?)

    /// One compressed file without a name inside; it takes a single member.
    case compressedFile(Compression)
  }

  /// How a whole stream is compressed.
  public enum Compression: String, Hashable, Sendable {
    case gzip, bzip2, xz, zstd
  }

  private let handle: OpaquePointer
  private let format: Format
  private var isClosed = false

  /// Starts an archive in a file that is open for writing, which stays open and must outlive
  /// the writer.
  ///
  /// - Throws: ``ArchiveError``.
  public init(_ format: Format, fileDescriptor: CInt) throws {
    guard let handle = unsafe archive_write_new() else {
      throw ArchiveError(kind: .unreadable, message: "out of memory", isFatal: true)
    }
    unsafe self.handle = handle
    self.format = format
    try check(setFormat())
    // A last block without padding: a compressed file must not end in zeros.
    try check(unsafe archive_write_set_bytes_in_last_block(handle, 1))
    try check(unsafe archive_write_open_fd(handle, fileDescriptor))
  }

  deinit {
    // Whoever did not finish it does not want what is there.
    if !isClosed { _ = unsafe archive_write_fail(handle) }
    _ = unsafe archive_write_free(handle)
  }

  /// Whether the size of a member must be known before its content is written.
  public var needsSizes: Bool {
    if case .tar = format { true } else { false }
  }

  /// Starts the next member.
  ///
  /// - Parameters:
  ///   - path: Its name, in UTF-8, parts separated by `/`.
  ///   - size: Its size in bytes, where ``needsSizes`` asks for it.
  /// - Throws: ``ArchiveError``.
  public func begin(_ path: String, size: Int? = nil) throws {
    guard let entry = unsafe archive_entry_new() else {
      throw ArchiveError(kind: .unreadable, message: "out of memory", isFatal: true)
    }
    defer { unsafe archive_entry_free(entry) }
    unsafe archive_entry_set_filetype(entry, 0o100000)
    unsafe archive_entry_set_perm(entry, 0o644)
    // 1980-01-01, the first day that zip knows.
    unsafe archive_entry_set_mtime(entry, 315_532_800, 0)
    if let size { unsafe archive_entry_set_size(entry, Int64(size)) }
    try check(unsafe carchive_write_header(handle, entry, path))
  }

  /// Writes on in the current member.
  ///
  /// - Throws: ``ArchiveError``.
  public func write(_ bytes: [UInt8]) throws {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { bytes in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[written...])
        return unsafe archive_write_data(handle, rest.baseAddress, rest.count)
      }
      guard count > 0 else { throw error() }
      written += Int(count)
    }
  }

  /// Ends the archive; without it nothing that was written can be read.
  ///
  /// - Throws: ``ArchiveError``.
  public func close() throws {
    isClosed = true
    try check(unsafe archive_write_close(handle))
  }

  private func setFormat() -> CInt {
    switch format {
    case .zip:
      let status = unsafe archive_write_set_format_zip(handle)
      guard status == ARCHIVE_OK else { return status }
      return unsafe archive_write_zip_set_compression_deflate(handle)
    case .tar(let compression):
      let status = unsafe archive_write_set_format_pax_restricted(handle)
      guard status == ARCHIVE_OK, let compression else { return status }
      return add(compression)
    case .compressedFile(let compression):
      let status = unsafe archive_write_set_format_raw(handle)
      guard status == ARCHIVE_OK else { return status }
      return add(compression)
    }
  }

  private func add(_ compression: Compression) -> CInt {
    switch compression {
    case .gzip:
      let status = unsafe archive_write_add_filter_gzip(handle)
      guard status == ARCHIVE_OK else { return status }
      // The time of writing would make each copy another file.
      return unsafe archive_write_set_filter_option(handle, "gzip", "timestamp", nil)
    case .bzip2: return unsafe archive_write_add_filter_bzip2(handle)
    case .xz: return unsafe archive_write_add_filter_xz(handle)
    case .zstd: return unsafe archive_write_add_filter_zstd(handle)
    }
  }

  private func check(_ status: CInt) throws {
    guard status == ARCHIVE_OK || status == ARCHIVE_WARN else { throw error() }
  }

  private func error() -> ArchiveError {
    let message = unsafe archive_error_string(handle).map { unsafe String(cString: $0) } ?? ""
    return ArchiveError(kind: .unreadable, message: message, isFatal: true)
  }
}
