import CArchive

/// Archives built in memory, for tests of what reads them.
@safe public struct ArchiveFixture {
  /// The container to write.
  public enum Format: Sendable, CaseIterable {
    case zip, tar, tarGzip, sevenZip
  }

  /// A member to write.
  public enum Member: Sendable {
    case file(String, [UInt8])
    case folder(String)
    case symbolicLink(String, to: String)

    /// A text file.
    public static func file(_ path: String, text: String) -> Member {
      .file(path, Array(text.utf8))
    }
  }

  /// How zip files hide what is in them.
  public enum Encryption: String, Sendable, CaseIterable {
    case traditional, aes128, aes256
  }

  /// An archive of the members, in order; with a password if one is given (zip only).
  public static func archive(
    _ format: Format, _ members: [Member], password: String? = nil,
    encryption: Encryption = .traditional
  ) -> [UInt8] {
    unsafe write { handle in
      switch format {
      case .zip: unsafe check(archive_write_set_format_zip(handle), handle)
      case .tar: unsafe check(archive_write_set_format_pax_restricted(handle), handle)
      case .tarGzip:
        unsafe check(archive_write_set_format_pax_restricted(handle), handle)
        unsafe check(archive_write_add_filter_gzip(handle), handle)
      case .sevenZip: unsafe check(archive_write_set_format_7zip(handle), handle)
      }
      if let password {
        unsafe check(
          archive_write_set_options(handle, "zip:encryption=\(encryption.rawValue)"), handle)
        unsafe check(archive_write_set_passphrase(handle, password), handle)
      }
    } members: {
      members
    }
  }

  /// A gzip file of one member.
  public static func gzip(_ content: [UInt8]) -> [UInt8] {
    unsafe compressed(content) { unsafe archive_write_add_filter_gzip($0) }
  }

  /// A bzip2 file.
  public static func bzip2(_ content: [UInt8]) -> [UInt8] {
    unsafe compressed(content) { unsafe archive_write_add_filter_bzip2($0) }
  }

  /// An xz file.
  public static func xz(_ content: [UInt8]) -> [UInt8] {
    unsafe compressed(content) { unsafe archive_write_add_filter_xz($0) }
  }

  private static func compressed(
    _ content: [UInt8], filter: (OpaquePointer) -> CInt
  ) -> [UInt8] {
    unsafe write { handle in
      unsafe check(archive_write_set_format_raw(handle), handle)
      unsafe check(filter(handle), handle)
    } members: {
      [.file("data", content)]
    }
  }

  private static func write(
    _ configure: (OpaquePointer) -> Void, members: () -> [Member]
  ) -> [UInt8] {
    guard let handle = unsafe archive_write_new() else { fatalError("out of memory") }
    defer { _ = unsafe archive_write_free(handle) }
    unsafe configure(handle)
    // No padding of the last block: what is written is the archive alone.
    unsafe check(archive_write_set_bytes_in_last_block(handle, 1), handle)
    let members = members()
    let sizes = members.map { member in
      if case .file(_, let bytes) = member { bytes.count } else { 0 }
    }
    let room = sizes.reduce(0, +) * 2 + 4096 * (members.count + 4)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: room, alignment: 16)
    defer { unsafe buffer.deallocate() }
    var used = 0
    unsafe check(archive_write_open_memory(handle, buffer.baseAddress, room, &used), handle)
    for member in members { unsafe add(member, to: handle) }
    unsafe check(archive_write_close(handle), handle)
    return unsafe Array(buffer[..<used])
  }

  private static func add(_ member: Member, to handle: OpaquePointer) {
    guard let entry = unsafe archive_entry_new() else { fatalError("out of memory") }
    defer { unsafe archive_entry_free(entry) }
    unsafe archive_entry_set_perm(entry, 0o644)
    // A date of its own, so that the same members give the same bytes.
    unsafe archive_entry_set_mtime(entry, 1_700_000_000, 0)
    var content: [UInt8] = []
    switch member {
    case .file(let path, let bytes):
      unsafe archive_entry_copy_pathname(entry, path)
      unsafe archive_entry_set_filetype(entry, 0o100000)
      unsafe archive_entry_set_size(entry, Int64(bytes.count))
      content = bytes
    case .folder(let path):
      unsafe archive_entry_copy_pathname(entry, path)
      unsafe archive_entry_set_filetype(entry, 0o040000)
    case .symbolicLink(let path, let target):
      unsafe archive_entry_copy_pathname(entry, path)
      unsafe archive_entry_set_filetype(entry, 0o120000)
      unsafe archive_entry_copy_symlink(entry, target)
    }
    unsafe check(archive_write_header(handle, entry), handle)
    unsafe content.withUnsafeBytes { bytes in
      var rest = unsafe bytes[...]
      while unsafe !rest.isEmpty {
        let piece = unsafe UnsafeRawBufferPointer(rebasing: rest)
        let count = unsafe archive_write_data(handle, piece.baseAddress, piece.count)
        guard count > 0 else { fatalError(unsafe words(of: handle)) }
        unsafe rest = unsafe rest.dropFirst(count)
      }
    }
  }

  private static func check(_ status: CInt, _ handle: OpaquePointer) {
    guard status == ARCHIVE_OK || status == ARCHIVE_WARN else {
      fatalError(unsafe words(of: handle))
    }
  }

  private static func words(of handle: OpaquePointer) -> String {
    unsafe archive_error_string(handle).map { unsafe String(cString: $0) } ?? "no message"
  }
}
