import Model

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

  static func notRead(_ path: String, because reason: String) -> LocalizedText {
    LocalizedText(
      en: "Not read: \(path): \(reason)", fr: "Non lu\u{A0}: \(path)\u{A0}: \(reason)",
      ja: "読み取り不可：\(path)：\(reason)")
  }

  static func readInPart(_ path: String) -> LocalizedText {
    LocalizedText(
      en: "Read in part: \(path)", fr: "Lu en partie\u{A0}: \(path)", ja: "途中まで読み取り：\(path)")
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

  static func instance(_ folder: String) -> LocalizedText {
    LocalizedText(
      en: "Installation: \(folder)", fr: "Installation\u{A0}: \(folder)", ja: "インストール先：\(folder)")
  }

  static func version(_ number: String) -> LocalizedText {
    LocalizedText(
      en: "Version: \(number)", fr: "Version\u{A0}: \(number)", ja: "バージョン：\(number)")
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
    case .unreadable, .damaged, .encrypted, .tooDeep, .tooLarge, .tooManyMembers, .unsafePath,
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
    case .encrypted: LocalizedText(en: "encrypted", fr: "chiffré", ja: "暗号化されています")
    case .tooDeep:
      LocalizedText(
        en: "archives nested too deep", fr: "archives imbriquées trop profondément",
        ja: "アーカイブの入れ子が深すぎます")
    case .tooLarge: LocalizedText(en: "too large", fr: "trop volumineux", ja: "大きすぎます")
    case .tooManyMembers:
      LocalizedText(
        en: "too many files in the archive", fr: "trop de fichiers dans l’archive",
        ja: "アーカイブ内のファイルが多すぎます")
    case .unsafePath:
      LocalizedText(
        en: "a path that leaves the archive", fr: "chemin qui sort de l’archive",
        ja: "アーカイブの外を指すパスです")
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
