public import Model

extension Strings {
  static let readNothing = LocalizedText(
    en: "Nothing was read", fr: "Rien n’a été lu", ja: "読み取ったファイルはありません")

  static func read(files: Int, entries: Int) -> LocalizedText {
    let read = count(
      files, en: ("file", "files"), fr: ("fichier lu", "fichiers lus"), ja: "# 個のファイル")
    let records = self.entries(entries)
    return LocalizedText(
      en: "Read \(read.en), \(records.en)", fr: "\(read.fr), \(records.fr)",
      ja: "\(read.ja)、\(records.ja)を読み取り")
  }

  static func readInput(entries: Int) -> LocalizedText {
    let records = self.entries(entries)
    return LocalizedText(
      en: "Read standard input, \(records.en)", fr: "Entrée standard lue, \(records.fr)",
      ja: "標準入力から \(records.ja)を読み取り")
  }

  static func entries(_ number: Int) -> LocalizedText {
    count(number, en: ("entry", "entries"), fr: ("entrée", "entrées"), ja: "# 件のエントリ")
  }

  static func span(_ period: String) -> LocalizedText {
    LocalizedText(
      en: "Period: \(period)", fr: "Période\u{A0}: \(period)", ja: "期間：\(period)")
  }

  static func unparsed(_ lines: Int) -> LocalizedText {
    count(
      lines, en: ("line belongs to no entry", "lines belong to no entry"),
      fr: ("ligne hors de toute entrée", "lignes hors de toute entrée"),
      ja: "どのエントリにも属さない行：# 行")
  }

  static func outside(_ entries: Int) -> LocalizedText {
    count(
      entries, en: ("entry outside the time examined", "entries outside the time examined"),
      fr: ("entrée hors de la période examinée", "entrées hors de la période examinée"),
      ja: "対象期間外のエントリ：# 件")
  }

  static func notRead(_ path: String, because reason: String) -> LocalizedText {
    LocalizedText(
      en: "Not read: \(path): \(reason)", fr: "Non lu\u{A0}: \(path)\u{A0}: \(reason)",
      ja: "読み取り不可：\(path)：\(reason)")
  }

  static func readInPart(_ path: String) -> LocalizedText {
    LocalizedText(
      en: "Read in part: \(path)", fr: "Lu en partie\u{A0}: \(path)", ja: "途中まで読み取り：\(path)")
  }

  static func sameAs(_ path: String) -> LocalizedText {
    LocalizedText(
      en: "same content as \(path), counted once", fr: "même contenu que \(path), compté une fois",
      ja: "\(path) と同じ内容のため、1 回だけ集計")
  }

  static func excerpt(_ path: String, _ reason: ExcerptReason) -> LocalizedText {
    switch reason {
    case .lastThousandLines:
      LocalizedText(
        en: "Holds only the last 1,000 lines of each log: \(path)",
        fr: "Seules les 1\u{202F}000 dernières lignes de chaque journal y figurent\u{A0}: \(path)",
        ja: "各ログの末尾 1,000 行のみを含むファイル：\(path)")
    }
  }

  static func invalidBytes(_ count: Int, _ path: String) -> LocalizedText {
    let bytes = Self.count(
      count, en: ("invalid byte", "invalid bytes"), fr: ("octet invalide", "octets invalides"),
      ja: "不正なバイト # 個")
    return LocalizedText(
      en: "\(bytes.en) in \(path)", fr: "\(bytes.fr) dans \(path)", ja: "\(path)：\(bytes.ja)")
  }

  static func leftOut(_ list: String) -> LocalizedText {
    LocalizedText(
      en: "Left out as irrelevant: \(list)", fr: "Écartés, sans intérêt\u{A0}: \(list)",
      ja: "対象外：\(list)")
  }

  // MARK: Facts about the installation

  static func deployment(_ name: String) -> LocalizedText {
    switch name {
    case "onprem": LocalizedText(en: "On-premise", fr: "Sur site", ja: "オンプレミス")
    case "ams": LocalizedText(verbatim: "Adobe Managed Services")
    case "sdk": LocalizedText(en: "Local SDK", fr: "SDK local", ja: "ローカル SDK")
    case "cloud": LocalizedText(verbatim: "AEM as a Cloud Service")
    default: LocalizedText(verbatim: name)
    }
  }

  /// The label of a fact about the installation, by its name.
  static func fact(_ name: String) -> LocalizedText? {
    switch name {
    case "instance":
      LocalizedText(en: "Installation", fr: "Installation", ja: "インストール先")
    case "aem": LocalizedText(en: "Version", fr: "Version", ja: "バージョン")
    case "product": LocalizedText(en: "Product", fr: "Produit", ja: "製品")
    case "servicePack": LocalizedText(verbatim: "Service Pack")
    case "tier": LocalizedText(en: "Tier", fr: "Instance", ja: "インスタンスの種別")
    case "runModes": LocalizedText(en: "Run modes", fr: "Modes d’exécution", ja: "実行モード")
    case "java": LocalizedText(verbatim: "Java")
    case "javaVendor":
      LocalizedText(en: "Maker of Java", fr: "Éditeur de Java", ja: "Java のベンダー")
    case "oak": LocalizedText(verbatim: "Oak")
    case "os": LocalizedText(en: "System", fr: "Système", ja: "OS")
    case "bundles": LocalizedText(en: "Bundles", fr: "Bundles", ja: "バンドル数")
    case "bundlesNotActive":
      LocalizedText(en: "Bundles not active", fr: "Bundles inactifs", ja: "非アクティブなバンドル")
    case "language":
      LocalizedText(en: "Language of the mail", fr: "Langue du courriel", ja: "メールの言語")
    case "timeZone": LocalizedText(en: "Time zone", fr: "Fuseau horaire", ja: "タイムゾーン")
    default: nil
    }
  }

  // MARK: What was left out

  /// How many files were left out for a reason that changes nothing.
  static func leftOut(_ count: Int, _ reason: SkipReason) -> LocalizedText {
    switch reason {
    case .empty:
      Self.count(
        count, en: ("empty file", "empty files"), fr: ("fichier vide", "fichiers vides"),
        ja: "空のファイル # 個")
    case .image:
      Self.count(count, en: ("image", "images"), fr: ("image", "images"), ja: "画像 # 個")
    case .javaArchive:
      Self.count(
        count, en: ("Java archive", "Java archives"), fr: ("archive Java", "archives Java"),
        ja: "Java アーカイブ # 個")
    case .heapDump:
      Self.count(
        count, en: ("heap dump", "heap dumps"),
        fr: ("vidage de la mémoire", "vidages de la mémoire"), ja: "ヒープダンプ # 個")
    case .binary:
      Self.count(
        count, en: ("binary file", "binary files"), fr: ("fichier binaire", "fichiers binaires"),
        ja: "バイナリファイル # 個")
    case .symbolicLink:
      Self.count(
        count, en: ("symbolic link", "symbolic links"),
        fr: ("lien symbolique", "liens symboliques"), ja: "シンボリックリンク # 個")
    case .specialFile:
      Self.count(
        count, en: ("special file", "special files"), fr: ("fichier spécial", "fichiers spéciaux"),
        ja: "特殊ファイル # 個")
    case .unreadable, .damaged, .encrypted, .wrongPassword, .unsupportedEncryption, .tooDeep,
      .tooLarge, .expandsTooFar, .ratioTooHigh, .tooManyMembers, .unsafePath, .linkOutside,
      .unsupportedEncoding, .unsupportedFormat:
      Self.count(
        count, en: ("other file", "other files"), fr: ("autre fichier", "autres fichiers"),
        ja: "その他のファイル # 個")
    }
  }

  /// Why something that matters was not read.
  static func reason(_ reason: SkipReason) -> LocalizedText {
    switch reason {
    case .unreadable:
      LocalizedText(en: "cannot be opened", fr: "ouverture impossible", ja: "開くことができません")
    case .damaged: LocalizedText(en: "damaged", fr: "endommagé", ja: "破損しています")
    case .encrypted:
      LocalizedText(
        en: "encrypted; give the password with --archive-password-file",
        fr: "chiffré\u{A0}; indiquez le mot de passe avec --archive-password-file",
        ja: "暗号化されています（パスワードは --archive-password-file で指定できます）")
    case .wrongPassword:
      LocalizedText(
        en: "encrypted, and no password in --archive-password-file opens it",
        fr: "chiffré, et aucun mot de passe de --archive-password-file ne l’ouvre",
        ja: "暗号化されており、--archive-password-file のパスワードでは開けません")
    case .unsupportedEncryption:
      LocalizedText(
        en: "encrypted in a way that is not read, as 7-Zip files are; unpack it first"
          + " (7z x FILE) and give the folder",
        fr: "chiffré d’une façon qui n’est pas lue, comme les fichiers 7-Zip\u{A0};"
          + " décompressez-le d’abord (7z x FICHIER), puis indiquez le dossier",
        ja: "7-Zip など、読み取れない方式で暗号化されています"
          + "（7z x ファイル名 で展開してから、そのフォルダーを指定してください）")
    case .tooDeep:
      LocalizedText(
        en: "archives nested too deep; --max-depth allows more",
        fr: "archives imbriquées trop profondément\u{A0}; --max-depth en autorise plus",
        ja: "アーカイブの入れ子が深すぎます（上限は --max-depth で変更できます）")
    case .tooLarge: LocalizedText(en: "too large", fr: "trop volumineux", ja: "大きすぎます")
    case .expandsTooFar:
      LocalizedText(
        en: "expands to more than is allowed; --max-expanded allows more",
        fr: "taille décompressée au-delà de la limite\u{A0}; --max-expanded en autorise plus",
        ja: "展開後のサイズが上限を超えています（上限は --max-expanded で変更できます）")
    case .ratioTooHigh:
      LocalizedText(
        en: "expands like a zip bomb; --max-ratio allows more",
        fr: "se décompresse comme une bombe\u{A0}; --max-ratio en autorise plus",
        ja: "圧縮率が zip 爆弾の疑いのある値です（上限は --max-ratio で変更できます）")
    case .tooManyMembers:
      LocalizedText(
        en: "too many files; --max-members allows more",
        fr: "trop de fichiers\u{A0}; --max-members en autorise plus",
        ja: "ファイルが多すぎます（上限は --max-members で変更できます）")
    case .unsafePath:
      LocalizedText(
        en: "a path that leaves the archive", fr: "chemin qui sort de l’archive",
        ja: "アーカイブの外を指すパスです")
    case .linkOutside:
      LocalizedText(
        en: "a link to a file outside the folder; name that file too",
        fr: "lien vers un fichier hors du dossier\u{A0}; indiquez aussi ce fichier",
        ja: "フォルダー外のファイルへのリンクです（そのファイルも指定してください）")
    case .unsupportedEncoding:
      LocalizedText(
        en: "a character encoding that is not supported",
        fr: "codage de caractères non pris en charge",
        ja: "対応していない文字コードです")
    case .unsupportedFormat:
      LocalizedText(
        en: "a format that is not supported", fr: "format non pris en charge",
        ja: "対応していない形式です")
    case .empty, .image, .javaArchive, .heapDump, .binary, .symbolicLink, .specialFile:
      LocalizedText(en: "of no interest", fr: "sans intérêt", ja: "対象外です")
    }
  }
}

extension SkipReason {
  /// Why a file was passed over, in a few words.
  public var wording: LocalizedText {
    switch self {
    case .empty: LocalizedText(en: "empty", fr: "vide", ja: "空")
    case .image: LocalizedText(en: "image", fr: "image", ja: "画像")
    case .javaArchive: LocalizedText(en: "Java archive", fr: "archive Java", ja: "Java アーカイブ")
    case .heapDump: LocalizedText(en: "heap dump", fr: "vidage de la mémoire", ja: "ヒープダンプ")
    case .binary: LocalizedText(en: "binary", fr: "binaire", ja: "バイナリ")
    case .symbolicLink:
      LocalizedText(en: "symbolic link", fr: "lien symbolique", ja: "シンボリックリンク")
    case .specialFile: LocalizedText(en: "special file", fr: "fichier spécial", ja: "特殊ファイル")
    default: Strings.reason(self)
    }
  }
}
