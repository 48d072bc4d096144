/// A bundle that the stand-in is delivered with.
struct DeliveredBundle {
  let id: Int
  let symbolicName: String
  let version: String
  let title: String
  let location: String
  let category: String
  var startLevel = 20
  var host: String?
  /// A package that nothing exports: the bundle stays installed.
  var missingPackage: String?

  /// The bundle's jar.
  var jar: [UInt8] {
    var lines = [
      "Manifest-Version: 1.0", "Bundle-ManifestVersion: 2", "Bundle-Name: \(title)",
      "Bundle-SymbolicName: \(symbolicName)", "Bundle-Version: \(version)",
    ]
    if !category.isEmpty { lines.append("Bundle-Category: \(category)") }
    if let host { lines.append("Fragment-Host: \(host)") }
    if let missingPackage { lines.append("Import-Package: \(missingPackage)") }
    let manifest = lines.map(Self.folded).joined() + "\r\n"
    return StoredZip.archive([
      ("META-INF/", []), ("META-INF/MANIFEST.MF", Array(manifest.utf8)),
    ])
  }

  /// A manifest line cut into lines of 72 bytes, ends aside (JAR File Specification).
  static func folded(_ line: String) -> String {
    let bytes = Array(line.utf8)
    var pieces = [bytes.prefix(72)]
    var rest = bytes.dropFirst(72)
    while !rest.isEmpty {
      pieces.append(rest.prefix(71))
      rest = rest.dropFirst(71)
    }
    return pieces.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\r\n ") + "\r\n"
  }

  static let crypto = "com.adobe.granite.crypto"
  static let cryptoFile = "com.adobe.granite.crypto.file"

  /// Bundles of AEM that remedies deal with, and a site's own.
  ///
  /// The name of one is the beginning of another's, and ids are in no order of names:
  /// who looks a bundle up carelessly finds the wrong one. Start bundles have the
  /// location `slinginstall:` and the jar's name (Sling launchpad, `BootstrapInstaller`),
  /// those of the OSGi installer `launchpad:` or `jcrinstall:` and a path.
  static let all = [
    bootstrap(5, "org.apache.sling.installer.core", "3.11.4", "Apache Sling OSGi Installer"),
    bootstrap(7, "org.apache.felix.configadmin", "1.9.24", "Apache Felix Configuration Admin"),
    bootstrap(9, "org.apache.sling.commons.log", "5.1.12", "Apache Sling Commons Log"),
    bootstrap(12, "org.apache.felix.webconsole", "4.6.2", "Apache Felix Web Console"),
    bootstrap(14, "org.apache.felix.eventadmin", "1.6.2", "Apache Felix EventAdmin"),
    installed(22, "com.adobe.granite.crypto.config", "1.0.4", "Adobe Granite Crypto Config"),
    bootstrap(26, crypto, "3.0.32", "Adobe Granite Crypto"),
    bootstrap(41, cryptoFile, "1.0.8", "Adobe Granite Crypto File Key Provider"),
    installed(58, "org.apache.sling.event", "4.2.24", "Apache Sling Event Support"),
    installed(63, "org.apache.sling.commons.fsclassloader", "1.0.14", "Sling FS Class Loader"),
    installed(64, "org.apache.sling.scripting.core", "2.4.0", "Apache Sling Scripting Core"),
    installed(77, "com.adobe.granite.auth.oauth", "1.3.10", "Adobe Granite OAuth"),
    installed(78, "com.adobe.granite.auth.ims", "1.4.34", "Adobe Granite IMS Authentication"),
    installed(83, "com.day.cq.cq-replication", "5.15.8", "Day Communique 5 Replication"),
    installed(84, "com.day.cq.cq-mailer", "5.14.2", "Day Communique 5 Mailer"),
    installed(91, "com.adobe.granite.ui.clientlibs", "1.7.36", "Adobe Granite Client Libraries"),
    installed(96, "com.adobe.granite.workflow.core", "2.0.220", "Adobe Granite Workflow Core"),
    site(540, "com.example.site.core", "1.4.0", "Example Site Core"),
    site(
      541, "com.example.site.legacy", "0.9.1", "Example Site Legacy", missing: "com.example.gone"),
    site(
      542, "com.example.site.texts", "1.4.0", "Example Site Texts", host: "com.example.site.core"),
  ]

  private static func bootstrap(
    _ id: Int, _ name: String, _ version: String, _ title: String
  ) -> DeliveredBundle {
    DeliveredBundle(
      id: id, symbolicName: name, version: version, title: title,
      location: "slinginstall:\(name)-\(version).jar", category: "", startLevel: 10)
  }

  private static func installed(
    _ id: Int, _ name: String, _ version: String, _ title: String
  ) -> DeliveredBundle {
    DeliveredBundle(
      id: id, symbolicName: name, version: version, title: title,
      location: "launchpad:resources/install/20/\(name)-\(version).jar", category: "granite")
  }

  private static func site(
    _ id: Int, _ name: String, _ version: String, _ title: String, host: String? = nil,
    missing: String? = nil
  ) -> DeliveredBundle {
    DeliveredBundle(
      id: id, symbolicName: name, version: version, title: title,
      location: "jcrinstall:/apps/example/install/\(name)-\(version).jar", category: "site",
      host: host, missingPackage: missing)
  }
}
