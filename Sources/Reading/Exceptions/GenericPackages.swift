/// The packages whose classes stand in stack traces of every kind of error.
///
/// They call, carry and dispatch: the platform, the container, the engine of
/// Sling, and libraries for text, collections and connections. A frame in one of
/// them does not tell one error from another.
enum GenericPackages {
  /// Whether the class is in one of them.
  static func contain(className: Range<Int>, in bytes: borrowing Span<UInt8>) -> Bool {
    guard className.lowerBound < className.upperBound else { return true }
    let start = className.lowerBound
    switch bytes[start] {
    case UInt8(ascii: "j"):
      return bytes.hasText("java.", at: start) || bytes.hasText("javax.", at: start)
        || bytes.hasText("jakarta.", at: start) || bytes.hasText("jdk.", at: start)
    case UInt8(ascii: "s"):
      return bytes.hasText("sun.", at: start) || bytes.hasText("scala.", at: start)
    case UInt8(ascii: "c"):
      return bytes.hasText("com.sun.", at: start) || bytes.hasText("com.google.common.", at: start)
        || bytes.hasText("ch.qos.logback.", at: start)
    case UInt8(ascii: "g"):
      return bytes.hasText("groovy.lang.", at: start)
    case UInt8(ascii: "i"):
      return bytes.hasText("io.netty.", at: start) || bytes.hasText("io.reactivex.", at: start)
    case UInt8(ascii: "k"):
      return bytes.hasText("kotlin.", at: start)
    case UInt8(ascii: "o"):
      return bytes.hasText("org.", at: start) && isGenericProject(at: start + 4, in: bytes)
        || bytes.hasText("okhttp3.", at: start)
    default:
      return false
    }
  }

  // Behind `org.`
  private static func isGenericProject(at start: Int, in bytes: borrowing Span<UInt8>) -> Bool {
    if bytes.hasText("apache.sling.", at: start) {
      let part = start + 13
      return bytes.hasText("engine.", at: part) || bytes.hasText("event.", at: part)
        || bytes.hasText("servlets.", at: part) || bytes.hasText("scripting.", at: part)
        || bytes.hasText("security.", at: part) || bytes.hasText("auth.", at: part)
        || bytes.hasText("commons.threads.", at: part)
        || bytes.hasText("commons.scheduler.", at: part)
        || bytes.hasText("commons.metrics.", at: part) || bytes.hasText("i18n.", at: part)
        || bytes.hasText("launchpad.", at: part) || bytes.hasText("rewriter.", at: part)
    }
    if bytes.hasText("apache.", at: start) {
      let part = start + 7
      return bytes.hasText("felix.", at: part) || bytes.hasText("aries.", at: part)
        || bytes.hasText("commons.", at: part) || bytes.hasText("http.", at: part)
        || bytes.hasText("hc.", at: part) || bytes.hasText("log4j.", at: part)
    }
    return bytes.hasText("eclipse.jetty.", at: start) || bytes.hasText("osgi.", at: start)
      || bytes.hasText("slf4j.", at: start) || bytes.hasText("quartz.", at: start)
      || bytes.hasText("codehaus.groovy.", at: start)
      || bytes.hasText("mozilla.javascript.", at: start)
      || bytes.hasText("ops4j.", at: start)
  }
}
