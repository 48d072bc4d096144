import FoundationEssentials

/// The crypto keys as the instance loaded them at its start.
struct KeyStore {
  /// Where the keys are looked for, as the file `storage` says.
  enum Storage: String {
    case repository = "JCR"
    case bundle = "Bundle"
  }

  let storage: Storage
  let keys: CryptoKeys

  /// Whether values that were protected before the start are readable from the start on.
  ///
  /// The defect of KA-23909: with keys in the repository, what needs them starts
  /// before they can be read, until it is saved again. With the documented switch
  /// `com.adobe.granite.crypto.file.disable` AEM is meant to work like that.
  let isReadyEarly: Bool

  /// Loads the keys: from the files of the bundle if `storage` says so and they are
  /// there, else from the repository, and where there are none makes new ones.
  ///
  /// The selector is six bytes without a line end (cqsupport, `move-crypto-keys`;
  /// KA-23909); a file that says anything else stands for the repository.
  init(
    framework: Framework, repository: inout Repository, isFileStorageDisabled: Bool, log: ErrorLog
  ) throws {
    func data(_ bundle: String, _ name: String) -> Data? {
      framework.bundle(bundle).flatMap {
        FileManager.default.contents(atPath: $0.folder.data + "/" + name)
      }
    }
    let selector = data(DeliveredBundle.crypto, "storage")
    let isBundle = selector == Data(Storage.bundle.rawValue.utf8) && !isFileStorageDisabled
    let files = framework.bundle(DeliveredBundle.cryptoFile)?.folder.data
    if isBundle, let hmac = data(DeliveredBundle.cryptoFile, "hmac"), !hmac.isEmpty,
      let master = data(DeliveredBundle.cryptoFile, "master"), !master.isEmpty
    {
      self.init(storage: .bundle, keys: CryptoKeys(hmac: hmac, master: master), isReady: true)
    } else if let keys = Self.keys(in: repository) {
      self.init(storage: .repository, keys: keys, isReady: isFileStorageDisabled)
    } else {
      let keys = CryptoKeys.random()
      log.write(
        .warning, "com.adobe.granite.crypto.internal.CryptoSupportImpl",
        "no crypto keys found, new ones are generated", thread: "FelixStartLevel")
      if isBundle, let files {
        try keys.hmac.write(to: URL(filePath: files + "/hmac"))
        try keys.master.write(to: URL(filePath: files + "/master"))
      } else {
        try repository.commit { repository in
          try repository.make("/etc/key", type: "sling:Folder")
          repository.set("hmac", of: "/etc/key", to: .binary(keys.hmac))
          repository.set("master", of: "/etc/key", to: .binary(keys.master))
        }
      }
      self.init(storage: isBundle ? .bundle : .repository, keys: keys, isReady: true)
    }
  }

  private init(storage: Storage, keys: CryptoKeys, isReady: Bool) {
    self.storage = storage
    self.keys = keys
    isReadyEarly = isReady
  }

  private static func keys(in repository: Repository) -> CryptoKeys? {
    func bytes(_ name: String) -> Data? {
      if case .binary(let data) = repository.property("/etc/key/" + name), !data.isEmpty {
        return data
      }
      return repository.file("/etc/key/" + name)
    }
    guard let hmac = bytes("hmac"), let master = bytes("master") else { return nil }
    return CryptoKeys(hmac: hmac, master: master)
  }
}
