// swift-tools-version: 6.2
import PackageDescription

/// Settings shared by every Swift target: language mode 6 with the upcoming
/// features that make imports and existentials explicit, strict memory safety,
/// and warnings that stop the build.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

/// Swift's own libraries inside the program: to load and bind them takes a third of the time to
/// start, and a contained program sees no folder that they could lie in.
let selfContained: [LinkerSetting] = [
  .unsafeFlags(
    [
      "-static-stdlib", "-lswiftSynchronization", "-l_FoundationCShims", "-l_FoundationCollections",
    ],
    .when(platforms: [.linux], configuration: .release))
]

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(
  of name: String, _ dependencies: [Target.Dependency] = [], excluding excluded: [String] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests",
    dependencies: [.byName(name: name), "TestSupport"] + dependencies,
    exclude: excluded, swiftSettings: strict)
}

let package = Package(
  name: "aemedic",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "aemedic", targets: ["aemedic"])],
  targets: [
    // C libraries, seen by one wrapper each.
    .systemLibrary(
      name: "CArchive", pkgConfig: "libarchive",
      providers: [.apt(["libarchive-dev"]), .brew(["libarchive"])]),
    .systemLibrary(
      name: "CCrypto", pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
    // Part of the C library on Linux, of its own elsewhere.
    .systemLibrary(name: "CIconv"),
    // Optional: twice as fast as zlib where it is installed.
    .systemLibrary(
      name: "CISAL", pkgConfig: "libisal",
      providers: [.apt(["libisal-dev"]), .brew(["isa-l"])]),
    .systemLibrary(
      name: "CMicrohttpd", pkgConfig: "libmicrohttpd",
      providers: [.apt(["libmicrohttpd-dev"]), .brew(["libmicrohttpd"])]),
    .systemLibrary(
      name: "CPCRE2", pkgConfig: "libpcre2-8",
      providers: [.apt(["libpcre2-dev"]), .brew(["pcre2"])]),
    .systemLibrary(name: "CProcess"),
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3",
      providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
    .systemLibrary(
      name: "CStemmer",
      providers: [.apt(["libstemmer-dev"]), .brew(["snowball"])]),
    .systemLibrary(
      // Without pkg-config: its file carries a macro that the package manager refuses.
      name: "CUTF8Proc",
      providers: [.apt(["libutf8proc-dev"]), .brew(["utf8proc"])]),
    .systemLibrary(
      name: "CVectorscan", pkgConfig: "libhs",
      providers: [.apt(["libvectorscan-dev"]), .brew(["vectorscan"])]),
    .systemLibrary(
      name: "CXML", pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]),
    .systemLibrary(
      name: "CYAML", pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),

    // libcurl (libcurl4-openssl-dev, curl), loaded when it is first used.
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),

    // What the build was told of itself, and what only C can ask the kernel.
    .target(
      name: "CSystem",
      cSettings: [
        .define("AEMEDIC_COMMIT", to: "\"\(Context.environment["AEMEDIC_COMMIT"] ?? "")\"")
      ]),

    // One Swift wrapper per C library; no pointer leaves it.
    room("ArchiveKit", ["CArchive"]),
    room("DigestKit", ["CCrypto"]),
    .target(
      name: "IconvKit", dependencies: ["CIconv"], swiftSettings: strict,
      linkerSettings: [.linkedLibrary("iconv", .when(platforms: [.macOS]))]),
    room("HTTPServerKit", ["CMicrohttpd"]),
    room("HTTPClientKit", ["CCurl"]),
    room("PatternKit", ["CPCRE2"]),
    room("SQLiteKit", ["CSQLite"]),
    room("StemmerKit", ["CStemmer"]),
    room("UnicodeKit", ["CUTF8Proc"]),
    room("VectorscanKit", ["CVectorscan"]),
    room("XMLKit", ["CXML"]),
    room("YAMLKit", ["CYAML", "Model"]),
    room("ZlibKit", ["CISAL", "CZlib"]),

    // Layer 0: the vocabulary.
    room("Model"),
    room("RemedyProtocol"),

    // Layer 1: bytes to documents, entries, settings and matches.
    room("Intake", ["Model", "ArchiveKit", "IconvKit", "ZlibKit"]),
    room("Reading", ["Model", "XMLKit"]),
    room("Matching", ["Model", "VectorscanKit", "PatternKit"]),
    room("Redaction", ["Model", "PatternKit", "YAMLKit"]),

    // Layer 2: what is known, and what can be done.
    room("Rules", ["Model", "Reading", "Matching", "PatternKit", "YAMLKit", "DigestKit"]),
    room(
      "KnowledgeBase", ["Model", "SQLiteKit", "StemmerKit", "UnicodeKit", "YAMLKit", "DigestKit"]),
    room(
      "Remediation",
      ["Model", "RemedyProtocol", "ArchiveKit", "DigestKit", "HTTPClientKit", "CProcess"]),

    room("Sandbox", ["Model", "RemedyProtocol", "HTTPServerKit", "ArchiveKit", "DigestKit"]),

    // Layers 3 to 6: the pipeline, its views, the command.
    room(
      "Diagnosis",
      ["Model", "Intake", "Reading", "Matching", "Rules", "KnowledgeBase", "Remediation"]),
    room("Reporting", ["Model", "UnicodeKit", "DigestKit"]),
    room("CleanCopy", ["Model", "ArchiveKit", "Intake", "Redaction"]),
    .target(
      name: "Service",
      dependencies: [
        "Model", "Intake", "Reading", "Matching", "Rules", "KnowledgeBase", "Remediation",
        "RemedyProtocol", "Diagnosis", "Reporting", "Redaction", "HTTPServerKit", "SQLiteKit",
        "DigestKit",
      ], exclude: ["Page", "README.md"], swiftSettings: strict),
    room(
      "CommandLineTool",
      [
        "Model", "Intake", "Reading", "Matching", "Rules", "KnowledgeBase", "Remediation",
        "RemedyProtocol", "Diagnosis", "Reporting", "Redaction", "CleanCopy", "UnicodeKit",
        "Sandbox", "Service", "YAMLKit", "ArchiveKit", "DigestKit", "HTTPServerKit",
        "HTTPClientKit", "PatternKit", "SQLiteKit", "VectorscanKit", "XMLKit", "ZlibKit",
        "IconvKit", "CSystem",
      ]),
    .executableTarget(
      name: "aemedic", dependencies: ["CommandLineTool"], swiftSettings: strict,
      linkerSettings: selfContained),

    // Remedies that are programs, and see no more of the host than any other plugin.
    .executableTarget(
      name: "ims-oauth", dependencies: ["RemedyProtocol"], path: "Plugins/ims-oauth/Sources",
      swiftSettings: strict,
      linkerSettings: selfContained),

    .executableTarget(
      name: "benchmarks",
      dependencies: [
        "ArchiveKit", "Model", "Reading", "Intake", "Matching", "Rules", "Diagnosis",
      ],
      path: "Tests/Benchmarks", exclude: ["README.md", "count-words.py", "insights_scan.py"],
      swiftSettings: strict),
    .executableTarget(
      name: "searchbench", dependencies: ["Model", "KnowledgeBase", "TestSupport"],
      path: "Tests/SearchBench", exclude: ["compare.py"], swiftSettings: strict),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    .target(
      name: "ArchiveFixtures", dependencies: ["CArchive"], path: "Tests/ArchiveFixtures",
      swiftSettings: strict),
    tests(of: "Model"),
    tests(of: "PatternKit"),
    tests(of: "YAMLKit"),
    tests(of: "ArchiveKit", ["ArchiveFixtures"]),
    tests(of: "DigestKit"),
    tests(of: "UnicodeKit"),
    tests(of: "StemmerKit"),
    tests(of: "SQLiteKit"),
    tests(of: "RemedyProtocol"),
    tests(
      of: "Remediation", ["Model", "RemedyProtocol", "ArchiveFixtures", "HTTPClientKit", "Sandbox"]),
    tests(of: "Matching", ["Model", "VectorscanKit", "PatternKit"]),
    tests(of: "Rules", ["Model", "Matching", "Reading", "YAMLKit"]),
    tests(of: "ZlibKit", ["ArchiveFixtures"]),
    tests(of: "Intake", ["Model", "ArchiveFixtures"]),
    tests(of: "Reading", ["Model"]),
    tests(
      of: "Reporting", ["Model", "UnicodeKit", "XMLKit", "Redaction"], excluding: ["Fixtures"]),
    tests(of: "KnowledgeBase", ["Model", "SQLiteKit", "StemmerKit"]),
    tests(of: "Diagnosis", ["Model", "Intake", "Matching", "Reading", "Rules", "ArchiveFixtures"]),
    .testTarget(
      name: "IntegrationTests",
      dependencies: ["TestSupport", "ArchiveFixtures", "Model", "Reporting"],
      swiftSettings: strict),
    tests(of: "CommandLineTool", ["Model", "Intake", "KnowledgeBase"]),
    tests(of: "IconvKit"),
    tests(of: "HTTPServerKit"),
    tests(of: "Sandbox", ["ArchiveKit"]),
    tests(of: "HTTPClientKit"),
    tests(of: "XMLKit"),
    tests(of: "Redaction", ["Model"]),
    tests(of: "CleanCopy", ["Model", "ArchiveKit", "Intake", "Redaction", "ArchiveFixtures"]),
    tests(of: "Service", ["ArchiveFixtures", "KnowledgeBase", "Remediation", "Rules"]),
  ],
  swiftLanguageModes: [.v6]
)
