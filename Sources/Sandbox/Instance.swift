import FoundationEssentials
import HTTPServerKit
import RemedyProtocol

/// The stand-in itself: what AEM would know while it runs.
struct Instance {
  /// How far it is.
  enum Phase: Equatable {
    /// Nothing answers but 503.
    case starting

    /// The console answers; bundles still start.
    case settling
    case running
    case stopping
  }

  /// What somebody asked of it over HTTP.
  enum Wish {
    case stop
    case restart
  }

  let tree: InstanceTree
  let log: ErrorLog
  let board: FaultBoard
  let address: String

  var repository: Repository
  var framework: Framework
  var keyStore: KeyStore
  var phase = Phase.starting
  var wish: Wish?
  var csrfTokens: Set<String> = []
  /// IMS configurations whose secret was saved since the start.
  var resavedSecrets: Set<String> = []
  var isFileStorageDisabled: Bool

  private let begun: ContinuousClock.Instant
  private let startTime: Duration

  /// Starts it.
  init(tree: InstanceTree, address: String, startTime: Duration) throws {
    self.tree = tree
    self.address = address
    log = ErrorLog(path: tree.errorLog)
    board = FaultBoard(file: tree.faults)
    begun = .now
    self.startTime = board.strikes(.slowStart) ? .seconds(20) : startTime
    log.write(
      .info, "org.apache.sling.launchpad", "Starting launchpad in \(tree.root)/launchpad")
    let script = FileManager.default.contents(atPath: tree.root + "/bin/start") ?? Data()
    isFileStorageDisabled = String(decoding: script, as: UTF8.self).contains(
      "-Dcom.adobe.granite.crypto.file.disable=true")
    repository = try Repository(file: tree.repository)
    framework = try Framework(cache: tree.cache, log: log)
    keyStore = try KeyStore(
      framework: framework, repository: &repository,
      isFileStorageDisabled: isFileStorageDisabled, log: log)
    try nameOwnAddress()
    applyFileFaults()
  }

  /// What asks IMS for tokens asks the stand-in, wherever it listens.
  private mutating func nameOwnAddress() throws {
    let address = address
    try repository.commit { repository in
      var configurations = Configurations(repository: repository)
      for var configuration in configurations.all {
        guard case .string(let url) = configuration.properties[IMS.url],
          let path = url.firstRange(of: "/ims/"),
          url.hasPrefix("/") || url.hasPrefix("http://127.0.0.1:")
        else { continue }
        let own = address + url[path.lowerBound...]
        guard own != url else { continue }
        configuration.properties[IMS.url] = .string(own)
        try configurations.put(configuration)
      }
      repository = configurations.repository
    }
  }

  /// Notes how far it is by now.
  mutating func goOn() {
    let passed = ContinuousClock.now - begun
    if phase == .starting, passed >= startTime / 2 {
      phase = .settling
      framework.beginStarting()
    }
    if phase == .settling, passed >= startTime {
      phase = .running
      framework.settle(staysResolved: staysResolved)
      log.write(
        .info, "org.apache.sling.commons.startupmanager.impl.DefaultStartupHandler",
        "Startup finished in \(Int64(passed / .milliseconds(1)))ms",
        thread: "FelixStartLevel")
      for configuration in IMS.providers(in: repository) { _ = checkToken(of: configuration) }
    }
    applyFileFaults()
  }

  /// The bundle that does not become active, if a fault says so.
  var staysResolved: String? {
    board.faults.first { $0.kind == .bundleStaysResolved }.map {
      $0.place ?? DeliveredBundle.cryptoFile
    }
  }

  /// Carries out the faults that are not answers.
  private mutating func applyFileFaults() {
    let faults = board.faults
    repository.isDiskFull = faults.contains { $0.kind == .diskFull }
    guard let keys = framework.bundle(DeliveredBundle.cryptoFile)?.folder else { return }
    if faults.contains(where: { $0.kind == .driftedFile }) {
      let fault = board.withdraw(.driftedFile)
      let path = fault?.place.map { "\(tree.root)/\($0)" } ?? keys.data + "/hmac"
      let old = FileManager.default.contents(atPath: path)
      try? (old.map { $0 + Data("\n".utf8) } ?? CryptoKeys.randomBytes(32))
        .write(to: URL(filePath: path))
    }
    let mark = tree.root + "/conf/sandbox-owner"
    let isMarked = FileManager.default.fileExists(atPath: mark)
    if faults.contains(where: { $0.kind == .wrongOwner }) {
      guard !isMarked else { return }
      _ = FileManager.default.createFile(atPath: mark, contents: nil)
      FileOwnership.estrange(keys.data)
    } else if isMarked {
      FileOwnership.restore(keys.data, like: keys.path)
      try? FileManager.default.removeItem(atPath: mark)
    }
  }
}

extension HTTPResponse {
  static func json(_ value: JSONValue, status: Int = 200) -> HTTPResponse {
    HTTPResponse(
      status: status, headers: ["Content-Type": "application/json;charset=utf-8"],
      body: value.canonical)
  }

  static func html(_ text: String, status: Int = 200) -> HTTPResponse {
    HTTPResponse(status: status, type: "text/html;charset=utf-8", text: text)
  }

  static func text(_ text: String, status: Int = 200) -> HTTPResponse {
    HTTPResponse(status: status, type: "text/plain;charset=utf-8", text: text)
  }

  static func redirect(_ location: String) -> HTTPResponse {
    HTTPResponse(status: 302, headers: ["Location": location])
  }

  /// An error page as a servlet container writes it.
  static func error(_ status: Int, _ message: String) -> HTTPResponse {
    html(
      "<html><head><title>Error \(status) \(message)</title></head><body><h1>\(message)</h1>"
        + "</body></html>", status: status)
  }
}

extension HTTPRequest {
  /// The first field of a form, or else parameter of the query, with a name.
  func value(_ name: String) -> String? {
    form.first { $0.name == name }?.text ?? head.parameter(name)
  }

  /// All fields of a form with a name.
  func values(_ name: String) -> [String] {
    form.filter { $0.name == name }.map(\.text)
  }

  var path: String { head.path }
  var isPost: Bool { head.method == "POST" }
  var isRead: Bool { head.method == "GET" || head.method == "HEAD" }
}
