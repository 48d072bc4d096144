import FoundationEssentials
import HTTPServerKit

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The port on which `bin/stop` and `bin/status` speak with the running stand-in.
///
/// A line with secret and command is answered with a line (Sling launchpad,
/// `ControlListener`). Address and secret lie in `conf/controlport`, which goes
/// when the instance has ended in good order.
@safe final class ControlPort {
  enum Command: String {
    case stop
    case status
  }

  private let descriptor: Int32
  private let secret: String
  private let file: String

  init(file: String) throws {
    let listener = try ListeningSocket(address: "127.0.0.1", port: 0)
    descriptor = listener.descriptor
    secret = CryptoKeys.hex(Array(CryptoKeys.randomBytes(16)))
    self.file = file
    do {
      try Data("127.0.0.1:\(listener.port)\n\(secret)\n".utf8).write(
        to: URL(filePath: file), options: .atomic)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    } catch {
      Glibc.close(descriptor)
      throw error
    }
  }

  deinit { Glibc.close(descriptor) }

  /// Takes the file away.
  func withdraw() {
    try? FileManager.default.removeItem(atPath: file)
  }

  /// Waits a while for a command, and answers it.
  func serve(
    waitingMilliseconds: Int32, isStopping: Bool, _ carryOut: (Command) -> Void
  ) {
    guard Self.isReadable(descriptor, milliseconds: waitingMilliseconds) else { return }
    let client = accept(descriptor, nil, nil)
    guard client >= 0 else { return }
    defer { Glibc.close(client) }
    let words = Self.line(from: client).split(separator: " ", maxSplits: 1)
    let answer: String
    switch words.count < 2 ? nil : Command(rawValue: String(words[1])) {
    case _ where words.count < 2: answer = "ERR: missing key"
    case _ where words[0] != secret: answer = "ERR: wrong key"
    case .stop:
      answer = isStopping ? "STOPPING" : "OK"
      carryOut(.stop)
    case .status: answer = isStopping ? "STOPPING" : "OK"
    case nil: answer = "ERR:\(words[1])"
    }
    let bytes = Array((answer + "\n").utf8)
    _ = unsafe bytes.withUnsafeBytes {
      unsafe send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
  }

  private static func line(from client: Int32) -> String {
    var line: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 256)
    // Who connects and says nothing holds nobody up for long.
    while line.count < 1_024, !line.contains(UInt8(ascii: "\n")),
      isReadable(client, milliseconds: 1_000)
    {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe recv(client, $0.baseAddress, $0.count, 0)
      }
      guard count > 0 else { break }
      line += buffer[..<count]
    }
    return String(decoding: line.prefix { $0 != 10 && $0 != 13 }, as: UTF8.self)
  }

  private static func isReadable(_ descriptor: Int32, milliseconds: Int32) -> Bool {
    var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&state, 1, milliseconds) > 0
  }
}
