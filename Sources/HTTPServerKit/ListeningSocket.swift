#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A socket that waits for connections at one address.
///
/// Made here rather than by the library, which does not say why it cannot.
package struct ListeningSocket {
  /// The socket; whoever takes it closes it.
  package let descriptor: Int32

  /// The port, chosen by the system if none was asked for.
  package let port: UInt16

  /// Listens at an address in figures, of either family, and at a port or any.
  package init(address: String, port: UInt16) throws(HTTPServerError) {
    var hints = unsafe addrinfo()
    unsafe hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE
    unsafe hints.ai_family = AF_UNSPEC
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    guard unsafe getaddrinfo(address, String(port), &hints, &found) == 0,
      let found = unsafe found
    else { throw .badAddress(address) }
    defer { unsafe freeaddrinfo(found) }
    let info = unsafe found.pointee
    let descriptor = unsafe socket(
      info.ai_family, info.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), info.ai_protocol)
    guard descriptor >= 0 else {
      throw .cannotListen(address: address, port: port, code: errno)
    }
    var yes: Int32 = 1
    // A server that was just stopped leaves its port waiting for a minute.
    unsafe setsockopt(
      descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    guard unsafe bind(descriptor, info.ai_addr, info.ai_addrlen) == 0,
      listen(descriptor, SOMAXCONN) == 0, let chosen = Self.port(of: descriptor)
    else {
      let code = errno
      close(descriptor)
      throw .cannotListen(address: address, port: port, code: code)
    }
    self.descriptor = descriptor
    self.port = chosen
  }

  private static func port(of descriptor: Int32) -> UInt16? {
    var address = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let status = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe getsockname(descriptor, $0, &length)
      }
    }
    guard status == 0 else { return nil }
    // The port stands at the same place in addresses of both families.
    return unsafe withUnsafeBytes(of: &address) { bytes in
      unsafe UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: 2, as: UInt16.self))
    }
  }
}
