/// What a document turned out to be.
public enum DocumentKind: String, Hashable, Codable, CaseIterable, Sendable {
  // MARK: Logs of AEM

  /// An AEM `error.log`, on-premise or Cloud Service, or another log in its pattern.
  case errorLog = "error-log"

  /// An AEM `request.log`: a line for each request and one for its response.
  case requestLog = "request-log"

  /// An `access.log` of AEM or of Apache httpd.
  case accessLog = "access-log"

  /// An AEM `audit.log`.
  case auditLog = "audit-log"

  /// An AEM `history.log`.
  case historyLog = "history-log"

  /// An AEM `upgrade.log`.
  case upgradeLog = "upgrade-log"

  /// An AEM `replication.log`.
  case replicationLog = "replication-log"

  /// An AEM `queryrecorder.log`.
  case queryRecorderLog = "query-recorder-log"

  /// What the launcher and the virtual machine print: `stdout.log`, `stderr.log`.
  case consoleLog = "console-log"

  /// What `oak-run` prints.
  case oakConsole = "oak-console"

  /// The journal of a TarMK segment store, or its own record of collections.
  case segmentJournal = "segment-journal"

  // MARK: Logs around AEM

  /// A log of the dispatcher module.
  case dispatcherLog = "dispatcher-log"

  /// An error log of Apache httpd.
  case httpdErrorLog = "httpd-error-log"

  /// A log of the content delivery network of the Cloud Service.
  case cdnLog = "cdn-log"

  /// A log of a build: Cloud Manager, Maven, the analysers.
  case buildLog = "build-log"

  /// What a command-line tool printed, such as `aio`.
  case toolOutput = "tool-output"

  // MARK: The Java virtual machine

  /// Dumps of the threads of a virtual machine.
  case threadDump = "thread-dump"

  /// A log of garbage collections.
  case gcLog = "gc-log"

  /// What a virtual machine writes when it dies: `hs_err_pid….log`.
  case crashReport = "crash-report"

  /// The table of processes or threads that `top` prints.
  case processTable = "process-table"

  // MARK: What services answered

  /// A JSON document that a service answered, bare or escaped.
  case payload

  /// A record of HTTP exchanges: `curl -v`, HAR.
  case httpTranscript = "http-transcript"

  // MARK: Configuration and state

  /// An OSGi configuration in any of its forms.
  case osgiConfig = "osgi-config"

  /// The content of repository nodes: the JSON of Sling, the XML of FileVault, a listing.
  case jcrExport = "jcr-export"

  /// A configuration of the dispatcher module: `dispatcher.any`, a farm.
  case dispatcherConfig = "dispatcher-config"

  /// A configuration of Apache httpd, such as a virtual host.
  case httpdConfig = "httpd-config"

  /// Java properties, such as `sling.properties` and `license.properties`.
  case properties

  /// The script that starts AEM, with the options of its virtual machine.
  case startScript = "start-script"

  /// A page of the web console's configuration status.
  case statusPage = "status-page"

  /// The packages of an instance, as the package manager lists them.
  case packageList = "package-list"

  /// The answer of the health checks.
  case healthCheck = "health-check"

  // MARK: Anything else

  /// Text that follows none of the grammars above.
  case text
}
