/// What a document turned out to be.
public enum DocumentKind: String, Hashable, Codable, CaseIterable, Sendable {
  /// An AEM `error.log`, on-premise or Cloud Service.
  case errorLog = "error-log"

  /// A JSON document that a service answered, bare or escaped.
  case payload

  /// An OSGi configuration, `.config` or `.cfg.json`.
  case osgiConfig = "osgi-config"

  /// The Sling JSON of a repository node.
  case jcrExport = "jcr-export"

  /// Text that follows none of the grammars above: pasted fragments, other logs.
  case text
}
