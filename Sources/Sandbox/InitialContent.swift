import FoundationEssentials

/// The content tree and the key files of a new stand-in.
struct InitialContent {
  let state: SandboxState

  static let clientID = "sandbox-client"
  static let clientSecret = "p8e-sandbox-0123456789abcdef"
  static let configurations = "/apps/system/config"
  static let agent = "/etc/replication/agents.author/publish"

  func write(to tree: InstanceTree) throws {
    let keys = CryptoKeys.random()
    var repository = try Repository(file: tree.repository)
    try repository.commit { repository in
      repository.set("jcr:primaryType", of: "/", to: .string("rep:root"))
      try add(keys, to: &repository)
      try addConfigurations(protectedBy: keys, to: &repository)
      try addReplication(to: &repository)
      for path in [
        "/content/example/en", "/etc/packages", "/oak:index", "/var/workflow/instances",
        "/libs/granite/core/content/login",
      ] {
        try repository.make(path)
      }
      try addWorkflows(to: &repository)
    }
    let storage = state.hasKeysInRepository ? "JCR" : "Bundle"
    try put(Data(storage.utf8), "storage", of: DeliveredBundle.crypto, in: tree)
    if !state.hasKeysInRepository || state == .differentKeys {
      let stored = state == .differentKeys ? CryptoKeys.random() : keys
      try put(stored.hmac, "hmac", of: DeliveredBundle.cryptoFile, in: tree)
      try put(stored.master, "master", of: DeliveredBundle.cryptoFile, in: tree)
    }
  }

  private func put(
    _ bytes: Data, _ name: String, of bundle: String, in tree: InstanceTree
  ) throws {
    guard let id = DeliveredBundle.all.first(where: { $0.symbolicName == bundle })?.id else {
      return
    }
    let path = "\(tree.cache)/bundle\(id)/data/\(name)"
    try bytes.write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
  }

  private func add(_ keys: CryptoKeys, to repository: inout Repository) throws {
    try repository.make("/etc/key", type: "sling:Folder")
    guard state.hasKeysInRepository else { return }
    if state == .keyFileNode {
      try repository.putFile("/etc/key/hmac", Array(keys.hmac), type: "application/octet-stream")
    } else {
      repository.set("hmac", of: "/etc/key", to: .binary(keys.hmac))
    }
    repository.set("master", of: "/etc/key", to: .binary(keys.master))
  }

  // The two factory configurations of an IMS integration, as AEM 6.5 keeps them
  // (Adobe documentation, "Adobe IMS integration"; the properties: swagger-aem-osgi).
  private func addConfigurations(
    protectedBy keys: CryptoKeys, to repository: inout Repository
  ) throws {
    let isJWT = state == .imsJWT
    var provider: [String: Repository.Value] = [
      "name": .string("sandbox-ims"), "auth.token.provider.title": .string("Sandbox IMS"),
      "auth.token.provider.client.id": .string(Self.clientID),
      "auth.token.provider.reuse.access.token": .boolean(true),
      "auth.token.provider.relaxed.ssl": .boolean(false),
      "token.request.customizer.type": .string("sandbox-ims"),
    ]
    if isJWT {
      provider["auth.token.provider.keypair.alias"] = .string("sandbox-ims-alias")
      provider["auth.access.token.request"] = .string("/ims/exchange/jwt")
      provider["auth.token.provider.default.claims"] = .strings([
        "\"iss\" : \"0123456789ABCDEF01234567@AdobeOrg\"",
        "\"sub\" : \"FEDCBA9876543210FEDCBA98@techacct.adobe.com\"",
        "\"aud\" : \"https://ims-na1.adobelogin.com/c/\(Self.clientID)\"",
        "\"https://ims-na1.adobelogin.com/s/ent_marketing_sdk\" : true",
      ])
    } else {
      provider["auth.token.provider.authorization.grants"] = .string("client_credentials")
      provider["auth.token.provider.orgId"] = .string("0123456789ABCDEF01234567@AdobeOrg")
      provider["auth.access.token.request"] = .string("/ims/token/v3")
      provider["auth.token.provider.scope"] = .string("openid, AdobeID")
    }
    var configurations = Configurations(repository: repository)
    try configurations.put(Configuration(pid: IMS.provider + ".1", properties: provider))
    try configurations.put(
      Configuration(
        pid: IMS.customizer + ".1",
        properties: [
          "customizer.type": .string("sandbox-ims"),
          "auth.ims.client.secret": .string(keys.protect(Self.clientSecret)),
        ]))
    try configurations.put(
      Configuration(
        pid: "com.adobe.granite.ui.clientlibs.impl.HtmlLibraryManagerImpl",
        properties: [
          "htmllibmanager.minify": .boolean(true),
          "htmllibmanager.fileSystemOutputCacheLocation": .string("clientlibs-cache"),
        ]))
    repository = configurations.repository
  }

  private func addReplication(to repository: inout Repository) throws {
    let content = Self.agent + "/jcr:content"
    try repository.make(Self.agent, type: "cq:Page")
    try repository.make(content, type: "cq:PageContent")
    let properties: [(String, Repository.Value)] = [
      ("jcr:title", .string("Default Agent")), ("enabled", .string("true")),
      ("transportUri", .string("http://localhost:4503/bin/receive?sling:authRequestLogin=1")),
      ("serializationType", .string("durbo")),
    ]
    for (name, value) in properties { repository.set(name, of: content, to: value) }
    // The stand-in keeps the queue as a node; AEM keeps it as Sling jobs below /var/eventing.
    let queue = ReplicationQueue.path(of: Self.agent)
    try repository.make(queue)
    repository.set("blocked", of: queue, to: .boolean(state == .replicationBlocked))
    repository.set("paused", of: queue, to: .boolean(false))
    let waiting = state == .replicationBlocked ? ["/content/example/en", "/content/example"] : []
    repository.set("entries", of: queue, to: .strings(waiting))
  }

  private func addWorkflows(to repository: inout Repository) throws {
    for (name, status, age) in [
      ("request_activation", "COMPLETED", 90), ("request_activation_1", "COMPLETED", 5),
      ("dam_update", "RUNNING", 120),
    ] as [(String, String, Int64)] {
      let path = "/var/workflow/instances/\(name)"
      try repository.make(path, type: "cq:Workflow")
      repository.set("status", of: path, to: .string(status))
      repository.set("ageInDays", of: path, to: .long(age))
      repository.set("modelId", of: path, to: .string("/var/workflow/models/\(name)"))
    }
  }
}
