public import Model
import RemedyProtocol

/// What is wrong with a remedy plugin, so that it is left out.
public struct ManifestProblem: Problem, Hashable {
  /// What is wrong.
  public let kind: Kind

  /// Where it is wrong.
  public let location: TextLocation?

  init(_ kind: Kind, at location: TextLocation?) {
    self.kind = kind
    self.location = location
  }

  /// What can be wrong with a plugin.
  public enum Kind: Hashable, Sendable {
    case unreadable(String)
    case symbolicLink
    case writableByOthers(path: String)
    case tooLong(limit: Int)
    case badJSON(LocalizedText)
    case wrongSchema(String)
    case folderName(id: String, folder: String)
    case badName(String)
    case otherProtocol(min: Int, max: Int)
    case missingField(String)
    case unknownField(String)
    case wrongValue(String)
    case duplicate(String)
    case unknownReference(String)
    case phaseGoesBack(String)
    case shadowed(String)

    static func notJSON(_ reason: JSONProblem.Reason) -> Kind {
      .badJSON(reason.wording)
    }
  }

  /// What is wrong, in three languages.
  public var reason: LocalizedText {
    switch kind {
    case .unreadable(let message):
      LocalizedText(
        en: "the plugin cannot be read: \(message)",
        fr: "le plugin est illisible : \(message)",
        ja: "プラグインを読み取れません: \(message)")
    case .symbolicLink:
      LocalizedText(
        en: "the manifest is a symbolic link", fr: "le manifeste est un lien symbolique",
        ja: "マニフェストがシンボリックリンクです")
    case .writableByOthers(let path):
      LocalizedText(
        en: "“\(path)” can be changed by other users",
        fr: "« \(path) » peut être modifié par d’autres utilisateurs",
        ja: "「\(path)」は他のユーザーが変更できます")
    case .tooLong(let limit):
      LocalizedText(
        en: "the manifest is longer than \(limit) bytes",
        fr: "le manifeste dépasse \(limit) octets",
        ja: "マニフェストが \(limit) バイトを超えています")
    case .badJSON(let why): why
    case .wrongSchema(let schema):
      LocalizedText(
        en: "unknown schema “\(schema)”", fr: "schéma inconnu « \(schema) »",
        ja: "不明なスキーマ「\(schema)」です")
    case .folderName(let id, let folder):
      LocalizedText(
        en: "the plugin calls itself “\(id)” but lies in the folder “\(folder)”",
        fr: "le plugin se nomme « \(id) » mais se trouve dans le dossier « \(folder) »",
        ja: "プラグイン名「\(id)」とフォルダー名「\(folder)」が一致しません")
    case .badName(let name):
      LocalizedText(
        en: "“\(name)” cannot be a name", fr: "« \(name) » ne peut pas servir de nom",
        ja: "「\(name)」は名前として使えません")
    case .otherProtocol(let min, let max):
      LocalizedText(
        en: "the plugin speaks protocol \(min) to \(max), this program speaks "
          + "\(RemedyManifest.protocolVersion)",
        fr: "le plugin parle le protocole \(min) à \(max), ce programme parle le "
          + "\(RemedyManifest.protocolVersion)",
        ja: "プラグインのプロトコルは \(min)～\(max)、このプログラムは "
          + "\(RemedyManifest.protocolVersion) です")
    case .missingField(let path):
      LocalizedText(
        en: "the field “\(path)” is missing", fr: "le champ « \(path) » est absent",
        ja: "フィールド「\(path)」がありません")
    case .unknownField(let path):
      LocalizedText(
        en: "unknown field “\(path)”", fr: "champ inconnu « \(path) »",
        ja: "不明なフィールド「\(path)」です")
    case .wrongValue(let path):
      LocalizedText(
        en: "the value of “\(path)” is not one that is allowed there",
        fr: "la valeur de « \(path) » n’y est pas admise",
        ja: "「\(path)」の値は許可されていません")
    case .duplicate(let name):
      LocalizedText(
        en: "the name “\(name)” is used twice", fr: "le nom « \(name) » est utilisé deux fois",
        ja: "名前「\(name)」が重複しています")
    case .unknownReference(let name):
      LocalizedText(
        en: "“\(name)” is not declared before it is used",
        fr: "« \(name) » n’est pas déclaré avant son emploi",
        ja: "「\(name)」は使用前に宣言されていません")
    case .phaseGoesBack(let phase):
      LocalizedText(
        en: "the phase “\(phase)” comes after a later one",
        fr: "la phase « \(phase) » vient après une phase ultérieure",
        ja: "フェーズ「\(phase)」が後のフェーズより後に置かれています")
    case .shadowed(let id):
      LocalizedText(
        en: "the plugin “\(id)” was already found in an earlier folder",
        fr: "le plugin « \(id) » a déjà été trouvé dans un dossier précédent",
        ja: "プラグイン「\(id)」は前のフォルダーで見つかっています")
    }
  }

  /// What to do about it.
  public var hint: LocalizedText? {
    switch kind {
    case .writableByOthers(let path):
      LocalizedText(
        en: "take the right to write away from others: chmod go-w “\(path)”",
        fr: "retirez aux autres le droit d’écriture : chmod go-w « \(path) »",
        ja: "他のユーザーの書き込み権限を外してください: chmod go-w「\(path)」")
    case .badName:
      LocalizedText(
        en: "use lower-case letters, digits and hyphens, at most 64 of them",
        fr: "utilisez des minuscules, des chiffres et des traits d’union, 64 au plus",
        ja: "英小文字、数字、ハイフンを 64 文字以内で使ってください")
    case .wrongSchema:
      LocalizedText(
        en: "this program reads “\(RemedyManifest.schemaName)”",
        fr: "ce programme lit « \(RemedyManifest.schemaName) »",
        ja: "このプログラムが読むのは「\(RemedyManifest.schemaName)」です")
    default: nil
    }
  }
}

extension JSONProblem.Reason {
  fileprivate var wording: LocalizedText {
    switch self {
    case .unexpected:
      LocalizedText(
        en: "this is not JSON: unexpected character", fr: "JSON invalide : caractère inattendu",
        ja: "JSON ではありません: 予期しない文字です")
    case .endedEarly:
      LocalizedText(
        en: "the JSON ends too early", fr: "le JSON se termine trop tôt",
        ja: "JSON が途中で終わっています")
    case .duplicateKey(let key):
      LocalizedText(
        en: "the key “\(key)” stands twice in one object",
        fr: "la clé « \(key) » figure deux fois dans le même objet",
        ja: "キー「\(key)」が同じオブジェクトに二つあります")
    case .numberNotAllowed:
      LocalizedText(
        en: "only whole numbers up to 2⁵³ − 1 are allowed",
        fr: "seuls les nombres entiers jusqu’à 2⁵³ − 1 sont admis",
        ja: "2⁵³ − 1 までの整数だけを使えます")
    case .tooDeep:
      LocalizedText(
        en: "the JSON is nested more than 64 levels deep",
        fr: "le JSON est imbriqué sur plus de 64 niveaux",
        ja: "JSON の入れ子が 64 段を超えています")
    case .badEscape:
      LocalizedText(
        en: "invalid escape in a JSON string", fr: "échappement invalide dans une chaîne JSON",
        ja: "JSON 文字列のエスケープが不正です")
    case .notUTF8:
      LocalizedText(
        en: "a JSON string is not UTF-8", fr: "une chaîne JSON n’est pas en UTF-8",
        ja: "JSON 文字列が UTF-8 ではありません")
    case .trailingText:
      LocalizedText(
        en: "something stands after the end of the JSON",
        fr: "du texte suit la fin du JSON", ja: "JSON の終わりの後に余分な文字があります")
    }
  }
}
