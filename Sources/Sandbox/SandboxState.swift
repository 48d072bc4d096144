public import Model

/// The state in which a stand-in is made.
public enum SandboxState: String, CaseIterable, Sendable {
  /// After an in-place upgrade: keys in the repository, `storage` says `JCR` (KA-23909).
  case jcrKeys = "jcr-keys"

  /// As it should be: keys in bundle storage, none in the repository.
  case bundleKeys = "bundle-keys"

  /// Keys in the repository, and other ones in bundle storage.
  case differentKeys = "different-keys"

  /// The key `hmac` in the repository is an `nt:file` instead of a property.
  case keyFileNode = "key-file-node"

  /// A switch in the start script keeps the keys in the repository on purpose.
  case fileStorageDisabled = "file-storage-disabled"

  /// Keys in order; an IMS configuration of the retired kind, JWT (KA-22080).
  case imsJWT = "ims-jwt"

  /// Keys in order; a replication agent whose queue is blocked (KA-17467).
  case replicationBlocked = "replication-blocked"

  /// What it is for.
  public var meaning: LocalizedText {
    switch self {
    case .jcrKeys:
      LocalizedText(
        en: "crypto keys in the repository, as after an in-place upgrade (KA-23909)",
        fr: "clés de chiffrement dans le référentiel, comme après une mise à niveau sur place"
          + " (KA-23909)",
        ja: "暗号鍵がリポジトリーにある状態（インプレースアップグレード後、KA-23909）")
    case .bundleKeys:
      LocalizedText(
        en: "crypto keys in bundle storage: nothing to repair",
        fr: "clés de chiffrement dans le stockage du bundle\u{A0}: rien à réparer",
        ja: "暗号鍵がバンドルストレージにある正常な状態")
    case .differentKeys:
      LocalizedText(
        en: "keys in the repository, and different ones in bundle storage",
        fr: "clés dans le référentiel, et d’autres dans le stockage du bundle",
        ja: "リポジトリーとバンドルストレージで鍵が異なる状態")
    case .keyFileNode:
      LocalizedText(
        en: "the hmac key in the repository is a file node, not a property",
        fr: "la clé hmac du référentiel est un nœud de fichier, pas une propriété",
        ja: "リポジトリーの hmac 鍵がプロパティではなくファイルノードの状態")
    case .fileStorageDisabled:
      LocalizedText(
        en: "a start option keeps the keys in the repository on purpose",
        fr: "une option de démarrage garde volontairement les clés dans le référentiel",
        ja: "起動オプションで意図的に鍵をリポジトリーに置いている状態")
    case .imsJWT:
      LocalizedText(
        en: "an IMS configuration with a retired JWT credential (KA-22080)",
        fr: "une configuration IMS avec un identifiant JWT retiré (KA-22080)",
        ja: "廃止された JWT 資格情報を使う IMS 設定がある状態（KA-22080）")
    case .replicationBlocked:
      LocalizedText(
        en: "a replication agent with a blocked queue (KA-17467)",
        fr: "un agent de réplication dont la file est bloquée (KA-17467)",
        ja: "レプリケーションエージェントのキューが停止した状態（KA-17467）")
    }
  }

  /// Whether the keys lie in the repository when it is made.
  var hasKeysInRepository: Bool {
    switch self {
    case .jcrKeys, .differentKeys, .keyFileNode, .fileStorageDisabled: true
    case .bundleKeys, .imsJWT, .replicationBlocked: false
    }
  }
}
