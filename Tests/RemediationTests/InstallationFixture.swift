import ArchiveFixtures
import Foundation
import TestSupport

/// An AEM installation in a temporary folder, as small as the planner's questions allow.
///
/// Bundle 26 is `com.adobe.granite.crypto`, bundle 41 its `.file`; around them lie bundles whose
/// names or locations look alike.
final class InstallationFixture: Sendable {
  let folder: TemporaryFolder

  static let crypto = "crx-quickstart/launchpad/felix/bundle26"
  static let keys = "crx-quickstart/launchpad/felix/bundle41"

  /// The path of `crx-quickstart`.
  var root: String { folder.path("crx-quickstart") }

  init(storage: String? = "JCR", hmac: [UInt8]? = nil, master: [UInt8]? = nil) throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      #!/bin/bash
      # CQ_JVM_OPTS="-Dcom.adobe.granite.crypto.file.disable=true"
      if [ -z "$CQ_JVM_OPTS" ]; then
        CQ_JVM_OPTS='-server -Xmx1024m -Djava.awt.headless=true'
      fi
      """, to: "crx-quickstart/bin/start")
    try folder.write("sling.run.modes=author\n", to: "crx-quickstart/conf/sling.properties")
    try folder.write("control-port-secret\n", to: "crx-quickstart/conf/controlport")
    try folder.write("", to: "crx-quickstart/launchpad/felix/cache.lock")
    try folder.write("1\n", to: "crx-quickstart/launchpad/felix/bundle0/bundle.id")
    try addBundle(
      5, name: "com.example.decoy", location: "slinginstall:com.adobe.granite.crypto-3.0.20.jar")
    try addBundle(
      26, name: "com.adobe.granite.crypto;singleton:=true", version: "3.0.20",
      location: "launchpad:resources/install/20/something-else-1.0.jar")
    try addBundle(27, name: "com.adobe.granite.crypto.config", version: "1.0.2")
    try addBundle(41, name: "com.adobe.granite.crypto.file", version: "1.0.4")
    if let storage { try folder.write(storage, to: Self.crypto + "/data/storage") }
    if let hmac { try folder.write(hmac, to: Self.keys + "/data/hmac") }
    if let master { try folder.write(master, to: Self.keys + "/data/master") }
    for path in [
      Self.crypto + "/data/storage", Self.keys + "/data/hmac", Self.keys + "/data/master",
    ]
    where FileManager.default.fileExists(atPath: folder.path(path)) {
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o640], ofItemAtPath: folder.path(path))
    }
  }

  /// Adds a bundle the way Felix lays it down.
  func addBundle(
    _ id: Int, name: String, version: String = "1.0.0", location: String? = nil,
    revision: String = "version0.0", state: Int = 32
  ) throws {
    let bundle = "crx-quickstart/launchpad/felix/bundle\(id)"
    let location = location ?? "slinginstall:\(name.prefix { $0 != ";" })-\(version).jar"
    try folder.write(
      "\(id)\n\(location)\n\(state)\n20\n1710000000000\n0\n", to: "\(bundle)/bundle.info")
    try addRevision(revision, of: id, name: name, version: version)
    try FileManager.default.createDirectory(
      atPath: folder.path("\(bundle)/data"), withIntermediateDirectories: true)
  }

  /// Adds a revision with a jar whose manifest has these headers.
  func addRevision(_ revision: String, of id: Int, name: String, version: String = "1.0.0") throws {
    let path = "crx-quickstart/launchpad/felix/bundle\(id)/\(revision)"
    try folder.write(Self.jar(name: name, version: version), to: "\(path)/bundle.jar")
    try folder.write("inputstream:", to: "\(path)/revision.location")
  }

  /// Removes a file or folder.
  func remove(_ path: String) throws {
    try FileManager.default.removeItem(atPath: folder.path(path))
  }

  static func jar(name: String, version: String) -> [UInt8] {
    let text =
      folded("Manifest-Version: 1.0") + folded("Export-Package: a.b;version=\"1.0\"")
      + folded("Bundle-SymbolicName: \(name)") + folded("Bundle-Version: \(version)") + "\r\n"
      + "Name: a/b.class\r\nBundle-SymbolicName: com.adobe.granite.crypto\r\n\r\n"
    return ArchiveFixture.archive(
      .zip,
      [
        .folder("META-INF/"), .file("META-INF/MANIFEST.MF", text: text),
        .file("a/b.class", text: "class"),
      ])
  }

  /// A manifest line cut into pieces, with continuation lines far shorter than 72 bytes.
  private static func folded(_ line: String) -> String {
    let bytes = Array(line.utf8)
    let pieces = stride(from: 0, to: bytes.count, by: 30).map { start in
      String(decoding: bytes[start..<min(start + 30, bytes.count)], as: UTF8.self)
    }
    return pieces.joined(separator: "\r\n ") + "\r\n"
  }
}
