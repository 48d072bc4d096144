import Model

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Files and folders as the readers and writers of this room need them.
enum Files {
  /// No article comes near it; a larger file is something else.
  static let articleLimit = 4_000_000

  /// The names in a folder, sorted, without hidden ones.
  static func names(in folder: String) throws(ArticleProblem) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder)
        .filter { !$0.hasPrefix(".") }.sorted()
    } catch {
      let isForbidden = (error as? CocoaError)?.code == .fileReadNoPermission
      throw ArticleProblem(
        .unreadable(isForbidden ? .forbidden : .missing), at: TextLocation(file: folder))
    }
  }

  static func isFolder(_ path: String) -> Bool {
    var isFolder = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
  }

  /// The file cut into front matter and body.
  static func article(at path: String) throws(ArticleProblem) -> ArticleFile {
    let bytes: [UInt8]
    do throws(FileObstacle) {
      bytes = try read(path, limit: articleLimit + 1)
    } catch {
      throw ArticleProblem(.unreadable(error), at: TextLocation(file: path))
    }
    if bytes.count > articleLimit {
      throw ArticleProblem(.tooLarge(limit: articleLimit), at: TextLocation(file: path))
    }
    do throws(ArticleFile.Fault) {
      return try ArticleFile(bytes)
    } catch {
      let kind: ArticleProblem.Kind =
        switch error {
        case .notUTF8: .notUTF8
        case .noFrontMatter: .noFrontMatter
        case .unclosedFrontMatter: .unclosedFrontMatter
        }
      throw ArticleProblem(kind, at: TextLocation(file: path, line: 1))
    }
  }

  /// The first `limit` bytes of a regular file.
  static func read(_ path: String, limit: Int) throws(FileObstacle) -> [UInt8] {
    // Without O_NONBLOCK, opening a pipe would wait for a writer.
    let descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileObstacle(errno: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw FileObstacle(errno: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
    var bytes = [UInt8](repeating: 0, count: min(limit, Int(status.st_size)))
    var filled = 0
    while filled < bytes.count {
      let start = filled
      let count = unsafe bytes.withUnsafeMutableBytes { buffer in
        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[start...])
        return unsafe Self.read(descriptor, rest)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileObstacle(errno: errno) }
      if count == 0 { break }
      filled += count
    }
    bytes.removeLast(bytes.count - filled)
    return bytes
  }

  /// Makes an empty file where there is none.
  static func create(_ path: String) throws(FileObstacle) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileObstacle(errno: errno) }
    close(descriptor)
  }

  /// Puts a finished file in the place of another, on the disk for good.
  static func replace(_ target: String, with finished: String) throws(FileObstacle) {
    try synchronize(finished)
    guard unsafe rename(finished, target) == 0 else { throw FileObstacle(errno: errno) }
    let folder = target.lastIndex(of: "/").map { String(target[...$0]) } ?? "."
    try synchronize(folder)
  }

  static func remove(_ path: String) {
    unsafe unlink(path)
  }

  private static func synchronize(_ path: String) throws(FileObstacle) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileObstacle(errno: errno) }
    defer { close(descriptor) }
    // Some file systems cannot synchronise a folder, and say so.
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw FileObstacle(errno: errno) }
  }

  @unsafe private static func read(
    _ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer
  ) -> Int {
    #if canImport(Glibc)
      unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
    #else
      unsafe Darwin.read(descriptor, buffer.baseAddress, buffer.count)
    #endif
  }
}
