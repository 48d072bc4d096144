public import Diagnosis
import HTTPServerKit
import Model
public import Remediation
import Reporting

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A running server: the page, the API, and the private folder behind them.
public final class DiagnosisServer: Sendable {
  /// Where it is reached, such as `http://127.0.0.1:8017`.
  public let address: String

  private let server: HTTPServer
  private let desk: DiagnosisDesk
  private let spool: Spool

  /// Starts to listen.
  ///
  /// - Throws: ``ServiceStartProblem``, or why the private folder or the file of reports cannot
  ///   be used.
  public init(
    pack: KnowledgePack, remedies: RemedyLibrary, settings: ServiceSettings
  ) throws {
    guard settings.isLoopback || settings.bearer != nil else {
      throw ServiceStartProblem.needsBearer(settings.address)
    }
    if settings.identity != nil, !TLSIdentity.isSupported { throw ServiceStartProblem.noTLS }
    var settings = settings
    // Each connection has a socket and a copy of it; uploads and archives need some besides.
    let files = Self.raiseFileLimit()
    settings.limits.connections = min(settings.limits.connections, max(16, (files - 256) / 2))
    let kept = try settings.reportsFile.map(KeptReports.init)
    spool = try Spool(below: settings.spoolParent, room: settings.limits.spoolBytes)
    desk = DiagnosisDesk(pack: pack, settings: settings, spool: spool, kept: kept)
    let door = Door()
    var limits = ServerLimits()
    limits.connections = settings.limits.connections
    limits.head = .seconds(20)
    limits.request = .seconds(1_800)
    limits.response = .seconds(1_800)
    do {
      server = try HTTPServer(
        address: settings.address, port: settings.port, limits: limits,
        identity: settings.identity, handler: door)
    } catch {
      spool.remove()
      throw ServiceStartProblem(error, address: settings.address)
    }
    let scheme = settings.identity == nil ? "http" : "https"
    let host = settings.address.contains(":") ? "[\(settings.address)]" : settings.address
    address = "\(scheme)://\(host):\(server.port)"
    door.open(
      Self.router(
        pack: pack, remedies: remedies, settings: settings, desk: desk, kept: kept,
        gatekeeper: Gatekeeper(settings: settings, port: server.port)))
  }

  /// Ends everything: what works is told to stop, uploads and logs are removed.
  public func stop() {
    desk.close(within: .seconds(20))
    server.stop()
    spool.remove()
  }

  deinit { stop() }

  private static func router(
    pack: KnowledgePack, remedies: RemedyLibrary, settings: ServiceSettings, desk: DiagnosisDesk,
    kept: KeptReports?, gatekeeper: Gatekeeper
  ) -> Router {
    let metrics = Metrics()
    let diagnoses = DiagnosisCalls(
      desk: desk, kept: kept, settings: settings, metrics: metrics,
      options: ReportOptions(categories: pack.categories, version: settings.version))
    let calls =
      Endpoint.diagnoses(
        diagnoses, findings: FindingCalls(diagnoses: diagnoses, library: remedies))
      + Endpoint.logs(LogCalls(diagnoses: diagnoses))
      + Endpoint.knowledge(
        KnowledgeCalls(pack: pack, settings: settings),
        rules: RuleCalls(pack: pack, desk: desk, settings: settings),
        remedies: RemedyCalls(library: remedies, settings: settings))
      + Endpoint.server(
        ServerCalls(desk: desk, settings: settings, token: gatekeeper.token, metrics: metrics))
    return Router(
      endpoints: calls + Endpoint.documentation(of: calls, version: settings.version),
      gatekeeper: gatekeeper, page: PageFolder(path: settings.pageFolder), metrics: metrics,
      limits: settings.limits,
      sink: { head, language in try diagnoses.sink(for: head, language: language) })
  }

  /// Lets this process open as many files as it may, and says how many.
  private static func raiseFileLimit() -> Int {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
      return 1_024
    }
    limit.rlim_cur = min(limit.rlim_max, 65_536)
    _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    _ = unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    return Int(clamping: limit.rlim_cur)
  }
}
