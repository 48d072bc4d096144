public import Model
public import RemedyProtocol

/// A request for a plan that cannot be understood; the target was not looked at.
public enum PlanningProblem: Problem, Hashable {
  case unknownAction(String, known: [String])
  case ambiguousAction(known: [String])
  case missingInstance
  case missingURL
  case badURL(String)

  /// The address holds a user or a password; it is not repeated here.
  case credentialsInURL
  case unknownParameter(String, known: [String])
  case missingParameter(String)
  case wrongParameter(String, value: String, expected: String)
  case parameterOutside(String, value: String, limits: RemedyManifest.Parameter.Limits)
  case validityInPast(String)

  /// The recipe would write where no remedy may.
  case forbiddenPath(String, step: String)

  /// The recipe would stop a bundle that must not be stopped.
  case forbiddenBundle(String, step: String)

  /// The recipe does not fit the host; a defect of the plugin or of aemedic.
  case unusableRecipe(String)

  /// A program has to be asked for the target itself; nothing can be written down beforehand.
  case noRecipe(String)

  /// The remedy is not made for this deployment.
  case otherDeployment(String, RemedyDeployment)

  /// What is wrong, in three languages.
  public var reason: LocalizedText {
    switch self {
    case .unknownAction(let name, _):
      LocalizedText(
        en: "the remedy has no action “\(name)”", fr: "le remède n’a pas d’action « \(name) »",
        ja: "この対処に「\(name)」という操作はありません")
    case .ambiguousAction:
      LocalizedText(
        en: "the remedy has several actions", fr: "le remède propose plusieurs actions",
        ja: "この対処には複数の操作があります")
    case .missingInstance:
      LocalizedText(
        en: "the folder of the installation is not given",
        fr: "le dossier de l’installation n’est pas indiqué",
        ja: "インストールフォルダーが指定されていません")
    case .missingURL:
      LocalizedText(
        en: "the address of the instance is not given",
        fr: "l’adresse de l’instance n’est pas indiquée",
        ja: "インスタンスの URL が指定されていません")
    case .badURL(let url):
      LocalizedText(
        en: "“\(url)” is not the address of an AEM instance",
        fr: "« \(url) » n’est pas l’adresse d’une instance AEM",
        ja: "「\(url)」は AEM インスタンスの URL ではありません")
    case .credentialsInURL:
      LocalizedText(
        en: "the address holds a user name or a password",
        fr: "l’adresse contient un nom d’utilisateur ou un mot de passe",
        ja: "URL にユーザー名またはパスワードが含まれています")
    case .unknownParameter(let name, _):
      LocalizedText(
        en: "the action takes no parameter “\(name)”",
        fr: "l’action n’a pas de paramètre « \(name) »",
        ja: "この操作に「\(name)」というパラメーターはありません")
    case .missingParameter(let name):
      LocalizedText(
        en: "the parameter “\(name)” is missing", fr: "le paramètre « \(name) » est absent",
        ja: "パラメーター「\(name)」がありません")
    case .wrongParameter(let name, let value, let expected):
      LocalizedText(
        en: "the parameter “\(name)” is “\(value)”, which is no \(expected)",
        fr: "le paramètre « \(name) » vaut « \(value) », ce qui n’est pas du type \(expected)",
        ja: "パラメーター「\(name)」の値「\(value)」は \(expected) 型ではありません")
    case .parameterOutside(let name, let value, _):
      LocalizedText(
        en: "the parameter “\(name)” must not be “\(value)”",
        fr: "le paramètre « \(name) » ne peut pas valoir « \(value) »",
        ja: "パラメーター「\(name)」に「\(value)」は指定できません")
    case .validityInPast(let time):
      LocalizedText(
        en: "the plan would have ended at \(time), before it is made",
        fr: "le plan aurait expiré à \(time), avant d’être établi",
        ja: "有効期限 \(time) が計画の作成時刻より前です")
    case .forbiddenPath(let path, let step):
      LocalizedText(
        en: "the step “\(step)” would write to “\(path)”, where no remedy may write",
        fr: "l’étape « \(step) » écrirait dans « \(path) », ce qu’aucun remède ne peut faire",
        ja: "手順「\(step)」は書き込みが禁じられた「\(path)」に書き込もうとします")
    case .forbiddenBundle(let name, let step):
      LocalizedText(
        en: "the step “\(step)” would stop the bundle “\(name)”, which no remedy may stop",
        fr:
          "l’étape « \(step) » arrêterait le bundle « \(name) », ce qu’aucun remède ne peut faire",
        ja: "手順「\(step)」は停止が禁じられたバンドル「\(name)」を停止しようとします")
    case .unusableRecipe(let detail):
      LocalizedText(
        en: "the recipe cannot be carried out: \(detail)",
        fr: "la recette ne peut pas être exécutée : \(detail)",
        ja: "レシピを実行できません: \(detail)")
    case .otherDeployment(let id, let deployment):
      LocalizedText(
        en: "“\(id)” cannot be carried out on this deployment: \(deployment.wording.en)",
        fr: "« \(id) » ne peut pas être exécuté sur ce déploiement : \(deployment.wording.fr)",
        ja: "「\(id)」はこの環境では実行できません: \(deployment.wording.ja)")
    case .noRecipe(let id):
      LocalizedText(
        en: "“\(id)” decides on the target itself, so there is no runbook of it",
        fr: "« \(id) » décide d’après la cible elle-même : il n’en existe pas de procédure",
        ja: "「\(id)」は対象を見て内容を決めるため、手順書はありません")
    }
  }

  /// What to do about it.
  public var hint: LocalizedText? {
    switch self {
    case .unknownAction(_, let known), .ambiguousAction(let known):
      Self.choices(known)
    case .unknownParameter(_, let known):
      known.isEmpty
        ? LocalizedText(
          en: "the action takes no parameters", fr: "l’action ne prend aucun paramètre",
          ja: "この操作はパラメーターを取りません")
        : Self.choices(known)
    case .otherDeployment:
      LocalizedText(
        en: "it needs the file system or the web console of the instance; ask Adobe Support",
        fr: "il exige le système de fichiers ou la console web de l’instance ; adressez-vous au "
          + "support Adobe",
        ja: "インスタンスのファイルシステムまたは Web コンソールが必要です。アドビサポートに問い合わせてください")
    case .parameterOutside(_, _, let limits):
      limits.oneOf.map(Self.choices) ?? Self.range(limits)
    case .missingInstance:
      LocalizedText(
        en: "add --instance with the folder that holds crx-quickstart",
        fr: "ajoutez --instance avec le dossier qui contient crx-quickstart",
        ja: "crx-quickstart があるフォルダーを --instance で指定してください")
    case .missingURL, .badURL:
      LocalizedText(
        en: "add --url with the address of the instance itself, such as http://localhost:4502",
        fr: "ajoutez --url avec l’adresse de l’instance elle-même, "
          + "par exemple http://localhost:4502",
        ja: "インスタンス自体の URL を --url で指定してください（例: http://localhost:4502）")
    case .credentialsInURL:
      LocalizedText(
        en: "leave them out: planning makes no connection and needs none",
        fr: "retirez-les : la planification n’établit aucune connexion et n’en a pas besoin",
        ja: "削除してください。計画の作成では接続しないため不要です")
    case .missingParameter(let name):
      LocalizedText(
        en: "add --param \(name)=VALUE", fr: "ajoutez --param \(name)=VALEUR",
        ja: "--param \(name)=値 を追加してください")
    default: nil
    }
  }

  private static func range(_ limits: RemedyManifest.Parameter.Limits) -> LocalizedText? {
    guard limits.least != nil || limits.most != nil else { return nil }
    let range = [limits.least, limits.most].map { $0.map(String.init) ?? "…" }
      .joined(separator: "–")
    return LocalizedText(en: "allowed: \(range)", fr: "admis : \(range)", ja: "指定できる範囲: \(range)")
  }

  private static func choices(_ known: [String]) -> LocalizedText {
    let list = known.joined(separator: ", ")
    return LocalizedText(en: "known: \(list)", fr: "connus : \(list)", ja: "使えるもの: \(list)")
  }
}
